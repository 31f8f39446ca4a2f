from __future__ import annotations

from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.instrument_files import InstrumentFile
from evaluation.instrument_reader import read_document
from evaluation.querysets import InstrumentQuerySet


class Instrument(models.Model):
    """A set of questions that is asked in the same words each time."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)

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
