"""What an editor says of words that may be quoted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Comment
from evaluation.quotations import LONGEST_IN_A_REPORT
from evaluation.striking import is_struck_from, tidied


class QuotationForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("The words for a report"),
        help_text=gettext_lazy(
            "Put dots in square brackets, […], in the place of whatever somebody could be known "
            "by. Change nothing else."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=True,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        self.comment = comment
        initial = {"words": comment.quoted or comment.words, "seen": mark_of(comment)}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def seen_at(self) -> datetime | None:
        """When an editor had decided last, as the page showed it."""
        said = self.data.get("seen", "")
        try:
            return parse_datetime(said)
        except ValueError:
            return None

    def clean_words(self) -> str:
        said = tidied(self.cleaned_data["words"])
        if len(said) > LONGEST_IN_A_REPORT:
            words = _("Strike out more: a report holds %(most)d signs of each. Here are %(here)d.")
            here = {"most": LONGEST_IN_A_REPORT, "here": len(said)}
            raise forms.ValidationError(words % here)
        if not is_struck_from(self.comment.words, said):
            raise forms.ValidationError(
                _(
                    "These are not the words that were written. Take nothing away without […] in "
                    "its place, and add nothing."
                )
            )
        return said


def mark_of(comment: Comment) -> str:
    return comment.decided_at.isoformat() if comment.decided_at else ""
