from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """One word of an ordered vocabulary that a partnership may edit and translate."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    label = models.CharField(_("label"), max_length=120)
    translations = models.JSONField(_("in other languages"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("offered for new records"), default=True)

    translated_fields = ("label",)

    class Meta:
        abstract = True
        ordering = ["order", "label"]

    def __str__(self):
        return self.translated("label")

    def translated(self, field):
        words = self.translations.get(get_language() or "", {})
        return words.get(field) or getattr(self, field)


class Sector(Term):
    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Profession(Term):
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="professions")

    class Meta(Term.Meta):
        ordering = ["sector__order", "order", "label"]
        verbose_name = _("profession")
        verbose_name_plural = _("professions")


class AgeBand(Term):
    class Meta(Term.Meta):
        verbose_name = _("age band")
        verbose_name_plural = _("age bands")


class EmploymentType(Term):
    class Meta(Term.Meta):
        verbose_name = _("employment type")
        verbose_name_plural = _("employment types")


class OrganisationType(Term):
    class Meta(Term.Meta):
        verbose_name = _("organisation type")
        verbose_name_plural = _("organisation types")


class LevelSet(Term):
    is_cumulative = models.BooleanField(
        _("each level includes the ones before it"),
        default=True,
        help_text=_("Leave empty for a spectrum, where levels are different and not higher."),
    )

    class Meta(Term.Meta):
        verbose_name = _("set of practice levels")
        verbose_name_plural = _("sets of practice levels")


class Level(Term):
    level_set = models.ForeignKey(LevelSet, on_delete=models.PROTECT, related_name="levels")
    plain_description = models.TextField(_("what it means, in plain words"), blank=True)

    translated_fields = ("label", "plain_description")

    class Meta(Term.Meta):
        ordering = ["level_set__order", "order"]
        verbose_name = _("practice level")
        verbose_name_plural = _("practice levels")


class LevelCrosswalk(models.Model):
    """Says that a level of one set is read as a level of another."""

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="crosswalks")
    equivalent = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("level crosswalk")
        verbose_name_plural = _("level crosswalks")
        constraints = [
            models.UniqueConstraint(fields=["level", "equivalent"], name="one_crosswalk_per_pair"),
        ]

    def __str__(self):
        return f"{self.level} = {self.equivalent}"
