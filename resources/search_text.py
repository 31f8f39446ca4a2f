"""The words of a page, as search and readability read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

if TYPE_CHECKING:
    from wagtail.models import AbstractPage

SPACES = re.compile(r"\s+")


def words_of(page: AbstractPage) -> str:
    """Title, description and every stream of blocks, as plain text."""
    parts = [page.title, page.search_description]
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            parts += field.get_searchable_content(value)
        elif isinstance(field, RichTextField):
            parts.append(get_text_for_indexing(value))
    return SPACES.sub(" ", " ".join(str(part) for part in parts if part)).strip()
