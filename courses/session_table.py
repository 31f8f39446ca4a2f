"""All sessions as a table: what they are, and how many places are taken. Nobody who comes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from courses.models import LiveSession
from courses.querysets import LiveSessionQuerySet

BATCH = 500
HEADINGS = (
    _("Number"),
    _("Title"),
    _("Kind"),
    _("State"),
    _("Day"),
    _("Begins"),
    _("Minutes"),
    _("Where"),
    _("Age band"),
    _("Theme"),
    _("Offered by"),
    _("Course"),
    _("Facilitators"),
    _("Places"),
    _("Places taken"),
)


def rows_of(sessions: LiveSessionQuerySet) -> Iterator[list[object]]:
    named = sessions.select_related("age_band", "theme", "provider", "course").with_taken()
    found = named.prefetch_related("facilitations__person").order_by("starts_at", "pk")
    for session in found.iterator(chunk_size=BATCH):
        yield _cells(session)


def _cells(session: LiveSession) -> list[object]:
    starts_at = timezone.localtime(session.starts_at)
    return [
        session.pk,
        session.title,
        session.get_kind_display(),
        session.get_state_display(),
        date_format(starts_at, "d/m/Y"),
        date_format(starts_at, "H:i"),
        session.minutes,
        session.place,
        session.age_band,
        session.theme,
        session.provider,
        session.course,
        "; ".join(str(one) for one in session.facilitations.all()),
        session.capacity,
        "" if session.is_private else session.taken,
    ]
