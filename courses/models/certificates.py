import secrets

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models.progress import Enrolment
from courses.models.releases import EarlierFacts, Release
from courses.querysets import CertificateQuerySet

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of Crockford: none is mistaken for another when a code is read out or typed."""
LENGTH = 30
"""Five bits each: 150."""


def new_code():
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class Certificate(models.Model):
    """That somebody finished a release of a course. It outlives their record here."""

    class Status(models.TextChoices):
        VALID = "valid", _("Valid")
        REFRESHED = "refreshed", _("A newer one was given since")
        RUN_OUT = "run_out", _("Its time has run out")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    code = models.CharField(_("code"), max_length=LENGTH, default=new_code, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.SET_NULL, null=True, related_name="certificate"
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="certificates"
    )
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="certificates")
    earlier_facts = models.ForeignKey(
        EarlierFacts,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="certificates",
    )
    shows_name = models.BooleanField(_("whoever has the code may see my name"), default=False)
    finished_on = models.DateField(_("finished"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-finished_on", "-pk"]
        constraints = [models.UniqueConstraint(Upper("code"), name="certificate_code_once")]

    def __str__(self):
        return self.code

    @property
    def facts_then(self):
        """What the release said of the course when this was given."""
        return self.earlier_facts or self.release

    @property
    def code_in_groups(self):
        return "-".join(self.code[at : at + 5] for at in range(0, LENGTH, 5))

    @property
    def status_label(self):
        return self.Status(self.status).label
