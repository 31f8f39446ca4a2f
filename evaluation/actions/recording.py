"""Take down a whole set of answers at once, as from paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from evaluation.actions.answering import Sent, save_page, send_answers
from evaluation.actions.taking_part import take_part
from evaluation.models import Invitation
from evaluation.pages import Pages


@transaction.atomic
def record_answers(*, invitation: Invitation, answers: Mapping[str, Any], on: date) -> Sent:
    """Answers by the codes of the items; an item that is not among them was left."""
    participant, pages = take_part(invitation=invitation, on=on), Pages.of(invitation)
    for step in pages.steps:
        given = {item.code: answers.get(item.code) for item in step.section.items if item.is_asked}
        save_page(participant=participant, pages=pages, step=step, given=given, on=on)
    return send_answers(participant=participant, pages=pages, on=on)
