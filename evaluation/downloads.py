from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.spreadsheets import safe_cell
from evaluation.digits import digits
from evaluation.equality import cells_of
from evaluation.models import Plan, Release

COLUMNS = (
    "plan", "release", "release_id", "released_on", "groups", "statistic", "n", "value", "note",
)  # fmt: skip


def released_figures_csv(plan: Plan, release: Release | None) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows(figure_rows(plan, release))
    return text.getvalue()


def figure_rows(plan: Plan, release: Release | None) -> Iterator[list[object]]:
    """A row a figure of the release, or one that says there are too few people to show any."""
    title = safe_cell(plan.title)
    if release is None:
        yield [title, *[""] * (len(COLUMNS) - 2), _("Too few to show")]
        return
    note = _("Self-rated by the same people before and after. There was no comparison group.")
    day = timezone.localdate(release.released_at).isoformat()
    apart = _("Answered apart from all else. The number of people is to the nearest five.")
    cells = [(cell, note) for cell in release.cells]
    for cell, words in [*cells, *((cell, apart) for cell in cells_of(release.equality))]:
        figure = [_groups(cell), safe_cell(cell["statistic"]), cell["n"], _shown(cell), words]
        yield [title, release.number, str(release.uuid), day, *figure]


def _groups(cell: dict) -> str:
    groups = [f"{name}: {value}" for name, value in cell["dimensions"].items()]
    return safe_cell("; ".join(groups)) or _("everybody")


def _shown(cell: dict) -> str:
    """Why something is left out would tell an attacker where to look."""
    if cell["status"] != "published":
        return _("not shown")
    return digits(cell["value"], cell["statistic"])
