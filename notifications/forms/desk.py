"""Which messages the desk lists, and whose sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from accounts.rights import Right
from notifications.kinds import all_kinds

STANDINGS = (
    ("unsent", _("Could not be sent")),
    ("due", _("Due now")),
    ("later", _("Due later")),
    ("sent", _("Sent")),
    ("not_sent", _("Not sent")),
)


class MessagesFilter(forms.Form):
    standing = forms.ChoiceField(label=_("How it stands"), choices=STANDINGS, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.label) for kind in all_kinds()]
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]

    def chosen(self) -> tuple[str, str]:
        """What makes no sense narrows nothing."""
        self.is_valid()
        standing = self.cleaned_data.get("standing") or STANDINGS[0][0]
        return standing, self.cleaned_data.get("kind", "")


class SheetForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Workplace"), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, lead: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Organisation.objects.active().where(lead, Right.CONFIRM_PEOPLE)
        self.fields["organisation"].queryset = places

    def chosen(self) -> Organisation | None:
        """Where there is only one workplace, nothing has to be chosen."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["organisation"]
        first_two = self.fields["organisation"].queryset[:2]
        if len(first_two) != 1:
            return None
        self.initial["organisation"] = first_two[0]
        return first_two[0]
