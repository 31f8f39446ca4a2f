"""Short names for items, sections and scales, made from their words. Functions of their arguments.

A code is the name of a column in every download, so it is of letters, digits and low lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.text import slugify

CODE = re.compile(r"\A[A-Za-z][A-Za-z0-9_]*\Z")
NUMBER = re.compile(r"-?[0-9]{1,10}\Z")
LONGEST, WORDS = 30, 4
LARGEST_CODE = 2**31 - 1


def code_from(words: str, taken: Collection[str], *, otherwise: str = "item") -> str:
    """The first words, and a number where another has them already."""
    begun = "_".join(slugify(words).replace("-", "_").split("_")[:WORDS])
    begun = begun.strip("_")[:LONGEST]
    if not begun:
        begun = otherwise
    elif not begun[0].isalpha():
        begun = f"{otherwise}_{begun}"[:LONGEST]
    used = {code.lower() for code in taken}
    code, number = begun, 1
    while code.lower() in used:
        number += 1
        code = f"{begun[: LONGEST - 4]}_{number}"
    return code


def listed(words: str | None) -> list[str]:
    """What stands between the commas."""
    return [word.strip() for word in (words or "").split(",") if word.strip()]


def numbers_in(words: str | None) -> list[int] | None:
    """None where one of them is no whole number, or one too large to be kept."""
    found = listed(words)
    if not all(NUMBER.match(word) for word in found):
        return None
    codes = [int(word) for word in found]
    return codes if all(abs(code) <= LARGEST_CODE for code in codes) else None
