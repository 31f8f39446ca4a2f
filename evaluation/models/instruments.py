from __future__ import annotations

from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from evaluation.blocks import ScalesBlock, SectionsBlock
from evaluation.drafts import chosen_in, scales_from, sections_from
from evaluation.instrument_files import InstrumentFile, to_document
from evaluation.instrument_reader import read_document
from evaluation.models.response_sets import ResponseSet
from evaluation.querysets import InstrumentQuerySet

WHO_SEES = _(
    "You, and only as part of a total in which nobody can be found. Your manager, your trainer and "
    "your facilitator never see your answers."
)


def usual_who_sees():
    return str(WHO_SEES)


class Instrument(models.Model):
    """A set of questions that is asked in the same words each time.

    What stands in this row is the draft. What is asked is a version, frozen when it is published.
    """

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(
        _("what it is about"),
        blank=True,
        max_length=1000,
        help_text=_("A sentence or two above the first page."),
    )
    who_sees = models.TextField(
        _("who sees the answers"),
        max_length=1000,
        default=usual_who_sees,
        help_text=_("It stands above the first question. Name each question that others read."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("how many minutes it takes"), default=3, validators=[MinValueValidator(1)]
    )
    sections = StreamField(SectionsBlock(), verbose_name=_("pages of questions"), blank=True)
    scales = StreamField(ScalesBlock(), verbose_name=_("scales and total"), blank=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    @cached_property
    def current(self):
        """The version that new plans ask; None before the first is published."""
        return self.versions.order_by("-number").first()

    @property
    def response_sets(self):
        """Those that the draft names, each with its answers."""
        chosen = [one.pk for one in chosen_in(self.sections)]
        return ResponseSet.objects.filter(pk__in=chosen).prefetch_related("options")

    @property
    def draft(self) -> InstrumentFile:
        """Raises InstrumentFileError with everything that is wrong with it."""
        scales, total = scales_from(self.scales)
        licence = getattr(self, "licence", None)
        written = InstrumentFile(
            slug=self.slug,
            title=self.title,
            intro=self.intro,
            who_sees=self.who_sees,
            minutes=self.minutes,
            version=self.current.number if self.current else 1,
            sections=sections_from(self.sections, {one: one.answers for one in self.response_sets}),
            scales=scales,
            total=total,
            licence=licence.words if licence else {},
        )
        return read_document(to_document(written))


class Licence(models.Model):
    """On what ground these questions may be asked here. Nothing is published without."""

    instrument = models.OneToOneField(
        Instrument, on_delete=models.CASCADE, related_name="licence", verbose_name=_("instrument")
    )
    holder = models.CharField(_("who holds the rights"), max_length=200)
    terms = models.CharField(
        _("terms"), max_length=200, help_text=_("For example: our own wording, Apache 2.0.")
    )
    source = models.CharField(_("where that is written"), max_length=300, blank=True)
    checked_on = models.DateField(_("checked on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("licence of an instrument")
        verbose_name_plural = _("licences of instruments")
        ordering = ["instrument_id"]

    def __str__(self):
        return f"{self.holder}: {self.terms}"

    @property
    def words(self):
        """As they travel with the questions. When it was checked is ours to say, not the file's."""
        return {"holder": self.holder, "terms": self.terms, "source": self.source}


class InstrumentVersion(models.Model):
    """Frozen when it is published: codes, types and answers never change, labels by a wording."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    comparable = models.JSONField(
        _("comparability"),
        default=dict,
        blank=True,
        help_text=_("For each item, the item of the version before that it may be held against."),
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("version of an instrument")
        verbose_name_plural = _("versions of instruments")
        ordering = ["instrument_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_version_of_an_instrument_per_number"
            ),
        ]

    def __str__(self):
        return f"{self.instrument}, {self.number}"

    @cached_property
    def file(self) -> InstrumentFile:
        """In the newest wording."""
        newest = max(self.wordings.all(), key=lambda wording: wording.number, default=None)
        return read_document(newest.content if newest else self.content)


class Wording(models.Model):
    """A corrected label: what people read changes, what is stored and scored does not."""

    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.CASCADE, related_name="wordings"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    corrected_at = models.DateTimeField(_("corrected"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("wording of a version")
        verbose_name_plural = _("wordings of versions")
        ordering = ["version_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_wording_per_number"),
        ]

    def __str__(self):
        return f"{self.version}, {self.number}"
