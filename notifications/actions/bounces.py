"""Mail that came back, and mail that its reader called unwanted."""

from __future__ import annotations

from datetime import datetime

from notifications.models import AddressTrouble


def note_trouble(*, address: str, kind: str, at: datetime, code: str = "") -> AddressTrouble:
    """A complaint weighs more than a bounce and is not undone by one."""
    trouble, is_new = AddressTrouble.objects.get_or_create(
        address=address.lower(), defaults={"kind": kind, "code": code, "noticed_at": at}
    )
    if not is_new and trouble.kind != AddressTrouble.Kind.COMPLAINED:
        trouble.kind, trouble.code, trouble.noticed_at = kind, code, at
        trouble.save()
    return trouble


def clear_trouble(*, address: str) -> bool:
    """The address works again, or has been put right."""
    return bool(AddressTrouble.objects.filter(address=address.lower()).delete()[0])
