"""Plan a cohort and its series; say who belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.models import Person
from courses.actions.evaluating import LEFT, ask_members_before, ask_no_more
from courses.actions.planning import StaleError
from courses.models import Cohort, Membership, Series, SeriesPart
from courses.querysets import first_sectors
from courses.series import parts_behind


class PartInUseError(Exception):
    """Sessions are planned for a part whose title is in the list no more."""

    def __init__(self, part: SeriesPart) -> None:
        self.part = part
        super().__init__(str(part))


@transaction.atomic
def plan_cohort(*, facts: Mapping[str, Any], by: Person) -> Cohort:
    cohort = Cohort.objects.create(**facts, made_by=by)
    audit.record(actor=by, verb="cohort.planned", target=cohort)
    return cohort


@transaction.atomic
def change_cohort(
    *, cohort: Cohort, facts: Mapping[str, Any], by: Person, seen: int | None = None
) -> Cohort:
    """`seen` is the edit that the form showed. Locks the cohort."""
    cohort = _locked(cohort)
    _refuse_stale(cohort, seen)
    before = cohort.evaluation_plan_id
    for name, value in facts.items():
        setattr(cohort, name, value)
    cohort.edits += 1
    cohort.save(update_fields=[*facts, "edits"])
    if cohort.evaluation_plan_id != before:
        members = Person.objects.filter(pk__in=cohort.memberships.current().values("person"))
        ask_members_before(cohort, members, at=timezone.now())
    audit.record(actor=by, verb="cohort.changed", target=cohort)
    return cohort


@transaction.atomic
def add_members(*, cohort: Cohort, people: Collection[Person], by: Person, at: datetime) -> int:
    """How many are new: all of them or none. Whoever is there stays; whoever left comes back.

    Locks the cohort.
    """
    cohort = _locked(cohort)
    here = cohort.memberships.filter(person__in=people)
    known = set(here.values_list("person", flat=True))
    back = here.exclude(left_at=None).update(left_at=None)
    sectors = first_sectors(people, on=timezone.localdate(at))
    new = {person.pk: person for person in people if person.pk not in known}
    Membership.objects.bulk_create(
        Membership(cohort=cohort, person=person, sector=sectors.get(key), joined_at=at)
        for key, person in new.items()
    )
    ask_members_before(cohort, people, at=at)
    audit.record(actor=by, verb="cohort.members_added", target=cohort)
    return len(new) + back


@transaction.atomic
def take_members_out(
    *, cohort: Cohort, people: Collection[Person], by: Person, at: datetime
) -> None:
    """What they took counts for ever, and what they booked stays booked. Twice is once."""
    here = cohort.memberships.current().filter(person__in=people)
    if here.update(left_at=at):
        for person in people:
            ask_no_more(cohort, person, reason=LEFT, at=at)
        audit.record(actor=by, verb="cohort.members_taken_out", target=cohort)


@transaction.atomic
def keep_series(
    *,
    title: str,
    about: str,
    parts: Sequence[str],
    by: Person,
    series: Series | None = None,
    seen: int | None = None,
) -> Series:
    """Parts in their order, each by its title, which takes its sessions along wherever it stands.

    `seen` is the edit that the form showed. Locks the series. Raises PartInUseError for one that
    would go, or may be another one now.
    """
    locked = Series.objects.select_for_update()
    series = locked.get(pk=series.pk) if series else Series(made_by=by)
    _refuse_stale(series, seen)
    series.title, series.about = title, about
    series.edits += 1
    series.save()
    before = list(series.parts.all())
    kept = parts_behind(parts, before)
    for gone in set(before) - set(kept):
        if gone.sessions.exists():
            raise PartInUseError(gone)
        gone.delete()
    # No two have one number, not even on the way.
    series.parts.update(number=F("number") + len(parts) + len(before))
    for number, (name, part) in enumerate(zip(parts, kept, strict=True), start=1):
        part = part or SeriesPart(series=series)
        part.number, part.title = number, name
        part.save()
    return series


def _refuse_stale(row: Cohort | Series, seen: int | None) -> None:
    if seen is not None and seen != row.edits:
        raise StaleError


def _locked(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
