from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.vocabularies import Term


class ContentNoteTopic(Term):
    """What a content note may say that a page mentions."""

    class Meta(Term.Meta):
        verbose_name = _("content note topic")
        verbose_name_plural = _("content note topics")


class Topic(Term):
    suggests_note = models.ForeignKey(
        ContentNoteTopic,
        verbose_name=_("content note it asks for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suggested_by",
        help_text=_("Pages on this topic are checked for a content note that names this."),
    )
    least_sectors = models.PositiveSmallIntegerField(
        _("at least so many disciplines together"),
        default=0,
        validators=[MaxValueValidator(50)],
        help_text=_("A new session on this topic begins with it. 0 means any number."),
    )

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class PrincipleSet(Term):
    source = models.CharField(_("source"), max_length=200, blank=True)
    url = models.URLField(_("where to read it"), blank=True)

    class Meta(Term.Meta):
        verbose_name = _("set of principles")
        verbose_name_plural = _("sets of principles")


class Principle(Term):
    principle_set = models.ForeignKey(
        PrincipleSet,
        verbose_name=_("set"),
        on_delete=models.PROTECT,
        related_name="principles",
    )

    class Meta(Term.Meta):
        ordering = ["principle_set__order", "order", "label"]
        verbose_name = _("principle")
        verbose_name_plural = _("principles")


class Licence(Term):
    url = models.URLField(_("where to read it"), blank=True)
    may_be_hosted = models.BooleanField(
        _("a copy may be kept here"),
        default=False,
        help_text=_("Leave empty for material that we may only link to."),
    )
    may_be_changed = models.BooleanField(_("may be changed and shared again"), default=False)

    class Meta(Term.Meta):
        verbose_name = _("licence")
        verbose_name_plural = _("licences")


class ResourceType(Term):
    class Meta(Term.Meta):
        verbose_name = _("resource type")
        verbose_name_plural = _("resource types")
