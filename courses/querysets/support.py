"""Who can be there for whoever needs a moment in a session: named, still here, not running it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.querysets import PersonQuerySet


def people_still_here(*, on: date) -> PersonQuerySet:
    """Neither erased nor gone from their last job, and their login, if any, is open."""
    jobs = apps.get_model("accounts", "Employment").objects.filter(person=OuterRef("pk"))
    had_none, has_one = ~Exists(jobs), Exists(jobs.not_over(on=on))
    people = apps.get_model("accounts", "Person").objects.present()
    return people.filter(had_none | has_one).exclude(user__is_active=False)


def has_facilitator(*, on: date) -> Q:
    """Of sessions: one at least is still here."""
    facilitations = apps.get_model("courses", "Facilitation").objects
    here = people_still_here(on=on).values("pk")
    return Q(Exists(facilitations.filter(session=OuterRef("pk"), person__in=here)))


def takes_bookings(*, on: date) -> Q:
    """Of sessions that are open: somebody runs it, and somebody else is there to support."""
    return has_facilitator(on=on) & has_support(on=on)


def has_support(*, on: date) -> Q:
    """Of sessions: as `LiveSession.support` says it of one."""
    facilitations = apps.get_model("courses", "Facilitation").objects
    runs_it = facilitations.filter(session=OuterRef("pk"), person=OuterRef("support_person"))
    here = people_still_here(on=on).values("pk")
    return Q(support_person__in=here) & ~Q(Exists(runs_it))
