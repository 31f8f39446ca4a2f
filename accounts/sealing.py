"""Short secrets at rest: codes on their way out, kept form contents, authenticator seeds."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealError(Exception):
    """Written under a key we no longer hold, for another purpose, or tampered with."""


def seal(value: Any, *, purpose: str, keys: Sequence[str] = ()) -> str:
    """Under the first of these keys; without any, under the site's own."""
    return _box(purpose, keys).encrypt(json.dumps(value).encode()).decode()


def unseal(sealed: str, *, purpose: str, keys: Sequence[str] = ()) -> Any:
    try:
        return json.loads(_box(purpose, keys).decrypt(sealed.encode()))
    except InvalidToken as broken:
        raise SealError from broken


def _box(purpose: str, keys: Sequence[str]) -> MultiFernet:
    keys = keys or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key, purpose)) for key in keys])


def _key(secret: str, purpose: str) -> bytes:
    """One key a purpose, so that a value sealed for one use cannot be opened as another."""
    digest = hashlib.blake2b(purpose.encode(), key=secret.encode()[:64], digest_size=32).digest()
    return base64.urlsafe_b64encode(digest)
