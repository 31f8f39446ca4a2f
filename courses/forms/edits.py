"""Two people open one form: whoever saves second is told, and loses nothing that they typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

SAVED_MEANWHILE = gettext_lazy("Somebody saved it meanwhile. Look at it, then save again.")


class WithEdits(forms.Form):
    edits = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    """Which edit the form was filled from, so that nobody undoes another's unseen."""

    def show_edit(self, number: int) -> None:
        """Of what is saved now: sent again, the form means it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("edits")] = str(number)
