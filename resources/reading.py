"""A page as a group reads it: all its words on one screen, each with a number, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import Resolver404, resolve
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import expand_db_html

from resources.models import BasePage
from resources.numbering import number_paragraphs

FILES = {"resources:picture", "resources:recording", "resources:captions", "wagtaildocs_serve"}
"""What a page shows that has an address of its own."""
ADDRESSES = re.compile(r'(?:src|srcset|href|poster)="([^"]*)"')
NEED_NO_LABEL = {"lead", "body"}
TITLE = 1


@dataclass(frozen=True)
class Reading:
    title: str
    note: str
    body: str
    paragraphs: list[str]
    files: list[str]


def read_page(page: BasePage) -> Reading:
    """Draws pictures where they were not yet drawn, so call it outside a transaction."""
    note = page.content_note
    html = "".join(_parts(page)).replace("<details", "<details open")
    numbered = number_paragraphs(html, first=TITLE + 1, mark=number_mark)
    return Reading(
        title=page.title,
        note=f"{note.sentence_inside} {note.why}".strip() if note else "",
        body=numbered.html,
        paragraphs=[page.title, *numbered.paragraphs],
        files=sorted(files_in(numbered.html)),
    )


def number_mark(number: int) -> SafeString:
    """Said aloud as “Number 4.”; the eye sees the figure alone."""
    return format_html(
        '<span class="cp-number" id="n{}"><span class="govuk-visually-hidden">{} </span>{}'
        '<span class="govuk-visually-hidden">. </span></span>',
        number,
        _("Number"),
        number,
    )


def files_in(html: str) -> set[str]:
    found = {
        address.split()[0]
        for value in ADDRESSES.findall(html)
        for address in value.split(",")
        if address.strip()
    }
    return {address for address in found if is_file(address)}


def is_file(address: str) -> bool:
    try:
        return address.startswith("/") and resolve(address).view_name in FILES
    except Resolver404:
        return False


def written_fields(page: BasePage) -> Iterator[str]:
    """What stands under Content in the editor, in its order."""
    return _names(page.content_panels)


def _names(panels: Iterable[Panel | str]) -> Iterator[str]:
    for panel in panels:
        if isinstance(panel, str):
            yield panel
        elif isinstance(panel, FieldPanel):
            yield panel.field_name
        else:
            yield from _names(getattr(panel, "children", []))


def _parts(page: BasePage) -> Iterator[str]:
    for name in written_fields(page):
        field, value = page._meta.get_field(name), getattr(page, name)
        if name == "title" or not value or getattr(field, "choices", None):
            continue
        if isinstance(value, str | StreamValue) and name not in NEED_NO_LABEL:
            label = capfirst(field.verbose_name)
            yield format_html('<p class="cp-over" data-unnumbered>{}</p>', label)
        if isinstance(field, StreamField):
            yield from _blocks(value)
        elif isinstance(field, RichTextField):
            yield expand_db_html(value)
        elif isinstance(value, str):
            yield linebreaks(value, autoescape=True)


def _blocks(value: StreamValue) -> Iterator[str]:
    for child in value:
        if not child.block.get_template(child.value):
            words = child.block.get_searchable_content(child.value)
            yield format_html_join("", "<p>{}</p>", ((each,) for each in words))
        elif child.block_type == "support":
            yield format_html("<div data-unnumbered>{}</div>", mark_safe(child.render()))
        else:
            yield child.render()
