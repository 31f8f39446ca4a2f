"""Finish courses, and say so on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from courses.impact import complete_among
from courses.models import Certificate, Enrolment, Release


@transaction.atomic
def finish_enrolments(keys: Iterable[int], *, at: datetime) -> int:
    """Said once of each. What is finished stays finished; each gets its certificate once."""
    unfinished = Enrolment.objects.filter(pk__in=keys, completed_at=None)
    finished = list(unfinished.select_related("course", "release").select_for_update(of=["self"]))
    unfinished.update(completed_at=at)
    Certificate.objects.bulk_create(
        [_certificate(one, at=at) for one in finished if one.course.gives_certificate],
        ignore_conflicts=True,
    )
    return len(finished)


@transaction.atomic
def finish_whoever_has_nothing_left(release: Release, *, at: datetime) -> int:
    """Where less is asked than before, nobody has a lesson to press on."""
    unfinished = release.enrolments.filter(completed_at=None)
    # Whoever finishes a lesson at this moment is waited for, or sees what is new.
    list(unfinished.select_for_update(of=["self"]).values_list("pk", flat=True))
    return finish_enrolments(complete_among(unfinished, release.standing()), at=at)


def show_name(*, person: Person, certificate: Certificate, shows: bool) -> None:
    """Only its owner says whether whoever has the code sees their name."""
    Certificate.objects.filter(pk=certificate.pk, person=person).update(shows_name=shows)


def _certificate(enrolment: Enrolment, *, at: datetime) -> Certificate:
    finished_on = timezone.localdate(at)
    return Certificate(
        enrolment=enrolment,
        person_id=enrolment.person_id,
        release=enrolment.release,
        finished_on=finished_on,
        valid_until=enrolment.course.valid_until(finished_on),
    )
