from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.jobs import JobDetails
from accounts.forms.fields import (
    EmploymentTypeField,
    LevelField,
    LocalityField,
    ProfessionField,
    offer,
)
from accounts.models import Employment, Organisation, Person

DETAILS = ("organisation", "profession", "employment_type", "locality", "level_expected")


class JobForm(forms.Form):
    """A job to begin. `places` are the organisations on offer."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=_("Choose one")
    )
    profession = ProfessionField(label=_("Role"))
    employment_type = EmploymentTypeField(label=_("How"))
    locality = LocalityField(
        label=_("Workplace area"),
        help_text=_("Where the work is, never where somebody lives."),
        required=False,
    )
    level_expected = LevelField(label=_("Practice level expected"), required=False)
    on = forms.DateField(label=_("First day"), initial=timezone.localdate)

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Organisation],
        job: Employment | None = None,
        **kwargs: Any,
    ) -> None:
        if job:
            kwargs["initial"] = {name: getattr(job, f"{name}_id") for name in DETAILS}
        super().__init__(*args, **kwargs)
        offer(self.fields["organisation"], places)

    def details(self) -> JobDetails:
        return JobDetails(**{name: self.cleaned_data.get(name) for name in DETAILS})


class OwnJobForm(JobForm):
    """People say where they work; what is expected of them is for others to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["level_expected"]


class CorrectionForm(JobForm):
    """Of what was written down. Another organisation is another job."""

    def __init__(self, *args: Any, job: Employment, **kwargs: Any) -> None:
        super().__init__(*args, places=Organisation.objects.none(), job=job, **kwargs)
        del self.fields["organisation"], self.fields["on"]
        self.organisation = job.organisation

    def details(self) -> JobDetails:
        return JobDetails(organisation=self.organisation, **self.cleaned_data)


class LastDayForm(forms.Form):
    on = forms.DateField(
        label=_("Last day"),
        help_text=_("This can be in the past or in the future."),
        initial=timezone.localdate,
    )


class ManagerForm(forms.Form):
    manager = forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = people
