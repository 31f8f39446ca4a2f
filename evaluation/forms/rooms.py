from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.actions.rooms import MOST_CODES, find_code
from evaluation.models import AccessCode, ConsentText, Occasion, Wave

UNKNOWN = _("We do not know this code. Check the letters on your slip, or ask your facilitator.")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your slip"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-10",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-code": "",
            }
        ),
    )

    def clean_code(self) -> AccessCode:
        code = find_code(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(UNKNOWN)
        return code


class PaperForm(CodeForm):
    """The code on a sheet that somebody filled in by hand."""

    def __init__(self, *args, occasion: Occasion, **kwargs):
        super().__init__(*args, **kwargs)
        self.occasion = occasion
        self.fields["code"].label = _("The code on the sheet")
        self.fields["wave"] = forms.ChoiceField(
            label=_("When was it filled in?"),
            choices=[(one.wave, Wave(one.wave).label) for one in occasion.plan.waves.all()],
            widget=forms.RadioSelect,
        )
        self.texts = {str(one.pk): one for one in occasion.plan.consent_texts.all()}
        self.fields["agreed"] = forms.ChoiceField(
            label=_("Did they tick that they agree, and to which text?"),
            help_text=_("Its number stands beneath the tick. Without a tick, leave the sheet out."),
            choices=[(key, _agreed_to(one)) for key, one in self.texts.items()],
            widget=forms.RadioSelect,
            required=bool(self.texts),
        )

    def clean_agreed(self) -> ConsentText | None:
        return self.texts.get(self.cleaned_data["agreed"])

    def clean_code(self) -> AccessCode:
        code = super().clean_code()
        if code.occasion_id != self.occasion.pk:
            raise forms.ValidationError(_("This code belongs to another group."))
        return code


def _agreed_to(text: ConsentText) -> str:
    said = {"number": text.number, "digest": text.short_digest}
    return _("They agreed to text %(number)s (%(digest)s)") % said


class SlipsForm(forms.Form):
    count = forms.IntegerField(
        label=_("How many?"),
        min_value=1,
        max_value=MOST_CODES,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        help_text=_("One for each person, and a few more in case one is lost."),
    )
