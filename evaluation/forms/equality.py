from __future__ import annotations

from typing import Any

from django import forms

from evaluation.equality import NOT_SAID, RATHER_NOT, equality_questions


class EqualityForm(forms.Form):
    """Any question may be left; whoever wants to say so says that they prefer not to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in equality_questions():
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=[
                    (code, RATHER_NOT if code == NOT_SAID else label)
                    for code, label in question.options
                ],
                widget=forms.RadioSelect,
                required=False,
            )
