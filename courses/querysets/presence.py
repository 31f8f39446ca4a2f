"""Who was at a session: marked as there; or with a place in it, and never marked.

The one rule for whatever is open to, or sent to, people who came: commitments, materials, a
check-in. Nobody is shut out because a list was not kept. What is credited (a part of a series, a
lesson, hours of learning) asks for the mark itself: see `AttendanceQuerySet.that_count`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import Person
    from accounts.querysets import PersonQuerySet

BOOKED = "booked"


def had_place(person: Person) -> Q:
    """Of sessions: in which this person had a place, or was without one."""
    booked = person.bookings.filter(state=BOOKED).values("session")
    there = person.attendances.filter(is_there=True).values("session")
    return Q(pk__in=booked) | Q(pk__in=there)


def came_to(person: Person) -> Q:
    """Of sessions that have begun: as `people_who_came` says it of people."""
    away = person.attendances.filter(is_there=False).values("session")
    return had_place(person) & ~Q(pk__in=away)


def people_who_came(session: models.Model) -> PersonQuerySet:
    """To one that has begun: as `came_to` says it of sessions."""
    booked = session.bookings.filter(state=BOOKED).values("person")
    marked = session.attendances.exclude(person=None)
    there, away = (marked.filter(is_there=is_there).values("person") for is_there in (True, False))
    people = apps.get_model("accounts", "Person").objects.present()
    came = people.filter(Q(pk__in=booked) | Q(pk__in=there)).exclude(pk__in=away)
    return came.order_by("display_name", "pk")
