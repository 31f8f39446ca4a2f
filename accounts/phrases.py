"""Secrets that people read from paper or a screen and type: phrases, codes and keys."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

WORDS = tuple(Path(__file__).with_name("words.txt").read_text().split())
"""Plain, gentle and hard to mistake for each other: no two differ by one letter."""

WORDS_IN_A_PHRASE = 4
"""More than 40 bits, enough against a stolen hash for the weeks that a card lives."""

DIGITS_IN_A_CODE = 8
KEY_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Nothing that looks like something else on a noticeboard."""
LETTERS_IN_A_KEY = 10


def new_phrase() -> str:
    return " ".join(secrets.choice(WORDS) for _ in range(WORDS_IN_A_PHRASE))


def tidy_phrase(typed: str) -> str:
    """Capitals, commas, hyphens and extra spaces do not matter."""
    return " ".join(re.findall(r"[a-z]+", typed.lower()))


def new_code() -> str:
    """Two groups of four, like every code of the portal."""
    digits = f"{secrets.randbelow(10**DIGITS_IN_A_CODE):0{DIGITS_IN_A_CODE}}"
    return f"{digits[:4]}-{digits[4:]}"


def tidy_code(typed: str) -> str:
    return re.sub(r"\D", "", typed)


def new_key() -> str:
    return "".join(secrets.choice(KEY_LETTERS) for _ in range(LETTERS_IN_A_KEY))


def tidy_key(typed: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def spaced_key(key: str) -> str:
    """The way it is printed: two groups of five."""
    half = LETTERS_IN_A_KEY // 2
    return f"{key[:half]}-{key[half:]}"
