"""Each quantity of a release with its formula, so that whoever wants can work it out anew."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evaluation.formulas import quantities_in
from evaluation.reports.figures import Figures
from evaluation.reports.parts import Part


def worked_out(figures: Figures) -> Part | None:
    cells = figures.release.cells
    shown = [cell["statistic"] for cell in cells if cell["status"] == "published"]
    named = [f"{one.name}: {one.formula}." for one in quantities_in(shown)]
    if not named:
        return None
    sentence = _(
        "x is the score of one person, n the number of people; pre is before, post is after. A "
        "score is the mean of the statements that somebody answered, those that say the opposite "
        "turned round."
    )
    return Part(_("How these figures are worked out"), (sentence, " ".join(named)), is_annex=True)
