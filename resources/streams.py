"""The blocks of a page, whichever fields they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField

if TYPE_CHECKING:
    from resources.models import BasePage


def blocks_in(page: BasePage) -> Iterator[tuple[str, str, Any]]:
    """Field, kind and value of every block of the page, in order."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            for block in getattr(page, field.attname):
                yield field.name, block.block_type, block.value
