"""Numbers as files write them: exact, short, and never in powers of ten."""

from __future__ import annotations

import re
from decimal import Decimal

WRITTEN = re.compile(r"[+-]?\d{1,6}(\.\d{0,12})?")


def read_decimal(words: str) -> Decimal | None:
    found = WRITTEN.fullmatch(words.strip(), endpos=40)
    return Decimal(found[0]) if found else None


def write_decimal(number: Decimal) -> str:
    return f"{number.normalize():f}"
