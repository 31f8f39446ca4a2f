from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.querysets.troubles import AddressTroubleQuerySet


class AddressTrouble(models.Model):
    """An address that mail does not reach, or whose reader called our mail unwanted."""

    class Kind(models.TextChoices):
        BOUNCED = "bounced", _("Mail came back")
        COMPLAINED = "complained", _("The reader called it unwanted")

    address = models.EmailField(_("address"), unique=True)
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind)
    code = models.CharField(_("code of the mail server"), max_length=20, blank=True)
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)

    objects = AddressTroubleQuerySet.as_manager()

    class Meta:
        verbose_name = _("address in trouble")
        verbose_name_plural = _("addresses in trouble")
        ordering = ["-noticed_at"]

    def __str__(self):
        return self.address
