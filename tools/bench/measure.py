"""How long one request takes this process, and how many queries it asks."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 5
MOST_GROWTH = 1.3
"""So much longer may the same page take among a hundred times as many people."""

Ask = Callable[[], Any]
"""Makes one request and returns its answer."""


@dataclass(frozen=True)
class Row:
    name: str
    ask: Ask
    among: int = 0
    """How many there are of what grows; the same name among more of them is the same page."""
    of: str = "enrolled"


@dataclass(frozen=True)
class Measure:
    name: str
    among: int
    queries: int
    cpu_ms: float
    wall_ms: float
    p95_ms: float
    ratio: float
    """CPU time to that of the bare view, which was asked in turns with it."""
    wall_ratio: float
    """The same of the time on the wall, in which the database's own is counted."""
    of: str = "enrolled"

    def line(self) -> str:
        figures = f"{self.queries:>8}{self.cpu_ms:>9.2f}{self.wall_ms:>9.2f}{self.p95_ms:>9.2f}"
        return f"{self.title:<44}{figures}{self.ratio:>8.2f}{self.wall_ratio:>8.2f}"

    @property
    def title(self) -> str:
        return f"{self.name}, {self.among:,} {self.of}" if self.among else self.name

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


HEAD = (
    f"{'page':<44}{'queries':>8}{'CPU ms':>9}{'wall ms':>9}{'p95 ms':>9}{'x bare':>8}{'on wall':>8}"
)


def measure(row: Row, *, bare: Ask, times: int) -> Measure:
    """In turns with the bare view: whatever else the machine does, it does to both."""
    for _ in range(WARM_UP):
        refuse_unless_ok(row.name, row.ask())
        bare()
    with CaptureQueriesContext(connection) as queries:
        row.ask()
    asked = len(queries)
    gc.collect()
    took = [(timed(bare), timed(row.ask)) for _ in range(times)]
    bare_cpu, bare_wall = medians(one for one, _ in took)
    cpu, wall = medians(one for _, one in took)
    return Measure(
        name=row.name,
        among=row.among,
        queries=asked,
        cpu_ms=round(cpu, 3),
        wall_ms=round(wall, 3),
        p95_ms=round(statistics.quantiles((one[1] for _, one in took), n=20)[-1], 3),
        ratio=round(cpu / bare_cpu, 2),
        wall_ratio=round(wall / bare_wall, 2),
        of=row.of,
    )


def timed(ask: Ask) -> tuple[float, float]:
    """Milliseconds of this process, and on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    ask()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def medians(took: Iterable[tuple[float, float]]) -> tuple[float, float]:
    cpu, wall = zip(*took, strict=True)
    return statistics.median(cpu), statistics.median(wall)


def what_grows(measures: Iterable[Measure]) -> Iterator[str]:
    """A sentence for each page that costs more because there is more."""
    in_order = sorted(measures, key=attrgetter("name", "among"))
    for name, found in groupby(in_order, attrgetter("name")):
        few, *others = found
        for many in others:
            sizes = f"among {few.among:,} and among {many.among:,}"
            if many.queries != few.queries:
                yield f"{name}: {few.queries} and {many.queries} queries {sizes}."
            growth = many.wall_ratio / few.wall_ratio
            if growth > MOST_GROWTH:
                yield f"{name}: {growth:.2f} times as long {sizes}."


def refuse_unless_ok(name: str, answer: Any) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"{name} answered {answer.status_code}; there is nothing to measure.")
