from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from evaluation import instrument_files as files
from evaluation.item_codes import LARGEST_CODE


class ResponseSet(ClusterableModel):
    """Answers to choose among, shared by questions. A published version keeps its own copy."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    label = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("For whoever writes questions: “Agreement, five points”."),
    )

    class Meta:
        verbose_name = _("set of answers")
        verbose_name_plural = _("sets of answers")
        ordering = ["label", "pk"]

    def __str__(self):
        return self.label or self.slug

    @property
    def answers(self) -> files.ResponseSet:
        options = sorted(self.options.all(), key=lambda option: (option.order, option.pk or 0))
        return files.ResponseSet(
            self.slug,
            self.label,
            tuple(
                files.Option(option.code, option.label, files.OptionKind(option.kind))
                for option in options
            ),
        )


class ResponseOption(models.Model):
    class Kind(models.TextChoices):
        SCORED = files.OptionKind.SCORED.value, _("An answer that counts")
        NOT_APPLICABLE = files.OptionKind.NOT_APPLICABLE.value, _("Not applicable, or not sure")
        PREFER_NOT = files.OptionKind.PREFER_NOT.value, _("Would rather not say")

    response_set = ParentalKey(
        ResponseSet,
        on_delete=models.CASCADE,
        related_name="options",
        verbose_name=_("set of answers"),
    )
    code = models.IntegerField(
        _("code"),
        help_text=_(
            "The number that is kept. Usual: 1 to 5 from least to most, 97 to 99 for what does not "
            "count."
        ),
        validators=[MinValueValidator(-LARGEST_CODE), MaxValueValidator(LARGEST_CODE)],
    )
    label = models.CharField(_("words"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SCORED)
    order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)

    sort_order_field = "order"
    """By which the editor puts them in order."""

    class Meta:
        verbose_name = _("answer to choose")
        verbose_name_plural = _("answers to choose")
        ordering = ["response_set_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response_set", "code"],
                name="one_answer_of_a_set_per_code",
                violation_error_message=_("Another answer of this set has the same code."),
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.label}"
