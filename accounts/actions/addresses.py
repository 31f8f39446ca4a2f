"""Which addresses letters do not reach, and when they do again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import AddressTrouble, Person


def note_trouble(*, address: str, kind: str, at: datetime, code: str = "") -> AddressTrouble:
    """A complaint weighs more than a bounce and is not undone by one."""
    trouble, is_new = AddressTrouble.objects.get_or_create(
        address=address.lower(), defaults={"kind": kind, "code": code, "noticed_at": at}
    )
    if not is_new and trouble.kind != AddressTrouble.Kind.COMPLAINED:
        trouble.kind, trouble.code, trouble.noticed_at = kind, code, at
        trouble.save()
    return trouble


@transaction.atomic
def clear_trouble(*, address: str, by: Person | None = None) -> bool:
    """The address works again, or has been put right."""
    trouble = AddressTrouble.objects.filter(address=address.lower()).first()
    if trouble is None:
        return False
    audit.record(actor=by, verb="address.works_again", target=trouble, reason_code=trouble.kind)
    trouble.delete()
    return True
