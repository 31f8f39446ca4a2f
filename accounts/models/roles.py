from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.employments import Employment
from accounts.models.organisations import Organisation
from accounts.models.people import Person
from accounts.querysets import AskedRoleQuerySet, RoleGrantQuerySet
from accounts.roles import ROLES


class RoleGrant(models.Model):
    """One role of one person, over the partnership or over an organisation and what is below it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(
        _("role"), max_length=30, choices=[(role.code, role.label) for role in ROLES]
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("where"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="role_grants",
        help_text=_("Leave empty for the whole partnership."),
    )
    employment = models.ForeignKey(
        Employment,
        verbose_name=_("held through this job"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="role_grants",
        help_text=_("The role ends with the job. Leave empty if it does not hang on a job."),
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        Person,
        verbose_name=_("granted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    agreed_by = models.ForeignKey(
        Person,
        verbose_name=_("agreed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A second person, for roles that take two."),
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["person", "ends_at"], name="grant_person_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="grant_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.organisation or _('whole partnership')}"

    @property
    def last_day(self):
        """The end is the midnight after it."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))

    def is_over(self, *, on):
        """For good: by its own end, or because the job it is held through has ended."""
        last_day = self.employment.ends_on if self.employment else None
        return bool(
            (self.ends_at and timezone.localdate(self.ends_at) < on) or (last_day and last_day < on)
        )


class AskedRole(models.Model):
    """A role that one administrator asks for. Nothing is held until another one agrees."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Not agreed")
        TAKEN_BACK = "taken_back", _("Taken back")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="asked_roles")
    role = models.CharField(
        _("role"), max_length=30, choices=[(role.code, role.label) for role in ROLES]
    )
    employment = models.ForeignKey(
        Employment,
        verbose_name=_("held through this job"),
        on_delete=models.CASCADE,
        null=True,
        related_name="asked_roles",
    )
    starts_at = models.DateTimeField(_("from"), null=True)
    """Empty: as soon as somebody agrees."""
    ends_at = models.DateTimeField(_("until"), null=True)
    asked_by = models.ForeignKey(
        Person, verbose_name=_("asked by"), on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        Person,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = AskedRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role asked for")
        verbose_name_plural = _("roles asked for")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(answered_at=None),
                name="one_role_asked_once",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    @property
    def last_day(self):
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))
