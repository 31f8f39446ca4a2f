"""Tells people twice that a course they finished is to be refreshed: early, and shortly before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from courses.messages.asked import end_of
from courses.models import Enrolment
from courses.refreshing import OPENS
from notifications.actions import Ask
from notifications.kinds import Kind
from notifications.models import Message

SOON = timedelta(days=14)


def refresher_due(finished: Enrolment, *, on: date, at: datetime) -> Ask | None:
    """The early one is too late once the other begins; after the day there is none."""
    until = finished.refresh_by
    if not until - OPENS <= on <= until:
        return None
    is_soon = on >= until - SOON
    lead = SOON if is_soon else OPENS
    return Ask(
        kind=REFRESHER_DUE.code,
        key=_key(finished, lead),
        person=finished.person,
        reason=gettext("You finished this course, and it is refreshed from time to time."),
        due_at=at,
        expires_at=end_of(until if is_soon else until - SOON - timedelta(days=1)),
        context={"enrolment": finished.pk},
    )


def words_for_refresher(message: Message) -> dict[str, Any] | None:
    """Wanted until it is refreshed, while the course is published and still refreshed."""
    mine = Enrolment.objects.to_refresh().filter(person=message.person)
    finished = mine.filter(pk=message.context["enrolment"]).first()
    today = timezone.localdate()
    if finished is None or not finished.refresh_by - OPENS <= today <= finished.refresh_by:
        return None
    return {
        "course": finished.course.title,
        "finished": date_format(timezone.localdate(finished.completed_at), "j F Y"),
        "day": date_format(finished.refresh_by, "j F Y"),
        "minutes": finished.course.self_directed_minutes,
        "path": finished.course.get_url_parts()[2],
    }


def _key(finished: Enrolment, lead: timedelta) -> str:
    person, period = finished.person.uuid, finished.period + 1
    return f"{REFRESHER_DUE.code}:{finished.course_id}:{period}:{lead.days}:{person}"


REFRESHER_DUE = Kind(
    code="courses.refresher_due",
    label=gettext_lazy("A course you finished can be refreshed"),
    template="course_refresher_due",
    words=words_for_refresher,
    meaning={
        "course": gettext_lazy("the title of the course"),
        "finished": gettext_lazy("the day they finished it"),
        "day": gettext_lazy("by when it is to be refreshed"),
        "minutes": gettext_lazy("how many minutes it takes"),
        "path": gettext_lazy("where the course is"),
    },
    may_be_handed_over=True,
    key="courses.refresher_due:<course>:<period>:<60 or 14>:<person>",
    when=gettext_lazy("60 days and 14 days before a finished course is to be refreshed"),
    expires=gettext_lazy("when the second is due, or after the day"),
    stops=gettext_lazy("twice for each period"),
    withdrawn=gettext_lazy("it is refreshed, no longer published, or no longer refreshed"),
)
