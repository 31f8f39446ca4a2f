"""How many messages of each kind are due, were sent, were not, and could not be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from accounts.models import AddressTrouble
from notifications.kinds import find_kind, kinds_that_hide_outcome
from notifications.models import Message

DAYS = 7
State = Message.State


@dataclass
class Tally:
    """Of one kind. What has not ended counts whenever it was asked for; the rest of these days."""

    kind: str
    due: int = 0
    later: int = 0
    sent: int | None = 0
    not_sent: int | None = 0
    """None of both for kinds of which nobody may learn how many went."""
    unsent: int = 0
    """Could not be sent."""

    @property
    def label(self) -> str:
        kind = find_kind(self.kind)
        return str(kind.label) if kind else self.kind


def tallies(*, at: datetime, days: int = DAYS) -> list[Tally]:
    """Two questions, however many rows and kinds there are."""
    by_kind: dict[str, Tally] = {}
    is_due = Count("pk", filter=Q(try_at__lte=at))
    waiting = Message.objects.open().values("kind").annotate(all=Count("pk"), due=is_due)
    for row in waiting.order_by():
        tally = by_kind.setdefault(row["kind"], Tally(row["kind"]))
        tally.due, tally.later = row["due"], row["all"] - row["due"]
    ended = Message.objects.ended_since(at - timedelta(days=days))
    for row in ended.values("kind", "state").annotate(all=Count("pk")).order_by():
        tally = by_kind.setdefault(row["kind"], Tally(row["kind"]))
        if row["state"] == State.SENT:
            tally.sent = row["all"]
        elif row["state"] == State.FAILED:
            tally.unsent = row["all"]
        else:
            tally.not_sent += row["all"]
    for code in by_kind.keys() & set(kinds_that_hide_outcome()):
        by_kind[code].sent = by_kind[code].not_sent = None
    return sorted(by_kind.values(), key=lambda tally: tally.label)


def why_not_sent(*, at: datetime, days: int = DAYS) -> dict[str, int]:
    """Reasons, the most frequent first."""
    ended = Message.objects.ended_since(at - timedelta(days=days)).exclude(state=State.SENT)
    ended = ended.that_may_be_told()
    rows = ended.values("why").annotate(all=Count("pk")).order_by("-all", "why")
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row["why"] or State.CANCELLED.value] += row["all"]
    return dict(found)


def longest_due(*, at: datetime) -> datetime | None:
    return Message.objects.due(at=at).aggregate(since=Min("try_at"))["since"]


def addresses_in_trouble() -> dict[str, int]:
    rows = AddressTrouble.objects.values("kind").annotate(all=Count("pk")).order_by("kind")
    counted = {row["kind"]: row["all"] for row in rows}
    return {kind: counted.get(kind, 0) for kind in AddressTrouble.Kind.values}


def report(*, at: datetime, days: int = DAYS) -> dict[str, Any]:
    """All of it in plain values, for a machine to read."""
    since = longest_due(at=at)
    return {
        "at": at.isoformat(timespec="seconds"),
        "days": days,
        "kinds": [asdict(tally) for tally in tallies(at=at, days=days)],
        "why_not_sent": why_not_sent(at=at, days=days),
        "longest_due_seconds": int((at - since).total_seconds()) if since else None,
        "addresses_in_trouble": addresses_in_trouble(),
    }
