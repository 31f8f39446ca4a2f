"""Two records, one person: somebody says so, an administrator settles it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.actions.cards import spend_card
from accounts.models import Person, RecordClaim
from accounts.permissions import has_right_everywhere
from accounts.rights import Right


@transaction.atomic
def claim_record(
    *, person: Person, other: Person, proof: str, at: datetime, by: Person | None = None
) -> RecordClaim:
    """Nothing moves yet: `portal` merges the two when an administrator has looked."""
    claim, is_new = RecordClaim.objects.open().get_or_create(
        person=person, other=other, defaults={"proof": proof, "made_by": by, "made_at": at}
    )
    if is_new:
        audit.record(actor=by, verb="claim.made", target=claim, reason_code=proof)
    return claim


@transaction.atomic
def claim_with_card(
    *, person: Person, username: str, phrase: str, at: datetime
) -> RecordClaim | None:
    """The card of the other record is the proof, and is spent by it."""
    if person.has_login and person.user.username.lower() == username.strip().lower():
        return None
    user = spend_card(username=username, phrase=phrase, at=at)
    if user is None:
        return None
    return claim_record(
        person=person, other=user.person, proof=RecordClaim.Proof.CARD, by=person, at=at
    )


@transaction.atomic
def settle_claim(*, claim: RecordClaim, by: Person, outcome: str, at: datetime) -> RecordClaim:
    """Stamps the answer; whoever merges does it before, in the same transaction."""
    if not has_right_everywhere(by, Right.MERGE_PEOPLE):
        raise PermissionDenied
    claim = RecordClaim.objects.select_for_update().get(pk=claim.pk)
    if claim.settled_at:
        return claim
    claim.outcome, claim.settled_by, claim.settled_at = outcome, by, at
    claim.save(update_fields=["outcome", "settled_by", "settled_at"])
    audit.record(actor=by, verb=f"claim.{outcome}", target=claim, reason_code=claim.proof)
    return claim
