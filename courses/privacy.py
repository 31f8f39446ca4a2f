"""What this app keeps about a person: courses taken, how far, and what they learned elsewhere."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from courses.actions.booking import free_places_of
from courses.evidence import delete_with_evidence
from courses.merging import merge
from courses.models import (
    Attendance,
    CalendarFeed,
    Candidacy,
    Cohort,
    CpdNote,
    LessonProgress,
    LiveSession,
    QuestionVersion,
    QuizAttempt,
    RecognitionRequest,
    Release,
    Series,
    Sitting,
    StageReached,
    Supervision,
    Withdrawal,
)

__all__ = ["KEYS", "erase", "export_for", "merge"]

KEYS = frozenset(
    {
        "courses.Attendance.marked_by",
        "courses.Attendance.person",
        "courses.Booking.person",
        "courses.Commitment.person",
        "courses.BreakoutSeat.person",
        "courses.BreakoutWish.person",
        "courses.ManagerConsent.person",
        "courses.CalendarFeed.person",
        "courses.Facilitation.person",
        "courses.LiveSession.made_by",
        "courses.LiveSession.support_person",
        "courses.Cohort.lead",
        "courses.Cohort.made_by",
        "courses.Membership.person",
        "courses.Series.made_by",
        "courses.Candidacy.ended_by",
        "courses.Candidacy.person",
        "courses.Candidacy.supervisor",
        "courses.Certificate.person",
        "courses.DeclaredLearning.person",
        "courses.Enrolment.person",
        "courses.Presence.person",
        "courses.Recognition.person",
        "courses.RecognitionRequest.asked_by",
        "courses.RecognitionRequest.decided_by",
        "courses.RecognitionRequest.person",
        "courses.QuestionVersion.made_by",
        "courses.Reflection.person",
        "courses.Release.made_by",
        "courses.Sitting.recorded_by",
        "courses.StageReached.decided_by",
        "courses.Supervision.confirmed_by",
        "courses.TrainingList.made_by",
        "courses.Withdrawal.withdrawn_by",
    }
)


DECLARED = (
    "title",
    "provider",
    "finished_on",
    "self_directed_minutes",
    "participatory_minutes",
    "evidence",
)


def export_for(person: Person) -> dict[str, Any]:
    lessons = LessonProgress.objects.filter(enrolment__person=person)
    return {
        "reflections_kept_for_their_author": person.reflections.count(),
        "knowledge_checks": list(
            QuizAttempt.objects.filter(enrolment__person=person).values(
                "heading", "begun_at", "submitted_at"
            )
        ),
        "courses": list(
            person.enrolments.values(
                "course__title", "period", "enrolled_at", "completed_at", "time_is_agreed"
            )
        ),
        "pathways_with_stages": [
            {
                "pathway": str(one.pathway),
                "ended_on": one.ended_on,
                "stages": list(one.stages.values("stage", "reached_on")),
                "supervision": list(one.supervisions.values("held_on", "minutes", "confirmed_at")),
            }
            for one in person.candidacies.select_related("pathway")
        ],
        **_with_others(person),
        "people_supervised": person.supervises.count(),
        "certificates": [
            {
                "code": one.code,
                "title": one.facts_then.title,
                "finished_on": one.finished_on,
                "valid_until": one.valid_until,
            }
            for one in person.certificates.with_facts()
        ],
        "declared_learning": list(person.declared_learning.values(*DECLARED)),
        "recognition": list(
            person.recognition_requests.values(
                *DECLARED, "course__title", "words", "asked_at", "state", "why", "decided_at"
            )
        ),
        # How many there are: what they say is shown to their owner alone, at /cpd/.
        "private_notes": CpdNote.objects.filter(
            Q(enrolment__person=person)
            | Q(attendance__person=person)
            | Q(recognition__person=person)
            | Q(declared__person=person)
        ).count(),
        "lessons": list(lessons.values("lesson__title", "begun_at", "seen_at", "completed_at")),
    }


def _with_others(person: Person) -> dict[str, Any]:
    return {
        "taken_together": list(
            person.presences.values(
                "sitting__course__title",
                "sitting__taken_on",
                "sitting__place",
                "sitting__recorded_at",
                "taken_back_at",
                "is_denied",
            )
        ),
        "written_down_for_others": list(
            person.sittings_recorded.values("course__title", "taken_on", "place")
        ),
        "sessions_booked": list(
            person.bookings.values(
                "session__title", "session__starts_at", "state", "access_needs", "asked_at"
            )
        ),
        "sessions_attended": list(
            person.attendances.values("session__title", "session__starts_at", "is_there")
        ),
        # Shown to the group in words; how many others there are, whose words their owner alone
        # reads, at /sessions/been/.
        "commitments_shown": list(
            person.commitments.filter(is_shown=True).values("session__title", "words", "written_at")
        ),
        "commitments_kept_for_their_author": person.commitments.filter(is_shown=False).count(),
        "groups_in_sessions": list(person.breakout_seats.values("session__title", "group")),
        # How many there are: what they say is shown to their owner alone, at the session.
        "private_words_about_groups": person.breakout_wishes.count()
        + person.manager_consents.count(),
        "calendar_feed": list(CalendarFeed.objects.filter(person=person).values("made_at")),
        "training_lists_uploaded": list(person.training_lists.values("file_name", "made_at")),
        "cohorts": list(
            person.memberships.values("cohort__name", "sector__label", "joined_at", "left_at")
        ),
        "cohorts_led": list(person.cohorts_led.values("name", "starts_on")),
        "sessions_run": list(person.facilitations.values("session__title", "session__starts_at")),
    }


def erase(person: Person) -> None:
    free_places_of(person=person, at=timezone.now())
    person.bookings.all().delete()
    CalendarFeed.objects.filter(person=person).delete()
    person.training_lists.all().delete()
    person.attendances.all().delete()
    person.commitments.all().delete()
    Attendance.objects.filter(marked_by=person).update(marked_by=None)
    person.breakout_seats.all().delete()
    person.breakout_wishes.all().delete()
    person.manager_consents.all().delete()
    person.certificates.update(person=None, shows_name=False)
    delete_with_evidence(person.declared_learning.all())
    delete_with_evidence(person.recognition_requests.all())
    RecognitionRequest.objects.filter(asked_by=person).update(asked_by=None)
    RecognitionRequest.objects.filter(decided_by=person).update(decided_by=None)
    person.reflections.all().delete()
    person.enrolments.all().delete()
    person.presences.all().delete()
    person.candidacies.all().delete()
    Candidacy.objects.filter(supervisor=person).update(supervisor=None)
    Candidacy.objects.filter(ended_by=person).update(ended_by=None)
    StageReached.objects.filter(decided_by=person).update(decided_by=None)
    Supervision.objects.filter(confirmed_by=person).update(confirmed_by=None)
    person.memberships.all().delete()
    Cohort.objects.filter(lead=person).update(lead=None)
    Cohort.objects.filter(made_by=person).update(made_by=None)
    Series.objects.filter(made_by=person).update(made_by=None)
    person.facilitations.all().delete()
    LiveSession.objects.filter(support_person=person).update(support_person=None)
    LiveSession.objects.filter(made_by=person).update(made_by=None)
    Sitting.objects.filter(recorded_by=person).update(recorded_by=None)
    QuestionVersion.objects.filter(made_by=person).update(made_by=None)
    Release.objects.filter(made_by=person).update(made_by=None)
    Withdrawal.objects.filter(withdrawn_by=person).update(withdrawn_by=None)
