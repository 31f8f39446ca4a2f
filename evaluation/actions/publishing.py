"""Freeze an instrument as a version, or correct the words of one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evaluation.instrument_files import InstrumentFile, to_document
from evaluation.models import Instrument, InstrumentVersion, Wording
from evaluation.refusals import refusals
from evaluation.structure import comparability, is_same_structure


class NotPublishableError(Exception):
    """Says why, in the words of whoever wants to publish."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def publish_version(
    *, instrument: Instrument, file: InstrumentFile, at: datetime
) -> InstrumentVersion:
    """The next version; or, where only words differ, a wording of the one there is.

    Locks the instrument, so that two editors at once make two versions and not one twice.
    """
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    _check(instrument, file)
    newest = instrument.current
    if newest is None:
        return _version(instrument, file, number=1, comparable={}, at=at)
    if is_same_structure(newest.file, file):
        _correct(newest, file, at=at)
        return newest
    comparable = comparability(newest.file, file)
    return _version(instrument, file, number=newest.number + 1, comparable=comparable, at=at)


def _check(instrument: Instrument, file: InstrumentFile) -> None:
    reasons = refusals(file)
    if not hasattr(instrument, "licence"):
        reasons.insert(0, "Say first on what licence these questions may be asked.")
    if reasons:
        raise NotPublishableError(reasons)


def _version(
    instrument: Instrument,
    file: InstrumentFile,
    *,
    number: int,
    comparable: dict[str, str | None],
    at: datetime,
) -> InstrumentVersion:
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=number,
        content={**to_document(file), "version": number},
        comparable=comparable,
        published_at=at,
    )


def _correct(version: InstrumentVersion, file: InstrumentFile, *, at: datetime) -> None:
    content = {**to_document(file), "version": version.number}
    if to_document(version.file) == content:
        return
    last = version.wordings.order_by("-number").first()
    number = last.number + 1 if last else 1
    Wording.objects.create(version=version, number=number, content=content, corrected_at=at)
