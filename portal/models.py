from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from resources.models import BasePage


class OfferBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), max_length=240, rows=3)
    small = blocks.CharBlock(label=_("Small line"), max_length=160, required=False, default="")

    class Meta:
        icon = "form"
        label = _("Something you can do here")


class HomePage(BasePage):
    """What somebody without an account sees first. With one, their own home stands here."""

    lead = models.TextField(_("lead sentence"), max_length=400)
    offers = StreamField(
        [("offer", OfferBlock())], verbose_name=_("three things you can do"), max_num=3, blank=True
    )
    for_whom_heading = models.CharField(_("heading"), max_length=80, blank=True)
    for_whom = RichTextField(_("who it is for"), features=["bold", "link"], blank=True)
    promises_heading = models.CharField(_("heading"), max_length=80, blank=True)
    promises = StreamField(
        [("promise", blocks.CharBlock(max_length=200))],
        verbose_name=_("promises"),
        blank=True,
        help_text=_("Only what the portal keeps. Each line here is held by a test or a rule."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("offers"),
        MultiFieldPanel(
            [FieldPanel("for_whom_heading"), FieldPanel("for_whom")], heading=_("Who it is for")
        ),
        MultiFieldPanel(
            [FieldPanel("promises_heading"), FieldPanel("promises")], heading=_("Promises")
        ),
    ]
    care_panels = []
    max_count = 1
    subpage_types = [
        "courses.ProgrammeIndexPage",
        "resources.StandardPage",
        "resources.LegalPage",
    ]
    template = "portal/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class Heartbeat(models.Model):
    """One row: when a worker last did what beat asked of it."""

    at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self):
        return self.at.isoformat()


class TaskDay(models.Model):
    """How often one task ran on one day, how long it took and what went wrong."""

    task = models.CharField(_("task"), max_length=120)
    day = models.DateField(_("day"))
    started = models.PositiveIntegerField(_("started"), default=0)
    ended = models.PositiveIntegerField(_("ended"), default=0)
    failed = models.PositiveIntegerField(_("ended in an error"), default=0)
    total_ms = models.PositiveBigIntegerField(_("milliseconds together"), default=0)
    longest_ms = models.PositiveIntegerField(_("milliseconds of the longest"), default=0)
    last_problem = models.CharField(
        _("last problem"), max_length=80, blank=True, help_text=_("Its type, never its words.")
    )
    last_failed_at = models.DateTimeField(_("last ended in an error"), null=True)

    class Meta:
        verbose_name = _("day of a task")
        verbose_name_plural = _("days of tasks")
        constraints = [models.UniqueConstraint(fields=["task", "day"], name="task_day_once")]

    def __str__(self):
        return f"{self.task} {self.day.isoformat()}"
