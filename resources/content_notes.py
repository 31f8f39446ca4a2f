"""What a content note says: a fact, short and neutral. The choices stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


class Form(TextChoices):
    TEXT = "text", _("Words")
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")
    PICTURES = "pictures", _("Pictures")


class Detail(IntegerChoices):
    PASSING = 0, _("In passing")
    NONE = 1, _("No detail")
    SOME = 2, _("Some detail")
    FULL = 3, _("Described in detail")


@dataclass(frozen=True)
class ContentNote:
    topics: list[str]
    detail: Detail = Detail.NONE
    form: Form = Form.TEXT
    minutes: int | None = None
    why: str = ""

    @property
    def sentence(self) -> str:
        """For example: “Mentions neglect and racism, no detail, 3 minutes of audio.”"""
        topics = joined([lowered(topic) for topic in self.topics])
        parts = [gettext("Mentions %(topics)s") % {"topics": topics}, lowered(self.detail.label)]
        length = self.length
        if length:
            parts.append(length)
        return ", ".join(parts) + "."

    @property
    def sentence_inside(self) -> str:
        """The same after a colon: “Content note: mentions neglect, no detail.”"""
        return lowered(self.sentence)

    @property
    def length(self) -> str:
        if self.form == Form.PICTURES:
            return gettext("with pictures")
        if not self.minutes:
            return "" if self.form == Form.TEXT else lowered(self.form.label)
        words = {
            Form.TEXT: ngettext("%d minute of reading", "%d minutes of reading", self.minutes),
            Form.AUDIO: ngettext("%d minute of audio", "%d minutes of audio", self.minutes),
            Form.VIDEO: ngettext("%d minute of video", "%d minutes of video", self.minutes),
        }
        return words[self.form] % self.minutes


def joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s") % {
        "first": ", ".join(words[:-1]),
        "last": words[-1],
    }


def lowered(label: object) -> str:
    """Small first letter, unless the word is an abbreviation such as ACE."""
    text = str(label)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
