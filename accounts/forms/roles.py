from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Employment, Organisation, Person
from accounts.roles import GRANTABLE, Role


class RoleFilter(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All roles")), *((role.code, role.label) for role in GRANTABLE)],
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Where"),
        required=False,
        empty_label=_("Everywhere"),
    )

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class EndRoleForm(forms.Form):
    """Nothing to fill in: the button says it."""


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        Organisation.objects.active(),
        label=_("Where"),
        empty_label=_("The whole partnership"),
        required=False,
    )
    employment = forms.ModelChoiceField(
        Employment.objects.none(),
        label=_("Held through this job"),
        help_text=_("The role ends by itself when the job ends."),
        empty_label=_("No job: it ends only when somebody ends it"),
        required=False,
    )
    starts_at = forms.DateField(label=_("First day"), initial=timezone.localdate)
    ends_at = forms.DateField(
        label=_("Last day"),
        help_text=_("An evaluator’s role ends after a year at the most. Others may be left open."),
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jobs = person.employments.current(on=timezone.localdate()).confirmed()
        self.fields["employment"].queryset = jobs.select_related("organisation", "profession")
        self.fields["employment"].initial = jobs.first()
        self.fields["role"].choices = [(role.code, role.label) for role in GRANTABLE]
        self.fields["role"].choice_hints = {role.code: _hint(role) for role in GRANTABLE}

    def grant(self) -> dict[str, Any]:
        """Days become moments: from the first midnight, or now, to the end of the last day."""
        first, last = self.cleaned_data["starts_at"], self.cleaned_data["ends_at"]
        return {
            "role": self.cleaned_data["role"],
            "organisation": self.cleaned_data["organisation"],
            "employment": self.cleaned_data["employment"],
            "starts_at": None if first == timezone.localdate() else _midnight(first),
            "ends_at": last and _midnight(last + timedelta(days=1)),
        }


def _hint(role: Role) -> str:
    words = _("Another administrator must agree.")
    return f"{role.in_words} {words}" if role.takes_two else str(role.in_words)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
