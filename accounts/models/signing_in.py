import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person, User
from accounts.querysets.signing_in import AddressChangeQuerySet, OwnDeviceQuerySet


class IdentityCheck(models.TextChoices):
    """How an administrator made sure who somebody is before giving a sign-in back."""

    IN_PERSON = "in_person", _("I saw their photo ID in person")
    ON_VIDEO = "on_video", _("I saw their photo ID on a video call")
    MANAGER = "manager", _("Their line manager confirmed it, on a number we already had")
    EMPLOYER = "employer", _("Their employer confirmed it in writing")


class AddressChange(models.Model):
    """An address that opened somebody's account, and the one that took its place.

    The old address can take the change back while the row lives; then the row goes.
    """

    UNDO_FOR = timedelta(days=7)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    old = models.EmailField(_("old address"), editable=False)
    new = models.EmailField(_("new address"), editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    token_mac = models.CharField(max_length=64, unique=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of address")
        verbose_name_plural = _("changes of address")
        ordering = ["pk"]

    def __str__(self):
        return str(self.uuid)

    @property
    def undo_until(self):
        return self.changed_at + self.UNDO_FOR


class OwnDevice(models.Model):
    """A browser that somebody called their own, with a passkey: it stays signed in for 14 days."""

    LASTS = timedelta(days=14)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="own_devices")
    passkey = models.ForeignKey(
        "mfa.Authenticator", on_delete=models.CASCADE, related_name="own_devices"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session_key = models.CharField(max_length=40, db_index=True, editable=False)
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(_("until"), editable=False)

    objects = OwnDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("own device")
        verbose_name_plural = _("own devices")
        ordering = ["pk"]

    def __str__(self):
        return str(self.passkey)
