from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.claims import settle_claim
from accounts.models import AddressChange, Person, RecordClaim
from accounts.permissions import may_merge_people
from accounts.roles import BY_CODE
from portal import privacy


@transaction.atomic
def merge_people(*, by: Person, keep: Person, into_keep: Person, at: datetime) -> Person:
    """Everything of the other record moves to the kept one. Locks both; running twice changes
    nothing more.
    """
    if not may_merge_people(by):
        raise PermissionDenied
    pair = Person.objects.select_for_update().filter(pk__in=[keep.pk, into_keep.pk]).order_by("pk")
    rows = {person.pk: person for person in pair}
    keep, into_keep = rows[keep.pk], rows[into_keep.pk]
    if into_keep.merged_into_id == keep.pk:
        return keep
    check_may_merge(by=by, keep=keep, into_keep=into_keep, at=at)
    for claim in _claims_about(keep, into_keep):
        settle_claim(claim=claim, by=by, outcome=RecordClaim.Outcome.MERGED, at=at)
    privacy.merge(keep=keep, into_keep=into_keep)
    audit.record(actor=by, verb="person.merged", target=into_keep, reason_code=str(keep.uuid))
    audit.record(actor=by, verb="person.kept_in_merge", target=keep, reason_code="")
    return Person.objects.get(pk=keep.pk)


def check_may_merge(*, by: Person, keep: Person, into_keep: Person, at: datetime) -> None:
    """Raises ValidationError with what stands in the way, in words."""
    if keep == into_keep:
        raise ValidationError(_("These are one record already. Choose two."))
    if by in (keep, into_keep):
        raise ValidationError(_("One of these is yours. Ask another administrator."))
    for person in (keep, into_keep):
        if person.erased_at or person.merged_into_id:
            raise ValidationError(_("One of these records is closed. Choose another."))
    if AddressChange.objects.undoable(at=at).filter(user__person__in=[keep, into_keep]).exists():
        raise ValidationError(
            _(
                "One of these changed their e-mail address in the last seven days and may still "
                "take that back. Please wait until then."
            )
        )
    _check_roles(keep, into_keep, at=at)


def _check_roles(keep: Person, into_keep: Person, *, at: datetime) -> None:
    theirs = into_keep.role_grants.not_ended(at=at)
    mine = keep.role_grants.not_ended(at=at)
    for one in mine:
        for other in theirs:
            if BY_CODE[one.role].is_kept_apart_from(BY_CODE[other.role]):
                raise ValidationError(
                    _(
                        "Together they would be %(one)s and %(other)s. Nobody may both see names "
                        "and take answers. End one of these roles first."
                    )
                    % {"one": one.get_role_display(), "other": other.get_role_display()}
                )
    for grant in (*mine, *theirs):
        if BY_CODE[grant.role].takes_two:
            # Either login may be the one that stays, and would bring or get the role.
            raise ValidationError(
                _(
                    "One of these is %(role)s, a role that takes two people. End it first, and "
                    "ask for it again afterwards."
                )
                % {"role": grant.get_role_display()}
            )


def _claims_about(keep: Person, into_keep: Person) -> list[RecordClaim]:
    both = Q(person=keep, other=into_keep) | Q(person=into_keep, other=keep)
    return list(RecordClaim.objects.open().filter(both))
