"""Whether words that somebody typed mean somebody. Functions of their arguments only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FULL = 2
"""So many words are a full name."""


def is_address(words: str) -> bool:
    return "@" in words


def is_full_name(words: str) -> bool:
    return len(_words(words)) >= FULL


def is_meant(words: str, *, name: str, addresses: Iterable[str] = ()) -> bool:
    """By their address, or by a full name: small differences, titles and middle names aside."""
    if is_address(words):
        return words.strip().casefold() in {one.casefold() for one in addresses if one}
    typed, known = _words(words), _words(name)
    if typed == known:
        return bool(typed)
    fewer, more = sorted((set(typed), set(known)), key=len)
    return len(fewer) >= FULL and fewer <= more


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one)))
