"""What is asked without anybody pressing a button: after cohorts, and however a course ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from courses.actions.evaluating import (
    AFTERWARDS,
    about,
    ask_after,
    ask_who_came,
    asks_people,
    commitment_for,
    thing_about,
    too_late_for_before,
)
from courses.models import Attendance, Cohort, CoursePage, LiveSession
from courses.querysets import members_to_ask_after
from evaluation.actions import asked_at_an_added_moment, invite
from evaluation.models import Invitation

BEGUN_WITHIN = timedelta(days=14)
"""Nothing else ends *before*, so that beat may have been away for a while."""
FINISHED_WITHIN = timedelta(days=3)
"""A plan that a course gets later asks nobody about what is long over."""
MET_WITHIN = timedelta(days=14)
BATCH = 200


def ask_round(*, at: datetime) -> int:
    """How many were asked or asked no more. May run twice or be killed: the next goes on."""
    return (
        end_befores(at=at)
        + ask_after_sessions(at=at)
        + ask_after_cohorts(at=at)
        + ask_after_courses(at=at)
        + ask_at_added_moments(at=at)
    )


def ask_at_added_moments(*, at: datetime, most: int = BATCH) -> int:
    """Whoever was asked afterwards before the plan got this moment; the next round goes on."""
    count = 0
    for before, wave, happened in asked_at_an_added_moment(at=at):
        thing = thing_about(before.occasion.key)
        if thing is None or not asks_people(thing):
            continue
        show = commitment_for(thing, before.person)
        asked = invite(
            person=before.person, occasion=before.occasion, wave=wave, opens_at=happened, show=show
        )
        count += asked is not None
        if count >= most:
            break
    return count


def end_befores(*, at: datetime) -> int:
    """Once people have met, nobody can say any more how it was before."""
    begun = LiveSession.objects.offered().filter(starts_at__range=(at - BEGUN_WITHIN, at))
    ended = 0
    for session in begun.evaluated().select_related("cohort"):
        ended += too_late_for_before(session, at=at)
        if session.cohort:
            ended += too_late_for_before(session.cohort, at=at)
    return ended


def ask_after_sessions(*, at: datetime) -> int:
    """Those of a long list who were not asked when it was written."""
    written = Attendance.objects.filter(marked_at__gt=at - FINISHED_WITHIN)
    sessions = LiveSession.objects.offered().exclude(evaluation_plan=None)
    return sum(
        ask_who_came(session, at=at, most=None)
        for session in sessions.filter(pk__in=written.values("session"))
    )


def ask_after_cohorts(*, at: datetime) -> int:
    """Those whose last session is over. Stamped last, so that nobody is left out."""
    count = 0
    waiting = Cohort.objects.exclude(evaluation_plan=None).filter(asked_after_at=None)
    for cohort in waiting.select_related("evaluation_plan", "series"):
        ended = ended_at(cohort, at=at)
        if ended is None or ended < at - MET_WITHIN:
            continue
        for person in members_to_ask_after(cohort):
            ask_after(cohort, person, at=ended)
            count += 1
        Cohort.objects.filter(pk=cohort.pk).update(asked_after_at=at)
    return count


def ended_at(cohort: Cohort, *, at: datetime) -> datetime | None:
    """None while it goes on: until its last day; without one, until each part was held."""
    planned = cohort.sessions.exclude(state=LiveSession.State.CANCELLED)
    sessions = list(planned.exclude(kind=LiveSession.Kind.CHECK_IN))
    held = [one for one in sessions if one.has_begun(at=at) and one.ends_at <= at]
    if not held or any(one.ends_at > at for one in sessions):
        return None
    if cohort.ends_on:
        is_over = cohort.ends_on <= timezone.localdate(at)
    elif cohort.series:
        parts = set(cohort.series.parts.values_list("pk", flat=True))
        is_over = parts <= {one.part_id for one in held}
    else:
        is_over = True
    return max(one.ends_at for one in held) if is_over else None


def ask_after_courses(*, at: datetime) -> int:
    """Whoever finished by coming to a session, with others, or because a lesson was taken away."""
    return sum(
        _ask_after_course(course, at=at)
        for course in CoursePage.objects.exclude(evaluation_plan=None)
    )


def _ask_after_course(course: CoursePage, *, at: datetime) -> int:
    asked = Invitation.objects.asked_about(about(course), AFTERWARDS)
    finished = course.enrolments.finished().filter(completed_at__gt=at - FINISHED_WITHIN)
    left = finished.exclude(person__in=asked).select_related("person").order_by("pk")[:BATCH]
    return sum(
        ask_after(course, enrolment.person, at=enrolment.completed_at) is not None
        for enrolment in left
    )
