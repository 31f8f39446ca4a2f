"""The three things that a caller may ask for. It is never asked back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Person
from evaluation.actions.serving import serve_from_earlier
from evaluation.messages import remind_of_questions
from evaluation.models import Invitation, Occasion, Plan, PlannedWave, Wave

LONGEST_SHOWN = Invitation._meta.get_field("show").max_length
SHOWN_AT = (Wave.FOLLOW_UP, Wave.LATER)


class OneOccasionError(Exception):
    """Five people are for one pilot or one session: this plan has its place."""


def open_occasion(*, key: str, label: str, plan: Plan, support: Person | None = None) -> Occasion:
    """The caller's key makes it the only one; a new label or support person is taken over.

    The plan stays the one it was opened with: answers were given under it. Raises OneOccasionError
    for a second one of a plan whose figures stand for five people.
    """
    occasion = Occasion.objects.filter(key=key).first()
    if occasion is None:
        occasion = _opened(key=key, label=label, plan=plan, support=support)
    if (occasion.label, occasion.support) != (label, support):
        occasion.label, occasion.support = label, support
        occasion.save(update_fields=["label", "support"])
    return occasion


@transaction.atomic
def _opened(*, key: str, label: str, plan: Plan, support: Person | None) -> Occasion:
    """Locks the plan, so that nobody agrees to five people meanwhile."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.is_small and plan.occasions.exclude(key=key).exists():
        raise OneOccasionError
    occasion, _is_new = Occasion.objects.get_or_create(
        key=key, defaults={"label": label, "plan": plan, "support": support}
    )
    return occasion


def invite(
    *, person: Person, occasion: Occasion, wave: str, opens_at: datetime, show: str = ""
) -> Invitation | None:
    """Ask a person once for each moment; asking again returns the first invitation.

    `opens_at` is when what the plan counts from happened: the plan says how long after it the
    questions open and how long they stay. *Before* stays until its caller ends it: nobody knows
    how long somebody waits for their first lesson. None where the plan asks nothing at that
    moment, or nobody by their account.
    """
    planned = planned_for(person, occasion.plan, wave)
    if planned is None:
        return None
    opens_at += timedelta(days=planned.opens_after)
    ends = None if wave == Wave.PRE else opens_at + timedelta(days=planned.open_for)
    invitation, is_new = Invitation.objects.get_or_create(
        person=person,
        occasion=occasion,
        wave=wave,
        defaults={
            "opens_at": opens_at,
            "closes_at": ends,
            "show": show[:LONGEST_SHOWN],
        },
    )
    if is_new:
        serve_from_earlier(invitation, at=opens_at)
        remind_of_questions(invitation, is_asked_on_the_spot=not planned.opens_after)
    return invitation


def planned_for(person: Person, plan: Plan, wave: str) -> PlannedWave | None:
    """None where nothing is asked of this person at that moment."""
    planned = plan.waves.filter(wave=wave).first()
    if planned is None or plan.closed_at or plan.is_by_codes:
        return None
    return None if plan.participants.have_withdrawn(person, plan) else planned


def show_again(*, person: Person, occasion: Occasion, show: str) -> None:
    """Their own words have changed since they were handed in; empty where they took them back."""
    asked = Invitation.objects.filter(person=person, occasion=occasion, closed_at=None)
    asked.filter(wave__in=SHOWN_AT).update(show=show[:LONGEST_SHOWN])


def close_for(
    *, person: Person, occasion: Occasion, reason: str, at: datetime, wave: str | None = None
) -> None:
    """Stop asking, whether they answered or not: the row must not tell which."""
    invitations = Invitation.objects.filter(person=person, occasion=occasion, closed_at=None)
    if wave is not None:
        invitations = invitations.filter(wave=wave)
    invitations.update(closed_at=at, closed_because=reason)


def reopen_for(
    *, person: Person, occasion: Occasion, reasons: Collection[str], at: datetime
) -> None:
    """What was closed for these reasons alone, which hold no more."""
    closed = Invitation.objects.of(person).filter(occasion=occasion, closed_because__in=reasons)
    for invitation in closed.exclude(closed_at=None):
        invitation.closed_at, invitation.closed_because = None, ""
        invitation.save(update_fields=["closed_at", "closed_because"])
        serve_from_earlier(invitation, at=max(at, invitation.opens_at))


def close_wave(*, occasion: Occasion, wave: str, reason: str, at: datetime) -> int:
    """For everybody: for example when it has begun, and it is too late to say how it was before."""
    asked = Invitation.objects.asked_at(occasion, wave).filter(closed_at=None)
    return asked.update(closed_at=at, closed_because=reason)


def close_run_out(*, at: datetime) -> int:
    """May run twice or be killed: what is closed stays closed at its own time."""
    return Invitation.objects.run_out(at=at).update(closed_at=at, closed_because="window_over")
