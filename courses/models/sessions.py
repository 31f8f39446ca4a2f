import uuid
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person, Sector
from courses.after import can_commit
from courses.models.cohorts import Cohort, SeriesPart
from courses.models.kits import SessionKit
from courses.models.lessons import LessonPage
from courses.models.pages import CoursePage
from courses.models.themed import Themed
from courses.querysets import (
    DisciplineRuleQuerySet,
    FacilitationQuerySet,
    LiveSessionQuerySet,
    people_still_here,
)
from evaluation.models import Plan

TWO_HOURS = 120
LIST_OPENS = timedelta(hours=1)
"""So long before it begins."""


def usual_joining():
    return gettext(
        "You may keep your camera off. There are breaks, and you can leave for a moment at any "
        "time. Role play is a choice. Nothing is recorded."
    )


class LiveSession(Themed):
    """People meet at a stated time, in a room or on a screen. Places are given under its lock."""

    class Kind(models.TextChoices):
        ROUND_A_CASE = "case", _("Multi-disciplinary session")
        WORKSHOP = "workshop", _("Workshop")
        CHECK_IN = "check_in", _("Check-in")
        WELLBEING = "wellbeing", _("Wellbeing session")
        EVENT = "event", _("Event")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being planned")
        OPEN = "open", _("Open for booking")
        CANCELLED = "cancelled", _("Cancelled")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    """Names it in calendars, for ever."""
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ROUND_A_CASE)
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what it is about"), blank=True)
    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("who offers it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions_offered",
    )
    course = models.ForeignKey(
        CoursePage,
        verbose_name=_("the course it belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    lesson = models.ForeignKey(
        LessonPage,
        verbose_name=_("the lesson that coming here finishes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    cohort = models.ForeignKey(
        Cohort,
        verbose_name=_("cohort"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    kit = models.ForeignKey(
        SessionKit,
        verbose_name=_("facilitator kit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    part = models.ForeignKey(
        SeriesPart,
        verbose_name=_("part of a series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("the session it follows"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="check_ins",
        help_text=_("Only for a check-in. Whoever was there is offered a place."),
    )
    is_open_to_others = models.BooleanField(
        _("others may book too"),
        default=False,
        help_text=_("Otherwise a cohort’s session is for its members and whoever catches up."),
    )
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(
        _("how many minutes"),
        default=TWO_HOURS,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    video_link = models.URLField(_("video link"), blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), default=20, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    support_person = models.ForeignKey(
        Person,
        verbose_name=_("support person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions_supported",
    )
    evaluation_plan = models.ForeignKey(
        Plan,
        verbose_name=_("evaluation plan"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What whoever came is asked about this session alone."),
    )
    mentions = models.CharField(
        _("what it mentions"),
        max_length=240,
        blank=True,
        help_text=_("One plain sentence. It is read before booking and in the letters."),
    )
    joining = models.TextField(_("how to join"), blank=True, default=usual_joining)
    claim_hours = models.PositiveSmallIntegerField(
        _("hours to take a place that came free"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    least_sectors = models.PositiveSmallIntegerField(
        _("at least so many disciplines"), default=0, editable=False
    )
    """None asked for where it is 0."""
    least_until = models.DateTimeField(null=True, editable=False)
    """Until then what is free is kept for disciplines that are missing."""
    least_released_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    cancelled_because = models.CharField(_("why"), max_length=300, blank=True, editable=False)
    made_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    """Of the booking that was accepted last."""
    edits = models.PositiveIntegerField(default=0, editable=False)
    moves = models.PositiveIntegerField(default=0, editable=False)
    change = models.PositiveIntegerField(default=0, editable=False)
    """Rises with everything that a calendar is told."""
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at"], name="sessions_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(follows=None) | Q(kind="check_in"), name="only_a_check_in_follows"
            ),
            models.CheckConstraint(
                condition=Q(least_sectors=0) | Q(least_until__isnull=False),
                name="waiting_for_sectors_has_an_end",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def facilitators(self):
        return Person.objects.filter(facilitations__session=self).order_by("display_name", "pk")

    @cached_property
    def support(self):
        """The support person, as long as they are still here and do not run it themselves."""
        here = people_still_here(on=timezone.localdate()).filter(pk=self.support_person_id)
        return here.exclude(facilitations__session=self).first()

    @cached_property
    def has_hosts(self):
        """It takes bookings: somebody still here runs it, and somebody else supports."""
        here = people_still_here(on=timezone.localdate())
        return bool(self.support) and here.filter(facilitations__session=self).exists()

    @property
    def is_private(self):
        """Who comes is known to them and the facilitator alone."""
        return self.kind == self.Kind.WELLBEING

    def shows_people_to(self, person):
        return LiveSession.objects.showing_people_to(person).filter(pk=self.pk).exists()

    def waits_for_sectors(self, *, at):
        return bool(self.least_sectors and self.least_until > at)

    def is_over(self, *, at):
        """Begun or cancelled: nothing of it changes any more."""
        return self.has_begun(at=at) or self.state == self.State.CANCELLED

    def has_begun(self, *, at):
        """And was not cancelled."""
        return self.state == self.State.OPEN and self.starts_at <= at

    def stands(self, *, at):
        """In words, for whoever runs it."""
        if not self.has_begun(at=at):
            return self.get_state_display()
        return gettext("Has taken place") if self.ends_at <= at else gettext("Has begun")

    def takes_commitments(self, *, at):
        return self.state == self.State.OPEN and can_commit(self.starts_at, at=at)

    def is_bookable(self, *, at):
        return self.state == self.State.OPEN and at < self.starts_at

    def can_be_marked(self, *, at):
        """The list of who is there is open; people come early."""
        return self.state == self.State.OPEN and self.starts_at - LIST_OPENS <= at


class Facilitation(models.Model):
    """Somebody runs a session: they see who comes. Several may, from different organisations."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="facilitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facilitations")

    objects = FacilitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator of a session")
        verbose_name_plural = _("facilitators of sessions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="facilitator_once")
        ]

    def __str__(self):
        return str(self.person)


class DisciplineRule(models.Model):
    """How many of one sector: a share at most, or places held for it until a day."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="rules")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+")
    at_most = models.PositiveSmallIntegerField(
        _("at most, in per cent of the places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    held = models.PositiveSmallIntegerField(_("places held for them"), default=0)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    released_at = models.DateTimeField(null=True, editable=False)
    """When what was held and not taken was given to everybody."""

    objects = DisciplineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for a discipline")
        verbose_name_plural = _("rules for disciplines")
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sector"], name="one_rule_per_sector"),
            models.CheckConstraint(
                condition=Q(held=0) | Q(held_until__isnull=False), name="held_places_have_an_end"
            ),
        ]

    def __str__(self):
        return str(self.sector)

    def holds(self, *, at):
        return bool(self.held and self.held_until > at)
