from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from evaluation.models import Plan, Release

COLUMNS = ("plan", "release", "released_on", "scale", "statistic", "n", "value", "note")


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
    for cell in release.cells:
        value = "" if cell["value"] is None else f"{cell['value']:.4f}"
        day = release.released_at.date().isoformat()
        figure = [_inert(cell["scale"]), cell["statistic"], cell["n"], value, note]
        rows.writerow([title, release.number, day, *figure])
    return text.getvalue()


def _inert(words: str) -> str:
    """A spreadsheet must read a label as words, whatever it begins with."""
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
