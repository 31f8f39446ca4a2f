from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.querysets.joining import RecordClaimQuerySet


class RecordClaim(models.Model):
    """Two records are said to be one person. An administrator looks, then merges or declines."""

    class Proof(models.TextChoices):
        CARD = "card", _("They typed the phrase of the other record's card")
        INVITATION = "invitation", _("They opened an invitation sent for the other record")
        LEAD = "lead", _("A lead says so")

    class Outcome(models.TextChoices):
        MERGED = "merged", _("Joined")
        DECLINED = "declined", _("Kept apart")

    person = models.ForeignKey(
        Person, verbose_name=_("keeps"), on_delete=models.CASCADE, related_name="claims"
    )
    other = models.ForeignKey(
        Person, verbose_name=_("joins it"), on_delete=models.CASCADE, related_name="claimed_in"
    )
    proof = models.CharField(_("because"), max_length=10, choices=Proof)
    made_by = models.ForeignKey(
        Person, verbose_name=_("asked by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome, blank=True, editable=False
    )
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    settled_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = RecordClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim of a record")
        verbose_name_plural = _("claims of records")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("other")), name="nobody_claims_themselves"
            ),
            models.UniqueConstraint(
                fields=["person", "other"],
                condition=models.Q(settled_at=None),
                name="one_open_claim_per_pair",
            ),
        ]

    def __str__(self):
        return str(self.pk)
