import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from accounts.models.people import Person
from accounts.querysets.joining import AccessRequestQuerySet, AddressCheckQuerySet


class AddressCheck(models.Model):
    """Somebody shows that an e-mail address is theirs by typing the code we sent there.

    A check of an address that signs in already has no code, so it looks the same and never passes.
    """

    CODE_LIVES = timedelta(minutes=20)
    PROOF_LIVES = timedelta(hours=2)
    TRIES = 5

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), editable=False)
    code_mac = models.CharField(max_length=64, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    proved_at = models.DateTimeField(null=True, editable=False)
    spent_at = models.DateTimeField(null=True, editable=False)

    objects = AddressCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("address check")
        verbose_name_plural = _("address checks")

    def __str__(self):
        return str(self.uuid)

    @property
    def domain(self):
        return self.email.rpartition("@")[2]

    def set_code(self, code):
        self.code_mac = self._mac(code)

    def is_right(self, code, *, at):
        return (
            bool(self.code_mac)
            and self.tries < self.TRIES
            and at <= self.sent_at + self.CODE_LIVES
            and constant_time_compare(self.code_mac, self._mac(code))
        )

    def is_usable(self, *, at):
        return bool(
            self.proved_at and not self.spent_at and at <= self.proved_at + self.PROOF_LIVES
        )

    def _mac(self, code):
        message = f"{self.uuid}:{code}"
        return salted_hmac("accounts.AddressCheck", message, algorithm="sha256").hexdigest()


class AccessRequest(models.Model):
    """Somebody asks to come in whose address none of our organisations claims, but is theirs."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    KEPT_FOR = timedelta(days=90)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    display_name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("where"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="access_requests",
    )
    workplace = models.CharField(_("where, in their words"), max_length=160, blank=True)
    role_in_words = models.CharField(_("what they do"), max_length=120)
    why = models.TextField(_("why"), max_length=600, blank=True)
    made_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome, blank=True, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=600, blank=True, editable=False)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "email",
                condition=models.Q(decided_at=None),
                name="one_open_request_per_address",
            ),
        ]

    def __str__(self):
        return str(self.uuid)

    @property
    def place(self):
        return self.organisation.name if self.organisation else self.workplace
