"""Words for a report: an editor clears them, strikes something out of them, or leaves them out."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from evaluation.actions.planning import StaleError
from evaluation.models import Comment, Plan
from evaluation.permissions import can_clear_quotations
from evaluation.quotations import MOST_IN_A_REPORT
from evaluation.striking import is_struck_from, tidied


class FullError(Exception):
    """As many are cleared as a report holds."""


@transaction.atomic
def clear_quotation(
    *, comment: Comment, words: str, by: Person, seen: datetime | None, at: datetime
) -> Comment:
    """For the reports to come. `words` are those that were written, some passages struck out.

    `seen` is when an editor last decided, as the page showed it. Locks the plan and the comment.
    """
    comment = _locked(comment, by=by, seen=seen)
    plan = comment.occasion.plan
    others = Comment.objects.to_quote(plan).cleared().exclude(pk=comment.pk)
    if others.count() >= MOST_IN_A_REPORT:
        raise FullError
    if not is_struck_from(comment.words, words):
        raise ValueError("These are not the words that were written.")
    comment.quoted, comment.cleared_at, comment.left_out_at = tidied(words), at, None
    return _decided(comment, by=by, verb="quotation.cleared")


@transaction.atomic
def leave_out_quotation(
    *, comment: Comment, by: Person, seen: datetime | None, at: datetime
) -> Comment:
    """Of the reports to come; what was released stays as it was. Locks the plan and the comment."""
    comment = _locked(comment, by=by, seen=seen)
    comment.quoted, comment.cleared_at, comment.left_out_at = "", None, at
    return _decided(comment, by=by, verb="quotation.left_out")


def _locked(comment: Comment, *, by: Person, seen: datetime | None) -> Comment:
    if not can_clear_quotations(by):
        raise PermissionDenied
    Plan.objects.select_for_update(of=("self",)).get(pk=comment.occasion.plan_id)
    locked = Comment.objects.select_for_update(of=("self",)).select_related("occasion__plan")
    comment = locked.get(pk=comment.pk)
    if comment.decided_at != seen:
        raise StaleError
    return comment


def _decided(comment: Comment, *, by: Person, verb: str) -> Comment:
    comment.save(update_fields=["quoted", "cleared_at", "left_out_at"])
    record(actor=by, verb=verb, target=comment)
    return comment
