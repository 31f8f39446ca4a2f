from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.arrivals import Job
from accounts.actions.invitations import Letter
from accounts.actions.keys import KeyTerms
from accounts.forms.fields import EmploymentTypeField, ProfessionField
from accounts.forms.joining import UNCORRECTED
from accounts.models import Employment, Organisation, Person
from accounts.spreadsheets import tidy


class OrganisationField(forms.ModelChoiceField):
    """Somebody with one organisation is not asked which."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Organisation.objects.none(), empty_label=_("Choose one"), **kwargs)

    def offer(self, organisations: QuerySet) -> None:
        self.queryset = organisations
        first = list(organisations[:2])
        if len(first) == 1:
            self.initial = first[0]


class AnswerForm(forms.Form):
    organisation = OrganisationField(label=_("Where they work"), required=False)
    profession = ProfessionField(label=_("Their role"), required=False)
    employment_type = EmploymentTypeField(label=_("How they work there"), required=False)
    reason = forms.CharField(
        label=_("A few words to them"),
        help_text=_("We send them as you write them. Needed when you say no."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, organisations: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)

    @property
    def lets_in(self) -> bool:
        return self.data.get("answer") == "yes"

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        needed = ("organisation", "profession", "employment_type") if self.lets_in else ("reason",)
        words = {
            "organisation": _("Choose where they work."),
            "profession": _("Choose their role."),
            "employment_type": _("Choose how they work there."),
            "reason": _("Write a sentence, so that they know why and what to do."),
        }
        for name in needed:
            if not answers.get(name) and name not in self.errors:
                self.add_error(name, words[name])
        return answers

    def job(self) -> Job:
        answers = self.cleaned_data
        return Job(answers["organisation"], answers["profession"], answers["employment_type"])


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        widget=forms.EmailInput(attrs=UNCORRECTED),
        error_messages={"invalid": _("Write the whole address, like name@example.org.")},
    )
    display_name = forms.CharField(label=_("Their name"), max_length=120, required=False)
    organisation = OrganisationField(label=_("Where they work"))
    profession = ProfessionField(label=_("Their role"), required=False)
    employment_type = EmploymentTypeField(label=_("How they work there"), required=False)

    def __init__(
        self, *args: Any, organisations: QuerySet, record: Person | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.fields["organisation"].offer(organisations)
        self.fields["profession"].help_text = _("They are asked what you leave empty.")
        if record:
            self.fields["display_name"].initial = record.display_name

    def letter(self) -> Letter:
        return Letter(**self.cleaned_data, person=self.record)


class NewKeyForm(forms.Form):
    LONGEST = timedelta(days=365)

    organisation = OrganisationField(label=_("For people who work at"))
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("For example: staff room poster, induction day in May."),
        max_length=80,
        required=False,
    )
    profession = ProfessionField(label=_("Their role"), required=False)
    employment_type = EmploymentTypeField(label=_("How they work there"), required=False)
    limit = forms.IntegerField(
        label=_("How many people may use it"),
        initial=30,
        validators=[
            MinValueValidator(1, _("Write 1 or more.")),
            MaxValueValidator(500, _("Write 500 or fewer. You can make several keys.")),
        ],
    )
    expires_on = forms.DateField(
        label=_("Last day it works"),
        widget=forms.DateInput,
        error_messages={"invalid": _("Write a date, such as 31/12/2026.")},
    )
    confirms = forms.BooleanField(
        label=_("Confirm everybody who uses it"),
        help_text=_(
            "Only if the key is kept among your own people. You can still end a job later."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, organisations: QuerySet, may_confirm: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)
        self.fields["profession"].help_text = _(
            "Leave empty if people with different roles use it."
        )
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=28)
        if not may_confirm:
            del self.fields["confirms"]

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("Choose today or a later day."))
        if day > today + self.LONGEST:
            raise forms.ValidationError(_("Choose a day within a year from now."))
        return day

    def terms(self) -> KeyTerms:
        answers = dict(self.cleaned_data)
        after = answers.pop("expires_on") + timedelta(days=1)
        answers["expires_at"] = timezone.make_aware(datetime.combine(after, time()))
        return KeyTerms(**answers)


class NamesForm(forms.Form):
    MOST = 60

    names = forms.CharField(
        label=_("Names"),
        help_text=_("One person on each line."),
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    organisation = OrganisationField(label=_("Where they work"))
    profession = ProfessionField(label=_("Their role"))
    employment_type = EmploymentTypeField(label=_("How they work there"))
    add_anyway = forms.BooleanField(
        label=_("These are different people with the same name"), required=False
    )

    def __init__(self, *args: Any, organisations: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)
        if not self.is_bound:
            del self.fields["add_anyway"]

    def clean_names(self) -> list[str]:
        names = [name for name in map(tidy, self.cleaned_data["names"].splitlines()) if name]
        if not names:
            raise forms.ValidationError(_("Write at least one name."))
        if len(names) > self.MOST:
            raise forms.ValidationError(
                _("Add up to 60 people at a time. For more, upload a list instead.")
            )
        long = [name for name in names if len(name) > 120]
        if long:
            raise forms.ValidationError(
                _("“%(name)s…” is too long. Write one name on each line.") % {"name": long[0][:40]}
            )
        return names

    def clean(self) -> dict[str, Any]:
        """Asks about doubles, and only about doubles."""
        answers = super().clean()
        doubles = self._doubles(answers.get("names", []), answers.get("organisation"))
        if not doubles:
            del self.fields["add_anyway"]
        elif not answers.get("add_anyway"):
            self.add_error(
                "names",
                _("Already here: %(names)s. Take them out, or tick the box below.")
                % {"names": ", ".join(doubles)},
            )
        return answers

    def _doubles(self, names: list[str], organisation: Organisation | None) -> list[str]:
        here = set()
        if organisation:
            jobs = Employment.objects.current(on=timezone.localdate())
            found = jobs.filter(organisation=organisation)
            here = {n.casefold() for n in found.values_list("person__display_name", flat=True)}
        doubles = []
        for name in names:
            if name.casefold() in here:
                doubles.append(name)
            here.add(name.casefold())
        return doubles

    def job(self) -> Job:
        answers = self.cleaned_data
        return Job(answers["organisation"], answers["profession"], answers["employment_type"])


class CardsForm(forms.Form):
    people = forms.ModelMultipleChoiceField(Person.objects.none())
    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, people: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
