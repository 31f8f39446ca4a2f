from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AgreementText

PROMISES = {
    AgreementText.Kind.PRIVACY: _("I have read the privacy notice"),
    AgreementText.Kind.TERMS: _("I agree to the terms of use"),
    AgreementText.Kind.CHARTER: _("I will keep to the community charter"),
}


class AgreementForm(forms.Form):
    """One box for each text that is asked for."""

    def __init__(self, *args: Any, texts: Iterable[AgreementText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for text in texts:
            self.fields[f"text-{text.pk}"] = forms.BooleanField(label=PROMISES[text.kind])
