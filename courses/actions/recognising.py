"""Ask that earlier learning count for a course, and answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Person
from courses.evidence import delete_with_evidence
from courses.messages.recognition import tell_of_decision
from courses.models import CoursePage, Recognition, RecognitionRequest
from courses.outside import Learning

State = RecognitionRequest.State


class NothingToRecogniseError(Exception):
    """The course is not given out, or counts for this person already."""


@transaction.atomic
def ask_for_recognition(
    *,
    person: Person,
    course: CoursePage,
    by: Person,
    learning: Learning,
    words: str,
    at: datetime,
) -> RecognitionRequest:
    """One waits at a time: asking again while it does returns the first."""
    if course.current_release is None or _counts_already(person, course):
        raise NothingToRecogniseError
    facts = {name: value for name, value in vars(learning).items() if value is not None}
    request, _is_new = person.recognition_requests.get_or_create(
        course=course,
        state=State.WAITING,
        defaults={"asked_by": by, "asked_at": at, "words": words, **facts},
    )
    return request


@transaction.atomic
def decide_recognition(
    *, by: Person, request: RecognitionRequest, recognises: bool, why: str, at: datetime
) -> bool:
    """Claims the request in one write, so that two who answer at once answer once.

    False when it is no longer theirs to answer.
    """
    decidable = RecognitionRequest.objects.decidable_by(by, on=timezone.localdate(at))
    state = State.RECOGNISED if recognises else State.DECLINED
    facts = {"state": state, "why": why, "decided_by": by, "decided_at": at}
    if not decidable.filter(pk=request.pk).update(**facts):
        return False
    request.refresh_from_db()
    if recognises:
        Recognition.objects.get_or_create(
            person=request.person,
            course=request.course,
            defaults={"request": request, "recognised_at": at},
        )
    audit.record(actor=by, verb=f"recognition.{state}", target=request)
    tell_of_decision(request, at=at)
    return True


@transaction.atomic
def take_back_request(*, person: Person, request: RecognitionRequest) -> bool:
    """Its owner does, unless it was recognised: then the course rests on it."""
    mine = person.recognition_requests.exclude(state=State.RECOGNISED)
    return bool(delete_with_evidence(mine.filter(pk=request.pk)))


def _counts_already(person: Person, course: CoursePage) -> bool:
    finished = person.enrolments.finished().filter(course=course)
    return finished.exists() or person.recognitions.filter(course=course).exists()
