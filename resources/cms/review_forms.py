"""What a trainer types about a language review."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.widgets import DayInput
from resources.models import ReviewComment, ReviewCopy
from resources.models.language_review import in_four_weeks

MOST_DAYS = 90


class LinkForm(forms.ModelForm):
    """How long the link works. A page that is sent twice brings the same `press` again."""

    press = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = ReviewCopy
        fields = ["expires_on"]
        widgets = {"expires_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["expires_on"] = in_four_weeks()

    def clean_expires_on(self) -> date:
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if not today <= day <= today + timedelta(days=MOST_DAYS):
            raise ValidationError(
                _("Choose a day from today to %(n)d days from now."), params={"n": MOST_DAYS}
            )
        return day


class ReviewCopyForm(LinkForm):
    class Meta(LinkForm.Meta):
        fields = ["group_name", "expires_on"]


class CommentForm(forms.ModelForm):
    class Meta:
        model = ReviewComment
        fields = ["number", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def clean_number(self) -> int | None:
        number, last = self.cleaned_data["number"], self.instance.copy.last_number
        if number is not None and not 1 <= number <= last:
            raise ValidationError(
                _("The numbers of this copy go from 1 to %(last)d."), params={"last": last}
            )
        return number


class AnswerForm(CommentForm):
    class Meta(CommentForm.Meta):
        fields = ["number", "words", "answer", "answer_words", "is_shown"]
        widgets = {
            **CommentForm.Meta.widgets,
            "answer": forms.RadioSelect,
            "answer_words": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = ReviewComment.Answer.choices

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        answer, words = given.get("answer"), given.get("answer_words")
        if answer and not words and "answer_words" not in self.errors:
            says = {
                "changed": _("Say what you changed. The group reads this."),
                "not_changed": _("Say why you did not change it. The group reads this."),
            }
            self.add_error("answer_words", says[answer])
        if words and not answer and "answer" not in self.errors:
            self.add_error("answer", _("Say whether you changed it."))
        if given.get("is_shown") and not answer:
            self.add_error("is_shown", _("Answer it first. Then the page can show it."))
        return given


class ShowForm(forms.ModelForm):
    """All that can change once the group was told."""

    class Meta:
        model = ReviewComment
        fields = ["is_shown"]
