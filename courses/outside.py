"""Learning from outside this portal, as somebody writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile


@dataclass(frozen=True)
class Learning:
    title: str
    finished_on: date
    provider: str = ""
    self_directed_minutes: int = 0
    participatory_minutes: int = 0
    evidence: ContentFile | None = None
