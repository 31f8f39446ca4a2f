"""Once a day everybody who works somewhere is looked at, for what is asked of them.

Nothing is kept of what is asked (docs/decisions/0009), so what is new is found by looking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from accounts.models import Employment, Person
from courses.asked import Asking
from courses.messages.asked import (
    ASSIGNED,
    assigned,
    has_waited,
    is_near,
    key_of,
    not_begun,
    suggested_day,
)
from courses.messages.refreshers import refresher_due
from courses.models import DailyRound, Enrolment, Recognition, Requirement
from notifications.actions import Ask, notify_many
from notifications.models import Message

BATCH = 200


def go_round(*, at: datetime, batch: int = BATCH) -> int:
    """The next people of today, and how many they were; none once everybody was looked at.

    Killed on the way, or run twice at once, the same people are looked at again: the keys of the
    messages let nobody hear twice.
    """
    today, _is_new = DailyRound.objects.get_or_create(on=timezone.localdate(at))
    if today.ended_at:
        return 0
    people = _next_people(today, batch)
    if people:
        notify_many(_Look(people, at=at).asks())
        here = DailyRound.objects.filter(pk=today.pk, after=today.after)
        here.update(after=people[-1].pk)
    else:
        DailyRound.objects.filter(pk=today.pk).update(ended_at=at)
        DailyRound.objects.filter(on__lt=today.on).delete()
    return len(people)


def _next_people(today: DailyRound, batch: int) -> list[Person]:
    jobs = Employment.objects.current(on=today.on)
    here = Person.objects.present().filter(Exists(jobs.filter(person=OuterRef("pk"))))
    shown = Prefetch(
        "employments",
        queryset=jobs.select_related("profession__sector", "organisation"),
        to_attr="jobs_now",
    )
    return list(here.filter(pk__gt=today.after).order_by("pk").prefetch_related(shown)[:batch])


class _Look:
    """At some people, in as many questions as at one."""

    def __init__(self, people: Sequence[Person], *, at: datetime) -> None:
        self._people, self._at, self._on = people, at, timezone.localdate(at)
        self._asking = Asking(Requirement.objects.in_force())
        mine = Enrolment.objects.filter(person__in=people)
        self._enrolled = set(mine.values_list("person", "course"))
        self._counted = set(mine.finished().values_list("person", "course"))
        recognised = Recognition.objects.filter(person__in=people)
        self._counted |= set(recognised.values_list("person", "course"))
        told = Message.objects.filter(person__in=people, kind=ASSIGNED.code)
        self._heard = dict(told.values_list("key", "due_at"))
        self._to_refresh: dict[int, list[Enrolment]] = defaultdict(list)
        for finished in mine.to_refresh():
            self._to_refresh[finished.person_id].append(finished)

    def asks(self) -> Iterator[Ask]:
        for person in self._people:
            yield from self._of_what_is_asked(person)
            for finished in self._to_refresh[person.pk]:
                finished.person = person
                if ask := refresher_due(finished, on=self._on, at=self._at):
                    yield ask

    def _of_what_is_asked(self, person: Person) -> Iterator[Ask]:
        for asked in self._asking.of(person.jobs_now):
            about = (person.pk, asked.course.pk)
            if about in self._counted:
                continue
            heard_at = self._heard.get(key_of(ASSIGNED, person, asked.course))
            if heard_at is None and about not in self._enrolled:
                yield assigned(person, asked, at=self._at)
            elif is_near(asked, heard_at=heard_at, on=self._on):
                yield suggested_day(person, asked, at=self._at)
            elif about not in self._enrolled and has_waited(asked, heard_at=heard_at, on=self._on):
                yield not_begun(person, asked, at=self._at)
