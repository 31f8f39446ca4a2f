"""Freeze an instrument as a version, or correct the words of one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from evaluation.authors import wrote_last
from evaluation.foresight import Foreseen, Outcome, foresee, mark_of
from evaluation.instrument_files import InstrumentFile, InstrumentFileError, to_document
from evaluation.models import Instrument, InstrumentVersion, Wording
from evaluation.refusals import refusals
from evaluation.structure import comparability, is_same_structure


class NotPublishableError(Exception):
    """Says why, in the words of whoever wants to publish."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class DraftChangedError(Exception):
    """Somebody saved the draft after it was looked at."""


@transaction.atomic
def publish_draft(*, instrument: Instrument, mark: str, by: User, at: datetime) -> Foreseen:
    """Exactly the words that were looked at, by somebody who did not write them last.

    Locks the instrument. Raises NotPublishableError or DraftChangedError.
    """
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    reasons = reasons_against(instrument, by=by)
    if reasons:
        raise NotPublishableError(reasons)
    file = instrument.draft
    if mark_of(file) != mark:
        raise DraftChangedError
    found = foresee(instrument.current and instrument.current.file, file)
    if found.outcome is Outcome.NOTHING:
        return found
    version = publish_version(instrument=instrument, file=file, at=at)
    is_correction = found.outcome is Outcome.CORRECTION
    verb = "instrument.corrected" if is_correction else "instrument.published"
    audit.record(actor=by.person, verb=verb, target=version)
    return found


def reasons_against(instrument: Instrument, *, by: User) -> list[str]:
    """Everything that keeps the draft from being published by this person, in plain words."""
    try:
        file = instrument.draft
    except InstrumentFileError as wrong:
        return wrong.problems
    reasons = _refusals(instrument, file)
    if wrote_last(instrument, by):
        words = _(
            "You wrote the newest words. A colleague who may publish opens this page, reads them "
            "and presses the button."
        )
        reasons.append(words)
    return reasons


@transaction.atomic
def publish_version(
    *, instrument: Instrument, file: InstrumentFile, at: datetime
) -> InstrumentVersion:
    """The next version; or, where only words differ, a wording of the one there is.

    Locks the instrument, so that two editors at once make two versions and not one twice.
    """
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    reasons = _refusals(instrument, file)
    if reasons:
        raise NotPublishableError(reasons)
    newest = instrument.current
    if newest is None:
        return _version(instrument, file, number=1, comparable={}, at=at)
    if is_same_structure(newest.file, file):
        _correct(newest, file, at=at)
        return newest
    comparable = comparability(newest.file, file)
    return _version(instrument, file, number=newest.number + 1, comparable=comparable, at=at)


def _refusals(instrument: Instrument, file: InstrumentFile) -> list[str]:
    reasons = refusals(file)
    if not hasattr(instrument, "licence"):
        reasons.insert(0, _("Say first on what licence these questions may be asked."))
    return reasons


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
