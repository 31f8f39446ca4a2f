"""Sessions that are over, and what was said at them."""

from datetime import timedelta

from django.utils import timezone

from courses.actions.attending import mark_attendance
from courses.actions.committing import keep_commitment, share_commitment
from courses.actions.materials import add_link
from courses.models import LiveSession
from tests.courses.sessions import SessionFactory, booked

WEEKS_8 = timedelta(weeks=8)


def over(*, people=(), by=None, ago=timedelta(days=2), **said):
    """A session that began so long ago; `people` had a place in it, and nobody is marked yet."""
    began = timezone.now() - ago
    facilitators = [by.person] if by else None
    session = SessionFactory(starts_at=began, facilitators=facilitators, **said)
    for person in people:
        booked(session, person=person, at=began - timedelta(days=9))
    return session


def marked(session, *there):
    """Everybody else with a place was away."""
    had = [booking.person for booking in session.bookings.select_related("person")]
    mark_attendance(
        session=session,
        listed={*had, *there},
        here={person.pk for person in there},
        by=session.facilitators[0],
        at=timezone.now(),
    )


def own_words(session, person, words="I write shorter letters.", *, is_shown=False, at=None):
    at = at or session.starts_at
    return keep_commitment(session=session, person=person, words=words, is_shown=is_shown, at=at)


def group_words(session, words="We phone before we write."):
    by = session.facilitators[0]
    return share_commitment(session=session, words=words, by=by, at=timezone.now())


def link(session, title="Run sheet", address="https://example.org/run-sheet"):
    by = session.facilitators[0]
    return add_link(session=session, title=title, link=address, by=by, at=timezone.now())


def check_in(session, *, in_days=10, **said):
    starts_at = timezone.now() + timedelta(days=in_days)
    kind = LiveSession.Kind.CHECK_IN
    return SessionFactory(kind=kind, follows=session, starts_at=starts_at, **said)
