"""One month of the calendar as one person sees it: sessions and training elsewhere together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby

from django.utils import timezone

from accounts.models import Person, User
from courses.asked import asked_of
from courses.credit import own_parts
from courses.models import Booking, CoursePage, LiveSession, OtherTraining
from courses.overlaps import Fit, Span, Tags, closest
from courses.querysets import Narrowing

AT_ONCE = 50
MONTHS_AHEAD = 24
SESSION, OTHER = "session", "training"
NOTHING = (None, None)


@dataclass(frozen=True)
class Entry:
    thing: LiveSession | OtherTraining
    fit: Fit | None
    fits_with: Booking | CoursePage | None
    overlapping: list[Booking]

    @property
    def is_session(self) -> bool:
        return isinstance(self.thing, LiveSession)

    @property
    def is_asked(self) -> bool:
        """It fits with a course, not with a session that they booked."""
        return isinstance(self.fits_with, CoursePage)

    @property
    def day(self) -> date:
        return timezone.localdate(self.thing.starts_at)

    @property
    def is_over_midnight(self) -> bool:
        return timezone.localdate(self.thing.ends_at) != self.day


@dataclass(frozen=True)
class Month:
    """Page after page, without a count: that would read every row."""

    user: User
    first: date
    at: datetime
    said: Narrowing
    page: int = 1

    @cached_property
    def next(self) -> date | None:
        last = months_on(timezone.localdate(self.at), MONTHS_AHEAD)
        found = months_on(self.first, 1)
        return found if found <= last else None

    @cached_property
    def previous(self) -> date | None:
        return months_on(self.first, -1) if self.first > timezone.localdate(self.at) else None

    @cached_property
    def has_more(self) -> bool:
        return len(self._keys) > AT_ONCE

    @cached_property
    def days(self) -> list[tuple[date, list[Entry]]]:
        entries = self._entries()
        return [(day, list(found)) for day, found in groupby(entries, key=lambda one: one.day)]

    @cached_property
    def next_beyond(self) -> date | None:
        """Where a month is empty, the next that is not."""
        begins = _midnight(months_on(self.first, 1))
        moments = [
            rows.filter(starts_at__gte=begins).order_by("starts_at").values("starts_at").first()
            for rows in (self._sessions, self._others)
        ]
        found = [timezone.localdate(one["starts_at"]) for one in moments if one]
        return min(found).replace(day=1) if found else None

    @property
    def _sessions(self) -> Iterable[LiveSession]:
        offered = LiveSession.objects.offered().to_come(at=self.at)
        return offered.open_to(self.user.person, missed=self._missed).narrowed(self.said)

    @cached_property
    def _missed(self) -> frozenset[int]:
        return own_parts(self.user.person, at=self.at).missed

    @property
    def _others(self) -> Iterable[OtherTraining]:
        return OtherTraining.objects.shown().to_come(at=self.at).narrowed(self.said)

    @cached_property
    def _keys(self) -> list[tuple[datetime, str, int]]:
        """Of this page, and one more."""
        ends = _midnight(months_on(self.first, 1))
        begins = _midnight(self.first)
        sessions = self._sessions.between(begins, ends).keys(SESSION)
        others = self._others.between(begins, ends).keys(OTHER)
        start = (self.page - 1) * AT_ONCE
        both = sessions.union(others, all=True).order_by("starts_at", "source", "key")
        return list(both[start : start + AT_ONCE + 1])

    def _entries(self) -> Iterator[Entry]:
        keys = [(kind, pk) for _moment, kind, pk in self._keys[:AT_ONCE]]
        sessions = LiveSession.objects.for_list(self.user.person)
        others = OtherTraining.objects.with_words()
        found = {
            SESSION: sessions.in_bulk([pk for kind, pk in keys if kind == SESSION]),
            OTHER: others.in_bulk([pk for kind, pk in keys if kind == OTHER]),
        }
        beside = Beside(self.user, at=self.at)
        # What was cancelled a moment ago is not there any more.
        return (beside.entry(found[kind][pk]) for kind, pk in keys if pk in found[kind])


class Beside:
    """What one person has booked, has been offered and is asked, to hold an entry against."""

    def __init__(self, user: User, *, at: datetime) -> None:
        self._held = held_by(user.person, at=at)
        open_ones = [one for one in self._held if not one.session.is_private]
        asked = [one.course for one in asked_of(user, on=timezone.localdate(at))]
        self._known = [_tags_of_course(one) for one in courses_with_age_bands(asked)]
        self._known += [_tags_of(one.session, one) for one in open_ones]

    def entry(self, thing: LiveSession | OtherTraining) -> Entry:
        others = [one for one in self._held if one.session != thing]
        span = Span.of(thing.starts_at, thing.minutes)
        overlapping = [one for one in others if span.overlaps(_span(one.session))]
        is_theirs = len(others) < len(self._held)
        how, what = closest(_tags_of(thing, thing), () if is_theirs else self._known) or NOTHING
        return Entry(thing, how, what, overlapping)


def providers_to_come(*, at: datetime) -> set[str]:
    """By name, of whatever is still to come."""
    offered = LiveSession.objects.offered().to_come(at=at).order_by()
    named = set(offered.values_list("provider__name", flat=True).distinct())
    return (named | OtherTraining.objects.shown().to_come(at=at).providers()) - {None}


def held_by(person: Person, *, at: datetime) -> list[Booking]:
    """Sessions that are not over, in which they have a place or are offered one."""
    since = at - timedelta(days=1)
    held = Booking.objects.holding().filter(person=person, session__starts_at__gt=since)
    return list(held.select_related("session").order_by("session__starts_at", "pk"))


def courses_with_age_bands(courses: list[CoursePage]) -> Iterable[CoursePage]:
    keys = [course.pk for course in courses]
    return CoursePage.objects.filter(pk__in=keys).prefetch_related("age_bands").order_by("title")


def months_on(day: date, count: int) -> date:
    """The first day of the month that so many come after."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _span(session: LiveSession) -> Span:
    return Span.of(session.starts_at, session.minutes)


def _tags_of(thing: LiveSession | OtherTraining, of: object) -> Tags:
    bands = {thing.age_band_id} if thing.age_band_id else set()
    course = getattr(thing, "course_id", None)
    return Tags(of, course, thing.theme_id, frozenset(bands))


def _tags_of_course(course: CoursePage) -> Tags:
    return Tags(course, course.pk, None, frozenset(band.pk for band in course.age_bands.all()))
