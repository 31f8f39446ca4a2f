"""Say what is asked and under which rules, until somebody has answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from accounts.audit import record
from accounts.models import Person
from evaluation.consent import consent_words
from evaluation.disclosure import K, may_change_k
from evaluation.models import (
    ConsentText,
    Instrument,
    InstrumentVersion,
    Invitation,
    Plan,
    PlannedMeasure,
    PlannedWave,
    SmallBecause,
)
from evaluation.permissions import can_keep_plans
from evaluation.plan_templates import CONSENT, PlanTemplate

PROMISED = ("dimensions", "crossings", "has_equality_questions", "linkage")
"""Who answered was told of these: they stay as they are."""
LONGEST_SLUG = 50
BY_CODES = "by_codes"


class PlanLockedError(Exception):
    """Somebody has answered: what they were promised stays as it was."""


class StaleError(Exception):
    """Somebody has saved the plan since the form was opened."""


class NotAgreedError(Exception):
    """So few are only for a pilot or a single session, when the privacy officer agrees."""


@transaction.atomic
def start_plan(*, template: PlanTemplate, title: str, by: Person, at: datetime) -> Plan:
    """All that the template says, in the newest versions of its instruments."""
    if not can_keep_plans(by):
        raise PermissionDenied
    plan = Plan.objects.create(
        slug=_free_slug(title),
        title=title,
        questions=str(template.questions),
        analysis=str(template.analysis),
        ethics=str(template.ethics),
        k_wished=template.k_wished,
        k_because=SmallBecause.PILOT if template.k_wished else "",
        k_reason=str(template.label) if template.k_wished else "",
        k_asked_at=at if template.k_wished else None,
        k_asked_by=by if template.k_wished else None,
        made_at=at,
        changed_at=at,
    )
    found = Instrument.objects.published().in_bulk(template.instruments, field_name="slug")
    for moment in template.moments:
        for slug in moment.instruments:
            add_measure(
                plan=plan,
                wave=moment.wave,
                version=found[slug].current,
                opens_after=moment.opens_after,
                open_for=moment.open_for,
            )
    restate_consent(plan, str(CONSENT))
    record(actor=by, verb="plan.made", target=plan)
    return plan


@transaction.atomic
def change_plan(
    *, plan: Plan, facts: Mapping[str, Any], consent: str, by: Person, seen: datetime, at: datetime
) -> Plan:
    """`seen` is when the plan was last changed, as the form showed it. Locks the plan.

    The consent text is stated anew where its words or the number in it change: whoever agreed
    before has agreed to the words of then.
    """
    plan = lock_plan(plan, by=by, seen=seen)
    _refuse_what_was_promised(plan, facts)
    _refuse_too_few(plan, facts["k"])
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.changed_at = at
    plan.save(update_fields=[*facts, "changed_at"])
    _ask_by_name_or_not(plan, at=at)
    restate_consent(plan, consent)
    record(actor=by, verb="plan.changed", target=plan)
    return plan


def lock_plan(plan: Plan, *, by: Person, seen: datetime) -> Plan:
    """While it is locked nobody begins to answer: their row names the plan."""
    if not can_keep_plans(by):
        raise PermissionDenied
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.changed_at != seen:
        raise StaleError
    return plan


def _refuse_what_was_promised(plan: Plan, facts: Mapping[str, Any]) -> None:
    if not plan.is_answered:
        return
    changes = any(name in facts and facts[name] != getattr(plan, name) for name in PROMISED)
    if changes or not may_change_k(plan.k, facts["k"], has_answers=True):
        raise PlanLockedError


def _refuse_too_few(plan: Plan, k: int) -> None:
    is_agreed = plan.k_agreed_at is not None and k >= plan.k
    if k < K and not is_agreed:
        raise NotAgreedError


def _ask_by_name_or_not(plan: Plan, *, at: datetime) -> None:
    """Whoever was asked by their account is asked no more where only codes count, and again where
    both do.
    """
    asked = Invitation.objects.filter(occasion__plan=plan)
    if plan.is_by_codes:
        asked.filter(closed_at=None).update(closed_at=at, closed_because=BY_CODES)
    else:
        asked.filter(closed_because=BY_CODES).update(closed_at=None, closed_because="")


@transaction.atomic
def add_measure(
    *,
    plan: Plan,
    wave: str,
    version: InstrumentVersion,
    opens_after: int = 0,
    open_for: int = 30,
    is_then: bool = False,
) -> PlannedMeasure:
    """A moment comes with its first measure. Adding it twice changes nothing."""
    planned, _ = PlannedWave.objects.get_or_create(
        plan=plan, wave=wave, defaults={"opens_after": opens_after, "open_for": open_for}
    )
    measure, _ = PlannedMeasure.objects.get_or_create(
        planned_wave=planned,
        version=version,
        is_then=is_then,
        defaults={"order": planned.measures.count()},
    )
    return measure


@transaction.atomic
def state_consent(*, plan: Plan, words: str) -> ConsentText:
    """New words are a new text; the same words stay the one they are. Locks the plan."""
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    newest = plan.consent
    if newest and newest.words == words:
        return newest
    number = newest.number + 1 if newest else 1
    return ConsentText.objects.create(plan=plan, number=number, words=words)


def restate_consent(plan: Plan, own: str) -> ConsentText:
    words = consent_words(own, k=plan.k, is_small=plan.is_small, is_by_codes=plan.is_by_codes)
    return state_consent(plan=plan, words=words)


def _free_slug(title: str) -> str:
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "plan"
    slug, number = wanted, 1
    while Plan.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
