"""The three things that a caller may ask for. It is never asked back."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Person
from evaluation.actions.serving import serve_from_earlier
from evaluation.models import Invitation, Occasion, Plan


def open_occasion(*, key: str, label: str, plan: Plan, support: Person | None = None) -> Occasion:
    """The caller's key makes it the only one; a new label or support person is taken over.

    The plan stays the one it was opened with: answers were given under it.
    """
    occasion, is_new = Occasion.objects.get_or_create(
        key=key, defaults={"label": label, "plan": plan, "support": support}
    )
    if not is_new and (occasion.label, occasion.support) != (label, support):
        occasion.label, occasion.support = label, support
        occasion.save(update_fields=["label", "support"])
    return occasion


def invite(
    *, person: Person, occasion: Occasion, wave: str, opens_at: datetime, show: str = ""
) -> Invitation | None:
    """Ask a person once for each moment; asking again returns the first invitation.

    `opens_at` is when what the plan counts from happened: the plan says how long after it the
    questions open and how long they stay. None where the plan asks nothing at that moment.
    """
    plan = occasion.plan
    planned = plan.waves.filter(wave=wave).first()
    if planned is None or plan.closed_at or plan.participants.have_withdrawn(person, plan):
        return None
    opens_at += timedelta(days=planned.opens_after)
    invitation, is_new = Invitation.objects.get_or_create(
        person=person,
        occasion=occasion,
        wave=wave,
        defaults={
            "opens_at": opens_at,
            "closes_at": opens_at + timedelta(days=planned.open_for),
            "show": show,
        },
    )
    if is_new:
        serve_from_earlier(invitation, at=opens_at)
    return invitation


def close_for(
    *, person: Person, occasion: Occasion, reason: str, at: datetime, wave: str | None = None
) -> None:
    """Stop asking, whether they answered or not: the row must not tell which."""
    invitations = Invitation.objects.filter(person=person, occasion=occasion, closed_at=None)
    if wave is not None:
        invitations = invitations.filter(wave=wave)
    invitations.update(closed_at=at, closed_because=reason)


def close_run_out(*, at: datetime) -> int:
    """May run twice or be killed: what is closed stays closed at its own time."""
    return Invitation.objects.run_out(at=at).update(closed_at=at, closed_because="window_over")
