"""Take a file as the draft of an instrument: all of it, or nothing and every reason why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from evaluation.drafts import draft_of
from evaluation.instrument_files import InstrumentFile, InstrumentFileError
from evaluation.instrument_files import ResponseSet as Answers
from evaluation.models import Instrument, Licence, ResponseOption, ResponseSet

HELD = frozenset({"holder", "terms", "source"})


@transaction.atomic
def import_draft(*, file: InstrumentFile, is_replacing: bool = False) -> Instrument:
    """Raises InstrumentFileError. Versions are not touched: they are made by publishing."""
    found = Instrument.objects.select_for_update().filter(slug=file.slug).first()
    if found and not is_replacing:
        words = f"There is an instrument “{file.slug}” already. --replace puts this in its draft."
        raise InstrumentFileError([words])
    instrument = found or Instrument(slug=file.slug)
    fill_draft(instrument=instrument, file=file)
    log(instance=instrument, action="wagtail.edit" if found else "wagtail.create")
    return instrument


@transaction.atomic
def fill_draft(*, instrument: Instrument, file: InstrumentFile) -> None:
    """Raises InstrumentFileError where a part of the file has no place in the editor."""
    problems = [f"The licence knows no “{name}”." for name in file.licence if name not in HELD]
    sets = {slug: _kept_set(one) for slug, one in file.response_sets.items()}
    draft = draft_of(file, sets)
    for name in ("title", "intro", "who_sees", "minutes"):
        setattr(instrument, name, getattr(file, name))
    instrument.sections, instrument.scales = draft.sections, draft.scales
    _save(instrument, problems)
    if any(file.licence.values()):
        _keep_licence(instrument, file, problems)
    if problems:
        raise InstrumentFileError(problems)
    instrument = Instrument.objects.get(pk=instrument.pk)
    problems = list(_lost(file, instrument.draft))
    if problems:
        raise InstrumentFileError(problems)


def _save(instrument: Instrument, problems: list[str]) -> None:
    """Text that is too long is told; the pages themselves were read with the file."""
    try:
        instrument.full_clean(exclude=["sections", "scales"])
    except ValidationError as wrong:
        problems += _said(wrong)
        raise InstrumentFileError(problems) from wrong
    instrument.save()


def _keep_licence(instrument: Instrument, file: InstrumentFile, problems: list[str]) -> None:
    licence = Licence.objects.filter(instrument=instrument).first()
    licence = licence or Licence(instrument=instrument)
    for name in HELD:
        setattr(licence, name, file.licence.get(name, ""))
    try:
        licence.full_clean()
    except ValidationError as wrong:
        problems += [f"The licence: {one}" for one in _said(wrong)]
        return
    licence.save()


def _kept_set(answers: Answers) -> ResponseSet:
    """The one that is here; where it says something else, beside it under another short name."""
    slug, number = answers.slug, 1
    while row := ResponseSet.objects.filter(slug=slug).first():
        if row.answers.options == answers.options:
            return row
        number += 1
        slug = f"{answers.slug}-{number}"
    row = ResponseSet(slug=slug, label=answers.label)
    row.options = [
        ResponseOption(code=option.code, label=option.label, kind=option.kind.value, order=order)
        for order, option in enumerate(answers.options)
    ]
    try:
        row.full_clean()
        for option in row.options.all():
            option.full_clean(exclude=["response_set"])
    except ValidationError as wrong:
        words = [f"The answers “{slug}”: {one}" for one in _said(wrong)]
        raise InstrumentFileError(words) from wrong
    row.save()
    return row


def _lost(file: InstrumentFile, kept: InstrumentFile) -> Iterator[str]:
    """What the editor has no field for: better refused than left out unseen."""
    for before, now in zip(file.items, kept.items, strict=True):
        for part in fields(before):
            told = getattr(before, part.name), getattr(now, part.name)
            if part.name == "response_set":
                told = tuple(one and one.options for one in told)
            if told[0] != told[1]:
                yield f"{before.code}: “{part.name}” means nothing for the type {before.type}."
    if (file.scales, file.total) != (kept.scales, kept.total):
        yield "A scale or the total cannot be kept as it is written: see docs/instruments.md."
    bare = [[replace(section, items=()) for section in one.sections] for one in (file, kept)]
    if bare[0] != bare[1]:
        yield "A page cannot be kept as it is written: see docs/instruments.md."


def _said(wrong: ValidationError) -> list[str]:
    if not hasattr(wrong, "message_dict"):
        return wrong.messages
    return [f"{name}: {words}" for name, found in wrong.message_dict.items() for words in found]
