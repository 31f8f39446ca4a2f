"""Whom people would rather not share a group with: sealed, opened for their writer alone and for
making groups."""

from __future__ import annotations

from django.conf import settings

from accounts.sealing import SealError, seal, unseal
from courses.models import BreakoutWish

PURPOSE = "group wish"


def sealed(words: str) -> str:
    return seal(words, purpose=PURPOSE, keys=settings.REFLECTION_KEYS)


def words_of(wish: BreakoutWish) -> str:
    """Empty where the key that it was written under is gone."""
    try:
        return unseal(wish.sealed, purpose=PURPOSE, keys=settings.REFLECTION_KEYS)
    except SealError:
        return ""
