"""What stays of a session, as one reader finds it on its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from courses.actions.committing import may_commit
from courses.after import can_say_where_it_stands
from courses.models import Commitment, LiveSession, Material


@dataclass(frozen=True)
class Said:
    """What was said at one session, as far as the reader may see it."""

    own: Commitment | None = None
    shared: list[Commitment] = field(default_factory=list)
    shown: list[Commitment] = field(default_factory=list)
    """By others, to the group."""

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.shared or self.shown)


@dataclass(frozen=True)
class Afterwards:
    now: Said
    before: Said
    """At the session that this check-in follows."""
    materials: list[Material]
    may_write: bool
    may_say_where_it_stands: bool

    @property
    def is_empty(self) -> bool:
        said = not (self.now.is_empty and self.before.is_empty)
        return not (said or self.materials or self.may_write)


def afterwards_of(session: LiveSession, user: User, *, at: datetime) -> Afterwards:
    keys = [key for key in (session.pk, session.follows_id) if key]
    seen = list(Commitment.objects.visible_to(user).filter(session__in=keys))
    before = _said(seen, session.follows_id, user)
    is_open = session.state == LiveSession.State.OPEN
    stands = is_open and can_say_where_it_stands(session.starts_at, at=at)
    takes = session.takes_commitments(at=at)
    has_begun = session.has_begun(at=at)
    return Afterwards(
        now=_said(seen, session.pk, user),
        before=before,
        materials=list(_materials(session, user)) if has_begun else [],
        may_write=takes and may_commit(session, user.person),
        may_say_where_it_stands=stands and before.own is not None,
    )


def _materials(session: LiveSession, user: User):
    return Material.objects.visible_to(user).filter(session=session)


def _said(seen: list[Commitment], session: int | None, user: User) -> Said:
    here = [one for one in seen if one.session_id == session]
    return Said(
        own=next((one for one in here if one.person_id == user.person_id), None),
        shared=[one for one in here if one.person_id is None],
        shown=[one for one in here if one.person_id not in (None, user.person_id)],
    )
