"""Statement by statement: how many went which way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluation.digits import digits
from evaluation.reports.figures import Figures
from evaluation.reports.parts import Part, Table

DIRECTIONS = ("up", "same", "down")


def moved(figures: Figures) -> Part | None:
    shown = {item: found for item, found in figures.shifts.items() if found}
    if not shown:
        return None
    rows = tuple(
        (
            figures.labels.item(item),
            *(digits(found.get(one), "") or _("not shown") for one in DIRECTIONS),
        )
        for item, found in shown.items()
    )
    headings = (_("Statement"), _("Up"), _("Same"), _("Down"))
    sentence = _(
        "How many people moved on each statement, to the nearest five. Statements that say the "
        "opposite are turned round, so that up is better."
    )
    return Part(
        _("Statement by statement"),
        (sentence,),
        (Table(_("Where people moved"), headings, rows),),
        is_annex=True,
    )
