from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from accounts import devices
from accounts.models import OwnDevice, User


@dataclass(frozen=True)
class SignedIn:
    """One browser in which somebody is signed in, as its owner would tell it."""

    pk: int
    device: str
    since: datetime
    last_seen: datetime
    is_this_one: bool
    own_until: datetime | None
    """The end of its days, where its owner called it their own device."""


def note_seen(*, session_key: str, at: datetime) -> None:
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=at)


def list_sessions(*, user: User, this_one: str, at: datetime) -> list[SignedIn]:
    """This browser first, then the most lately used."""
    own = dict(user.own_devices.current(at=at).values_list("session_key", "until"))
    rows = sorted(
        live_sessions(user, at=at),
        key=lambda row: (row.session_key == this_one, row.last_seen_at),
        reverse=True,
    )
    return [
        SignedIn(
            pk=row.pk,
            device=devices.in_words(row.user_agent),
            since=row.created_at,
            last_seen=row.last_seen_at,
            is_this_one=row.session_key == this_one,
            own_until=own.get(row.session_key),
        )
        for row in rows
    ]


def drop_sessions(rows: QuerySet) -> int:
    """Whatever holds a `session_key`: from the cache as well as the table."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    keys = list(rows.values_list("session_key", flat=True))
    for key in keys:
        store.delete(key)
    UserSession.objects.filter(session_key__in=keys).delete()
    OwnDevice.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_session(*, user: User, session_id: int, this_one: str) -> bool:
    """Somewhere else only: signing out here is a button of its own."""
    others = UserSession.objects.filter(user=user, pk=session_id).exclude(session_key=this_one)
    return bool(drop_sessions(others))


def end_other_sessions(*, user: User, this_one: str = "") -> int:
    """Without one to spare, every session of this person ends."""
    return drop_sessions(UserSession.objects.filter(user=user).exclude(session_key=this_one))


def clear_ended_sessions(*, at: datetime) -> int:
    """Neither table empties itself."""
    Session.objects.filter(expire_date__lte=at).delete()
    stored = Session.objects.filter(session_key=OuterRef("session_key"))
    gone, _by_model = UserSession.objects.filter(~Exists(stored)).delete()
    return gone


def live_sessions(user: User, *, at: datetime) -> QuerySet[UserSession]:
    stored = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    return UserSession.objects.filter(Exists(stored), user=user)
