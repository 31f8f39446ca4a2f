"""Whether answers to one version of an instrument count as answers to another."""

from __future__ import annotations

from evaluation.models import InstrumentVersion
from evaluation.structure import followed

Same = dict[str, str]
"""For each question of the version that is wanted, the one whose answer counts for it."""


def same_questions(wanted: InstrumentVersion, found: InstrumentVersion) -> Same | None:
    """None where an answer that counts in a score would be missing: then it is asked.

    Of an instrument without scores every question has to be there.
    """
    if wanted.instrument_id != found.instrument_id:
        return None
    if wanted.pk == found.pk:
        return {code: code for code in wanted.file.asked}
    older, newer = sorted((wanted, found), key=lambda one: one.number)
    same = _from_newer_to_older(older, newer)
    if wanted == older:
        same = {before: now for now, before in same.items()}
    scored = {code for scale in wanted.file.scales for code in scale.items}
    return same if (scored or wanted.file.asked.keys()) <= same.keys() else None


def _from_newer_to_older(older: InstrumentVersion, newer: InstrumentVersion) -> Same:
    between = newer.instrument.versions.filter(number__gt=older.number, number__lte=newer.number)
    return followed(list(between.order_by("-number").values_list("comparable", flat=True)))
