from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.jobs import JobDetails
from accounts.forms.fields import EmploymentTypeField, LocalityField, ProfessionField, offer
from accounts.models import Organisation, Person, User
from accounts.rights import Right
from accounts.roles import GRANTABLE

UNCORRECTED = {"autocomplete": "off", "spellcheck": "false"}


class Standing(models.TextChoices):
    WORKING = "working", _("Works here now")
    TO_BE_CONFIRMED = "unconfirmed", _("To be confirmed")
    LEFT = "left", _("Has left")
    WITHOUT_LOGIN = "without-login", _("Does not sign in yet")


class PeopleFilter(forms.Form):
    q = forms.CharField(
        label=_("Name, e-mail address or user name"),
        required=False,
        max_length=120,
        strip=True,
        widget=forms.TextInput(attrs=UNCORRECTED),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("All organisations"),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All roles")), *((role.code, role.label) for role in GRANTABLE)],
    )
    standing = forms.ChoiceField(
        label=_("How things stand"), required=False, choices=[("", _("All")), *Standing.choices]
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.where(person, Right.SEE_PEOPLE)

    def chosen(self) -> dict[str, Any]:
        """An address typed by hand may ask for anything; what makes no sense narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class AddPersonForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs=UNCORRECTED)
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Leave this empty if they have none. They can still take part."),
        required=False,
        widget=forms.EmailInput(attrs=UNCORRECTED),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Where they work"), empty_label=_("Choose one")
    )
    profession = ProfessionField(label=_("Their role there"))
    employment_type = EmploymentTypeField(label=_("How they work there"))
    locality = LocalityField(label=_("Workplace area"), required=False)
    starts_on = forms.DateField(label=_("First day"), initial=timezone.localdate)
    is_another = forms.BooleanField(
        label=_("This is somebody else with the same name"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Organisation.objects.active().where(person, Right.INVITE_PEOPLE)
        offer(self.fields["organisation"], places)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name, place = cleaned.get("display_name"), cleaned.get("organisation")
        if not (name and place) or cleaned.get("is_another"):
            return cleaned
        if Person.objects.namesakes(name, organisation=place, on=timezone.localdate()).exists():
            self.fields["is_another"].widget = forms.CheckboxInput()
            self.add_error(
                "is_another",
                _("Somebody called %(name)s works there already. Tick if this is another person.")
                % {"name": name},
            )
        return cleaned

    def job(self) -> JobDetails:
        names = ("organisation", "profession", "employment_type", "locality")
        return JobDetails(**{name: self.cleaned_data[name] for name in names})


class NameForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name"),
        help_text=_("As colleagues should see it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    pronouns = forms.CharField(
        label=_("Pronouns"),
        help_text=_("For example she/her or they/them. Leave this empty if you like."),
        max_length=40,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Where messages go. Leave this empty if there is none."),
        required=False,
        widget=forms.EmailInput(attrs=UNCORRECTED),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(person, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if person.has_login:
            # Part of signing in, and changed there.
            del self.fields["email"]

    def words(self) -> dict[str, str]:
        return {"email": "", **self.cleaned_data}


class UsernameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username"]
        labels = {"username": _("User name")}
        help_texts = {
            "username": _("You can sign in with this instead of your e-mail address."),
        }
        widgets = {
            "username": forms.TextInput(
                attrs={**UNCORRECTED, "autocomplete": "username", "autocapitalize": "none"}
            )
        }
