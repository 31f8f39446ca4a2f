from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.lessons import LessonPage
from courses.models.progress import Enrolment
from courses.models.questions import QuestionCategory, QuestionVersion
from courses.models.releases import ReleasedLesson
from courses.querysets import AttemptQuerySet, ReleasedQuizQuerySet

BLOCK_KEY = 36


class ReleasedQuiz(models.Model):
    """A quiz as it was given out with its lesson, with its questions in the versions of then."""

    released = models.ForeignKey(ReleasedLesson, on_delete=models.CASCADE, related_name="quizzes")
    block = models.CharField(_("block"), max_length=BLOCK_KEY)
    category = models.ForeignKey(QuestionCategory, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(_("heading"), max_length=120)
    asks = models.PositiveSmallIntegerField(_("questions at a time"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("how much has to be right, in per cent"))
    is_needed = models.BooleanField(_("needed to finish the lesson"))
    added_at = models.DateTimeField(_("added later"), null=True, blank=True)
    versions = models.ManyToManyField(QuestionVersion, through="ReleasedQuestion")

    objects = ReleasedQuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz of a release")
        verbose_name_plural = _("quizzes of releases")
        ordering = ["released_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["released", "block"], name="released_quiz_once")
        ]

    def __str__(self):
        return self.heading

    def is_needed_since(self, enrolled_at):
        """Not by whoever began before it came to the lesson."""
        return self.is_needed and (self.added_at is None or self.added_at <= enrolled_at)

    def versions_in_order(self):
        return self.versions.order_by("released__position")


class ReleasedQuestion(models.Model):
    quiz = models.ForeignKey(ReleasedQuiz, on_delete=models.CASCADE, related_name="questions")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="released")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("question of a release")
        verbose_name_plural = _("questions of releases")
        ordering = ["quiz_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "version"], name="released_question_once")
        ]

    def __str__(self):
        return str(self.version)


class QuizAttempt(models.Model):
    """One try at a quiz. Its result is its owner's alone; once passed it stays passed."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="attempts")
    block = models.CharField(_("block"), max_length=BLOCK_KEY)
    heading = models.CharField(_("heading"), max_length=120)
    percent = models.PositiveSmallIntegerField(_("how much has to be right, in per cent"))
    begun_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)
    passed_at = models.DateTimeField(_("passed"), null=True, blank=True, editable=False)
    is_first = models.BooleanField(_("their first try"), default=False, editable=False)
    earned = models.FloatField(_("earned"), default=0, editable=False)
    possible = models.FloatField(_("possible"), default=0, editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("try at a quiz")
        verbose_name_plural = _("tries at quizzes")
        ordering = ["enrolment_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "lesson", "block"],
                condition=Q(submitted_at=None),
                name="one_open_attempt_per_quiz",
            ),
        ]

    def __str__(self):
        return self.heading

    @property
    def is_open(self):
        return self.submitted_at is None


class AttemptAnswer(models.Model):
    """One question of a try: the version asked, how it was laid out, and what was answered."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="answers")
    marked_with = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """In a try that is open, the one that corrected its key since; else none yet."""
    position = models.PositiveSmallIntegerField(_("position"))
    layout = models.JSONField(_("order shown"), default=list)
    answer = models.JSONField(_("answer"), null=True, blank=True)
    earned = models.FloatField(_("earned"), default=0, editable=False)
    possible = models.FloatField(_("possible"), default=0, editable=False)

    class Meta:
        verbose_name = _("answer of a try")
        verbose_name_plural = _("answers of tries")
        ordering = ["attempt_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "version"], name="question_once_in_a_try")
        ]

    def __str__(self):
        return str(self.version)

    @property
    def name(self):
        """Of its fields in the form."""
        return f"q{self.position}"
