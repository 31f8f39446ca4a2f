"""Minutes as people say them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    in_hours = ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    in_minutes = ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest}
    if hours and rest:
        return _("%(hours)s %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}
    return in_hours if hours else in_minutes


def split_in_words(alone: int, others: int) -> str:
    parts = []
    if alone:
        parts.append(_("%(time)s self-directed") % {"time": in_words(alone)})
    if others:
        parts.append(_("%(time)s with others") % {"time": in_words(others)})
    return ", ".join(parts)
