"""The one link between a person and their answers, made from a key that the database lacks."""

from __future__ import annotations

import hmac
from uuid import UUID


def pseudonym(*, key: str, occasion: UUID, person: UUID) -> str:
    """The same for every wave of one occasion, and unrelated between two occasions."""
    words = f"{occasion}:{person}".encode()
    return hmac.new(key.encode(), words, "sha256").hexdigest()
