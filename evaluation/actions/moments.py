"""What a plan asks at which moment, and when that opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.planning import PlanLockedError, lock_plan
from evaluation.models import (
    Instrument,
    InstrumentVersion,
    Invitation,
    Linkage,
    Plan,
    PlannedMeasure,
    PlannedWave,
    Wave,
)

AFTERWARDS = (Wave.POST, Wave.FOLLOW_UP, Wave.LATER)


class SameCodesError(Exception):
    """Two instruments of one plan call something by one code, so that figures would mix."""

    def __init__(self, titles: tuple[str, str], codes: list[str]) -> None:
        super().__init__(*titles, *codes)
        self.titles, self.codes = titles, codes


@dataclass(frozen=True)
class MomentFacts:
    """In the order they are asked; `then` comes after, about the time before."""

    opens_after: int
    open_for: int
    instruments: Sequence[Instrument]
    then: Sequence[Instrument] = ()


@transaction.atomic
def keep_moment(
    *, plan: Plan, wave: str, facts: MomentFacts, by: Person, seen: datetime, at: datetime
) -> PlannedWave:
    """Add a moment, or say anew what it asks. Locks the plan.

    Whoever was invited keeps the days they were told. Once somebody has answered, only a later
    moment can be added.
    """
    plan = lock_plan(plan, by=by, seen=seen)
    if wave not in moments_to_keep(plan):
        raise PlanLockedError
    planned, _ = PlannedWave.objects.update_or_create(
        plan=plan,
        wave=wave,
        defaults={"opens_after": facts.opens_after, "open_for": facts.open_for},
    )
    planned.measures.all().delete()
    asked = [(one, False) for one in facts.instruments] + [(one, True) for one in facts.then]
    for order, (instrument, is_then) in enumerate(asked):
        version = _version_for(plan, instrument)
        planned.measures.create(version=version, order=order, is_then=is_then)
    refuse_same_codes(plan)
    _touch(plan, at=at)
    record(actor=by, verb="plan.moment_kept", target=plan, reason_code=wave)
    return planned


@transaction.atomic
def drop_moment(*, plan: Plan, wave: str, by: Person, seen: datetime, at: datetime) -> None:
    """Whoever was asked at it is asked no more. Locks the plan."""
    plan = lock_plan(plan, by=by, seen=seen)
    if plan.is_answered:
        raise PlanLockedError
    plan.waves.filter(wave=wave).delete()
    asked = Invitation.objects.filter(occasion__plan=plan, wave=wave, closed_at=None)
    asked.update(closed_at=at, closed_because="moment_dropped")
    _touch(plan, at=at)
    record(actor=by, verb="plan.moment_dropped", target=plan, reason_code=wave)


def asked_at_an_added_moment(*, at: datetime) -> Iterator[tuple[Invitation, str, datetime]]:
    """Whoever was asked after something before its plan got a later moment, and when it happened.

    Only where the day on which that moment opens is still to come for them.
    """
    plans = Plan.objects.open().exclude(linkage=Linkage.CODES)
    for plan in plans.prefetch_related("waves"):
        there = {planned.wave: planned for planned in plan.waves.all()}
        first = next((there[wave] for wave in AFTERWARDS if wave in there), None)
        for later in (there[wave] for wave in AFTERWARDS if wave in there):
            if later == first:
                continue
            asked = Invitation.objects.filter(occasion__plan=plan, wave=first.wave)
            days = timedelta(days=later.opens_after - first.opens_after)
            left = asked.filter(opens_at__gt=at - days).without(later.wave)
            for invitation in left.select_related("person", "occasion__plan").order_by("pk"):
                happened = invitation.opens_at - timedelta(days=first.opens_after)
                yield invitation, later.wave, happened


def refuse_same_codes(plan: Plan) -> None:
    """A code names a column and a figure: in one plan it stands for one thing."""
    measures = PlannedMeasure.objects.filter(planned_wave__plan=plan)
    versions = InstrumentVersion.objects.filter(pk__in=measures.values("version"))
    found = list(versions.select_related("instrument").prefetch_related("wordings"))
    for one, other in combinations(found, 2):
        same = one.file.codes & other.file.codes
        if same and one.instrument_id != other.instrument_id:
            raise SameCodesError((one.file.title, other.file.title), sorted(same))


def moments_to_keep(plan: Plan) -> set[str]:
    """Until somebody has answered, all; then only those that are later than any there is."""
    order = list(Wave.values)
    if not plan.is_answered:
        return set(order)
    there = plan.waves.values_list("wave", flat=True)
    last = max((order.index(one) for one in there), default=-1)
    return set(order[last + 1 :])


def _version_for(plan: Plan, instrument: Instrument) -> InstrumentVersion:
    """One version of an instrument in a plan, or its moments could not be held together.

    Before anybody has answered all moments move to the newest; then they stay what they are.
    """
    used = PlannedMeasure.objects.filter(
        planned_wave__plan=plan, version__instrument=instrument
    ).select_related("version")
    if plan.is_answered:
        earlier = used.first()
        return earlier.version if earlier else instrument.current
    used.update(version=instrument.current)
    return instrument.current


def _touch(plan: Plan, *, at: datetime) -> None:
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
