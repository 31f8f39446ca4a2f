"""An SPSS system file, written row by row. Functions of their arguments only.

The layout is that of PSPP's developers guide, “System File Format”. Libraries that write it want
the whole table in memory, and a table library of their own.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from sys import float_info
from typing import BinaryIO

from evaluation.packs.names import cut

LONGEST_TEXT = 255
LONGEST_LABEL = 256
LONGEST_VALUE_LABEL = 120
NOTHING = -float_info.max
"""What stands for *no number* in the file."""
LOWEST = -float.fromhex("0x1.ffffffffffffep+1023")
LITTLE_ENDIAN, IEEE, UTF_8 = 2, 1, 65001
NUMBER_FORMAT, TEXT_FORMAT = 5, 1
SHOWN_WIDTH = 12
WORD = 8
COUNT_STANDS_AT = 80
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Cell = float | str | None


class Measure(IntEnum):
    NOMINAL = 1
    ORDINAL = 2
    SCALE = 3


@dataclass(frozen=True)
class Variable:
    name: str
    """Legal and unique already."""
    label: str = ""
    measure: Measure = Measure.SCALE
    bytes_of_text: int = 0
    """0 for a number."""
    labels: Mapping[float, str] = field(default_factory=dict)
    missing: tuple[float, float] | None = None
    """From and to: codes that say why there is no value."""
    decimals: int = 0

    @property
    def words(self) -> int:
        """How many eight bytes a cell takes."""
        return max(-(-self.bytes_of_text // WORD), 1)


class SavFile:
    """Takes one row after another, and says at the end how many there were."""

    def __init__(self, to: BinaryIO, variables: Sequence[Variable], *, title: str, made: date):
        self.to, self.variables, self.count = to, variables, 0
        to.write(_header(variables, title, made))
        for number, variable in enumerate(variables):
            to.write(_variable(variable, _short_name(number)))
        for part in _value_labels(variables):
            to.write(part)
        for subtype, size, content in _extensions(variables):
            to.write(struct.pack("<4i", 7, subtype, size, len(content) // size) + content)
        to.write(struct.pack("<2i", 999, 0))

    def append(self, row: Iterable[Cell]) -> None:
        cells = (_cell(*one) for one in zip(self.variables, row, strict=True))
        self.to.write(b"".join(cells))
        self.count += 1

    def finish(self) -> None:
        self.to.seek(COUNT_STANDS_AT)
        self.to.write(struct.pack("<i", self.count))
        self.to.seek(0)


def _header(variables: Sequence[Variable], title: str, made: date) -> bytes:
    return b"".join(
        [
            b"$FL2",
            _text("@(#) SPSS DATA FILE", 60),
            struct.pack("<5i", 2, sum(one.words for one in variables), 0, 0, -1),
            struct.pack("<d", 100.0),
            _text(f"{made.day:02d} {MONTHS[made.month - 1]} {made.year % 100:02d}", 9),
            b"00:00:00",
            _text(title, 64),
            bytes(3),
        ]
    )


def _variable(variable: Variable, short: bytes) -> bytes:
    label = cut(variable.label, most_bytes=LONGEST_LABEL).encode()
    if variable.bytes_of_text:
        kind, width, decimals = TEXT_FORMAT, variable.bytes_of_text, 0
    else:
        kind, width, decimals = NUMBER_FORMAT, SHOWN_WIDTH, variable.decimals
    shown = kind << 16 | width << 8 | decimals
    missing = -2 if variable.missing else 0
    fields = (2, variable.bytes_of_text, int(bool(label)), missing, shown, shown)
    parts = [struct.pack("<6i8s", *fields, short)]
    if label:
        parts.append(struct.pack("<i", len(label)) + label + bytes(-len(label) % 4))
    if variable.missing:
        parts.append(struct.pack("<2d", *variable.missing))
    rest = struct.pack("<6i8s", 2, -1, 0, 0, 0, 0, _text("", 8))
    return b"".join(parts) + rest * (variable.words - 1)


def _value_labels(variables: Sequence[Variable]) -> Iterator[bytes]:
    """One list for all variables whose answers are called alike."""
    alike: dict[tuple[tuple[float, str], ...], list[int]] = defaultdict(list)
    place = 1
    for variable in variables:
        if variable.labels:
            alike[tuple(variable.labels.items())].append(place)
        place += variable.words
    for labels, places in alike.items():
        yield struct.pack("<2i", 3, len(labels))
        for value, words in labels:
            label = cut(words, most_bytes=LONGEST_VALUE_LABEL).encode()
            padding = bytes(-(len(label) + 1) % WORD)
            yield struct.pack("<dB", value, len(label)) + label + padding
        yield struct.pack(f"<{2 + len(places)}i", 4, len(places), *places)


def _extensions(variables: Sequence[Variable]) -> Iterator[tuple[int, int, bytes]]:
    """Subtype, size of an element, elements."""
    yield 3, 4, struct.pack("<8i", 1, 0, 0, -1, IEEE, 1, LITTLE_ENDIAN, UTF_8)
    yield 4, 8, struct.pack("<3d", NOTHING, float_info.max, LOWEST)
    display = (
        (one.measure, min(one.bytes_of_text or SHOWN_WIDTH, 40), 0 if one.bytes_of_text else 1)
        for one in variables
    )
    yield 11, 4, b"".join(struct.pack("<3i", *shown) for shown in display)
    names = b"\t".join(
        _short_name(number).rstrip() + b"=" + one.name.encode()
        for number, one in enumerate(variables)
    )
    yield 13, 1, names
    yield 20, 1, b"UTF-8"


def _short_name(number: int) -> bytes:
    return f"V{number:07d}".encode()


def _cell(variable: Variable, value: Cell) -> bytes:
    if variable.bytes_of_text:
        return _text(str(value or ""), variable.words * WORD, most=variable.bytes_of_text)
    return struct.pack("<d", NOTHING if value is None else value)


def _text(words: str, length: int, *, most: int | None = None) -> bytes:
    return cut(words, most_bytes=most or length).encode().ljust(length)
