"""Short secrets at rest: codes on their way out, kept form contents, authenticator seeds."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealError(Exception):
    """Written under a key we no longer hold, for another purpose, or tampered with."""


def seal(value: Any, *, purpose: str) -> str:
    return _box(purpose).encrypt(json.dumps(value).encode()).decode()


def unseal(sealed: str, *, purpose: str) -> Any:
    try:
        return json.loads(_box(purpose).decrypt(sealed.encode()))
    except InvalidToken as broken:
        raise SealError from broken


def _box(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key, purpose)) for key in keys])


def _key(secret: str, purpose: str) -> bytes:
    """One key a purpose, so that a value sealed for one use cannot be opened as another."""
    digest = hashlib.blake2b(purpose.encode(), key=secret.encode()[:64], digest_size=32).digest()
    return base64.urlsafe_b64encode(digest)
