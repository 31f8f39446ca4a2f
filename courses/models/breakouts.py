from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Sector
from courses.models.attendance import Attendance
from courses.models.sessions import LiveSession
from courses.querysets import BreakoutSeatQuerySet, OfOneselfQuerySet


def key_of(person, guest):
    """Names somebody in a form and in a search for groups."""
    return f"p{person}" if person else f"g{guest}"


class BreakoutSeat(models.Model):
    """Somebody in one of the small groups of a session: a person, or a guest on its list."""

    session = models.ForeignKey(
        LiveSession, on_delete=models.CASCADE, related_name="breakout_seats"
    )
    group = models.PositiveSmallIntegerField(_("group"))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="breakout_seats"
    )
    guest = models.OneToOneField(
        Attendance, on_delete=models.CASCADE, null=True, blank=True, related_name="breakout_seat"
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """That they count for here."""

    objects = BreakoutSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in a group")
        verbose_name_plural = _("seats in groups")
        ordering = ["session_id", "group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False),
                name="in_one_group_each",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest=None) | Q(person=None, guest__isnull=False),
                name="a_person_or_a_guest",
            ),
        ]

    def __str__(self):
        return str(self.person or self.guest)

    @property
    def key(self):
        return key_of(self.person_id, self.guest_id)


class BreakoutWish(models.Model):
    """Whom somebody would rather not share a group with. The words are sealed
    (`courses/wishes.py`), shown to their writer alone, and name no row of anybody else's."""

    session = models.ForeignKey(
        LiveSession, on_delete=models.CASCADE, related_name="breakout_wishes"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="breakout_wishes")
    sealed = models.TextField(_("sealed words"), editable=False)

    objects = OfOneselfQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish about groups")
        verbose_name_plural = _("wishes about groups")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


class ManagerConsent(models.Model):
    """That somebody is fine with sharing a group with their manager, or with whom they manage.

    It takes one from each side; either sees their own alone.
    """

    session = models.ForeignKey(
        LiveSession, on_delete=models.CASCADE, related_name="manager_consents"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="manager_consents")
    is_fine_with_manager = models.BooleanField(
        _("I am fine with being in a group with my line manager"), default=False
    )
    is_fine_with_team = models.BooleanField(
        _("I am fine with being in a group with people I manage"), default=False
    )

    objects = OfOneselfQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent about managers")
        verbose_name_plural = _("consents about managers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_consent_each")
        ]

    def __str__(self):
        return str(self.pk)
