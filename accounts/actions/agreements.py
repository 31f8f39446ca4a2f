from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.models import Agreement, AgreementText, Person
from accounts.permissions import may_manage_agreements

IN_FORCE = "agreements-in-force"
KEPT_FOR = 300


@transaction.atomic
def publish_agreement(*, by: Person, text: AgreementText, at: datetime) -> AgreementText:
    """Gives the draft its number, for good. From now on everybody is asked for it."""
    if not may_manage_agreements(by):
        raise PermissionDenied
    # The whole kind, so that two drafts cannot take one number.
    kind = AgreementText.objects.select_for_update().filter(kind=text.kind)
    text = next(row for row in kind if row.pk == text.pk)
    if text.is_published:
        return text
    newest = kind.aggregate(newest=Max("version"))["newest"]
    text.version, text.published_at = (newest or 0) + 1, at
    text.save(update_fields=["version", "published_at"])
    audit.record(actor=by, verb="agreement.published", target=text)
    transaction.on_commit(lambda: cache.delete(IN_FORCE))
    return text


@transaction.atomic
def record_agreement(
    *, person: Person, texts: Iterable[AgreementText], at: datetime
) -> list[Agreement]:
    """Once for each text: the first time counts, however often it is sent."""
    rows = [
        Agreement.objects.get_or_create(person=person, text=text, defaults={"agreed_at": at})
        for text in texts
        if text.is_published
    ]
    return [row for row, is_new in rows if is_new]


def in_force() -> list[int]:
    """Which texts count now, by number; read from the database once in five minutes."""
    kept = cache.get(IN_FORCE)
    if kept is None:
        kept = sorted(AgreementText.objects.in_force().values_list("pk", flat=True))
        cache.set(IN_FORCE, kept, timeout=KEPT_FOR)
    return kept
