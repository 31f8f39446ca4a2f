"""What may be shown about groups of people. Functions of their arguments only."""

from __future__ import annotations

K = 10
"""No figure about fewer people than this, and no difference between two figures either."""


def may_release(*, n_matched: int, n_last_release: int = 0, k: int = K) -> bool:
    """A new cut needs k more people than the last: else subtracting the two would find somebody."""
    return n_matched - n_last_release >= k
