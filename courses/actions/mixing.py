"""Say which disciplines a session wants. Each takes the session's lock first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Person, Sector
from courses.actions.booking import fill_places
from courses.models import DisciplineRule, LiveSession
from courses.places import share_of


@dataclass(frozen=True)
class Wish:
    sector: Sector
    at_most: int | None = None
    """In per cent of the places."""
    held: int = 0
    held_until: datetime | None = None


class ImpossibleMixError(Exception):
    """More places would be held than there are, or than their discipline may take."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"At most {most} places can be held.")


class NoPlaceError(Exception):
    """The share is less than one place: nobody of the discipline could come."""


@transaction.atomic
def wish_for(*, session: LiveSession, wish: Wish, by: Person, at: datetime) -> DisciplineRule:
    """In the place of what was wished for this discipline before. Nobody loses a place by it."""
    session = LiveSession.objects.locked(session.pk)
    if wish.at_most and not share_of(session.capacity, wish.at_most):
        raise NoPlaceError
    most = _most_to_hold(session, wish, at=at)
    if wish.held > most:
        raise ImpossibleMixError(most)
    facts = {
        "at_most": wish.at_most,
        "held": wish.held,
        "held_until": wish.held_until if wish.held else None,
        "released_at": None,
    }
    rule, _ = session.rules.update_or_create(sector=wish.sector, defaults=facts)
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.mix_changed", target=session)
    return rule


@transaction.atomic
def wish_no_longer(*, rule: DisciplineRule, by: Person, at: datetime) -> None:
    """What it held or limited is free for whoever waits."""
    session = LiveSession.objects.locked(rule.session_id)
    session.rules.filter(pk=rule.pk).delete()
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.mix_changed", target=session)


def _most_to_hold(session: LiveSession, wish: Wish, *, at: datetime) -> int:
    others = session.rules.exclude(sector=wish.sector)
    left = session.capacity - sum(rule.held for rule in others if rule.holds(at=at))
    if wish.at_most is None:
        return max(left, 0)
    return max(min(left, share_of(session.capacity, wish.at_most)), 0)
