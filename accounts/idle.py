"""How long a signed-in browser may rest. The session itself keeps the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

SEEN_AT = "seen_at"
SIGNED_IN_AT = "signed_in_at"
SHARED = "shared_computer"
OWN_DEVICE = "own_device"
# A busy reader writes to the session once a minute, not once a page.
STEP = timedelta(minutes=1)


def start(session: SessionBase, *, at: datetime) -> None:
    session[SIGNED_IN_AT] = session[SEEN_AT] = at.timestamp()


def time_left(session: SessionBase, *, is_staff: bool, at: datetime) -> timedelta:
    """Until this browser is signed out. What was never started counts from now."""
    now = at.timestamp()
    rest = limit(session, is_staff=is_staff) - timedelta(seconds=now - session.get(SEEN_AT, now))
    age = timedelta(seconds=now - session.get(SIGNED_IN_AT, now))
    return max(min(rest, longest(session) - age), timedelta(0))


def limit(session: SessionBase, *, is_staff: bool) -> timedelta:
    if is_staff:
        return settings.STAFF_IDLE_LIMIT
    if OWN_DEVICE in session:
        return settings.OWN_DEVICE_LIMIT
    return settings.IDLE_LIMIT if session.get(SHARED, True) else settings.PRIVATE_IDLE_LIMIT


def longest(session: SessionBase) -> timedelta:
    return settings.OWN_DEVICE_LIMIT if OWN_DEVICE in session else settings.SESSION_LIMIT


def note_activity(session: SessionBase, *, at: datetime) -> bool:
    """Whether it was worth writing down."""
    now = at.timestamp()
    if SEEN_AT not in session:
        start(session, at=at)
        return True
    if now - session[SEEN_AT] < STEP.total_seconds():
        return False
    session[SEEN_AT] = now
    return True


def start_again(session: SessionBase, *, at: datetime) -> None:
    session[SEEN_AT] = at.timestamp()


def call_own(session: SessionBase, *, device: str, at: datetime) -> None:
    session[OWN_DEVICE] = device
    start(session, at=at)


def count_sign_in_as_proof(session: SessionBase) -> None:
    """Who signed in a moment ago need not prove it again before a sensitive page."""
    records = session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    if records:
        records[-1]["reauthenticated"] = True
        session.modified = True


def goodbye(*, was_kept: bool) -> str:
    if was_kept:
        return _(
            "We signed you out because nothing had happened for a while. We kept what you wrote "
            "for one hour. Sign in and we will show it to you."
        )
    return _("We signed you out because nothing had happened for a while. Please sign in again.")
