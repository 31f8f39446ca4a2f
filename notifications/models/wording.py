from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from notifications.kinds import all_kinds, find_kind
from notifications.writing import default_source, problems_in, sample_words, write


def kinds_to_word():
    return [(kind.code, kind.label) for kind in all_kinds()]


class Wording(PreviewableMixin, models.Model):
    """What the partnership says instead of the portal's own words, for one kind of message."""

    kind = models.CharField(_("message"), max_length=60, unique=True, choices=kinds_to_word)
    source = models.TextField(
        _("words"),
        help_text=_(
            "The first paragraph is the subject: keep it neutral, since others may see it. Leave "
            "one empty line between paragraphs. Empty to begin with the portal’s own words."
        ),
        blank=True,
    )

    class Meta:
        verbose_name = _("wording of a message")
        verbose_name_plural = _("wordings of messages")
        ordering = ["kind"]

    def __str__(self):
        kind = find_kind(self.kind)
        return str(kind.label) if kind else self.kind

    def clean(self):
        kind = find_kind(self.kind)
        if kind is None:
            return
        if not self.source.strip():
            self.source = default_source(kind)
        if problems := problems_in(self.source, meaning=kind.meaning):
            raise ValidationError({"source": problems})

    def get_preview_template(self, request, mode_name):
        return "emails/message.html"

    def get_preview_context(self, request, mode_name):
        kind = find_kind(self.kind)
        words = write(kind=kind, words=sample_words(kind), source=self.source)
        part = {"title": words.title, "html": words.html, "reason": _("[why this reader gets it]")}
        return {"parts": [part]}
