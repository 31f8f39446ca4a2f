import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.models.instruments import Item, ResponseOption
from evaluation.models.occasions import Occasion, Wave
from evaluation.querysets import ResponseQuerySet


class Response(models.Model):
    """Answers under a pseudonym. No key leads to a person; ids are random and times are days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="responses")
    wave = models.CharField(_("wave"), max_length=10, choices=Wave)
    pseudonym = models.CharField(_("pseudonym"), max_length=64, editable=False, db_index=True)
    answered_on = models.DateField(_("day"))
    is_complete = models.BooleanField(_("sent"), default=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "wave", "pseudonym"], name="one_response_per_wave"
            ),
        ]

    def __str__(self):
        return str(self.pk)


class Answer(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="answers")
    option = models.ForeignKey(ResponseOption, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="one_answer_per_item"),
        ]

    def __str__(self):
        return str(self.pk)
