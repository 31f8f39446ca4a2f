"""Who came to a session."""

from __future__ import annotations

from courses.querysets.sessions import OfSomebodyQuerySet


class AttendanceQuerySet(OfSomebodyQuerySet):
    def that_count(self) -> AttendanceQuerySet:
        """As learning with others: nobody learns what a wellbeing session is for."""
        kind = self.sessions.model.Kind.WELLBEING
        return self.filter(is_there=True).exclude(session__kind=kind)

    def apart_from_courses(self) -> AttendanceQuerySet:
        """The hours of what finished a lesson stand with its course, once that is finished."""
        return self.exclude(gave__enrolment__completed_at__isnull=False)
