"""The newest release of a course, which stays the newest for as long as somebody relies on it."""

from __future__ import annotations

from courses.models import CoursePage, Release


def hold_newest(course: CoursePage) -> Release | None:
    """Locks the course until the end of the transaction: before then nobody gives it out.

    Read anew: a page that was asked before may remember an older one. Whoever locks enrolments of
    the course as well does so afterwards.
    """
    CoursePage.objects.select_for_update(of=["self"], no_key=True).only("pk").get(pk=course.pk)
    course.__dict__.pop("current_release", None)
    return course.current_release
