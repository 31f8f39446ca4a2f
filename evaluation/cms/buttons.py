"""What can be done with an instrument besides writing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluation.models import Instrument
from evaluation.permissions import can_publish_instruments, can_write_instruments


def buttons_of(instrument: Instrument, user: User) -> Iterator[dict[str, Any]]:
    if can_write_instruments(user):
        url = reverse("preview_instrument", args=[instrument.pk, 1])
        yield {"label": _("Preview"), "url": url, "icon_name": "view", "priority": 11}
    if can_publish_instruments(user):
        url = reverse("publish_instrument", args=[instrument.pk])
        yield {"label": _("Publish a version"), "url": url, "icon_name": "upload", "priority": 12}
