"""Sessions to come of which one would finish a lesson, for whoever reads it."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Person
from courses.credit import own_parts
from courses.models import LessonPage
from courses.querysets import LiveSessionQuerySet

MOST_SHOWN = 6


def sessions_that_finish(
    lesson: LessonPage, person: Person, *, at: datetime
) -> LiveSessionQuerySet:
    """Also where they take a part again; never a wellbeing session, which finishes nothing."""
    has_cohort = person.memberships.current().exists()
    missed = own_parts(person, at=at).missed if has_cohort else ()
    coming = lesson.sessions.offered().not_private().to_come(at=at)
    found = coming.open_to(person, missed=missed).for_list(person)
    return found.order_by("starts_at", "pk")[:MOST_SHOWN]
