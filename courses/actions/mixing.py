"""Say which disciplines a session wants. Each takes the session's lock first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Person, Sector
from courses.actions.booking import fill_places, refuse_what_is_over
from courses.chances import rules_of
from courses.models import DisciplineRule, LiveSession
from courses.places import most_to_hold, most_to_wait_for


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


class TooManySectorsError(Exception):
    """Fewer places are left than there would be disciplines."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"At most {most} disciplines can be waited for.")


class NoPlaceError(Exception):
    """The share is less than one place: nobody of the discipline could come."""


@transaction.atomic
def wish_for(*, session: LiveSession, wish: Wish, by: Person, at: datetime) -> DisciplineRule:
    """In the place of what was wished for this discipline before. Nobody loses a place by it."""
    session = LiveSession.objects.locked(session.pk)
    refuse_what_is_over(session, at=at)
    facts = {
        "at_most": wish.at_most,
        "held": wish.held,
        "held_until": wish.held_until if wish.held else None,
        "released_at": None,
    }
    _refuse_impossible_mix(session, DisciplineRule(sector=wish.sector, **facts), at=at)
    rule, _ = session.rules.update_or_create(sector=wish.sector, defaults=facts)
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.mix_changed", target=session)
    return rule


@transaction.atomic
def wish_no_longer(*, rule: DisciplineRule, by: Person, at: datetime) -> None:
    """What it held or limited is free for whoever waits."""
    session = LiveSession.objects.locked(rule.session_id)
    refuse_what_is_over(session, at=at)
    session.rules.filter(pk=rule.pk).delete()
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.mix_changed", target=session)


@transaction.atomic
def wait_for_sectors(
    *, session: LiveSession, least: int, until: datetime | None, by: Person, at: datetime
) -> LiveSession:
    """At least so many disciplines; with 0 none are waited for. Nobody loses a place by it."""
    session = LiveSession.objects.locked(session.pk)
    refuse_what_is_over(session, at=at)
    session.least_sectors, session.least_released_at = least, None
    session.least_until = until if least else None
    most = most_to_wait_for(rules_of(session, at=at))
    if least > most:
        raise TooManySectorsError(most)
    session.save(update_fields=["least_sectors", "least_until", "least_released_at"])
    fill_places(session=session, at=at)
    audit.record(actor=by, verb="session.mix_changed", target=session)
    return session


def _refuse_impossible_mix(session: LiveSession, wished: DisciplineRule, *, at: datetime) -> None:
    sector = wished.sector_id
    others = session.rules.exclude(sector=sector)
    rules = rules_of(session, at=at, wished=[*others, wished])
    if rules.most.get(sector) == 0:
        raise NoPlaceError
    most = most_to_hold(rules, sector)
    if wished.held > most:
        raise ImpossibleMixError(most)
