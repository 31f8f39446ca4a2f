"""Tells people who finished a course, in a line of another letter, that something was added."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Employment
from courses.models import Addition, Enrolment
from courses.querysets import EnrolmentQuerySet
from notifications.actions import Ask, notify_many
from notifications.kinds import Kind, Pace
from notifications.models import Message

TOO_LATE = timedelta(days=28)
BATCH = 200


def tell_of_additions(*, at: datetime, batch: int = BATCH) -> int:
    """The next who had finished, and how many they were. Killed on the way, they are told again;
    the keys let nobody hear twice, nor twice in one week of one course.
    """
    addition = Addition.objects.filter(told_at=None).select_related("release").first()
    if addition is None:
        return 0
    finished = list(_finished_before(addition, at=at).filter(pk__gt=addition.after)[:batch])
    notify_many([_line(addition, one, at=at) for one in finished])
    here = Addition.objects.filter(pk=addition.pk, after=addition.after)
    if len(finished) < batch:
        here.update(told_at=at)
    else:
        here.update(after=finished[-1].pk)
    return len(finished)


def _finished_before(addition: Addition, *, at: datetime) -> EnrolmentQuerySet:
    """By people who still work somewhere."""
    jobs = Employment.objects.current(on=timezone.localdate(at)).filter(person=OuterRef("person"))
    finished = Enrolment.objects.finished().filter(
        Exists(jobs), course=addition.release.course_id, completed_at__lt=addition.made_at
    )
    return finished.select_related("person").order_by("pk")


def _line(addition: Addition, enrolment: Enrolment, *, at: datetime) -> Ask:
    week = timezone.localdate(addition.made_at).strftime("%G-%V")
    return Ask(
        kind=ADDED_TO.code,
        key=f"{ADDED_TO.code}:{enrolment.course_id}:{week}:{enrolment.person.uuid}",
        person=enrolment.person,
        reason=gettext("You finished this course. Nothing more is asked of you."),
        due_at=at,
        expires_at=at + TOO_LATE,
        context={"addition": addition.pk},
    )


def words_for_addition(message: Message) -> dict[str, Any] | None:
    """Wanted while the course is published and was not replaced since."""
    additions = Addition.objects.select_related("release__course")
    addition = additions.filter(pk=message.context["addition"]).first()
    if addition is None:
        return None
    course = addition.release.course
    if not course.live or course.current_release != addition.release:
        return None
    return {"course": course.title, "path": course.get_url_parts()[2]}


ADDED_TO = Kind(
    code="courses.added_to",
    label=gettext_lazy("Something was added to a course you finished"),
    template="course_added_to",
    words=words_for_addition,
    meaning={
        "course": gettext_lazy("the title of the course"),
        "path": gettext_lazy("where the course is"),
    },
    pace=Pace.WEEKLY,
    goes_along=True,
    key="courses.added_to:<course>:<week>:<person>",
    when=gettext_lazy("as a line of another letter, when a course they finished is added to"),
    expires=gettext_lazy("28 days after it; it waits in the portal when no letter goes that week"),
    stops=gettext_lazy("once a week for each course"),
    withdrawn=gettext_lazy("the course was replaced, or is no longer published"),
)
