from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.models.plans import Plan


class EqualityTally(models.Model):
    """How many gave one answer to one equality question of a plan, and nothing about who.

    A running count instead of a row a person: rows of one person would stand beside each other on
    the disk, in the order in which people sent their other answers, whatever their ids were.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="equality_tallies")
    question = models.CharField(_("question"), max_length=20)
    answer = models.CharField(_("answer"), max_length=20)
    count = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        verbose_name = _("count of an equality question")
        verbose_name_plural = _("counts of equality questions")
        ordering = ["plan_id", "question", "answer"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "question", "answer"], name="one_count_of_each_answer"
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.answer}"
