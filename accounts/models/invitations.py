import uuid
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from accounts.models.people import Person
from accounts.models.vocabularies import EmploymentType, Profession
from accounts.querysets.joining import InvitationQuerySet


class Invitation(models.Model):
    """A letter that lets one person into one organisation.

    The link in it is signed, not stored: a copy of this table opens no door, and a letter that is
    sent again carries the same link.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        EXPIRED = "expired", _("Ran out")
        REVOKED = "revoked", _("Withdrawn")

    LIVES = timedelta(days=21)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    display_name = models.CharField(_("name"), max_length=120, blank=True)
    person = models.ForeignKey(
        Person,
        verbose_name=_("for this person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    profession = models.ForeignKey(
        Profession, verbose_name=_("role"), on_delete=models.PROTECT, null=True, blank=True
    )
    employment_type = models.ForeignKey(
        EmploymentType, verbose_name=_("how"), on_delete=models.PROTECT, null=True, blank=True
    )
    confirms = models.BooleanField(
        _("confirmed when they accept"),
        default=False,
        help_text=_("The sender may confirm people there, so nobody needs to look again."),
    )
    invited_by = models.ForeignKey(
        Person, verbose_name=_("invited by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("last sent"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("runs out"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_per_address_and_place",
            ),
        ]

    def __str__(self):
        return str(self.uuid)

    def get_absolute_url(self):
        return reverse("joining:invitation", args=[self.token])

    @property
    def token(self):
        return _signer().sign(self.uuid)

    @staticmethod
    def uuid_from(token):
        try:
            return uuid.UUID(_signer().unsign(token))
        except (BadSignature, ValueError):
            return None

    def state(self, *, at):
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if at >= self.expires_at else self.State.OPEN


def _signer():
    return Signer(salt="accounts.Invitation")
