"""What a person decides before a change reaches learners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.widgets import DayInput
from courses.changes import Change
from courses.models import LessonPage

KINDS = {
    Change.CORRECTION: _("A correction: everybody sees it, nothing is worked out again"),
    Change.ADDITION: _("An addition: new for those in progress, and not needed by them"),
    Change.REPLACEMENT: _("A replacement: a new release; what was finished stays finished"),
}

COUNTS_FOR = _("“%(title)s” counts as done for whoever finished")


class SeenForm(forms.Form):
    """Which release was the newest when the page was shown; 0 before the first."""

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class GiveOutForm(SeenForm):
    kind = forms.ChoiceField(
        label=_("Which kind of change is it?"),
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What is new, in one sentence for learners"),
        max_length=300,
        required=False,
        help_text=_("Needed for a replacement."),
    )
    sunset_on = forms.DateField(
        label=_("Those in progress may finish the old release until"),
        required=False,
        widget=DayInput,
        help_text=_("Empty moves them to the new release now, with everything they have done."),
    )
    foreseen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        added: Iterable[LessonPage],
        removed: Iterable[LessonPage],
        losing_support: Iterable[LessonPage] = (),
        **kwargs: Any,
    ) -> None:
        """For each new lesson, which of those that go does it stand for?"""
        super().__init__(*args, **kwargs)
        if lost := list(losing_support):
            self.fields["takes_support_away"] = _taking_support_away(lost)
        self.removed = {str(lesson.pk): lesson for lesson in removed}
        self.added = list(added) if self.removed else []
        gone = [("", _("None of them")), *((key, one.title) for key, one in self.removed.items())]
        for lesson in self.added:
            self.fields[f"instead-{lesson.pk}"] = forms.ChoiceField(
                label=_("“%(title)s” counts as done for whoever finished")
                % {"title": lesson.title},
                choices=gone,
                required=False,
            )

    @property
    def change(self) -> Change:
        return Change(self.cleaned_data["kind"])

    @property
    def instead(self) -> dict[int, int]:
        """By new lesson, the old one that it stands for."""
        chosen = {lesson.pk: self.cleaned_data[f"instead-{lesson.pk}"] for lesson in self.added}
        return {new: int(old) for new, old in chosen.items() if old}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == Change.REPLACEMENT.value and not given.get("words"):
            self.add_error("words", _("Say in one sentence what is new. Learners read it."))
        sunset_on = given.get("sunset_on")
        if sunset_on and sunset_on <= timezone.localdate():
            self.add_error("sunset_on", _("Choose a day to come, or leave it empty."))
        return given


def _taking_support_away(lessons: list[LessonPage]) -> forms.BooleanField:
    titles = ", ".join(f"“{lesson.title}”" for lesson in lessons)
    return forms.BooleanField(
        label=_("Take the support away from %(titles)s") % {"titles": titles},
        help_text=_("Learners find it there now. If that is not meant, put it back first."),
        error_messages={
            "required": _("Tick this if it is meant. If not, put the support back first.")
        },
    )


class FirstReleaseForm(SeenForm):
    """Nothing to decide: nobody learns from it yet."""


class WithdrawForm(forms.Form):
    words = forms.CharField(
        label=_("Why is it not here? Learners read this."),
        max_length=300,
        help_text=_("One or two plain sentences, for example “We are checking a number in it.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
