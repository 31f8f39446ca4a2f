"""How long one request takes this process, and how many queries it asks."""

import gc
import statistics
import time
from dataclasses import asdict, dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 5


@dataclass(frozen=True)
class Measure:
    name: str
    queries: int
    cpu_ms: float
    p95_ms: float
    ratio: float = 1.0

    def row(self):
        figures = f"{self.queries:>8}{self.cpu_ms:>10.2f}{self.p95_ms:>10.2f}{self.ratio:>8.1f}"
        return f"{self.name:<36}{figures}"

    def as_dict(self):
        return asdict(self)


HEAD = f"{'page':<36}{'queries':>8}{'CPU ms':>10}{'p95 ms':>10}{'ratio':>8}"


def measure(name, ask, *, times, bare=None):
    """`ask` makes one request and returns its answer; the ratio is to the CPU time of `bare`."""
    for _ in range(WARM_UP):
        refuse_unless_ok(name, ask())
    with CaptureQueriesContext(connection) as queries:
        ask()
    asked = len(queries)
    gc.collect()
    cpu, wall = [], []
    for _ in range(times):
        cpu_started, started = time.process_time(), time.perf_counter()
        ask()
        cpu.append((time.process_time() - cpu_started) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    middle = statistics.median(cpu)
    return Measure(
        name=name,
        queries=asked,
        cpu_ms=round(middle, 3),
        p95_ms=round(statistics.quantiles(wall, n=20)[-1], 3),
        ratio=round(middle / bare.cpu_ms, 2) if bare else 1.0,
    )


def refuse_unless_ok(name, answer):
    if answer.status_code != 200:
        raise SystemExit(f"{name} answered {answer.status_code}; there is nothing to measure.")
