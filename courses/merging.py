"""Two records of one person become one: what either learned is kept, as far as either got."""

from __future__ import annotations

from operator import attrgetter

from django.utils import timezone

from accounts.actions.merging import fold, least, most, repoint
from accounts.models import Person
from courses.actions.booking import free_own_places_of_host, join_bookings
from courses.actions.committing import join_commitments
from courses.actions.crediting import credit_earlier_sessions
from courses.actions.noting import join_notes
from courses.actions.progress import finish_if_nothing_is_left
from courses.actions.reflecting import join_reflections
from courses.evidence import delete_file_of, delete_with_evidence
from courses.models import (
    Attendance,
    BreakoutSeat,
    BreakoutWish,
    CalendarFeed,
    Candidacy,
    Certificate,
    Cohort,
    Commitment,
    DeclaredLearning,
    Enrolment,
    Facilitation,
    LessonProgress,
    LiveSession,
    ManagerConsent,
    Membership,
    Presence,
    QuestionVersion,
    Recognition,
    RecognitionRequest,
    Reflection,
    Release,
    Series,
    Sitting,
    StageReached,
    Supervision,
    TrainingList,
    Withdrawal,
)


def merge(*, keep: Person, into_keep: Person) -> None:
    repoint(Certificate, "person", old=into_keep, new=keep)
    repoint(QuestionVersion, "made_by", old=into_keep, new=keep)
    repoint(Release, "made_by", old=into_keep, new=keep)
    repoint(Withdrawal, "withdrawn_by", old=into_keep, new=keep)
    repoint(Sitting, "recorded_by", old=into_keep, new=keep)
    repoint(LiveSession, "made_by", "support_person", old=into_keep, new=keep)
    repoint(Cohort, "lead", "made_by", old=into_keep, new=keep)
    repoint(Series, "made_by", old=into_keep, new=keep)
    join_bookings(keep=keep, into_keep=into_keep, at=timezone.now())
    repoint(Attendance, "marked_by", old=into_keep, new=keep)
    repoint(TrainingList, "made_by", old=into_keep, new=keep)
    pair = {"keep": keep, "into_keep": into_keep}
    fold(CalendarFeed.objects.all(), "person", **pair, same=[], join=_join_feeds)
    session = ["session_id"]
    fold(Facilitation.objects.all(), "person", **pair, same=session, join=_join_facilitations)
    _run_or_support(keep)
    free_own_places_of_host(person=keep, at=timezone.now())
    fold(Attendance.objects.all(), "person", **pair, same=session, join=_join_attendances)
    own = Commitment.objects.exclude(person=None)
    fold(own, "person", **pair, same=session, join=join_commitments)
    repoint(BreakoutWish, "person", old=into_keep, new=keep)
    fold(BreakoutSeat.objects.all(), "person", **pair, same=session, join=_join_seats)
    fold(ManagerConsent.objects.all(), "person", **pair, same=session, join=_join_consents)
    cohort = ["cohort_id"]
    fold(Membership.objects.all(), "person", **pair, same=cohort, join=_join_memberships)
    period = ["course_id", "period"]
    fold(Enrolment.objects.all(), "person", **pair, same=period, join=_join_enrolments)
    fold(Presence.objects.all(), "person", **pair, same=["sitting_id"], join=_join_presences)
    for enrolment in Enrolment.objects.filter(person=keep, completed_at=None):
        credit_earlier_sessions(enrolment, at=timezone.now())
    _merge_candidacies(keep, into_keep)
    block = ["lesson_id", "block"]
    fold(Reflection.objects.all(), "person", **pair, same=block, join=join_reflections)
    _merge_recognition(keep, into_keep)
    same = ["title", "provider", "finished_on"]
    fold(DeclaredLearning.objects.all(), "person", **pair, same=same, join=_join_declared)


def _join_facilitations(kept: Facilitation, other: Facilitation) -> None:
    """Nothing hangs on either."""


