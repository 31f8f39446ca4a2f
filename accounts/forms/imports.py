from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import PeopleImport
from accounts.spreadsheets import MAX_BYTES


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is in the list?"),
        choices=PeopleImport.Kind.choices,
        initial=PeopleImport.Kind.PEOPLE,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("The list, as a CSV file"),
        help_text=_("Up to 5,000 rows and 2 MB. In a spreadsheet: Save as, then CSV UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        allow_empty_file=True,
    )
    send_invitations = forms.BooleanField(
        label=_("Invite the people who have an address and have not joined"),
        help_text=_("Only when you have seen the trial and said yes to it."),
        required=False,
    )

    def __init__(self, *args: Any, may_end_jobs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_end_jobs:
            people = PeopleImport.Kind.PEOPLE
            self.fields["kind"].choices = [(people.value, people.label)]

    def clean_file(self) -> UploadedFile:
        """Before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 2 MB. Split it into smaller files.")
            )
        return file
