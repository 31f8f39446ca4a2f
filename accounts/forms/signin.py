from allauth.account import forms as allauth_forms
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 10 characters. Three or four words together work well.")
CODE_HINT = _("The eight digits in our e-mail.")


def word(field: forms.Field, *, label: str | None = None, hint: str | None = None, **attrs) -> None:
    """Our words for a field that the library made, without its placeholder."""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)
    if label is not None:
        field.label = label
    if hint is not None:
        field.help_text = hint


class SignInForm(allauth_forms.LoginForm):
    shared_computer = forms.BooleanField(
        label=_("This is a shared computer"),
        help_text=_("We sign you out when the browser closes. We warn you before."),
        initial=True,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["login"], label=_("E-mail address or user name"), autocomplete="username")
        self.fields["login"].widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        word(self.fields["password"], label=_("Password"), hint="")
        self.order_fields(["login", "password", "shared_computer"])

    def login(self, request, redirect_url=None):
        request.session["shared_computer"] = self.cleaned_data["shared_computer"]
        return super().login(request, redirect_url=redirect_url)


class AskForCodeForm(allauth_forms.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["email"], label=_("E-mail address"))


class CodeForm(allauth_forms.ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_code(self.fields["code"])


class PasswordCodeForm(allauth_forms.ConfirmPasswordResetCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_code(self.fields["code"])


class AddressCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word_code(self.fields["code"])


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["email"], label=_("E-mail address"))


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_once(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["oldpassword"], label=_("Your password now"), hint="")
        ask_once(self)


class FirstPasswordForm(allauth_forms.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_once(self)


class PasswordAgainForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self.fields["password"], label=_("Password"), hint="")


class NewAddressForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(
            self.fields["email"],
            label=_("New e-mail address"),
            hint=_("We send a code there. Your address changes once you have typed the code."),
        )


class LeaveOrganisationForm(DisconnectForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = {
            provider.sub_id: provider.name
            for provider in get_adapter().list_providers(self.request)
        }
        field = self.fields["account"]
        field.label, field.empty_label = _("Which one?"), None
        field.label_from_instance = lambda account: names.get(account.provider, account.provider)


def word_code(field: forms.Field) -> None:
    word(field, label=_("Code"), hint=CODE_HINT, inputmode="numeric", spellcheck="false")
    field.widget.attrs["class"] = "govuk-input--width-10"


def ask_once(form: forms.Form) -> None:
    """The password can be shown while typing, so it need not be typed twice."""
    del form.fields["password2"]
    word(form.fields["password1"], label=_("New password"), hint=PASSWORD_HINT)
