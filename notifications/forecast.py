"""What tomorrow will send, as far as it is known today. Judged like a sweep; nothing is sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from notifications.circumstances import Circumstances
from notifications.judgement import Ready, judge
from notifications.kinds import kinds_that_hide_outcome
from notifications.models import Message

MOST = 500
"""A page for a person to read; a longer list is cut and says so."""


@dataclass
class Forecast:
    day: datetime
    letters: Counter[str] = field(default_factory=Counter)
    """How many messages of each kind go by e-mail."""
    in_portal: Counter[str] = field(default_factory=Counter)
    readers: set[int | str] = field(default_factory=set)
    not_wanted: Counter[str] = field(default_factory=Counter)
    """How many would not go, by the reason."""
    later: int = 0
    is_cut: bool = False


def tomorrow(*, at: datetime) -> Forecast:
    """From midnight to midnight by the partnership's clock."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    begins, ends = midnight + timedelta(days=1), midnight + timedelta(days=2)
    waiting = Message.objects.due(at=ends).select_related("person")[: MOST + 1]
    messages = list(waiting)
    forecast = Forecast(day=begins, is_cut=len(messages) > MOST)
    known = Circumstances(messages[:MOST], at=begins)
    hidden = set(kinds_that_hide_outcome())
    for message in messages[:MOST]:
        if message.kind in hidden:
            # As many as are due: fewer would tell who has done already what they ask.
            forecast.letters[message.kind] += 1
            forecast.readers.add(message.reader)
            continue
        match judge(message, known):
            case Ready() as one:
                _foresee(one, known, forecast, ends=ends)
            case over:
                forecast.not_wanted[over.why] += 1
    return forecast


def _foresee(one: Ready, known: Circumstances, forecast: Forecast, *, ends: datetime) -> None:
    message = one.message
    if not one.by_mail or one.kind.goes_along:
        forecast.in_portal[message.kind] += 1
        return
    moment = begins = known.at
    if not one.kind.is_transactional:
        moment = known.moment(message.reader, pace=one.kind.pace, due_at=message.due_at)
        if moment is not None:
            moment = max(moment, known.has_room_at(message.reader))
    if moment is None or not begins <= moment < ends:
        forecast.later += 1
        return
    forecast.letters[message.kind] += 1
    forecast.readers.add(message.reader)
