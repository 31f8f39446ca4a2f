from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.widgets import DayInput
from notifications.kinds import all_kinds
from notifications.models import Choice, Rhythm

WAYS = [("email", _("E-mail")), ("portal", _("In the portal"))]


class ChoicesForm(forms.ModelForm):
    """One field for each kind that may be refused, then when to write."""

    class Meta:
        model = Rhythm
        fields = ["digest_day", "digest_hour", "paused_until"]
        widgets = {"paused_until": DayInput}
        help_texts = {
            "paused_until": _(
                "Leave it empty to hear from us. Codes and confirmations still come."
            ),
        }

    def __init__(self, *args, chosen: dict[str, Choice], **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = [kind for kind in all_kinds() if not kind.is_transactional]
        for kind in self.kinds:
            choice = chosen.get(kind.code) or Choice()
            ways = [("email", choice.by_email), ("portal", choice.in_portal)]
            self.fields[kind.code] = forms.MultipleChoiceField(
                label=kind.label,
                choices=WAYS,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=[way for way, wanted in ways if wanted],
            )
        self.order_fields([kind.code for kind in self.kinds])

    def ways(self):
        for kind in self.kinds:
            wanted = self.cleaned_data[kind.code]
            yield kind, "email" in wanted, "portal" in wanted
