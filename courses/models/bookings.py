from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Sector
from courses.models.sessions import LiveSession
from courses.querysets import BookingQuerySet


class Booking(models.Model):
    """Somebody asked for a place. Whoever gives it up and asks again stands at the end."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        OFFERED = "offered", _("A place is kept for you")
        WAITING = "waiting", _("On the waiting list")
        GIVEN_UP = "given_up", _("Given up")
        LET_GO = "let_go", _("Not taken in time")
        CALLED_OFF = "called_off", _("The session was cancelled")

    HOLDING = (State.BOOKED, State.OFFERED)
    OPEN = (*HOLDING, State.WAITING)

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Of the job they come in, as it was when they asked."""
    number = models.PositiveIntegerField(editable=False)
    """In the order the session accepted them."""
    state = models.CharField(max_length=10, choices=State)
    access_needs = models.TextField(_("what would help you to take part"), blank=True)
    asked_at = models.DateTimeField(editable=False)
    claim_until = models.DateTimeField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    """When the place became theirs: calendars know of it since."""
    ended_at = models.DateTimeField(null=True, editable=False)
    starts_then = models.DateTimeField(null=True, editable=False)
    minutes_then = models.PositiveSmallIntegerField(null=True, editable=False)
    """Of the session, when this ended: a calendar keeps what it knew, wherever that moves to."""
    change = models.PositiveIntegerField(default=0, editable=False)
    """Of the session, when this was last told to a calendar."""

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["session_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="booking_number_once"),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(state__in=["booked", "offered", "waiting"]),
                name="one_open_booking_each",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", claim_until__isnull=False)
                | (~Q(state="offered") & Q(claim_until=None)),
                name="an_offer_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["claim_until"], condition=Q(state="offered"), name="offers_by_their_end"
            )
        ]

    def __str__(self):
        return f"{self.session}, {self.number}"

    @property
    def starts_at(self):
        return self.starts_then or self.session.starts_at

    @property
    def ends_at(self):
        minutes = self.session.minutes if self.starts_then is None else self.minutes_then
        return self.starts_at + timedelta(minutes=minutes)

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def holds_a_place(self):
        return self.state in self.HOLDING
