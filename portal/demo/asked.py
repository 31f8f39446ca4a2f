"""What the demonstration asks of people, and somebody part of the way along a pathway."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Level, Person
from courses.actions.staging import (
    apply_for_pathway,
    confirm_supervision,
    log_supervision,
    move_on,
    name_supervisor,
)
from courses.models import Candidacy, CoursePage, Requirement, StagedPathway
from portal.demo.files import moment, read


def load_asked(course: CoursePage, people: dict[str, Person], *, at: datetime) -> None:
    words = read("asked")
    required = words["required"]
    Requirement.objects.create(
        course=course,
        level=Level.objects.filter(slug=required["level"]).first(),
        since=timezone.localdate(moment(at, days_ago=required["ago"])),
        suggested_within_days=required["suggested_within_days"],
    )
    pathway = StagedPathway.objects.create(**words["pathway"])
    pathway.courses.add(course)
    _go_along(pathway, words["candidate"], people, at=at)


def _go_along(
    pathway: StagedPathway, row: dict[str, Any], people: dict[str, Person], *, at: datetime
) -> None:
    """Decided and confirmed by the people who may, as it would be done by hand."""
    trainer, supervisor = people[row["decided_by"]], people[row["supervisor"]]
    applied = moment(at, days_ago=row["applied"])
    candidacy = apply_for_pathway(person=people[row["username"]], pathway=pathway, at=applied)
    for ago in row["moved_on"]:
        decided = moment(at, days_ago=ago)
        stage = Candidacy.objects.get(pk=candidacy.pk).facts.following
        on = timezone.localdate(decided)
        move_on(candidacy=candidacy, to=stage, on=on, by=trainer, at=decided)
    name_supervisor(candidacy=candidacy, supervisor=supervisor, by=trainer, at=decided)
    for held in row["supervisions"]:
        _supervise(candidacy, held, supervisor, at=at)


def _supervise(
    candidacy: Candidacy, held: dict[str, Any], supervisor: Person, *, at: datetime
) -> None:
    held_at = moment(at, days_ago=held["ago"])
    supervision = log_supervision(
        person=candidacy.person,
        candidacy=candidacy,
        held_on=timezone.localdate(held_at),
        minutes=held["minutes"],
    )
    if not held.get("is_waiting"):
        confirm_supervision(
            supervision=supervision, minutes=supervision.minutes, by=supervisor, at=held_at
        )
