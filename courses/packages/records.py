"""A question as a plain record for a database, and back without loss. Files go beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from hashlib import sha256
from typing import Any

from courses.packages.decimals import write_decimal
from courses.packages.questions import (
    Hint,
    Kind,
    Media,
    Option,
    Pair,
    Question,
    Text,
    TextFormat,
)

BESIDE = {"line"}
"""Where a question stood in its file says nothing of the question."""


def digest_of(media: Media) -> str:
    return sha256(media.content).hexdigest()


def media_in(question: Question) -> dict[str, bytes]:
    """What its texts show, by digest."""
    found = [media for text in question.texts() for media in text.files]
    return {digest_of(media): media.content for media in found}


def to_record(question: Question) -> dict[str, Any]:
    names = [field.name for field in fields(question) if field.name not in BESIDE]
    return {name: _plain(getattr(question, name)) for name in names}


def from_record(
    record: Mapping[str, Any], contents: Callable[[str], bytes] = lambda _digest: b""
) -> Question:
    """`contents` gives a file by its digest; without it the files of the texts are empty."""

    def text(of: Mapping[str, Any]) -> Text:
        files = (Media(one["name"], contents(one["digest"]), one["path"]) for one in of["files"])
        return Text(of["words"], TextFormat(of["format"]), tuple(files))

    given = dict(record)
    for name in ("text", "general_feedback", "when_right", "when_partly", "when_wrong"):
        given[name] = text(given[name])
    given["kind"] = Kind(given["kind"])
    given["options"] = tuple(
        Option(text(one["text"]), Decimal(one["percent"]), text(one["feedback"]))
        for one in given["options"]
    )
    given["pairs"] = tuple(Pair(text(one["prompt"]), one["answer"]) for one in given["pairs"])
    given["sequence"] = tuple(map(text, given["sequence"]))
    given["hints"] = tuple(Hint(**{**one, "text": text(one["text"])}) for one in given["hints"])
    given["settings"] = tuple((name, value) for name, value in given["settings"])
    for name in ("category", "tags"):
        given[name] = tuple(given[name])
    for name in ("mark", "penalty"):
        given[name] = Decimal(given[name])
    return Question(**given)


def _plain(value: Any) -> Any:
    if isinstance(value, Media):
        return {"name": value.name, "path": value.path, "digest": digest_of(value)}
    if isinstance(value, Text | Option | Pair | Hint):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return write_decimal(value) if isinstance(value, Decimal) else value
