from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models.lessons import LessonPage


class Reflection(models.Model):
    """What somebody wrote for themselves alone. The words are sealed (`courses/diary.py`)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reflections")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="+")
    block = models.CharField(_("block"), max_length=36)
    question = models.CharField(_("question"), max_length=300)
    sealed = models.TextField(_("sealed words"), editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "lesson", "block"], name="one_reflection_per_block"
            )
        ]

    def __str__(self):
        return self.question
