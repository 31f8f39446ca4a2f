"""Words that may enter a report: which an editor may read, and which a release takes along."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from evaluation.disclosure import fewest_writers, may_quote
from evaluation.models import (
    THEN,
    Comment,
    InstrumentVersion,
    Plan,
    Release,
    Response,
    Wave,
)
from evaluation.querysets import CommentQuerySet

MOST_IN_A_REPORT = 6
LONGEST_IN_A_REPORT = 250


def readable_to_editors(plan: Plan, *, at: datetime) -> CommentQuerySet:
    """What could enter a report: ticked, its form closed, and enough people wrote something."""
    return _of_enough(plan, Comment.objects.to_quote(plan).readable(at=at, by_month=True))


def quotations_to_freeze(plan: Plan) -> list[dict[str, str]]:
    """In no order that tells anything; the same for good once they are in a release."""
    cleared = _of_enough(plan, Comment.objects.to_quote(plan).cleared())
    found = [{"question": one.question, "words": one.quoted} for one in cleared]
    SystemRandom().shuffle(found)
    return found


def quoted_words(release: Release) -> tuple[str, ...]:
    """Sentences for the report; none where nothing was cleared."""
    if not release.quotations:
        return ()
    rule = _(
        "Words of people who ticked that they may be quoted. Somebody else has read each for "
        "whoever could be known by it, and […] stands where a passage was struck out."
    )
    asked: dict[str, list[str]] = defaultdict(list)
    for one in release.quotations:
        asked[one["question"]].append(_("“%(words)s”") % {"words": one["words"]})
    said = (
        _("Asked “%(question)s”: %(words)s") % {"question": question, "words": " · ".join(words)}
        for question, words in asked.items()
    )
    return (rule, *said)


def _of_enough(plan: Plan, words: CommentQuerySet) -> CommentQuerySet:
    """Only of questions to which at least twice k people wrote something."""
    counted = Comment.objects.to_quote(plan).order_by().values("wave", "item")
    of_enough = Q(pk__in=[])
    for one in counted.annotate(count=Count("pk")):
        wrote = _writers(plan, one["wave"], one["item"], ticked=one["count"])
        if may_quote(wrote, plan.k):
            of_enough |= Q(wave=one["wave"], item=one["item"])
    return words.filter(of_enough)


def _writers(plan: Plan, wave: str, item: str, *, ticked: int) -> int:
    """At the very least. Who did not tick still wrote; their words are with their answers."""
    wrote: set[UUID] = set()
    may_have: Counter[UUID] = Counter()
    for participant, answers in _answers_beside(plan, wave, item):
        if answers.get(item):
            wrote.add(participant)
        else:
            may_have[participant] += 1
    left = ticked - sum(may_have[one] for one in wrote)
    others = [count for one, count in may_have.items() if one not in wrote]
    gone = plan.participants.exclude(withdrawn_on=None).count()
    return fewest_writers(left, len(wrote), [*others, *[max(others, default=1)] * gone])


def _answers_beside(plan: Plan, wave: str, item: str) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """By participant: what they sent of the instruments that ask this."""
    versions = InstrumentVersion.objects.filter(measures__planned_wave__plan=plan)
    asking = [one.pk for one in versions.distinct() if item in one.file.asked]
    sent = Response.objects.complete().filter(
        participant__plan=plan,
        wave__in=(wave, THEN) if wave == Wave.POST else (wave,),
        version__in=asking,
        serves_as_well=False,
    )
    return sent.order_by().values_list("participant", "answers").iterator()