def _run_or_support(person: Person) -> None:
    """Facilitator as one record and support person as the other: they go on running it.

    Without them a session might be run by nobody, and of a wellbeing session nobody would see who
    comes. Who runs it reads on its page that a support person is to be named.
    """
    both = LiveSession.objects.filter(support_person=person, facilitations__person=person)
    both.update(support_person=None)


def _join_feeds(kept: CalendarFeed, other: CalendarFeed) -> None:
    """One address is enough."""


def _join_memberships(kept: Membership, other: Membership) -> None:
    """From the first day on; gone only where both are."""
    still_here = None in (kept.left_at, other.left_at)
    kept.joined_at = least(kept.joined_at, other.joined_at)
    kept.left_at = None if still_here else most(kept.left_at, other.left_at)
    kept.sector = kept.sector or other.sector
    kept.save(update_fields=["joined_at", "left_at", "sector"])


def _join_attendances(kept: Attendance, other: Attendance) -> None:
    """There as either."""
    join_notes(kept=kept, other=other)
    LessonProgress.objects.filter(attendance=other).update(attendance=kept)
    for name in ("is_there", "finishes_course"):
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    kept.save(update_fields=["is_there", "finishes_course"])


def _join_seats(kept: BreakoutSeat, other: BreakoutSeat) -> None:
    """They sit where the kept record sits."""


def _join_consents(kept: ManagerConsent, other: ManagerConsent) -> None:
    """Fine as both: where either did not tick it, they stay apart."""
    for name in ("is_fine_with_manager", "is_fine_with_team"):
        setattr(kept, name, getattr(kept, name) and getattr(other, name))
    kept.save(update_fields=["is_fine_with_manager", "is_fine_with_team"])


def _merge_recognition(keep: Person, into_keep: Person) -> None:
    """One request of a course may wait: the older does."""
    repoint(RecognitionRequest, "asked_by", "decided_by", old=into_keep, new=keep)
    both = RecognitionRequest.objects.waiting().filter(person__in=[keep, into_keep])
    seen: set[int] = set()
    for request in both.order_by("asked_at", "pk"):
        if request.course_id in seen:
            delete_with_evidence(RecognitionRequest.objects.filter(pk=request.pk))
        seen.add(request.course_id)
    repoint(RecognitionRequest, "person", old=into_keep, new=keep)
    pair = {"keep": keep, "into_keep": into_keep}
    fold(Recognition.objects.all(), "person", **pair, same=["course_id"], join=_join_recognition)


def _join_recognition(kept: Recognition, other: Recognition) -> None:
    join_notes(kept=kept, other=other)
    kept.recognised_at = least(kept.recognised_at, other.recognised_at)
    kept.save(update_fields=["recognised_at"])


def _join_declared(kept: DeclaredLearning, other: DeclaredLearning) -> None:
    """The longer of two; evidence of either."""
    join_notes(kept=kept, other=other)
    for name in ("self_directed_minutes", "participatory_minutes"):
        setattr(kept, name, most(getattr(kept, name), getattr(other, name)))
    if kept.evidence:
        delete_file_of(other)
    else:
        kept.evidence = other.evidence
    kept.save()


def _join_enrolments(kept: Enrolment, other: Enrolment) -> None:
    join_notes(kept=kept, other=other)
    kept.enrolled_at = least(kept.enrolled_at, other.enrolled_at)
    finished = [one for one in (kept, other) if one.completed_at]
    if finished:
        stands = min(finished, key=attrgetter("completed_at"))
    else:
        stands = max(kept, other, key=attrgetter("release.number"))
    for name in ("completed_at", "release", "earlier_facts"):
        setattr(kept, name, getattr(stands, name))
    kept.save(update_fields=["enrolled_at", "completed_at", "release", "earlier_facts"])
    fold(
        LessonProgress.objects.all(),
        "enrolment",
        keep=kept,
        into_keep=other,
        same=["lesson_id"],
        join=_join_progress,
    )
    _join_attempts(kept, other)
    finished = kept.progress.exclude(completed_at=None).values_list("completed_at", flat=True)
    if finished:
        finish_if_nothing_is_left(kept, at=max(finished))


