from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REFLECTION = 10_000


class PlaceForm(forms.Form):
    part = forms.IntegerField(min_value=1, max_value=999)
    block = forms.RegexField(r"^[0-9a-f-]{36}$", required=False)


class ReflectionForm(forms.Form):
    words = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=LONGEST_REFLECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    known = forms.CharField(required=False, widget=forms.HiddenInput)
