"""Addresses by which somebody answers without an account: opening one does nothing.

The key in an address is a code like those on slips. For somebody known here it is what they are
asked, with a mark that only the key outside the database makes: a reminder can say it again, and it
is kept nowhere.
"""

from __future__ import annotations

import hmac
import re
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from evaluation.models import Invitation

_KEY = re.compile(r"([0-9a-f]{32})([0-9a-f]{32})")


def link_path(key: str) -> str:
    return reverse("evaluation:link", args=[key])


def key_of(invitation: Invitation) -> str:
    return f"{invitation.uuid.hex}{_mark(invitation.uuid)}"


def invitation_behind(key: str) -> Invitation | None:
    """None for a key that nobody was given."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    asked = UUID(found[1])
    if not hmac.compare_digest(_mark(asked), found[2]):
        return None
    known = Invitation.objects.select_related("person__user", "occasion__plan")
    return known.filter(uuid=asked).first()


def _mark(asked: UUID) -> str:
    key = settings.PSEUDONYM_KEY.encode()
    return hmac.new(key, f"link {asked}".encode(), "sha256").hexdigest()[:32]
