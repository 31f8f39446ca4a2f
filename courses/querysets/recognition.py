"""Learning elsewhere, what counts of it, and certificates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Value, When

from accounts.permissions import has_right, has_right_everywhere
from accounts.rights import Right

if TYPE_CHECKING:
    from accounts.models import Person, User
    from accounts.querysets import PersonQuerySet


class CertificateQuerySet(models.QuerySet):
    def with_facts(self) -> CertificateQuerySet:
        """With what their papers say."""
        return self.select_related("release", "earlier_facts", "person")

    def with_status(self, *, on: date) -> CertificateQuerySet:
        """How each stands on this day, and what its page shows; no question for each row."""
        status = apps.get_model("courses", "Certificate").Status
        newer = self.model.objects.filter(
            person=OuterRef("person"),
            release__course=OuterRef("release__course"),
            finished_on__gt=OuterRef("finished_on"),
            withdrawn_at=None,
        )
        return self.with_facts().annotate(
            status=Case(
                When(withdrawn_at__isnull=False, then=Value(status.WITHDRAWN)),
                When(Exists(newer), then=Value(status.REFRESHED)),
                When(valid_until__lt=on, then=Value(status.RUN_OUT)),
                default=Value(status.VALID),
            )
        )


class ExternalCourseQuerySet(models.QuerySet):
    def shown(self) -> ExternalCourseQuerySet:
        return self.filter(is_active=True)

    def for_list(self, user: User) -> ExternalCourseQuerySet:
        """With everything that a list shows; no question for each row."""
        courses = apps.get_model("courses", "CoursePage").objects.visible_to(user)
        return self.select_related("level").prefetch_related(
            "age_bands", Prefetch("fits_with", queryset=courses, to_attr="open_courses")
        )


class RecognitionRequestQuerySet(models.QuerySet):
    def waiting(self) -> RecognitionRequestQuerySet:
        return self.filter(state="waiting")

    def decidable_by(self, person: Person, *, on: date) -> RecognitionRequestQuerySet:
        """What waits for this person; whoever asked for somebody does not answer as well."""
        people = people_to_recognise(person, on=on)
        return self.waiting().filter(person__in=people).exclude(asked_by=person)

    def visible_to(self, user: User, *, on: date) -> RecognitionRequestQuerySet:
        """Whose it is, and until it is answered whoever may: never a manager."""
        mine = self.filter(person=user.person)
        return (mine | self.filter(pk__in=self.decidable_by(user.person, on=on))).select_related(
            "person", "course", "decided_by", "asked_by"
        )


def people_to_recognise(person: Person, *, on: date) -> PersonQuerySet:
    """Those whose evidence this person may read.

    Never their own, nor that of people they manage or whose required courses they see, since of
    learning a manager sees that alone.
    """
    people = apps.get_model("accounts", "Person").objects.all()
    if not has_right(person, Right.RECOGNISE_LEARNING):
        return people.none()
    found = people.present().exclude(pk=person.pk)
    if not has_right_everywhere(person, Right.RECOGNISE_LEARNING):
        found = found.filter(pk__in=people.reached_by(person, Right.RECOGNISE_LEARNING, on=on))
    return found.exclude(seen_as_manager(person, on=on, key="pk"))


def seen_as_manager(person: Person, *, on: date, key: str = "person") -> Q:
    """Of whom this person may see whether required courses are finished, and nothing else."""
    jobs = apps.get_model("accounts", "Employment").objects.current(on=on)
    found = Q(**{f"{key}__in": jobs.filter(line_manager=person).order_by().values("person")})
    if has_right(person, Right.SEE_REQUIRED_STATUS):
        people = apps.get_model("accounts", "Person").objects
        looked_after = people.reached_by(person, Right.SEE_REQUIRED_STATUS, on=on)
        found |= Q(**{f"{key}__in": looked_after.order_by().values("pk")})
    return found
