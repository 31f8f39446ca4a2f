from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.packages import records
from courses.packages.limits import LONGEST_CATEGORY
from courses.packages.questions import (
    Kind,
    Question,
    Unsupported,
    join_category,
    split_category,
)
from courses.querysets import BankQuestionQuerySet, QuestionCategoryQuerySet

KINDS = {
    Kind.SINGLE: _("One right answer"),
    Kind.MULTIPLE: _("Several right answers"),
    Kind.TRUE_FALSE: _("True or false"),
    Kind.MATCHING: _("Matching"),
    Kind.ORDERING: _("Putting in order"),
    Kind.SHORT_TEXT: _("Short answer"),
    Kind.DESCRIPTION: _("Words between questions"),
}


def category_path(words: str) -> str:
    """Its names tidied as in a file; refused where none is left."""
    path = join_category(split_category(words))
    if not path:
        raise ValidationError(_("A slash only divides names. Write at least one name."))
    return path


class QuestionCategory(models.Model):
    """Questions that belong together. A lesson asks those of one category."""

    path = models.CharField(
        _("name"),
        max_length=LONGEST_CATEGORY,
        unique=True,
        help_text=_("For example “Core module/Lesson 1”. A slash divides a name from its part."),
    )

    objects = QuestionCategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category of questions")
        verbose_name_plural = _("categories of questions")
        ordering = ["path"]

    def __str__(self):
        return self.path

    def clean(self):
        super().clean()
        try:
            self.path = self.path and category_path(self.path)
        except ValidationError as refused:
            raise ValidationError({"path": refused}) from refused


class BankQuestion(models.Model):
    """A question through all its versions. Whoever answered one sees that very version."""

    category = models.ForeignKey(
        QuestionCategory, on_delete=models.PROTECT, related_name="questions"
    )
    position = models.PositiveIntegerField(_("position"))
    current = models.OneToOneField(
        "QuestionVersion", on_delete=models.PROTECT, null=True, related_name="current_of"
    )
    put_away_at = models.DateTimeField(_("put away"), null=True, blank=True, editable=False)

    objects = BankQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["category", "position", "pk"]

    def __str__(self):
        return str(self.current)


class QuestionFile(models.Model):
    """A file that questions show, kept once however many show it."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    file = models.FileField(upload_to="questions")

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")

    def __str__(self):
        return self.digest


class QuestionVersion(models.Model):
    """What a question said at one time. Never changed."""

    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(
        _("kind"), max_length=12, choices=KINDS, blank=True, help_text=_("Empty cannot be asked.")
    )
    record = models.JSONField(_("what it says"))
    files = models.ManyToManyField(QuestionFile, related_name="versions", blank=True)
    made_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_once"),
            CheckConstraint(condition=Q(number__gte=1), name="question_version_from_one"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_asked(self):
        return self.kind != ""

    @cached_property
    def content(self) -> Question:
        """To be marked: without the contents of its files."""
        return records.from_record(self.record)

    @cached_property
    def shown(self) -> Question:
        """To be drawn: each file holds its digest, which is its address, in place of its contents.

        Two texts may show different files of one name.
        """
        return records.from_record(self.record, str.encode)

    def item(self) -> Question | Unsupported:
        """With everything, to go out into a file."""
        if not self.is_asked:
            facts = {**self.record, "category": tuple(self.record["category"])}
            return Unsupported(**facts)
        kept = {one.digest: one.file for one in self.files.all()}
        return records.from_record(self.record, lambda digest: kept[digest].open().read())
