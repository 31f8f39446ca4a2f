from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.signin import word

SIX_DIGITS = _("The six digits in your app, or one of your recovery codes.")


class SecondStepForm(base_forms.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_digits(self.fields["code"], hint=SIX_DIGITS)


class SecondStepAgainForm(base_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_digits(self.fields["code"], hint=SIX_DIGITS)


class SetUpAppForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_digits(self.fields["code"], hint=_("The six digits that your app shows now."))


class AddPasskeyForm(webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Every passkey here both signs in and counts as the second step.
        self.fields.pop("passwordless", None)
        word(
            self.fields["name"],
            label=_("Name of this passkey"),
            hint=_("So that you know it in your list, for example My phone."),
        )
        self.fields["name"].max_length = 60

    def clean(self):
        self.cleaned_data["passwordless"] = True
        return super().clean()


class RenamePasskeyForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["name"], label=_("Name of this passkey"))


def word_digits(field, *, hint: str) -> None:
    word(field, label=_("Code"), hint=hint, inputmode="numeric", spellcheck="false")
    field.widget.attrs["class"] = "govuk-input--width-10"
