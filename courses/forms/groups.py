"""Small groups, as whoever runs a session makes them, and what people wish about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.breakouts import FEWEST, most_groups, suggested_count, usual_counts
from courses.models import ManagerConsent
from courses.names import is_address, is_full_name


class GroupsForm(forms.Form):
    count = forms.IntegerField(label=gettext_lazy("How many groups?"), min_value=FEWEST)

    def __init__(self, *args: Any, people: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.initial.setdefault("count", suggested_count(people))
        self.fields["count"].help_text = _usual_in_words(people)

    def clean_count(self) -> int:
        most = most_groups(self.people)
        if self.cleaned_data["count"] > most:
            words = _("That would leave somebody alone. Make %d groups or fewer.")
            raise ValidationError(words % most)
        return self.cleaned_data["count"]


class MoveForm(forms.Form):
    who = forms.ChoiceField(label=gettext_lazy("Who"))
    to = forms.TypedChoiceField(label=gettext_lazy("Into"), coerce=int)

    def __init__(self, *args: Any, who: list[tuple[str, str]], groups: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = who
        self.fields["to"].choices = [(one, _("Group %d") % one) for one in groups]


class ApartForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("I would rather not be in a group with"),
        help_text=gettext_lazy(
            "Their full name or their work e-mail address. Please check the spelling: so that "
            "nobody learns who comes, we cannot say whether they are on the list."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].seen_by = _(
            "You alone. Whoever runs the session does not see it. It is deleted four weeks after."
        )

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if is_address(words):
            validate_email(words)
        elif not is_full_name(words):
            raise ValidationError(_("Write first name and last name, or a work e-mail address."))
        return words


class ConsentForm(forms.ModelForm):
    """Asked of whoever has a line manager, or is one, whether the other comes or not."""

    class Meta:
        model = ManagerConsent
        fields = ("is_fine_with_manager", "is_fine_with_team")

    def __init__(self, *args: Any, has_manager: bool, manages: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_manager:
            del self.fields["is_fine_with_manager"]
        if not manages:
            del self.fields["is_fine_with_team"]

    @property
    def said(self) -> dict[str, bool]:
        """What is not asked stays as it was."""
        return {
            "with_manager": self.instance.is_fine_with_manager,
            "with_team": self.instance.is_fine_with_team,
        }


def _usual_in_words(people: int) -> str:
    usual = usual_counts(people)
    if not usual:
        words = ngettext("There is %d person.", "There are %d people.", people)
        return words % people
    if len(usual) == 1:
        words = _("%(n)d groups of the %(people)d people have 5 to 8 people each.")
        return words % {"n": usual[0], "people": people}
    words = _("%(least)d to %(most)d groups of the %(people)d people have 5 to 8 people each.")
    return words % {"least": usual[0], "most": usual[-1], "people": people}
