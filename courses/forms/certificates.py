from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models.certificates import LENGTH


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """As typed by somebody who reads it off paper."""
        typed = self.cleaned_data["code"].upper().replace("O", "0").replace("I", "1")
        code = "".join(letter for letter in typed.replace("L", "1") if letter.isalnum())
        if len(code) != LENGTH:
            raise forms.ValidationError(
                _("A code has %(n)d letters and digits."), params={"n": LENGTH}
            )
        return code
