from __future__ import annotations

from django.db import models

from accounts.models import AuditEntry, Person


def record(
    *, actor: Person | None, verb: str, target: models.Model, reason_code: str = ""
) -> AuditEntry:
    """Add one line to the trail. Call it inside the transaction that makes the change."""
    return AuditEntry.objects.create(
        actor=actor.uuid if actor else None,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_id=str(getattr(target, "uuid", target.pk)),
        reason_code=reason_code,
    )
