"""The long part of an export: claimed by one worker, tried again when that one was killed."""

from __future__ import annotations

from datetime import datetime
from tempfile import TemporaryFile
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from evaluation.leases import LeaseLostError, write_while_held
from evaluation.models import Export, Response
from evaluation.packs.keeping import forget, keep_whole
from evaluation.packs.writing import write_pack
from evaluation.permissions import can_take_rows

State = Export.State


def work(export_id: int, *, at: datetime) -> bool:
    """Claim, write, keep. Returns whether a file came of it."""
    token = uuid4()
    if not Export.objects.free(at=at).filter(pk=export_id).claim(token, at=at):
        return False
    export = Export.objects.select_related("plan", "asked_by").get(pk=export_id)
    if export.tries > Export.MOST_TRIES or not can_take_rows(export.asked_by):
        forget(export)
        write_while_held(export, token, state=State.FAILED)
        return False
    try:
        _make(export, token)
    except LeaseLostError:
        if not Export.objects.filter(pk=export_id).exists():
            forget(export)
        return False
    return True


def sweep_exports(*, at: datetime) -> int:
    """Delete what has run out, and take up one row that a lost task or a killed worker left."""
    for export in Export.objects.run_out(at=at):
        forget(export)
        export.state, export.file = State.EXPIRED, ""
        export.save(update_fields=["state", "file"])
    waiting = Export.objects.free(at=at).order_by("asked_at", "pk")
    return sum(work(pk, at=at) for pk in waiting.values_list("pk", flat=True)[:1])


def _make(export: Export, token: UUID) -> None:
    responses = (
        Response.objects.counted().filter(participant__plan=export.plan).of_one_occasion_each()
    )
    write_while_held(export, token, total=responses.count(), written=0)

    def tell(written: int) -> None:
        ends = timezone.now() + Export.LEASE
        write_while_held(export, token, written=written, lease_ends_at=ends)

    with TemporaryFile() as content:
        write_pack(export, content, tell=tell)
        content.seek(0)
        write_while_held(export, token, lease_ends_at=timezone.now() + Export.LEASE)
        name = keep_whole(export, content)
    write_while_held(
        export,
        token,
        state=State.READY,
        file=name,
        written=F("total"),
        expires_at=timezone.now() + Export.KEPT_FOR,
    )
