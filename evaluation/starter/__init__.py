"""The questions and the plan that the portal brings along, in our own words."""

from __future__ import annotations

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from evaluation.actions.drafting import fill_draft, import_draft
from evaluation.actions.planning import add_measure, restate_consent
from evaluation.actions.publishing import publish_version
from evaluation.instrument_reader import read_document
from evaluation.models import Instrument, Plan, Wave
from evaluation.plan_templates import CONSENT, PRACTICE_IN_THREE

INSTRUMENTS = Path(__file__).parent / "instruments"


@transaction.atomic
def load_starter_instruments() -> int:
    """Add what is missing; what is there stays as it is. Returns how many instruments are new."""
    new = sum(_add_instrument(path) for path in sorted(INSTRUMENTS.glob("*.json")))
    _add_plan()
    return new


def starter_plan() -> Plan | None:
    """The shortest one; None where it was not loaded."""
    return Plan.objects.filter(slug=PRACTICE_IN_THREE).first()


def _add_instrument(path: Path) -> bool:
    file = read_document(json.loads(path.read_text()))
    instrument = Instrument.objects.filter(slug=file.slug).first()
    if instrument is None:
        publish_version(instrument=import_draft(file=file), file=file, at=timezone.now())
        return True
    if instrument.current and not instrument.sections:
        fill_draft(instrument=instrument, file=instrument.current.file)
    return False


def _add_plan() -> None:
    """The shortest plan there is: three statements before a course and after it."""
    plan, is_new = Plan.objects.get_or_create(
        slug=PRACTICE_IN_THREE,
        defaults={
            "title": "Three statements before and after a course",
            "questions": "Do people rate what they know and can do differently afterwards?",
            "analysis": "Mean change of the same people, with its confidence interval.",
        },
    )
    if is_new:
        restate_consent(plan, str(CONSENT))
        version = Instrument.objects.get(slug=PRACTICE_IN_THREE).current
        for wave in (Wave.PRE, Wave.POST):
            add_measure(plan=plan, wave=wave, version=version)
