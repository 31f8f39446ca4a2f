"""What a worker writes into a row that it holds, and only while it holds it."""

from __future__ import annotations

from uuid import UUID

from evaluation.models.leases import Leased


class LeaseLostError(Exception):
    """Somebody else has taken the row up, or it is gone."""


def write_while_held(row: Leased, token: UUID, **fields: object) -> None:
    if not type(row).objects.filter(pk=row.pk, claim=token).update(**fields):
        raise LeaseLostError
