"""Apply for a pathway with stages, be moved on, be supervised, and step back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Person
from courses.models import Candidacy, StagedPathway, Supervision
from courses.stages import Stage


class NotReadyError(Exception):
    """Something is left before the next stage, or the day cannot be right."""


@transaction.atomic
def apply_for_pathway(*, person: Person, pathway: StagedPathway, at: datetime) -> Candidacy:
    """Once at a time. Somebody who stepped back may apply again, from the beginning."""
    if not pathway.is_open:
        raise PermissionDenied
    made, is_new = Candidacy.objects.get_or_create(person=person, pathway=pathway, ended_on=None)
    if is_new:
        on = timezone.localdate(at)
        made.stages.create(stage=Stage.APPLIED, reached_on=on, decided_by=person, decided_at=at)
    return made


@transaction.atomic
def move_on(*, candidacy: Candidacy, to: Stage, on: date, by: Person, at: datetime) -> bool:
    """A dated decision. The stages before are kept; pressed twice, it is one step."""
    here = _lock(Candidacy.objects.decidable_by(by, on=timezone.localdate(at)), candidacy)
    if to in here.facts.reached:
        return False
    is_in_order = here.facts.since <= on <= timezone.localdate(at)
    if here.facts.following != to or not here.facts.is_ready or not is_in_order:
        raise NotReadyError
    here.stages.create(stage=to, reached_on=on, decided_by=by, decided_at=at)
    audit.record(actor=by, verb=f"candidacy.{to}", target=here)
    return True


@transaction.atomic
def name_supervisor(*, candidacy: Candidacy, supervisor: Person, by: Person, at: datetime) -> None:
    here = _lock(Candidacy.objects.decidable_by(by, on=timezone.localdate(at)), candidacy)
    if supervisor.pk == here.person_id or _manages(supervisor, here.person, on=at):
        raise PermissionDenied
    Candidacy.objects.filter(pk=here.pk).update(supervisor=supervisor)


def _manages(one: Person, other: Person, *, on: datetime) -> bool:
    """Of learning, a manager sees whether required courses are finished and nothing else."""
    return other.employments.current(on=timezone.localdate(on)).filter(line_manager=one).exists()


@transaction.atomic
def log_supervision(
    *, person: Person, candidacy: Candidacy, held_on: date, minutes: int
) -> Supervision:
    """Saying the same day again corrects it, until it is confirmed."""
    here = _lock(Candidacy.objects.filter(person=person), candidacy)
    if Stage.SUPERVISED not in here.facts.reached:
        raise NotReadyError
    row, is_new = here.supervisions.get_or_create(held_on=held_on, defaults={"minutes": minutes})
    if not is_new:
        here.supervisions.filter(pk=row.pk, confirmed_at=None).update(minutes=minutes)
        row.refresh_from_db()
    return row


@transaction.atomic
def confirm_supervision(
    *, supervision: Supervision, minutes: int, by: Person, at: datetime
) -> bool:
    """By their supervisor, or by whoever decides; never by themselves. Only the time they saw."""
    confirmable = Candidacy.objects.open_to(by, on=timezone.localdate(at))
    if supervision.candidacy.person_id == by.pk or not confirmable.filter(
        pk=supervision.candidacy_id
    ):
        raise PermissionDenied
    waiting = Supervision.objects.filter(pk=supervision.pk, minutes=minutes, confirmed_at=None)
    return bool(waiting.update(confirmed_by=by, confirmed_at=at))


@transaction.atomic
def step_back(*, candidacy: Candidacy, by: Person, at: datetime) -> bool:
    """By themselves, or by whoever decides. Nothing that was reached is removed."""
    on = timezone.localdate(at)
    mine = Candidacy.objects.filter(person=by)
    theirs = Candidacy.objects.decidable_by(by, on=on)
    rows = Candidacy.objects.filter(pk=candidacy.pk, ended_on=None)
    if not (mine | theirs).filter(pk=candidacy.pk).exists():
        raise PermissionDenied
    return bool(rows.update(ended_on=on, ended_by=by))


def _lock(allowed, candidacy: Candidacy) -> Candidacy:
    if not allowed.filter(pk=candidacy.pk, ended_on=None).exists():
        raise PermissionDenied
    rows = Candidacy.objects.select_for_update(of=["self"]).select_related("person", "pathway")
    here = rows.filter(pk=candidacy.pk, ended_on=None).first()
    if here is None:
        raise PermissionDenied
    return here
