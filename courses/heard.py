"""What people wrote to whoever ran something for them, and who may read it.

Below, an occasion is a key and a label: who facilitates what is known here alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse

from accounts.models import User
from accounts.permissions import has_right
from accounts.rights import Right
from courses.actions.evaluating import Thing, about
from courses.models import Cohort, CoursePage, LiveSession
from evaluation.models import Comment, Invitation, Occasion, Room, Wave
from evaluation.querysets import CommentQuerySet


@dataclass(frozen=True)
class Waiting:
    """A moment whose questions are still open to somebody."""

    moment: str
    until: datetime | None
    ends_itself: bool = False
    """When the first session begins, whenever that is."""


@dataclass(frozen=True)
class Heard:
    comments: CommentQuerySet
    """In no order that tells anything."""
    waiting: list[Waiting]
    is_asked: bool
    goes_on: bool
    """People come and go, so its questions never close for everybody."""


def heard_about(thing: Thing, *, at: datetime) -> Heard:
    occasions = Occasion.objects.about(about(thing))
    goes_on = isinstance(thing, CoursePage)
    words = Comment.objects.to_facilitators(occasions).readable(at=at, by_month=goes_on)
    return Heard(
        comments=words.in_no_order(),
        waiting=_waiting(occasions, at=at),
        is_asked=occasions.exists(),
        goes_on=goes_on,
    )


def can_hear(user: User, thing: Thing) -> bool:
    """Whoever ran it for the people who wrote; of a course, also whoever writes it."""
    person = user.person
    if not has_right(person, Right.RUN_SESSIONS):
        return False
    match thing:
        case LiveSession():
            return LiveSession.objects.facilitated_by(person).filter(pk=thing.pk).exists()
        case Cohort():
            return Cohort.objects.facilitated_by(person).filter(pk=thing.pk).exists()
    ran = LiveSession.objects.facilitated_by(person).filter(course=thing)
    return thing.permissions_for_user(user).can_edit() or ran.exists()


def heard_paths(user: User, *things: Thing | None) -> list[tuple[str, Thing]]:
    """Where the reader finds what was written to them about each; of what nobody is asked, none."""
    asked = [one for one in things if one and Occasion.objects.about(about(one)).exists()]
    return [(_path(one), one) for one in asked if can_hear(user, one)]


def _path(thing: Thing) -> str:
    match thing:
        case LiveSession():
            return reverse("courses:session_comments", args=[thing.pk])
        case Cohort():
            return reverse("courses:cohort_comments", args=[thing.pk])
    return reverse("courses:course_comments", args=[thing.pk])


def _waiting(occasions: object, *, at: datetime) -> list[Waiting]:
    asked = Invitation.objects.filter(occasion__in=occasions).not_over(at=at).order_by()
    until = dict(asked.values_list("wave").annotate(Max("closes_at")))
    rooms = Room.objects.filter(occasion__in=occasions).open_today(at=at)
    waves = until.keys() | set(rooms.order_by().values_list("wave", flat=True))
    return [
        Waiting(str(wave.label), until.get(wave), wave == Wave.PRE and wave in until)
        for wave in Wave
        if wave in waves
    ]
