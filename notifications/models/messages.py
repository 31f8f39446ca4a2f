from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from notifications.querysets import MessageQuerySet


class Message(models.Model):
    """One thing we mean to tell one reader, once, not before its time and for a stated reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Being sent")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Not sent")
        FAILED = "failed", _("Could not be sent")
        CANCELLED = "cancelled", _("Withdrawn")

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PORTAL = "portal", _("In the portal")

    class Why(models.TextChoices):
        NOT_WANTED = "not_wanted", _("No longer wanted")
        TOO_LATE = "too_late", _("Too late")
        NO_ADDRESS = "no_address", _("The address does not work")
        MUTED = "muted", _("The reader does not want this kind")
        UNANSWERED = "unanswered", _("Enough reminders: somebody was told instead")
        SUPPRESSED = "suppressed", _("Held back by somebody who looks after the portal")
        GONE = "gone", _("The person is no longer here")
        UNKNOWN_KIND = "unknown_kind", _("Nothing here sends this kind any more")
        UNREACHABLE = "unreachable", _("The mail server did not take it")
        BROKEN = "broken", _("It could not be written")

    key = models.CharField(_("unique key"), max_length=200, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60, editable=False)
    person = models.ForeignKey(
        Person,
        verbose_name=_("to"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
    )
    address = models.EmailField(
        _("to an address without an account"), blank=True, help_text=_("Empty for a person.")
    )
    series = models.CharField(
        _("what it reminds of"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("Shared by reminders of one thing; after some of them the portal stops."),
    )
    context = models.JSONField(
        _("what it is about"), default=dict, help_text=_("Ids and short words, never a text.")
    )
    reason = models.CharField(_("why the reader gets it"), max_length=300)
    due_at = models.DateTimeField(_("due"))
    expires_at = models.DateTimeField(_("too late after"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(_("why it ended so"), max_length=20, choices=Why, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    try_at = models.DateTimeField(_("next try"), editable=False)
    claim_token = models.UUIDField(null=True, editable=False)
    lease_ends_at = models.DateTimeField(null=True, editable=False)
    channel = models.CharField(_("by"), max_length=10, choices=Channel, blank=True, editable=False)
    letter = models.UUIDField(_("in the letter"), null=True, editable=False)
    title = models.CharField(_("what it said"), max_length=200, blank=True, editable=False)
    path = models.CharField(_("where it led"), max_length=500, blank=True, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    handed_over_at = models.DateTimeField(_("handed over on paper"), null=True, editable=False)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "try_at"], name="message_state_try"),
            models.Index(
                fields=["person", "-ended_at"], condition=Q(state="sent"), name="message_sent"
            ),
            models.Index(
                # By number too, so that the bell stops at the first of them.
                fields=["person", "id"],
                condition=Q(state="sent", read_at=None),
                name="message_unread",
            ),
            models.Index(
                fields=["series"], condition=Q(state="sent") & ~Q(series=""), name="message_series"
            ),
            models.Index(fields=["state", "-ended_at"], name="message_state_ended"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(address=""), name="message_to_one_reader"
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed")
                | Q(claim_token__isnull=False, lease_ends_at__isnull=False),
                name="message_claim_has_lease",
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def recipient(self):
        return self.person.email if self.person else self.address

    @property
    def reader(self):
        """Who reads it: the key of a person, or an address."""
        return self.person_id or self.address
