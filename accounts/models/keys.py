from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from accounts.models.people import Person
from accounts.models.vocabularies import EmploymentType, Profession
from accounts.phrases import new_key, spaced_key
from accounts.querysets.joining import EnrolmentKeyQuerySet


class EnrolmentKey(models.Model):
    """A code for a poster or a team meeting: whoever types it may join one organisation."""

    code = models.CharField(_("code"), max_length=10, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="enrolment_keys",
    )
    profession = models.ForeignKey(
        Profession,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Leave empty if people with different roles will use it."),
    )
    employment_type = models.ForeignKey(
        EmploymentType,
        verbose_name=_("how they work"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    purpose = models.CharField(
        _("what it is for"),
        max_length=80,
        blank=True,
        help_text=_("Only you and other leads see this."),
    )
    limit = models.PositiveSmallIntegerField(
        _("how many people may use it"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    expires_at = models.DateTimeField(_("runs out"))
    confirms = models.BooleanField(_("people who use it are confirmed at once"), default=False)
    made_by = models.ForeignKey(
        Person, verbose_name=_("made by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = EnrolmentKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment key")
        verbose_name_plural = _("enrolment keys")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return str(self.pk)

    @property
    def printed_code(self):
        return spaced_key(self.code)

    def is_open(self, *, at):
        return self.revoked_at is None and at < self.expires_at


class EnrolmentKeyUse(models.Model):
    """Who joined with a key, and when."""

    key = models.ForeignKey(EnrolmentKey, on_delete=models.CASCADE, related_name="uses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="key_uses")
    used_at = models.DateTimeField(_("used"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("use of an enrolment key")
        verbose_name_plural = _("uses of enrolment keys")
        ordering = ["-used_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key", "person"], name="one_use_per_key_and_person"),
        ]

    def __str__(self):
        return str(self.pk)
