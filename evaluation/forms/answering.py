"""One page of questions. Any may be left; what is not offered is refused and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.widgets import DateBoxes
from evaluation.instrument_files import CHOSEN, MEASURED, WRITTEN, Item, ItemType, Purpose

SHORT, LONG = 300, 4_000
GRID = 6
"""A grid is drawn for five answers and one aside; other sets stand below one another."""
MAY_QUOTE = "may-quote-"
QUOTE_ME = _("You may quote these words in a report, without my name")
READ_BY = {
    Purpose.NONE: _("Only an evaluator reads this, without your name."),
    Purpose.FACILITATORS: _("Your facilitators will read this, without your name."),
    Purpose.UPSETTING: _(
        "Your facilitators will read this, without your name. When you have sent it, you are "
        "offered somebody to talk to."
    ),
    Purpose.QUOTATION: _(
        "Nobody reads this unless you tick the box after it. Then whoever prepares the report "
        "reads it, without your name."
    ),
}
NAME_NOBODY = _("Please name nobody, and nothing by which somebody could be found.")


class SectionForm(forms.Form):
    def __init__(
        self,
        *args: Any,
        items: list[Item],
        answers: Mapping[str, Any],
        quotable: frozenset[str] = frozenset(),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            if item.is_asked:
                field = self.fields[item.code] = field_for(item, answers.get(item.code))
                field.is_about_shown = item.purpose is Purpose.IN_SHOW
                field.offers_support = item.purpose is Purpose.UPSETTING
            if item.purpose is Purpose.QUOTATION:
                self.fields[f"{MAY_QUOTE}{item.code}"] = forms.BooleanField(
                    label=QUOTE_ME,
                    required=False,
                    initial=item.code in quotable,
                )

    def answers(self) -> dict[str, Any]:
        """What was shown and left stands as None."""
        return {
            item.code: _kept(self.cleaned_data.get(item.code))
            for item in self.items
            if item.is_asked
        }

    def quotable(self) -> frozenset[str]:
        return frozenset(
            item.code for item in self.items if self.cleaned_data.get(f"{MAY_QUOTE}{item.code}")
        )

    @property
    def is_upsetting(self) -> bool:
        """Something stands where anything upsetting was asked about."""
        return any(
            self.cleaned_data.get(item.code)
            for item in self.items
            if item.purpose is Purpose.UPSETTING
        )

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """Runs of statements that share one set of answers are drawn as a grid."""
        for kind, run in groupby(self.items, key=_drawn_as):
            items = list(run)
            if kind == "words":
                yield "words", items
            else:
                yield kind[:4], [field for item in items for field in self._fields_of(item)]

    def _fields_of(self, item: Item) -> list[forms.BoundField]:
        names = [item.code, f"{MAY_QUOTE}{item.code}"]
        return [self[name] for name in names if name in self.fields]


def field_for(item: Item, answer: Any) -> forms.Field:
    given = {"label": item.text, "help_text": hint_of(item), "required": False, "initial": answer}
    if item.type is ItemType.MULTIPLE:
        return forms.TypedMultipleChoiceField(
            choices=_choices(item), coerce=int, widget=forms.CheckboxSelectMultiple, **given
        )
    if item.type in CHOSEN:
        return forms.TypedChoiceField(
            choices=_choices(item), coerce=int, empty_value=None, widget=forms.RadioSelect, **given
        )
    if item.type is ItemType.NUMBER or item.type is ItemType.SLIDER:
        return _number(item, given)
    if item.type is ItemType.DATE:
        given["initial"] = date.fromisoformat(answer) if answer else None
        return forms.DateField(widget=DateBoxes, **given)
    is_long = item.type is ItemType.LONG_TEXT
    widget = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput()
    return forms.CharField(max_length=LONG if is_long else SHORT, widget=widget, **given)


def _number(item: Item, given: dict[str, Any]) -> forms.Field:
    attrs = {"class": "govuk-input--width-5", "inputmode": "decimal"}
    if item.type is ItemType.SLIDER:
        attrs["data-slider"] = ""
    return forms.FloatField(
        min_value=item.lowest,
        max_value=item.highest,
        widget=forms.NumberInput(attrs=attrs),
        localize=False,
        **given,
    )


def hint_of(item: Item) -> str:
    """Who reads the words stands first, whatever else its author says beside the question."""
    own = item.hint
    if not own and item.type in MEASURED:
        edges = {"lowest": f"{item.lowest:g}", "highest": f"{item.highest:g}"}
        own = _("A number from %(lowest)s to %(highest)s.") % edges
    if not own and item.type in WRITTEN:
        own = NAME_NOBODY
    read_by = READ_BY.get(item.purpose) if item.type in WRITTEN else None
    return " ".join(str(one) for one in (read_by, own) if one)


def _choices(item: Item) -> list[tuple[int, str]]:
    return [(option.code, option.label) for option in item.response_set.options]


def _drawn_as(item: Item) -> str:
    if not item.is_asked:
        return "words"
    is_grid = item.type is ItemType.LIKERT and len(item.response_set.options) == GRID
    return f"grid {item.response_set.slug}" if is_grid else "each"


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value or (value if value == 0 and not isinstance(value, bool) else None)
