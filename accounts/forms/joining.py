from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.actions.arrivals import Job, Newcomer
from accounts.forms.fields import EmploymentTypeField, ProfessionField
from accounts.models import AgreementText, Organisation, Person

ADDRESS = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
ONE_TIME = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
UNCORRECTED = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("A work address is quickest. A private one is fine if you have no other."),
        widget=forms.EmailInput(attrs=ADDRESS),
        error_messages={"invalid": _("Write the whole address, like name@example.org.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Eight digits, from the e-mail."),
        max_length=20,
        widget=forms.TextInput(attrs=ONE_TIME | {"class": "govuk-input--width-10"}),
    )


class NewcomerForm(forms.Form):
    """Who somebody is and what they do. Answers that are known already are not asked again."""

    is_record = forms.ChoiceField(
        label=_("Is this you?"),
        choices=[("yes", _("Yes, that is me")), ("no", _("No, I am somebody else"))],
        widget=forms.RadioSelect,
    )
    display_name = forms.CharField(
        label=_("Your name"),
        help_text=_("As colleagues should see it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Where you work"), empty_label=_("Choose one")
    )
    profession = ProfessionField(label=_("Your role"))
    employment_type = EmploymentTypeField(label=_("How you work there"))
    password = forms.CharField(
        label=_("A password of your own"),
        help_text=_("Ten letters or more. Three or four words together work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    agrees = forms.BooleanField(
        label=_("I have read the privacy notice, and I agree to the terms and the charter"),
        error_messages={"required": _("Please read these and tick the box to go on.")},
    )

    def __init__(
        self,
        *args: Any,
        organisations: Any = None,
        known: Job | Any = None,
        person: Person | None = None,
        record: Person | None = None,
        needs_password: bool = False,
        **kwargs: Any,
    ) -> None:
        """`known` has the organisation, profession and employment type that are settled; `record`
        was made for this address by somebody else; `person` is somebody who signs in already.
        """
        super().__init__(*args, **kwargs)
        self.known = known
        self.texts = self._texts(person)
        self.fields["organisation"].queryset = organisations
        if record:
            self.fields["display_name"].initial = record.display_name
            self.fields["is_record"].help_text = _(
                "Your workplace has already added somebody with this address: %(name)s."
            ) % {"name": record.display_name}
        answered = {
            "is_record": record is None,
            "display_name": person is not None,
            "organisation": organisations is None,
            "profession": getattr(known, "profession", None),
            "employment_type": getattr(known, "employment_type", None),
            "password": not needs_password,
            "agrees": not self.texts,
        }
        for name in [name for name, is_answered in answered.items() if is_answered]:
            del self.fields[name]

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def newcomer(self) -> Newcomer:
        answers = self.cleaned_data
        job = Job(
            *(
                answers.get(name) or getattr(self.known, name)
                for name in ("organisation", "profession", "employment_type")
            )
        )
        return Newcomer(
            display_name=" ".join(answers.get("display_name", "").split()),
            job=job,
            agreed=self.texts,
            password=answers.get("password", ""),
        )

    def _texts(self, person: Person | None) -> list[AgreementText]:
        if person is None:
            return list(AgreementText.objects.in_force())
        return list(AgreementText.objects.outstanding_for(person))


class AccessRequestForm(forms.Form):
    """For people whose address belongs to none of our organisations."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.active(),
        label=_("Where you work or volunteer"),
        empty_label=_("Somewhere else, or for myself"),
        required=False,
    )
    workplace = forms.CharField(
        label=_("If it is not in the list, where is it?"),
        help_text=_("For example: I am a childminder in Wenlow."),
        max_length=160,
        required=False,
    )
    role_in_words = forms.CharField(
        label=_("What you do there"),
        help_text=_("For example: volunteer at the toddler group, foster carer, coach."),
        max_length=120,
    )
    why = forms.CharField(
        label=_("What you hope to learn or share"),
        help_text=_("A sentence is enough. Please do not write about a child, a family or a case."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].seen_by = _(
            "The people who answer requests can read this: leads of the partnership, and of the "
            "organisation you chose."
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("organisation") and not answers.get("workplace", "").strip():
            self.add_error("workplace", _("Choose a place from the list, or write where you work."))
        return answers


class KeyForm(forms.Form):
    code = forms.CharField(
        label=_("Enrolment key"),
        help_text=_("Ten letters and digits, such as K7MPQ-2XW9D. Capitals do not matter."),
        max_length=30,
        widget=forms.TextInput(attrs=UNCORRECTED | {"class": "govuk-input--width-20"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Leave this empty if you have none. You then choose a password."),
        widget=forms.EmailInput(attrs=ADDRESS),
        required=False,
        error_messages={"invalid": _("Write the whole address, like name@example.org.")},
    )

    def __init__(self, *args: Any, signed_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["email"]


class CardForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs=UNCORRECTED | {"autocomplete": "username"}),
    )
    phrase = forms.CharField(
        label=_("The four words on your card"),
        help_text=_("Capitals and spaces do not matter."),
        max_length=100,
        widget=forms.TextInput(attrs=UNCORRECTED),
    )


class OwnPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Your new password"),
        help_text=_("Ten letters or more. Three or four words together work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]
