"""What people say for themselves alone about whom to share a small group with.

Nothing of it goes into a log or the audit trail.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from courses.models import BreakoutSeat, BreakoutWish, LiveSession, ManagerConsent
from courses.wishes import sealed, words_of

MOST_WISHES = 3


class EnoughWishesError(Exception):
    """Each more makes groups harder to find."""


@transaction.atomic
def wish_apart(*, session: LiveSession, person: Person, words: str) -> BreakoutWish:
    """The same words again are the same wish. Locks the session."""
    session = LiveSession.objects.locked(session.pk)
    own = list(session.breakout_wishes.filter(person=person))
    for wish in own:
        if words_of(wish).casefold() == words.casefold():
            return wish
    if len(own) >= MOST_WISHES:
        raise EnoughWishesError
    return session.breakout_wishes.create(person=person, sealed=sealed(words))


def take_wish_back(*, wish: BreakoutWish) -> None:
    wish.delete()


def say_about_managers(
    *, session: LiveSession, person: Person, with_manager: bool, with_team: bool
) -> ManagerConsent:
    said = {"is_fine_with_manager": with_manager, "is_fine_with_team": with_team}
    consents = session.manager_consents
    return consents.update_or_create(session=session, person=person, defaults=said)[0]


def forget_groups(*, at: datetime) -> int:
    """Groups, wishes and consents, four weeks after the session."""
    models = (BreakoutSeat, BreakoutWish, ManagerConsent)
    return sum(model.objects.to_forget(at=at).delete()[0] for model in models)
