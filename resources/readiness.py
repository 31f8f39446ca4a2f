"""What has to be put right before a page is published, whichever way that is tried.

A draft may be saved with a field left empty that must not be, and an approval publishes what was
saved without asking its form again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from resources.gaps import gaps_before_first

if TYPE_CHECKING:
    from wagtail.blocks import Block

    from resources.models import BasePage


def what_keeps_back(page: BasePage) -> list[str]:
    """In sentences; nothing where the page, as it is given here, can be published."""
    waits = _("“%(gap)s” still waits for words of your own.")
    return [*(waits % {"gap": gap} for gap in gaps_before_first(page)), *page.faults()]


def refused_by_fields(page: BasePage) -> Iterator[str]:
    """What only other rows can tell is not asked."""
    aside = [field.name for field in page._meta.fields if field.is_relation or not field.editable]
    try:
        page.clean_fields(exclude=aside)
    except ValidationError as refused:
        yield from _by_field(page, refused)
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from _in_stream(field.stream_block, getattr(page, field.attname))


def refused_as_a_whole(page: BasePage) -> Iterator[str]:
    try:
        page.clean()
    except ValidationError as refused:
        yield from _by_field(page, refused)


def _by_field(page: BasePage, refused: ValidationError) -> Iterator[str]:
    for name, words in refused.update_error_dict({}).items():
        labels = [page._meta.get_field(name).verbose_name] if name != "__all__" else []
        yield _sentence(labels, ValidationError(words).messages[0])


def _in_stream(block: Block, value: Any) -> Iterator[str]:
    try:
        block.clean(value)
    except ValidationError as refused:
        for labels, words in _within(block, value, refused):
            yield _sentence(labels, words)


def _within(block: Block, value: Any, refused: ValidationError) -> Iterator[tuple[list[str], str]]:
    """The labels that lead to each place, from the outside in, and what is wrong there."""
    label = [str(block.label)] if block.label else []
    inside = getattr(refused, "block_errors", None)
    if inside is None:
        yield label, refused.messages[0]
        return
    for wrong in refused.non_block_errors:
        yield label, str(wrong)
    for key, one in inside.items():
        for labels, words in _within(*_child(block, value, key), one):
            yield [*label, *labels], words


def _child(block: Block, value: Any, key: int | str) -> tuple[Block, Any]:
    """Of a stream, a list or a structure."""
    if hasattr(block, "child_block"):
        return block.child_block, value[key]
    if isinstance(key, int):
        return value[key].block, value[key].value
    return block.child_blocks[key], value.get(key)


def _sentence(labels: list[str], words: str) -> str:
    """The outermost and the innermost say where it is."""
    named = dict.fromkeys(str(label) for label in [*labels[:1], *labels[-1:]])
    return ": ".join([*(f"“{label}”" for label in named), words])
