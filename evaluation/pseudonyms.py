"""The links between a person and their answers, made from a key that the database lacks."""

from __future__ import annotations

import hmac
from uuid import UUID


def pseudonym(*, key: str, plan: UUID, who: str) -> str:
    """The same at every moment of one plan, and unrelated between two plans.

    `who` is the id of a person, or the code that somebody without an account holds.
    """
    return hmac.new(key.encode(), f"{plan}:{who}".encode(), "sha256").hexdigest()


def origin(*, key: str, response: UUID) -> str:
    """Marks the copies of some answers under other plans, so that they go when those go."""
    return hmac.new(key.encode(), f"copied {response}".encode(), "sha256").hexdigest()
