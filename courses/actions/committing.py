"""What people will do after a session: somebody's own commitment, and those of the group."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.models import Person
from courses.actions.evaluating import show_commitment
from courses.after import can_say_where_it_stands
from courses.models import Commitment, LiveSession
from courses.querysets import had_place


class NotNowError(Exception):
    """The session has not begun, was cancelled, or is four weeks ago."""


class EnoughError(Exception):
    """The group has as many commitments as it can keep in mind."""


def may_commit(session: LiveSession, person: Person) -> bool:
    """Whoever had a place or was there."""
    return LiveSession.objects.filter(had_place(person), pk=session.pk).exists()


@transaction.atomic
def keep_commitment(
    *, session: LiveSession, person: Person, words: str, is_shown: bool, at: datetime
) -> Commitment:
    """The later word holds. Of a wellbeing session it is never shown to anybody."""
    if not may_commit(session, person):
        raise PermissionDenied
    if not session.takes_commitments(at=at):
        raise NotNowError
    said = {"words": words, "is_shown": is_shown and not session.is_private, "written_at": at}
    kept, _ = session.commitments.update_or_create(person=person, defaults=said)
    show_commitment(session, person)
    return kept


@transaction.atomic
def take_back_commitment(*, commitment: Commitment, person: Person) -> None:
    """At any time, and nothing is kept of it."""
    if commitment.person_id != person.pk:
        raise PermissionDenied
    commitment.delete()
    show_commitment(commitment.session, person)


def say_where_it_stands(
    *, check_in: LiveSession, person: Person, stands: str, at: datetime
) -> Commitment:
    """Of what this person wrote at the session that the check-in follows."""
    is_open = check_in.state == LiveSession.State.OPEN
    if not (is_open and can_say_where_it_stands(check_in.starts_at, at=at)):
        raise NotNowError
    commitment = Commitment.objects.get(session=check_in.follows_id, person=person)
    commitment.stands, commitment.stands_at = stands, at
    commitment.save(update_fields=["stands", "stands_at"])
    return commitment


@transaction.atomic
def share_commitment(*, session: LiveSession, words: str, by: Person, at: datetime) -> Commitment:
    """For the group. The same words again are the same. Locks the session."""
    session = _run_by(session, by)
    if session.is_private or not session.has_begun(at=at):
        raise NotNowError
    shared = session.commitments.shared()
    there = shared.filter(words=words).first()
    if there:
        return there
    if shared.count() >= Commitment.MOST_SHARED:
        raise EnoughError
    audit.record(actor=by, verb="session.commitment_shared", target=session)
    return shared.create(session=session, words=words, written_at=at)


@transaction.atomic
def take_shared_away(*, commitment: Commitment, by: Person) -> None:
    session = _run_by(commitment.session, by)
    session.commitments.shared().filter(pk=commitment.pk).delete()
    audit.record(actor=by, verb="session.commitment_taken_away", target=session)


def join_commitments(kept: Commitment, other: Commitment) -> None:
    """No word of either is lost; shown only where both were; where it stands, as said last."""
    kept.words = "\n\n".join(dict.fromkeys([kept.words, other.words]))
    kept.is_shown = kept.is_shown and other.is_shown
    said = [one for one in (kept, other) if one.stands_at]
    if said:
        last = max(said, key=lambda one: one.stands_at)
        kept.stands, kept.stands_at = last.stands, last.stands_at
    kept.save()


def _run_by(session: LiveSession, by: Person) -> LiveSession:
    session = LiveSession.objects.locked(session.pk)
    if not session.shows_people_to(by):
        raise PermissionDenied
    return session
