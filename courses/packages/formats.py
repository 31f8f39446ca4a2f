"""The formats a bank comes and goes in, by the names that commands and pages use."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from courses.packages.gift.reader import read_gift
from courses.packages.gift.writer import write_gift
from courses.packages.moodlexml.reader import read_moodlexml
from courses.packages.moodlexml.writer import write_moodlexml
from courses.packages.questions import Package, Written

MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s{0,1000}<(\?xml|quiz)|\xff\xfe<\0|\xfe\xff\0<")


@dataclass(frozen=True)
class Format:
    label: str
    suffix: str
    read: Callable[[bytes], Package]
    write: Callable[[Package], Written]


FORMATS = {
    "gift": Format("GIFT", ".gift", read_gift, write_gift),
    "moodlexml": Format("Moodle XML", ".xml", read_moodlexml, write_moodlexml),
}


def guess_format(content: bytes) -> str:
    """By how the file begins, for its name may be anything."""
    return "moodlexml" if MARKUP.match(content) else "gift"
