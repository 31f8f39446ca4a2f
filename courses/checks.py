"""What a lesson or a course still needs, said to its editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from resources.checks import Finding, register
from resources.content_notes import Detail

if TYPE_CHECKING:
    from resources.models import BasePage


@register
def detail_fits_whom_it_is_for(page: BasePage) -> Iterator[Finding]:
    """A course of the first level is for everybody, whatever they carry."""
    if page.note_detail < Detail.SOME or not page.note_topics.all():
        return
    course = getattr(page, "course", page)
    level = getattr(course, "level", None)
    if level and level.order == 1:
        yield Finding(
            _(
                "This goes into detail, and “%(course)s” is for everybody. Say less of it here, "
                "or keep it for a course of a later level."
            )
            % {"course": course.title},
            field="note_detail",
        )
