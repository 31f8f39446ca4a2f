"""How many were asked, began, finished and can be matched, in rounded numbers."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from accounts.models import AddressTrouble
from evaluation.disclosure import rounded
from evaluation.models import Invitation, Participant, Plan, Response, Wave

Flow = dict[str, int | None]
"""To the nearest five; None where it is fewer than k."""


def flow_of(plan: Plan) -> Flow:
    return _told(exact_flow(plan) | exact_moments(plan), k=plan.k)


def shown_flow(plan: Plan) -> Flow:
    """Empty where there are too few people for their counts to be told."""
    exact = exact_flow(plan)
    if max(exact["invited"], exact["started"]) < plan.k:
        return {}
    return _told(exact, k=plan.k)


def in_words(count: int | None, *, k: int) -> str:
    return str(count) if count is not None else _("fewer than %(k)d") % {"k": k}


def _told(counts: dict[str, int], *, k: int) -> Flow:
    """Each count alone could tell about one person against another count."""
    return {name: rounded(count) if count >= k else None for name, count in counts.items()}


def exact_flow(plan: Plan) -> dict[str, int]:
    invitations = Invitation.objects.filter(occasion__plan=plan)
    sent = _moments_sent(plan)
    asked_at = set(plan.waves.values_list("wave", flat=True))
    both = {Wave.PRE, Wave.POST}
    begun = Response.objects.filter(participant__plan=plan).values("participant").distinct()
    bounced = invitations.filter(person__email__in=AddressTrouble.objects.values("address"))
    return {
        "invited": invitations.values("person").distinct().count(),
        "bounced": bounced.values("person").distinct().count(),
        "started": begun.count(),
        "partial": begun.filter(is_complete=False).count(),
        "complete": len(sent),
        "matched_pre_post": sum(both <= waves for waves in sent.values()),
        "matched_all": sum(asked_at <= waves for waves in sent.values()),
        "withdrawn": Participant.objects.filter(plan=plan).exclude(withdrawn_on=None).count(),
        "expired": _let_pass(plan),
    }


def exact_moments(plan: Plan) -> dict[str, int]:
    """For each moment of the plan how many were asked, and how many of them answered."""
    invitations = Invitation.objects.filter(occasion__plan=plan)
    sent = _moments_sent(plan).values()
    found = {}
    for wave in plan.waves.values_list("wave", flat=True):
        people = invitations.filter(wave=wave).values("person").distinct()
        found[f"asked_{wave}"] = people.count()
        found[f"answered_{wave}"] = sum(wave in waves for waves in sent)
    return found


def _moments_sent(plan: Plan) -> dict[object, set[str]]:
    sent: dict[object, set[str]] = defaultdict(set)
    rows = Response.objects.counted().filter(participant__plan=plan).of_one_occasion_each()
    for participant, wave in rows.values_list("participant", "wave").distinct():
        sent[participant].add(wave)
    return sent


def _let_pass(plan: Plan) -> int:
    """People whose time ran out at some moment at which they had not answered."""
    answered = set(
        Response.objects.complete()
        .filter(participant__plan=plan)
        .values_list("participant__pseudonym", "occasion", "wave")
    )
    run_out = Invitation.objects.filter(occasion__plan=plan, closed_because="window_over")
    return len(
        {
            asked.person_id
            for asked in run_out.select_related("person").iterator()
            if (plan.pseudonym_of(asked.person), asked.occasion_id, asked.wave) not in answered
        }
    )
