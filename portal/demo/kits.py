"""Facilitator kits of the demonstration."""

from __future__ import annotations

from typing import Any

from accounts.models import AgeBand
from courses.models import LiveSession, SessionKit
from portal.demo.files import read
from resources.markdown_blocks import blocks_of


def load_kits() -> dict[str, SessionKit]:
    """By the name that a session of the demonstration gives."""
    return {row["slug"]: _load(row) for row in read("kits")["kits"]}


def remove_kits() -> None:
    """Sessions that somebody else planned with one go on without it."""
    made = SessionKit.objects.filter(title__in=[row["title"] for row in read("kits")["kits"]])
    LiveSession.objects.filter(kit__in=made).update(kit=None)
    made.delete()


def _load(row: dict[str, Any]) -> SessionKit:
    case = row["case"]
    stages = [{**stage, "text": _rich(stage["text"])} for stage in case["stages"]]
    return SessionKit.objects.create(
        title=row["title"],
        age_band=AgeBand.objects.filter(slug=row["age_band"]).first(),
        mentions=row["mentions"],
        case=[("case_study", {**case, "stages": stages, "child": _rich(case["child"])})],
    )


def _rich(words: str) -> str:
    return "".join(written for _kind, written in blocks_of(words))
