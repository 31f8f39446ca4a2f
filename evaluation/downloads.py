from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from evaluation.models import Occasion, Release

FIGURES = ("pre_mean", "pre_sd", "post_mean", "post_sd", "mean_diff", "sd_diff")
COLUMNS = ("occasion", "release", "released_on", "n_matched", *FIGURES, "note")


def matched_change_csv(occasion: Occasion, release: Release | None) -> str:
    """One row: the digits of the release, or that there are too few people to show any."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerow([_inert(occasion.label), *_figures(release)])
    return text.getvalue()


def _figures(release: Release | None) -> list[str]:
    if release is None:
        return [""] * (len(COLUMNS) - 2) + [_("Too few to show")]
    return [
        release.number,
        release.released_at.date().isoformat(),
        release.n_matched,
        *(f"{getattr(release, figure):.4f}" for figure in FIGURES),
        _("Self-rated by the same people before and after. There was no comparison group."),
    ]


def _inert(words: str) -> str:
    """A spreadsheet must read a label as words, whatever it begins with."""
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
