"""Tells learners that a request was answered; the answer itself is on their page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from courses.models import RecognitionRequest
from notifications.actions import notify
from notifications.kinds import Kind
from notifications.models import Message

TOO_LATE = timedelta(days=42)


def tell_of_decision(request: RecognitionRequest, *, at: datetime) -> None:
    notify(
        kind=RECOGNITION_DECIDED.code,
        key=f"{RECOGNITION_DECIDED.code}:{request.pk}:{request.person.uuid}",
        person=request.person,
        reason=gettext("You, or a trainer for you, asked that earlier learning count."),
        due_at=at,
        expires_at=at + TOO_LATE,
        context={"request": request.pk},
    )


def words_for_decision(message: Message) -> dict[str, Any] | None:
    """Wanted while the request is still theirs."""
    requests = RecognitionRequest.objects.filter(person=message.person).select_related("course")
    found = requests.filter(pk=message.context["request"]).first()
    if found is None or found.is_waiting:
        return None
    return {
        "title": found.title,
        "course": found.course.title,
        "path": reverse("courses:recognition", args=[found.pk]),
    }


RECOGNITION_DECIDED = Kind(
    code="courses.recognition_decided",
    label=gettext_lazy("An answer about what you learned before"),
    template="recognition_decided",
    words=words_for_decision,
    meaning={
        "title": gettext_lazy("what they learned before"),
        "course": gettext_lazy("the title of the course"),
        "path": gettext_lazy("where the answer is"),
    },
    key="courses.recognition_decided:<request>:<person>",
    when=gettext_lazy("when a request for recognition is answered"),
    expires=gettext_lazy("42 days after the answer"),
    stops=gettext_lazy("once for each request"),
    withdrawn=gettext_lazy("the learner takes the request back"),
)
