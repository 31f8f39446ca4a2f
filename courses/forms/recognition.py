from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from courses.forms.elsewhere import OwnLearningForm
from courses.models import CoursePage
from courses.outside import Learning
from courses.querysets import people_to_recognise


class RecognitionForm(OwnLearningForm):
    words = forms.CharField(
        label=gettext_lazy("What did you learn, and how do you use it?"),
        help_text=gettext_lazy("A few sentences. You can leave it empty if your file shows it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
    )
    field_order = (*OwnLearningForm.field_order[:-1], "words", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("words", "evidence"):
            self.fields[name].seen_by = _("You and the trainer who answers. Never your manager.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not given["words"] and not given["evidence"]:
            self.add_error("words", _("Write a few sentences here, or add a file below."))
        return given

    def learning(self) -> Learning:
        names = OwnLearningForm.field_order
        return Learning(**{name: self.cleaned_data.get(name) for name in names})


class RecognitionForSomebodyForm(RecognitionForm):
    """By a trainer, who does not answer it as well."""

    address = forms.CharField(
        label=gettext_lazy("Their e-mail address or user name"), max_length=254
    )
    course = forms.ModelChoiceField(
        CoursePage.objects.none(), label=gettext_lazy("Course"), empty_label=gettext_lazy("Choose")
    )
    field_order = ("address", "course", *RecognitionForm.field_order)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        courses = CoursePage.objects.visible_to(by.user).filter(releases__isnull=False)
        self.fields["course"].queryset = courses.distinct().order_by("title")
        self.fields["words"].label = _("What did they learn, and how do they use it?")
        for name in ("words", "evidence"):
            self.fields[name].seen_by = _("They and the trainer who answers.")

    def clean_address(self) -> str:
        people = people_to_recognise(self.by, on=timezone.localdate())
        typed = self.cleaned_data["address"]
        found = people.filter(Q(email__iexact=typed) | Q(user__username__iexact=typed))[:2]
        if len(found) != 1:
            raise forms.ValidationError(_("Nobody whom you teach has this address or name."))
        self.person = found[0]
        return typed


class DecisionForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Needed when it does not count: say what is missing."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, recognises: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recognises = recognises
        self.fields["why"].seen_by = _("The learner reads this.")

    def clean_why(self) -> str:
        if not self.recognises and not self.cleaned_data["why"]:
            raise forms.ValidationError(_("Say why, so that they know what would help."))
        return self.cleaned_data["why"]