def _merge_candidacies(keep: Person, into_keep: Person) -> None:
    """Two that are open become one, as far as either got; those that are over stay as they are."""
    Candidacy.objects.filter(person=keep, supervisor=into_keep).update(supervisor=None)
    Candidacy.objects.filter(person=into_keep, supervisor=keep).update(supervisor=None)
    pair = {"keep": keep, "into_keep": into_keep}
    fold(
        Candidacy.objects.current(),
        "person",
        **pair,
        same=["pathway_id"],
        join=_join_candidacies,
    )
    repoint(Candidacy, "person", "supervisor", "ended_by", old=into_keep, new=keep)
    repoint(StageReached, "decided_by", old=into_keep, new=keep)
    repoint(Supervision, "confirmed_by", old=into_keep, new=keep)


def _join_candidacies(kept: Candidacy, other: Candidacy) -> None:
    pair = {"keep": kept, "into_keep": other}
    stages, hours = StageReached.objects.all(), Supervision.objects.all()
    fold(stages, "candidacy", **pair, same=["stage"], join=_join_stages)
    fold(hours, "candidacy", **pair, same=["held_on"], join=_join_hours)
    if kept.supervisor_id is None and other.supervisor_id != kept.person_id:
        kept.supervisor = other.supervisor
        kept.save(update_fields=["supervisor"])


def _join_stages(kept: StageReached, other: StageReached) -> None:
    kept.reached_on = least(kept.reached_on, other.reached_on)
    kept.save(update_fields=["reached_on"])


def _join_hours(kept: Supervision, other: Supervision) -> None:
    """What was confirmed holds, or the longer of the two."""
    if other.confirmed_at and not kept.confirmed_at:
        kept.minutes, kept.confirmed_at = other.minutes, other.confirmed_at
        kept.confirmed_by = other.confirmed_by
    elif bool(other.confirmed_at) == bool(kept.confirmed_at):
        kept.minutes = most(kept.minutes, other.minutes)
    kept.save(update_fields=["minutes", "confirmed_at", "confirmed_by"])


def _join_presences(kept: Presence, other: Presence) -> None:
    """There as either; taken back only where both were."""
    LessonProgress.objects.filter(presence=other).update(presence=kept)
    kept.finishes_course = kept.finishes_course or other.finishes_course
    if not (kept.taken_back_at and other.taken_back_at):
        kept.taken_back_at, kept.is_denied = None, False
    kept.save(update_fields=["finishes_course", "taken_back_at", "is_denied"])


def _join_attempts(kept: Enrolment, other: Enrolment) -> None:
    """Each keeps its tries; of two that are open for one quiz, the one begun first goes on."""
    other.attempts.exclude(submitted_at=None).update(enrolment=kept)
    begun = {(one.lesson_id, one.block) for one in kept.attempts.filter(submitted_at=None)}
    for attempt in other.attempts.all():
        if (attempt.lesson_id, attempt.block) not in begun:
            attempt.enrolment = kept
            attempt.save(update_fields=["enrolment"])
    first: set[tuple[int, str]] = set()
    for attempt in kept.attempts.order_by("begun_at"):
        quiz = (attempt.lesson_id, attempt.block)
        kept.attempts.filter(pk=attempt.pk).update(is_first=quiz not in first)
        first.add(quiz)


def _join_progress(kept: LessonProgress, other: LessonProgress) -> None:
    """As far as either got."""
    kept.part = most(kept.part, other.part)
    kept.begun_at = least(kept.begun_at, other.begun_at)
    kept.seen_at = most(kept.seen_at, other.seen_at)
    kept.completed_at = least(kept.completed_at, other.completed_at)
    kept.save(update_fields=["part", "begun_at", "seen_at", "completed_at"])
