"""Every kind of message in a table, for `docs/messages.md`."""

from __future__ import annotations

from collections.abc import Iterable

from notifications.kinds import Kind

HEAD = ("Kind", "What it is", "Key", "When", "Expires", "Stops", "Withdrawn when")


def describe(kinds: Iterable[Kind]) -> str:
    rows = [HEAD, ("---",) * len(HEAD), *map(_row, kinds)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(kind: Kind) -> tuple[str, ...]:
    facts = (kind.label, f"`{kind.key}`", kind.when, kind.expires, kind.stops, kind.withdrawn)
    return (f"`{kind.code}`", *(str(fact) for fact in facts))
