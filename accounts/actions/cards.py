"""People without e-mail: added by name, let in by a printed card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actions.arrivals import Job, open_login, record_job
from accounts.models import Person, SignInCard, User
from accounts.permissions import has_right
from accounts.phrases import new_phrase
from accounts.rights import Right


class CardsAlreadyShownError(Exception):
    """The page was sent twice. A phrase is shown once; new cards need a new press."""


@dataclass(frozen=True)
class PrintedCard:
    """The only place where a phrase can be read."""

    name: str
    username: str
    phrase: str
    place: str
    expires_on: date


@transaction.atomic
def add_people_by_name(*, by: Person, names: Sequence[str], job: Job, at: datetime) -> list[Person]:
    """Records without login or address, confirmed at once by whoever may confirm people there."""
    if not has_right(by, Right.PRINT_CARDS, organisation=job.organisation):
        raise PermissionDenied
    confirmed = has_right(by, Right.CONFIRM_PEOPLE, organisation=job.organisation)
    people = [Person.objects.create(display_name=name, created_at=at) for name in names]
    for person in people:
        record_job(person=person, job=job, at=at, confirmed=confirmed, by=by)
        audit.record(actor=by, verb="person.added", target=person)
    return people


@transaction.atomic
def make_cards(
    *, by: Person, people: Iterable[Person], batch: UUID, at: datetime
) -> list[PrintedCard]:
    """Only for people of the maker's organisations with no other way in, so that nobody takes over
    an account that has one. Earlier cards stop working. Locks the people.
    """
    if SignInCard.objects.filter(batch=batch).exists():
        raise CardsAlreadyShownError
    wanted = {person.pk for person in people}
    allowed = Person.objects.may_have_card_from(by, at=at).filter(pk__in=wanted)
    found = list(Person.objects.select_for_update().filter(pk__in=allowed.values("pk")))
    if {person.pk for person in found} != wanted:
        raise PermissionDenied
    return [_make_card(person, by=by, batch=batch, at=at) for person in found]


@transaction.atomic
def revoke_card(*, card: SignInCard, by: Person, at: datetime) -> None:
    person = Person.objects.may_have_card_from(by, at=at).filter(pk=card.person_id).first()
    if person is None:
        raise PermissionDenied
    if person.sign_in_cards.unspent().filter(pk=card.pk).update(revoked_at=at):
        audit.record(actor=by, verb="card.revoked", target=card)


@transaction.atomic
def spend_card(*, username: str, phrase: str, at: datetime) -> User | None:
    """Locks the card: of two browsers with one phrase, one comes in."""
    live = SignInCard.objects.live(at=at).select_for_update(of=["self"])
    card = live.filter(
        person__user__username__iexact=username.strip(), person__user__is_active=True
    ).first()
    if card is None:
        make_password(phrase)  # An unknown name takes as long as a wrong phrase.
        return None
    if not card.has_phrase(phrase):
        return None
    card.used_at = at
    card.save(update_fields=["used_at"])
    audit.record(actor=card.person, verb="card.used", target=card)
    return card.person.user


@transaction.atomic
def choose_password(*, user: User, password: str) -> None:
    """Checked by the form. From now on the person needs no card."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(actor=user.person, verb="password.chosen", target=user.person)


def _make_card(person: Person, *, by: Person, batch: UUID, at: datetime) -> PrintedCard:
    user = person.user if person.has_login else open_login(person=person)
    person.sign_in_cards.unspent().update(revoked_at=at)
    card = SignInCard(
        person=person, batch=batch, made_by=by, made_at=at, expires_at=at + SignInCard.LIVES
    )
    phrase = new_phrase()
    card.set_phrase(phrase)
    card.save()
    audit.record(actor=by, verb="card.made", target=card)
    place = person.employments.current(on=timezone.localdate(at)).first()
    return PrintedCard(
        name=person.display_name,
        username=user.username,
        phrase=phrase,
        place=place.organisation.name if place else "",
        expires_on=timezone.localdate(card.expires_at),
    )
