"""What every code in a pack means: a row for each answer that an item offers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.spreadsheets import safe_cell
from evaluation.ends import scale_ends
from evaluation.instrument_files import InstrumentFile, Item, MissingRule, Scale
from evaluation.packs.cells import inert, is_comment
from evaluation.packs.quantities import quantities
from evaluation.packs.sheets import Sheet
from evaluation.scoring import Missing

HEADINGS = (
    "instrument", "version", "kind", "name", "text", "type", "code", "label", "code_kind",
    "reversed", "lowest", "highest", "kirkpatrick",
    "shown_when", "in_scale", "missing_rule", "note",
)  # fmt: skip


def write_codebook(sheets: Iterable[Sheet], to: TextIO) -> None:
    rows = csv.DictWriter(to, HEADINGS, restval="")
    rows.writeheader()
    for sheet in sheets:
        for row in (*_item_rows(sheet.file), *_scale_rows(sheet.file)):
            named = {"instrument": sheet.slug, "version": sheet.number, **row}
            rows.writerow(dict(zip(named, inert(named.values()), strict=True)))
    for missing in Missing:
        name = missing.name.lower()
        rows.writerow({"kind": "missing", "code": int(missing), "label": name, "note": "wide"})
    for name, formula in quantities():
        rows.writerow({"kind": "quantity", "name": name, "text": safe_cell(formula)})


def codebook_page(sheets: Iterable[Sheet], *, about: list[tuple[str, object]]) -> str:
    books = [
        {
            "sheet": sheet,
            "title": sheet.file.title,
            "items": list(_items(sheet.file)),
            "scales": list(_scale_rows(sheet.file)),
        }
        for sheet in sheets
    ]
    missing = [(int(one), one.name.lower()) for one in Missing]
    context = {
        "books": books,
        "about": about,
        "missing": missing,
        "quantities": quantities(),
    }
    return render_to_string("evaluation/codebook.html", context)


def _items(file: InstrumentFile) -> Iterator[dict[str, Any]]:
    for item in file.asked.values():
        options = item.response_set.options if item.response_set else ()
        yield {**_item_row(file, item), "options": options}


def _item_rows(file: InstrumentFile) -> Iterator[dict[str, Any]]:
    for item in file.asked.values():
        row = _item_row(file, item)
        if item.response_set is None:
            yield row
            continue
        for option in item.response_set.options:
            code = {"code": option.code, "label": option.label, "code_kind": option.kind.value}
            yield {**row, **code}


def _item_row(file: InstrumentFile, item: Item) -> dict[str, Any]:
    when = item.shown_when
    rule = item.rule
    return {
        "kind": "item",
        "name": item.code,
        "text": item.text,
        "type": item.type.value,
        "reversed": "yes" if item.is_reversed else "no",
        "lowest": rule.lowest if rule else "",
        "highest": rule.highest if rule else "",
        "kirkpatrick": item.kirkpatrick or "",
        "shown_when": f"{when.item}: {', '.join(map(str, when.codes))}" if when else "",
        "in_scale": " ".join(scale.code for scale in file.scales if item.code in scale.items),
        "note": _note(item),
    }


def _note(item: Item) -> str:
    if is_comment(item):
        return _("Words for others than the total. They left the answers and are not in the rows.")
    if item.type == "date":
        return _("The rows say that it was answered. The date itself is left out.")
    if item.type == "multiple":
        return _("All codes that were chosen, with semicolons between them.")
    return ""


def _scale_rows(file: InstrumentFile) -> Iterator[dict[str, Any]]:
    ends = {
        code: dict(zip(("lowest", "highest"), both, strict=True))
        for code, both in scale_ends(file).items()
        if None not in both
    }
    for scale in file.scales:
        words = _("Mean of the answered items, reversed ones turned: lowest + highest - answer.")
        yield {
            "kind": "scale",
            "name": scale.code,
            "text": f"{scale.title}: {' '.join(scale.items)}",
            "missing_rule": _rule(scale),
            "note": words,
            **ends.get(scale.code, {}),
        }
    if file.total:
        yield {
            "kind": "scale",
            "name": file.total.code,
            "text": f"{file.total.title}: {' '.join(file.total.scales)}",
            "missing_rule": _("every scale has a score"),
            "note": _("Mean of these scales."),
            **ends.get(file.total.code, {}),
        }


def _rule(scale: Scale) -> str:
    if scale.rule is MissingRule.STRICT:
        return _("every item answered")
    numbers = {"least": scale.least_answered, "all": len(scale.items)}
    return _("at least %(least)d of %(all)d items answered") % numbers
