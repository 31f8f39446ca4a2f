"""A user name somebody can remember: made from their name, in plain letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

SHORTEST, LONGEST = 3, 40
WITHOUT_LETTERS = "person"


def plain_letters(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.replace("ß", "ss")).lower()
    return "".join(sign for sign in spread if sign.isascii())


def stem(name: str) -> str:
    """First and last word: Zoë Ní Bhriain is offered zoe.bhriain, and may change it."""
    words = re.findall(r"[a-z0-9]+", plain_letters(name).replace("'", ""))
    found = ".".join(words[:1] + words[1:][-1:])[:LONGEST].strip(".")
    return found if len(found) >= SHORTEST else f"{WITHOUT_LETTERS}{found}"


def suggest(name: str, *, taken: Container[str]) -> str:
    base = found = stem(name)
    number = 1
    while found in taken:
        number += 1
        found = f"{base}{number}"
    return found
