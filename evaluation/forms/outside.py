from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.disclosure import K
from evaluation.outside_data import OutsideDataError, read_pairs
from evaluation.statistics import DEFAULT_RELIABILITY, Pair

MOST_BYTES = 5_000_000
MOST_ROWS = 100_000
MOST_GROUPS = 50
LARGEST = 1e15
"""Beyond it a score has more digits than a spreadsheet keeps."""
MOST_LINES = 10


class OutsideDataForm(forms.Form):
    measure = forms.CharField(
        label=gettext_lazy("What do the scores measure?"),
        help_text=gettext_lazy("It is the name of the scale in the report."),
        max_length=100,
    )
    file = forms.FileField(
        label=gettext_lazy("The scores, as a CSV file"),
        help_text=gettext_lazy(
            "A row for each person, with the columns id, pre and post, and perhaps group. A score "
            "that is missing is left blank. Up to 100,000 rows and 5 MB. No names: a number will "
            "do as id."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        allow_empty_file=True,
    )
    lowest = forms.FloatField(label=gettext_lazy("Lowest possible score"), required=False)
    highest = forms.FloatField(label=gettext_lazy("Highest possible score"), required=False)
    reliability = forms.FloatField(
        label=gettext_lazy("Reliability of the scale"),
        help_text=gettext_lazy("From 0 to 1, as its authors say. Leave 0.8 if nobody knows."),
        min_value=0,
        max_value=1,
        initial=DEFAULT_RELIABILITY,
    )
    k = forms.IntegerField(
        label=gettext_lazy("Fewest people of a figure"),
        help_text=gettext_lazy("Ten, or more if you promised more."),
        min_value=K,
        max_value=1_000,
        initial=K,
    )

    def clean_file(self) -> UploadedFile:
        """Before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 5 MB. Take out the columns that are not needed.")
            )
        self.pairs = _pairs_in(file.read())
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        lowest, highest = given.get("lowest"), given.get("highest")
        if lowest is not None and highest is not None and lowest >= highest:
            self.add_error("highest", _("The highest score must be above the lowest."))
        elif "file" in given:
            self._check_ends(lowest, highest)
        return given

    def _check_ends(self, lowest: float | None, highest: float | None) -> None:
        scores = [score for one in self.pairs for score in (one.pre, one.post) if score is not None]
        if lowest is not None and any(score < lowest for score in scores):
            self.add_error("lowest", _("There are lower scores in the file."))
        if highest is not None and any(score > highest for score in scores):
            self.add_error("highest", _("There are higher scores in the file."))

    @property
    def facts(self) -> dict[str, Any]:
        names = ("measure", "lowest", "highest", "reliability", "k")
        return {"pairs": self.pairs, **{name: self.cleaned_data[name] for name in names}}


def _pairs_in(content: bytes) -> Sequence[Pair]:
    try:
        pairs = read_pairs(content)
    except OutsideDataError as problem:
        raise forms.ValidationError(_in_lines(problem)) from problem
    if len(pairs) > MOST_ROWS:
        raise forms.ValidationError(_("This file has more than 100,000 rows. Split it."))
    if len({one.group for one in pairs}) > MOST_GROUPS:
        raise forms.ValidationError(
            _("There are more than 50 groups. Take the column out, or join groups.")
        )
    if any(abs(score or 0) > LARGEST for one in pairs for score in (one.pre, one.post)):
        raise forms.ValidationError(
            _("A score has more than 15 digits before the point. Check the columns pre and post.")
        )
    return pairs


def _in_lines(problem: OutsideDataError) -> list[str]:
    """As many as somebody would read at once."""
    lines = [str(problem)]
    for cell in problem.problems[:MOST_LINES]:
        place = _("Row %(row)s, %(column)s: ") if cell.column else _("Row %(row)s: ")
        lines.append(place % {"row": cell.row, "column": cell.column} + cell.message)
    if (more := len(problem.problems) - MOST_LINES) > 0:
        words = ngettext("And %(count)s more cell.", "And %(count)s more cells.", more)
        lines.append(words % {"count": more})
    return lines
