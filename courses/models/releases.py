from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from accounts.models import Person
from courses.models.lessons import LessonPage
from courses.models.pages import CoursePage, ModulePage
from courses.notes import way_named
from courses.querysets import (
    ReleasedLessonQuerySet,
    ReleaseQuerySet,
    WithdrawalQuerySet,
)
from courses.standing import standing_among
from resources.models import LibraryDocument, Media, Picture


class CourseFacts(models.Model):
    """What papers say of a course."""

    title = models.CharField(_("title"), max_length=255)
    level = models.CharField(_("practice level"), max_length=120, blank=True)
    outcomes = models.JSONField(_("what people can do after it"), default=list)
    self_directed_minutes = models.PositiveSmallIntegerField(_("self-directed minutes"))
    participatory_minutes = models.PositiveSmallIntegerField(_("participatory minutes"))

    FACTS = ("title", "level", "outcomes", "self_directed_minutes", "participatory_minutes")

    class Meta:
        abstract = True

    @property
    def facts(self):
        return {name: getattr(self, name) for name in self.FACTS}


class Release(CourseFacts):
    """A course as it was given out. Who learns points here, so no later edit can touch them."""

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField(_("number"))
    made_at = models.DateTimeField(_("given out"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(_("told of"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.CharField(
        _("what is new"), max_length=300, blank=True, help_text=_("One sentence for learners.")
    )
    sunset_on = models.DateField(
        _("may be finished until"),
        null=True,
        blank=True,
        help_text=_("After this day whoever is still in it goes on with the newest release."),
    )

    instead = models.JSONField(
        _("which lesson stands for which of the release before"), default=list, editable=False
    )
    """Pairs: the new one, and the one it stands for."""

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["course_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="release_number_once")
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    def standing(self, progress=(), *, since=None, lessons=None):
        """Where somebody with this progress stands; lessons in order may be given."""
        lessons = self.lessons.in_order() if lessons is None else lessons
        return standing_among(lessons, progress, since=since)


class EarlierFacts(CourseFacts):
    """What a release said before it was changed, for those who had finished it by then."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("earlier facts of a release")
        verbose_name_plural = _("earlier facts of releases")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Addition(models.Model):
    """A release was added to; whoever had finished the course may hear of it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="additions")
    made_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    after = models.PositiveBigIntegerField(_("number of the last enrolment told"), default=0)
    told_at = models.DateTimeField(_("told of"), null=True, editable=False)

    class Meta:
        verbose_name = _("addition")
        verbose_name_plural = _("additions")
        ordering = ["pk"]

    def __str__(self):
        return str(self.release)


class ReleasedModule(models.Model):
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="modules")
    page = models.ForeignKey(ModulePage, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=255)
    needed = models.PositiveSmallIntegerField(_("how many of its lessons"), null=True, blank=True)

    class Meta:
        verbose_name = _("module of a release")
        verbose_name_plural = _("modules of releases")
        ordering = ["release_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "page"], name="released_module_once")
        ]

    def __str__(self):
        return self.title


class ReleasedLesson(models.Model):
    """A lesson as saved at one moment. Nothing that it needs can be deleted while it stands."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="lessons")
    module = models.ForeignKey(
        ReleasedModule, on_delete=models.CASCADE, null=True, blank=True, related_name="lessons"
    )
    other_way_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="other_ways"
    )
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="released")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=255)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"))
    is_met_by_session = models.BooleanField(_("finished by coming to a session"), default=False)
    added_at = models.DateTimeField(_("added later"), null=True, blank=True)
    back_at = models.DateTimeField(_("withdrawn before, and back since"), null=True, blank=True)
    news_at = models.DateTimeField(_("something was added to it"), null=True, blank=True)

    objects = ReleasedLessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson of a release")
        verbose_name_plural = _("lessons of releases")
        ordering = ["release_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "lesson"], name="released_lesson_once")
        ]

    def __str__(self):
        return self.title

    @property
    def url(self):
        return self.lesson.url

    @property
    def needed(self):
        """How many of its module's lessons."""
        return self.module.needed if self.module else None

    def content_of(self, way):
        """Of the other way that somebody takes, or its own."""
        taken = self.other_ways.filter(lesson=way).first() if way else None
        return (taken or self).content

    @property
    def way_given(self):
        """The page of the other way that it names; None where that is not given out with it."""
        named = self.content.alternative_page_id
        return way_named(named, self.other_ways.open_ways()) if named else None

    @property
    def counts_as(self):
        """What is done when this is: for another way, the lesson that it is a way to."""
        return self.other_way_of or self

    @cached_property
    def content(self):
        """The lesson page as it was; what is live by design (support, contacts) stays live."""
        return self.lesson.as_saved(self.revision.content)


class ReleasedFile(models.Model):
    """A picture, document or recording that a lesson shows as it was given out."""

    released = models.ForeignKey(ReleasedLesson, on_delete=models.CASCADE, related_name="files")
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        LibraryDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recording = models.ForeignKey(
        Media, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("file of a lesson that was given out")
        verbose_name_plural = _("files of lessons that were given out")
        ordering = ["released_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(picture__isnull=False, document=None, recording=None)
                    | models.Q(picture=None, document__isnull=False, recording=None)
                    | models.Q(picture=None, document=None, recording__isnull=False)
                ),
                name="released_file_is_one",
            ),
        ]

    def __str__(self):
        return str(self.released)


class Withdrawal(models.Model):
    """A lesson that had to go at once: nobody sees it, everybody is credited."""

    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="withdrawals")
    words = models.CharField(
        _("why"),
        max_length=300,
        help_text=_("One or two sentences that learners read where the lesson was."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(_("told of"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("back since"), null=True, blank=True, editable=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson"],
                condition=models.Q(lifted_at=None),
                name="one_open_withdrawal_per_lesson",
            )
        ]

    def __str__(self):
        return str(self.lesson)
