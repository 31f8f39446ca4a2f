"""The long part of a release: claimed by one worker, taken up again when that one was killed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from evaluation.actions.releasing import make_release
from evaluation.leases import LeaseLostError, write_while_held
from evaluation.models import Preparation, Release
from evaluation.permissions import can_see_results

State = Preparation.State


def prepare(preparation_id: int, *, at: datetime) -> bool:
    """Claim, work out, keep. Returns whether a release came of it."""
    token = uuid4()
    if not Preparation.objects.free(at=at).filter(pk=preparation_id).claim(token, at=at):
        return False
    row = Preparation.objects.select_related("plan", "asked_by").get(pk=preparation_id)
    try:
        if row.tries > Preparation.MOST_TRIES or not _may_still_be_made(row):
            write_while_held(row, token, state=State.STOPPED)
            return False
        return _make(row, token, at=at)
    except LeaseLostError:
        return False


def sweep_preparations(*, at: datetime) -> int:
    """Take up one row that a lost task or a killed worker left."""
    waiting = Preparation.objects.free(at=at).order_by("asked_at", "pk")
    return sum(prepare(pk, at=at) for pk in waiting.values_list("pk", flat=True)[:1])


def _may_still_be_made(row: Preparation) -> bool:
    return row.asked_by is not None and can_see_results(row.asked_by)


def _make(row: Preparation, token: UUID, *, at: datetime) -> bool:
    def tell(step: Preparation.Step) -> None:
        write_while_held(row, token, step=step)

    def end_with(release: Release) -> None:
        """In the transaction that keeps the release: there is never one without the other."""
        write_while_held(row, token, state=State.READY)

    release = make_release(plan=row.plan, by=row.asked_by, at=at, tell=tell, end_with=end_with)
    if release is None:
        write_while_held(row, token, state=State.NONE_NEW)
    return release is not None
