from django.db import models
from django.utils.translation import gettext_lazy as _


class ResponseSet(models.Model):
    """The answers that several items offer: what is stored stands apart from what is shown."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    label = models.CharField(_("label"), max_length=120)

    class Meta:
        verbose_name = _("response set")
        verbose_name_plural = _("response sets")
        ordering = ["label"]

    def __str__(self):
        return self.label


class ResponseOption(models.Model):
    response_set = models.ForeignKey(ResponseSet, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.SmallIntegerField(_("code"), help_text=_("What is stored and scored."))
    label = models.CharField(_("label"), max_length=120)
    is_scored = models.BooleanField(
        _("counts towards a score"),
        default=True,
        help_text=_("Not for answers such as “not sure”."),
    )

    class Meta:
        verbose_name = _("response option")
        verbose_name_plural = _("response options")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response_set", "code"], name="one_option_per_code"),
        ]

    def __str__(self):
        return self.label


class Instrument(models.Model):
    """A set of questions that is asked in the same words each time."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("what it asks and why"))
    who_sees = models.TextField(_("who sees the answers"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=1)
    least_answered = models.PositiveSmallIntegerField(
        _("answers a score needs"),
        default=1,
        help_text=_("With fewer answered items there is no score."),
    )

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["title"]

    def __str__(self):
        return self.title


class Item(models.Model):
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    code = models.SlugField(_("code"), max_length=20)
    text = models.CharField(_("statement"), max_length=300)
    response_set = models.ForeignKey(
        ResponseSet, verbose_name=_("answers"), on_delete=models.PROTECT, related_name="items"
    )
    is_reversed = models.BooleanField(
        _("reversed"), default=False, help_text=_("Agreeing counts low.")
    )

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "code"], name="one_item_per_code"),
        ]

    def __str__(self):
        return self.text
