"""The secret in the address of a review copy. Only its hash is kept: whoever reads the database
cannot open the page."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

BYTES = 24
"""192 bits, far beyond guessing, and short enough to type from paper."""


def new_token() -> str:
    return token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
