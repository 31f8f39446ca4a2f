import uuid
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, Organisation, Person, Sector
from courses.models.pages import CoursePage
from courses.querysets import DisciplineRuleQuerySet, LiveSessionQuerySet
from resources.models import Topic

TWO_HOURS = 120


def usual_joining():
    return gettext(
        "You may keep your camera off. There are breaks, and you can leave for a moment at any "
        "time. Role play is a choice. Nothing is recorded."
    )


class LiveSession(models.Model):
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
    age_band = models.ForeignKey(
        AgeBand,
        verbose_name=_("age band"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    theme = models.ForeignKey(
        Topic,
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
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

    def __str__(self):
        return self.title

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def facilitators(self):
        return Person.objects.filter(facilitations__session=self).order_by("display_name", "pk")

    @property
    def is_private(self):
        """Who comes is known to them and the facilitator alone."""
        return self.kind == self.Kind.WELLBEING

    def shows_people_to(self, person):
        """Who planned it for others does not see who comes to a wellbeing session."""
        made_it = self.made_by_id == person.pk and not self.is_private
        return made_it or self.facilitations.filter(person=person).exists()

    def is_over(self, *, at):
        """Begun or cancelled: nothing of it changes any more."""
        has_begun = self.state == self.State.OPEN and self.starts_at <= at
        return has_begun or self.state == self.State.CANCELLED

    def is_bookable(self, *, at):
        return self.state == self.State.OPEN and at < self.starts_at


class Facilitation(models.Model):
    """Somebody runs a session: they see who comes. Several may, from different organisations."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="facilitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facilitations")

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
