"""What a report is made of, whichever paper or page it is shown on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

TOTAL = "total"


@dataclass(frozen=True)
class Table:
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric_from: int = 1
    """The first column of numbers; those before it hold words."""


@dataclass(frozen=True)
class Part:
    heading: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    is_annex: bool = False
    """Behind the two pages that a board reads."""


def in_body_and_annex(
    heading: str, told: Mapping[str, str], tables: tuple[Table, ...]
) -> Iterator[Part]:
    """`told` is a sentence for each scale: a board reads that of the headline."""
    first = headline_scale(told)
    yield Part(heading, (told[first],), tables)
    rest = tuple(words for code, words in told.items() if code != first)
    if rest:
        more = _("%(heading)s, scale by scale") % {"heading": heading}
        yield Part(more, rest, is_annex=True)


def headline_scale(scales: Mapping[str, object]) -> str | None:
    """The total where there is one."""
    return TOTAL if TOTAL in scales else next(iter(scales), None)


@dataclass(frozen=True)
class Report:
    title: str
    number: int
    release_id: str
    released_on: date
    parts: tuple[Part, ...]
    caveats: tuple[str, ...]

    @property
    def body(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.is_annex)

    @property
    def annex(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.is_annex)

    @property
    def source(self) -> str:
        facts = {
            "number": self.number,
            "on": date_format(self.released_on, "j F Y"),
            "id": self.release_id,
        }
        return _("Release %(number)s of %(on)s, %(id)s") % facts
