"""What a new course may be made from: its pages, with prompts in square brackets to replace."""

from __future__ import annotations

from courses.outlines.first import CORE
from courses.outlines.parts import Outline
from courses.outlines.short import MODULE, ON_SITE
from courses.outlines.tool import TOOL

OUTLINES: tuple[Outline, ...] = (MODULE, CORE, ON_SITE, TOOL)
BY_CODE: dict[str, Outline] = {outline.code: outline for outline in OUTLINES}

__all__ = ["BY_CODE", "OUTLINES", "Outline"]
