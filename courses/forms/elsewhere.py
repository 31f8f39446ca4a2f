from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.widgets import DateBoxesField
from courses.evidence import read_evidence
from courses.models import ExternalCourse
from courses.outside import Learning

MOST_HOURS = 2000


class HoursField(forms.DecimalField):
    """Hours as people say them; minutes inside."""

    def __init__(self, **kwargs: Any) -> None:
        limits = {"min_value": 0, "max_value": MOST_HOURS, "max_digits": 6, "decimal_places": 2}
        super().__init__(required=False, **limits, **kwargs)

    def clean(self, value: Any) -> int:
        return round((super().clean(value) or Decimal()) * 60)


class EvidenceField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> ContentFile | None:
        upload = super().clean(data, initial)
        return read_evidence(upload) if upload else None


class DeclareForm(forms.Form):
    """Of a course that is listed here: what it was and how long it takes is known."""

    finished_on = DateBoxesField(
        label=gettext_lazy("When did you finish it?"),
        help_text=gettext_lazy("For example 27 3 2026."),
    )
    evidence = EvidenceField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy(
            "A certificate as PDF, Word or OpenDocument file, or a photo of it. At most 10 MB."
        ),
        required=False,
        allow_empty_file=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].seen_by = _("Only you can open it.")

    def clean_finished_on(self):
        day = self.cleaned_data["finished_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day.year < timezone.localdate().year - 60:
            raise forms.ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        """A browser forgets which file was chosen when the page comes back."""
        given = super().clean()
        if self.errors and given.get("evidence"):
            self.add_error("evidence", _("Please choose your file once more."))
        return given

    def learning(self, external: ExternalCourse) -> Learning:
        names = ("title", "provider", "self_directed_minutes", "participatory_minutes")
        return Learning(
            **{name: getattr(external, name) for name in names},
            finished_on=self.cleaned_data["finished_on"],
            evidence=self.cleaned_data.get("evidence"),
        )


class OwnLearningForm(DeclareForm):
    """Of anything else: a book, a day of training, a talk."""

    title = forms.CharField(label=gettext_lazy("What was it?"), max_length=160)
    provider = forms.CharField(
        label=gettext_lazy("Who gave it?"),
        help_text=gettext_lazy("Leave it empty where nobody did, as with a book."),
        max_length=120,
        required=False,
    )
    self_directed_minutes = HoursField(
        label=gettext_lazy("Hours on your own"),
        help_text=gettext_lazy("For example 1.5 for an hour and a half."),
    )
    participatory_minutes = HoursField(label=gettext_lazy("Hours with others"))
    field_order = (
        "title",
        "provider",
        "finished_on",
        "self_directed_minutes",
        "participatory_minutes",
        "evidence",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        hours = ("self_directed_minutes", "participatory_minutes")
        if all(name in given for name in hours) and not any(given[name] for name in hours):
            self.add_error("self_directed_minutes", _("Say how long it took, one way or other."))
        return given

    def learning(self) -> Learning:
        return Learning(**{name: self.cleaned_data.get(name) for name in self.field_order})
