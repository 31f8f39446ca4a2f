"""Links in letters that need no signing in: each opens a page, and only its button acts."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from courses.models import Booking

PLACE = "courses.place"


def place_path(booking: Booking) -> str:
    return reverse("courses:place_of", args=[Signer(salt=PLACE).sign(booking.pk)])


def booking_behind(token: str) -> Booking | None:
    """None for a link that nobody was given."""
    try:
        pk = Signer(salt=PLACE).unsign(token)
    except BadSignature:
        return None
    return Booking.objects.filter(pk=pk).select_related("session", "person", "sector").first()
