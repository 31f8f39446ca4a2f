"""Who wrote a draft last: the questions, or the answers that they offer."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ModelLogEntry

from accounts.models import User
from evaluation.models import Instrument, ResponseSet

WRITES = ("wagtail.create", "wagtail.edit")


def wrote_last(instrument: Instrument, user: User) -> bool:
    """Nobody publishes alone what they wrote. What a command brought in was written elsewhere."""
    sets = instrument.response_sets.values_list("pk", flat=True)
    ours = _about(Instrument, [instrument.pk]) | _about(ResponseSet, sets)
    last = (
        ModelLogEntry.objects.filter(ours, action__in=WRITES).order_by("-timestamp", "-pk").first()
    )
    return last is not None and last.user_id == user.pk


def _about(model: type, keys: object) -> Q:
    kind = ContentType.objects.get_for_model(model)
    return Q(content_type=kind, object_id__in=[str(key) for key in keys])
