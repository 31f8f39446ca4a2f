"""Reminds whoever has a place: a week before the session, and on the last working day before it.

The second is theirs whatever else the portal wrote that week: it says where to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext, gettext_lazy

from courses.messages.places import MEANING, ask_about, hidden_readers, words_while
from courses.models import Booking
from notifications.actions import Ask, notify_many, working_day_before
from notifications.kinds import Kind

A_WEEK = timedelta(days=7)


def remind_of_session(bookings: Iterable[Booking], *, at: datetime) -> None:
    """Once for each, and again where it was moved: what was asked before is no longer wanted.

    Whoever books later than that has just read the same.
    """
    notify_many(ask for booking in bookings for ask in _asks(booking, at=at))


def _asks(booking: Booking, *, at: datetime) -> Iterable[Ask]:
    session = booking.session
    if session.is_private:
        return  # A row with its day, beside a name, would tell others who goes there.
    moments = (
        (IN_A_WEEK, session.starts_at - A_WEEK),
        (TOMORROW, working_day_before(session.starts_at)),
    )
    for kind, due_at in moments:
        if due_at > at:
            yield ask_about(
                booking,
                kind,
                gettext("You have a place in this session."),
                due_at=due_at,
                expires_at=session.starts_at,
                moves=session.moves,
            )


WITHDRAWN = gettext_lazy(
    "they gave the place up, the session was moved or cancelled, or is a wellbeing session"
)
IN_A_WEEK = Kind(
    code="courses.session_in_a_week",
    label=gettext_lazy("A session you booked is in a week"),
    template="session_coming_up",
    words=words_while(Booking.State.BOOKED, is_answer=False),
    meaning=MEANING,
    hides_readers=hidden_readers,
    key="courses.session_in_a_week:<number of the move>:<booking>",
    when=gettext_lazy("7 days before a session, to whoever has a place"),
    expires=gettext_lazy("when it begins"),
    stops=gettext_lazy("once for each booking and move"),
    withdrawn=WITHDRAWN,
)
TOMORROW = Kind(
    code="courses.session_tomorrow",
    label=gettext_lazy("A session you booked is on the next working day"),
    template="session_coming_up",
    words=words_while(Booking.State.BOOKED, is_answer=False),
    meaning=MEANING,
    hides_readers=hidden_readers,
    is_transactional=True,
    key="courses.session_tomorrow:<number of the move>:<booking>",
    when=gettext_lazy("on the last working day before a session, to whoever has a place"),
    expires=gettext_lazy("when it begins"),
    stops=gettext_lazy("once for each booking and move"),
    withdrawn=WITHDRAWN,
)
KINDS = (IN_A_WEEK, TOMORROW)
