import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, Level, Person
from courses.models.pages import CoursePage
from courses.querysets import ExternalCourseQuerySet, RecognitionRequestQuerySet


def evidence_path(row, name):
    """Named by nobody: what somebody called their file can tell about them."""
    return f"evidence/{uuid.uuid4().hex}.{name.rpartition('.')[2].lower()}"


class ExternalCourse(models.Model):
    """A course of somebody else's, which people take there and declare here."""

    title = models.CharField(_("title"), max_length=160)
    provider = models.CharField(_("who gives it"), max_length=120)
    url = models.URLField(_("web address"))
    lead = models.CharField(
        _("lead sentence"),
        max_length=300,
        blank=True,
        help_text=_("What somebody will understand or do."),
    )
    level = models.ForeignKey(
        Level,
        verbose_name=_("practice level"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    age_bands = models.ManyToManyField(AgeBand, verbose_name=_("age bands"), blank=True)
    self_directed_minutes = models.PositiveIntegerField(
        _("self-directed minutes"), help_text=_("Time to read, watch and think alone.")
    )
    participatory_minutes = models.PositiveIntegerField(
        _("participatory minutes"), default=0, help_text=_("Time spent learning with others.")
    )
    fits_with = models.ManyToManyField(
        CoursePage,
        verbose_name=_("fits with"),
        blank=True,
        related_name="fitting",
        help_text=_("It is named on the pages of these courses."),
    )
    is_active = models.BooleanField(_("shown"), default=True)

    objects = ExternalCourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course elsewhere")
        verbose_name_plural = _("courses elsewhere")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title


class OutsideLearning(models.Model):
    """What somebody says they learned outside this portal. The evidence has no address."""

    title = models.CharField(_("what it was"), max_length=160)
    provider = models.CharField(_("who gave it"), max_length=120, blank=True)
    finished_on = models.DateField(_("finished"))
    self_directed_minutes = models.PositiveIntegerField(_("self-directed minutes"), default=0)
    participatory_minutes = models.PositiveIntegerField(_("participatory minutes"), default=0)
    evidence = models.FileField(
        _("evidence"), upload_to=evidence_path, max_length=120, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class DeclaredLearning(OutsideLearning):
    """It counts as *declared*: nobody has checked it. What was true then stays written down."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="declared_learning")
    external = models.ForeignKey(
        ExternalCourse, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("declared learning")
        verbose_name_plural = _("declared learning")
        ordering = ["-finished_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "title", "provider", "finished_on"], name="declared_once_a_day"
            )
        ]

    @property
    def evidence_url(self):
        return reverse("courses:declared_evidence", args=[self.pk]) if self.evidence else ""


class RecognitionRequest(OutsideLearning):
    """Somebody, or a trainer for them, asks that earlier learning count for a course."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        RECOGNISED = "recognised", _("Recognised")
        DECLINED = "declined", _("Not recognised")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="recognition_requests"
    )
    course = models.ForeignKey(
        CoursePage, on_delete=models.PROTECT, related_name="recognition_requests"
    )
    words = models.TextField(_("why it counts"), blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    state = models.CharField(_("answer"), max_length=10, choices=State, default=State.WAITING)
    why = models.TextField(_("why"), blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = RecognitionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for recognition")
        verbose_name_plural = _("requests for recognition")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=models.Q(state="waiting"),
                name="one_open_recognition_request",
            )
        ]

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def evidence_url(self):
        return reverse("courses:recognition_evidence", args=[self.pk]) if self.evidence else ""


class Recognition(models.Model):
    """Earlier learning counts for a course as if it were finished. It gives no certificate."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recognitions")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="recognitions")
    request = models.OneToOneField(
        RecognitionRequest, on_delete=models.CASCADE, related_name="recognition"
    )
    recognised_at = models.DateTimeField(_("recognised"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ["-recognised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"], name="one_recognition_per_person_and_course"
            )
        ]

    def __str__(self):
        return str(self.course)
