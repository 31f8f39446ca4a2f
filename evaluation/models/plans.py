import uuid
from decimal import Decimal
from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from evaluation.disclosure import PILOT_K, K
from evaluation.models.instruments import InstrumentVersion
from evaluation.pseudonyms import pseudonym
from evaluation.querysets import PlannedMeasureQuerySet, PlanQuerySet

SMALLEST_K = PILOT_K


class Wave(models.TextChoices):
    PRE = "pre", _("Before")
    POST = "post", _("After")
    FOLLOW_UP = "follow_up", _("Two months later")
    LATER = "later", _("Six months later")


class Linkage(models.TextChoices):
    """How the answers of one person are put together, without their name."""

    ACCOUNT = "account", _("By their record here, or by a code")
    CODES = "codes", _("Only by codes on slips and in links")


class SmallBecause(models.TextChoices):
    """Why figures may stand for five people. Either way the plan has one place only."""

    PILOT = "pilot", _("It is a pilot")
    SINGLE_SESSION = "single_session", _("It is a single session")


THEN = "then"
"""How it was before, as somebody sees it afterwards: asked after, kept apart from *before*."""


class Plan(models.Model):
    """What is asked, of whom, when, how it is worked out, and who may be shown what."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    questions = models.TextField(_("what we want to know"), blank=True)
    analysis = models.TextField(_("how we will work it out"), blank=True)
    ethics = models.TextField(_("what could harm, and what we do about it"), blank=True)
    k = models.PositiveSmallIntegerField(
        _("fewest people a figure may stand for"),
        default=K,
        validators=[MinValueValidator(SMALLEST_K), MaxValueValidator(1000)],
    )
    k_reason = models.CharField(
        _("why fewer than ten"),
        max_length=200,
        blank=True,
        help_text=_("Only for a pilot or a single session, agreed by the privacy officer."),
    )
    k_because = models.CharField(
        _("why there are so few"),
        max_length=20,
        choices=SmallBecause,
        blank=True,
        editable=False,
    )
    k_wished = models.PositiveSmallIntegerField(
        _("asked for instead"),
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(SMALLEST_K), MaxValueValidator(SMALLEST_K)],
    )
    """Waits for the privacy officer while it is there."""
    k_asked_at = models.DateTimeField(_("asked"), null=True, blank=True, editable=False)
    k_asked_by = models.ForeignKey(
        Person,
        verbose_name=_("who asked"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    k_answer = models.CharField(_("why not"), max_length=200, blank=True, editable=False)
    k_agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True, editable=False)
    linkage = models.CharField(
        _("how answers are put together"),
        max_length=10,
        choices=Linkage,
        default=Linkage.ACCOUNT,
    )
    dimensions = models.JSONField(_("groups that results are given for"), default=list, blank=True)
    crossings = models.JSONField(_("groups that are crossed"), default=list, blank=True)
    reliability = models.DecimalField(
        _("reliability of the scale"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.80"),
        validators=[MinValueValidator(0), MaxValueValidator(Decimal("0.99"))],
    )
    has_equality_questions = models.BooleanField(
        _("Offer questions about people themselves"), default=False
    )
    flow = models.JSONField(_("how many took part"), default=dict, editable=False)
    flow_on = models.DateField(_("as of the morning of"), null=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation plan")
        verbose_name_plural = _("evaluation plans")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(k__gte=K) | Q(k__gte=SMALLEST_K, k_agreed_at__isnull=False),
                name="fewer_than_ten_is_agreed",
            ),
        ]

    def __str__(self):
        return self.title

    def pseudonym_of(self, person):
        return pseudonym(key=settings.PSEUDONYM_KEY, plan=self.uuid, who=str(person.uuid))

    def pseudonym_of_code(self, code):
        return pseudonym(key=settings.PSEUDONYM_KEY, plan=self.uuid, who=f"code {code.digest}")

    @property
    def consent(self):
        return self.consent_texts.order_by("-number").first()

    @property
    def is_answered(self):
        """Somebody has taken part under its terms, and what they were promised stays."""
        return self.participants.have_taken_part().exists()

    @property
    def is_by_codes(self):
        """Nobody is asked by their account, and no account leads to an answer."""
        return self.linkage == Linkage.CODES

    @property
    def is_small(self):
        """Fewer than usual, with the agreement of the privacy officer."""
        return self.k < K

    @property
    def has_one_place(self):
        """One pilot or one session. While it is only asked for, too: it may be agreed any time."""
        return self.is_small or self.k_wished is not None


class PlannedWave(models.Model):
    """One of the moments of a plan, counted in days from what the caller says happened."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="waves")
    wave = models.CharField(_("moment"), max_length=10, choices=Wave)
    opens_after = models.PositiveSmallIntegerField(_("opens after, in days"), default=0)
    open_for = models.PositiveSmallIntegerField(
        _("stays open for, in days"), default=30, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("moment of a plan")
        verbose_name_plural = _("moments of plans")
        ordering = ["plan_id", "opens_after", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "wave"], name="one_moment_of_each_kind"),
        ]

    def __str__(self):
        return f"{self.plan}, {self.get_wave_display()}"


class PlannedMeasure(models.Model):
    """A version of an instrument that is asked at a moment."""

    planned_wave = models.ForeignKey(PlannedWave, on_delete=models.CASCADE, related_name="measures")
    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="measures"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_then = models.BooleanField(
        _("as it was before"),
        default=False,
        help_text=_("Asked after the course about the time before it, beside the answers now."),
    )

    objects = PlannedMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["planned_wave_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["planned_wave", "version", "is_then"], name="one_measure_per_moment"
            ),
        ]

    def __str__(self):
        return f"{self.planned_wave}: {self.version}"


class ConsentText(models.Model):
    """What people were told before they answered, word for word."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consent_texts")
    number = models.PositiveSmallIntegerField(_("number"))
    words = models.TextField(_("words"))
    digest = models.CharField(_("fingerprint"), max_length=64, editable=False)
    valid_from = models.DateTimeField(_("from"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["plan_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_consent_text_per_number"),
        ]

    def __str__(self):
        return f"{self.plan}, {self.number}"

    def save(self, *args, **kwargs):
        self.digest = sha256(self.words.encode()).hexdigest()
        super().save(*args, **kwargs)

    @property
    def short_digest(self):
        """Enough to tell two texts apart on paper."""
        return self.digest[:8]
