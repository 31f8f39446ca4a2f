from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import IdentityCheck


class RecoverForm(forms.Form):
    check = forms.ChoiceField(
        label=_("How did you make sure who they are?"),
        help_text=_("This is written into the audit trail. A voice or an e-mail is not enough."),
        choices=IdentityCheck,
        widget=forms.RadioSelect,
    )
    new_address = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("Leave it empty if their address still works. Both addresses are told."),
        required=False,
    )
    reset_second_step = forms.BooleanField(
        label=_("They have lost their second step"),
        help_text=_("We forget their app, passkeys and recovery codes. They set up new ones."),
        required=False,
    )

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("new_address") or cleaned.get("reset_second_step") or self.errors):
            raise forms.ValidationError(
                _("Give a new address, or say that they have lost their second step.")
            )
        return cleaned
