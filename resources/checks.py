"""What a page still needs, said to its editor. Other apps add their own with `@register`.

A check takes a page of its own type and yields findings. It reads; it never stops a save: what
must not be missing is a required field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from resources.content_notes import Detail, joined, lowered
from resources.gaps import gaps_by_field
from resources.models import BasePage
from resources.readability import reading_age
from resources.search_text import words_of
from resources.streams import blocks_in

OLDEST_READER = 14
CARE_FIELDS = {"alternative_page", "note_topics", "support"}
KEEPING_FIELDS = {"responsible", "review_by"}


class Severity(StrEnum):
    MEND = "mend"
    LOOK = "look"


@dataclass(frozen=True)
class Finding:
    sentence: str | Promise
    severity: Severity = Severity.LOOK
    field: str = ""
    """The field of the editor where it is put right."""

    @property
    def anchor(self) -> str:
        """The editor's tab that holds the field."""
        if self.field in CARE_FIELDS:
            return "tab-care"
        return "tab-promote" if self.field in KEEPING_FIELDS else "tab-content"


Check = Callable[[Any], Iterable[Finding]]
CHECKS: list[Check] = []


def register(check: Check) -> Check:
    CHECKS.append(check)
    return check


def findings_for(page: BasePage) -> list[Finding]:
    """Those to mend first."""
    found = [finding for check in CHECKS for finding in check(page)]
    return sorted(found, key=lambda finding: finding.severity is not Severity.MEND)


@register
def pictures_are_described(page: BasePage) -> Iterator[Finding]:
    for field, kind, value in blocks_in(page):
        picture = value["picture"] if kind == "picture" else None
        if picture and not picture.decorative and not picture.contextual_alt_text:
            yield Finding(
                _("Describe the picture “%(title)s”, or mark it as decoration.")
                % {"title": picture.title},
                Severity.MEND,
                field,
            )


@register
def recordings_have_their_words(page: BasePage) -> Iterator[Finding]:
    for field, kind, value in blocks_in(page):
        recording = value["recording"] if kind == "recording" else None
        if recording and not recording.transcript:
            yield Finding(
                _("Add a transcript to “%(title)s”, so that it can be read instead.")
                % {"title": recording.title},
                Severity.MEND,
                field,
            )


@register
def facts_name_their_source(page: BasePage) -> Iterator[Finding]:
    for field, kind, value in blocks_in(page):
        if kind == "key_fact" and not value["citation"]:
            yield Finding(_("Say where a key fact comes from."), Severity.MEND, field)
        elif kind == "key_fact" and not value["strength"]:
            yield Finding(_("Say how strong the evidence of a key fact is."), field=field)


@register
def hard_topics_have_a_note(page: BasePage) -> Iterator[Finding]:
    """Page types with topics are asked whether the note names what those topics bring."""
    topics = page.topics.all() if hasattr(page, "topics") else []
    asked = {topic.suggests_note for topic in topics if topic.suggests_note_id}
    missing = asked - set(page.note_topics.all())
    if missing:
        names = sorted(lowered(topic) for topic in missing)
        yield Finding(
            _("Its topics suggest a content note on %(topics)s.") % {"topics": joined(names)},
            Severity.MEND,
            "note_topics",
        )


@register
def hard_pages_offer_care(page: BasePage) -> Iterator[Finding]:
    if not page.note_topics.all():
        return
    if not page.offers_support:
        yield Finding(_("Show support: this page has a content note."), Severity.MEND, "support")
    if page.note_detail >= Detail.SOME and not page.alternative_page_id:
        yield Finding(
            _("Offer another way to the same learning: this page goes into detail."),
            field="alternative_page",
        )


@register
def words_are_plain(page: BasePage) -> Iterator[Finding]:
    age = reading_age(words_of(page))
    if age and age > OLDEST_READER:
        yield Finding(
            _("This reads like a text for people of %(age)s. Shorter sentences and words help.")
            % {"age": age},
            field="body",
        )


@register
def somebody_keeps_it(page: BasePage) -> Iterator[Finding]:
    if not page.responsible_id:
        yield Finding(_("Say who looks after this page."), field="responsible")
    if not page.review_by:
        yield Finding(_("Say by when it should be read again."), field="review_by")
    elif page.review_by < timezone.localdate():
        yield Finding(_("It was to be read again by now."), Severity.MEND, "review_by")


@register
def gaps_are_filled(page: BasePage) -> Iterator[Finding]:
    for field, gap in gaps_by_field(page):
        yield Finding(_("Write your own words for “%(gap)s”.") % {"gap": gap}, Severity.MEND, field)
