"""The style page's charts: drawn by `draw_style_figures`, kept as one file, read by the page."""

from __future__ import annotations

import json

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

KEPT = "styleguide/figures.json"


def keep_panels(panels: list[tuple[str, str]]) -> None:
    default_storage.delete(KEPT)
    default_storage.save(KEPT, ContentFile(json.dumps(panels)))


def kept_panels() -> list[tuple[str, SafeString]]:
    """Empty until they have been drawn. Nobody but the command writes this file."""
    if not default_storage.exists(KEPT):
        return []
    with default_storage.open(KEPT) as file:
        return [(heading, mark_safe(svg)) for heading, svg in json.load(file)]
