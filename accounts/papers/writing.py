"""Makes a PDF from a template of any app and from plain data, on the paper of the house.

What people wrote travels as JSON and is never part of a template, so that nothing in it is run.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
ACCESSIBLE = "ua-1"
"""PDF/UA-1: tagged, with a title and a language, and each letter readable by a machine."""
NOT_PRINTED = {"Cc", "Cs", "Cn", "Co"}


def write_pdf(template: Path, data: dict[str, Any], *, dated: date) -> bytes:
    """The same data and day give the same bytes. A template imports `house.typ` and its neighbours.

    A letter that none of the fonts here has, in a name for example, cannot be promised to every
    reader: that paper is tagged all the same and does not call itself PDF/UA.
    """
    options = {
        "font_paths": [str(FONTS)],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(printable(data))},
        "timestamp": datetime.combine(dated, time(), tzinfo=UTC),
    }
    source = _sources(template)
    try:
        return typst.compile(source, pdf_standards=[ACCESSIBLE], **options)
    except typst.TypstError as problem:
        if "could not be displayed" not in str(problem):
            raise
        return typst.compile(source, **options)


def _sources(template: Path) -> dict[str, bytes]:
    """All that a template can read, and no other file of the machine."""
    beside = {path.name: path.read_bytes() for path in template.parent.glob("*.typ")}
    house = (HERE / "house.typ").read_bytes()
    return {**beside, "house.typ": house, "main.typ": template.read_bytes()}


def printable(value: Any) -> Any:
    """Without control signs and code points that stand for nothing, however deep they lie."""
    if isinstance(value, str):
        lines = value.replace("\t", " ").splitlines()
        return "\n".join("".join(filter(_is_printed, line)) for line in lines)
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value


def _is_printed(sign: str) -> bool:
    return unicodedata.category(sign) not in NOT_PRINTED
