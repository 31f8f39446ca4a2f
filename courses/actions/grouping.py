"""Make small groups of a session, and move one person by hand."""

from __future__ import annotations

from datetime import datetime
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Person
from courses.breakouts import make_groups, most_groups
from courses.models import BreakoutSeat, LiveSession
from courses.seating import Participant, pairs_apart, room_of


class NoGroupsError(Exception):
    """None were found in which everybody could be. It says of nobody why."""


class ApartError(Exception):
    """Two people of this group cannot share one. It says of nobody who or why."""


class MovedOnError(Exception):
    """The person or the group is not there any more: groups were made anew meanwhile."""


@transaction.atomic
def make_breakouts(*, session: LiveSession, count: int, by: Person, at: datetime) -> None:
    """In the place of those made before, and shared out anew. Locks the session."""
    session = _locked(session, by=by)
    today = timezone.localdate(at)
    room = room_of(session, on=today)
    if not 1 < count <= most_groups(len(room.here)):
        raise NoGroupsError
    here = SystemRandom().sample(room.here, k=len(room.here))
    people = {key: _discipline(room.everybody[key]) for key in here}
    groups = make_groups(people, count=count, apart=pairs_apart(session, room, on=today))
    if groups is None:
        raise NoGroupsError
    session.breakout_seats.all().delete()
    BreakoutSeat.objects.bulk_create(
        _seat(session, number, room.everybody[key])
        for number, group in enumerate(groups, start=1)
        for key in group
    )
    audit.record(actor=by, verb="session.groups_made", target=session)


@transaction.atomic
def move_in_groups(
    *, session: LiveSession, key: str, group: int, by: Person, at: datetime
) -> BreakoutSeat:
    """Into another group, or into one at all; disciplines need not stay even.

    Locks the session.
    """
    session = _locked(session, by=by)
    today = timezone.localdate(at)
    room, seats = room_of(session, on=today), list(session.breakout_seats.all())
    others = [one.key for one in seats if one.group == group and one.key != key]
    if key not in room.everybody or not others:
        raise MovedOnError
    apart = pairs_apart(session, room, on=today)
    if any(frozenset({key, other}) in apart for other in others):
        raise ApartError
    own = [one for one in seats if one.key == key]
    seat = own[0] if own else _seat(session, group, room.everybody[key])
    seat.group = group
    seat.save()
    audit.record(actor=by, verb="session.groups_changed", target=session)
    return seat


def _locked(session: LiveSession, *, by: Person) -> LiveSession:
    if not session.shows_people_to(by):
        raise PermissionDenied
    return LiveSession.objects.locked(session.pk)


def _seat(session: LiveSession, group: int, one: Participant) -> BreakoutSeat:
    return BreakoutSeat(
        session=session, group=group, person=one.person, guest=one.guest, sector=one.sector
    )


def _discipline(one: Participant) -> int | None:
    return one.sector and one.sector.pk
