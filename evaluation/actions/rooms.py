"""A group answers together, with codes on slips instead of accounts."""

from __future__ import annotations

import hmac
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from accounts.audit import record
from accounts.models import Person
from accounts.phrases import new_key, tidy_key
from evaluation.actions.taking_part import keep_consent
from evaluation.models import AccessCode, ConsentText, Occasion, Participant, Room

MOST_CODES = 100


@transaction.atomic
def open_room(*, occasion: Occasion, wave: str, at: datetime) -> Room:
    """One at a time for an occasion; opening another moment closes the one before."""
    Occasion.objects.select_for_update().get(pk=occasion.pk)
    now_open = occasion.rooms.open().first()
    if now_open and now_open.wave == wave:
        return now_open
    occasion.rooms.open().update(closed_at=at)
    return Room.objects.create(occasion=occasion, wave=wave, opened_at=at)


def close_room(*, room: Room, at: datetime) -> None:
    Room.objects.open().filter(pk=room.pk).update(closed_at=at)


@transaction.atomic
def make_codes(*, occasion: Occasion, count: int, by: Person | None = None) -> list[str]:
    """To be printed now: they cannot be shown again, since only their fingerprints are kept.

    The trail says who made how many: each lets somebody answer.
    """
    codes = [new_key() for _ in range(min(count, MOST_CODES))]
    AccessCode.objects.bulk_create(
        AccessCode(occasion=occasion, digest=_digest(code)) for code in codes
    )
    record(actor=by, verb="occasion.codes_made", target=occasion, reason_code=str(len(codes)))
    return codes


def find_code(typed: str) -> AccessCode | None:
    codes = AccessCode.objects.select_related("occasion__plan")
    return codes.filter(digest=_digest(tidy_key(typed))).first()


@transaction.atomic
def take_part_by_code(
    *, code: AccessCode, on: date, agreed: ConsentText | None = None
) -> Participant:
    """The same slip at every moment of the plan is the same participant.

    They agreed to the words that were shown, or that stand on their sheet.
    """
    plan = code.occasion.plan
    participant, _ = Participant.objects.get_or_create(
        plan=plan, pseudonym=plan.pseudonym_of_code(code)
    )
    keep_consent(participant, agreed or plan.consent, on=on)
    return participant


def _digest(code: str) -> str:
    return hmac.new(settings.PSEUDONYM_KEY.encode(), f"slip {code}".encode(), "sha256").hexdigest()
