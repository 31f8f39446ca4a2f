from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from evaluation.models import Plan, Release

COLUMNS = ("plan", "release", "released_on", "groups", "statistic", "n", "value", "note")


def released_figures_csv(plan: Plan, release: Release | None) -> str:
    """A row a figure of the release, or one that says there are too few people to show any."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    title = _inert(plan.title)
    if release is None:
        rows.writerow([title, *[""] * (len(COLUMNS) - 2), _("Too few to show")])
        return text.getvalue()
    note = _("Self-rated by the same people before and after. There was no comparison group.")
    day = release.released_at.date().isoformat()
    for cell in release.cells:
        figure = [_groups(cell), _inert(cell["statistic"]), cell["n"], _digits(cell), note]
        rows.writerow([title, release.number, day, *figure])
    return text.getvalue()


def _groups(cell: dict) -> str:
    groups = [f"{name}: {value}" for name, value in cell["dimensions"].items()]
    return _inert("; ".join(groups)) or _("everybody")


def _digits(cell: dict) -> str:
    if cell["status"] != "published":
        return _("left out: too few people")
    return "" if cell["value"] is None else f"{cell['value']:.4f}"


def _inert(words: str) -> str:
    """A spreadsheet must read a label as words, whatever it begins with."""
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
