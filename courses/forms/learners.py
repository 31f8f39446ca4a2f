from django import forms
from django.utils.translation import gettext_lazy as _


class LearnersForm(forms.Form):
    named = forms.CharField(label=_("Name, or a part of it"), required=False, max_length=80)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
