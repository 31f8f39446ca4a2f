from django.apps import apps
from django.core.validators import MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from accounts.models import AgeBand, Level, Sector
from courses.forms.pages import CourseForm
from courses.models.keeping import StaysOpen
from courses.models.lasting import Lasting
from courses.notes import with_notes
from courses.prerequisites import circle_in_words
from courses.standing import Standing
from evaluation.models import Plan
from resources.models import BasePage


class ProgrammeIndexPage(BasePage):
    """Lists the courses of a programme."""

    lead = models.CharField(_("lead sentence"), max_length=300, blank=True)

    also_shows = ParentalManyToManyField(
        "courses.CoursePage",
        verbose_name=_("courses of other programmes"),
        blank=True,
        related_name="+",
        help_text=_("Shown here too. Whoever finishes one has finished it in every programme."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("also_shows", widget=CheckboxSelectMultiple),
    ]
    care_panels = []
    needs_sign_in = True
    subpage_types = ["courses.CoursePage", "courses.ProgrammeIndexPage"]
    template = "courses/programme.html"

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def get_context(self, request, *args, **kwargs):
        here = CoursePage.objects.child_of(self) | CoursePage.objects.filter(
            pk__in=self.also_shows.all().values("pk")
        )
        shown = here.visible_to(request.user).prefetch_related("note_topics")
        courses = sorted(shown, key=lambda course: not course.is_child_of(self))
        enrolments = _enrolments_by_course(request.user)
        recognised = dict(request.user.person.recognitions.values_list("course", "recognised_at"))
        for course in courses:
            course.enrolment_of_reader = enrolments.get(course.pk)
            course.recognised_for_reader = recognised.get(course.pk)
        return {
            **super().get_context(request, *args, **kwargs),
            "courses": courses,
            "programmes": ProgrammeIndexPage.objects.child_of(self).visible_to(request.user),
        }


class CoursePage(StaysOpen, Lasting, BasePage):
    class Together(models.TextChoices):
        NO = "no", _("No: each person takes it alone")
        LESSONS = "lessons", _("Yes; each person answers the knowledge check alone")
        ALL = "all", _("Yes; the group talks the knowledge check through, and it counts")

    lead = models.CharField(
        _("lead sentence"), max_length=300, help_text=_("What somebody will understand or do.")
    )
    audience = models.CharField(_("who it is for"), max_length=160, default=_("Every role"))
    level = models.ForeignKey(
        Level,
        verbose_name=_("practice level"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    age_bands = ParentalManyToManyField(AgeBand, verbose_name=_("age bands"), blank=True)
    sectors = ParentalManyToManyField(
        Sector, verbose_name=_("sectors"), blank=True, help_text=_("None ticked means every one.")
    )
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(label=_("Outcome"), max_length=200))],
        verbose_name=_("what people can do after it"),
        blank=True,
        help_text=_("Each goes on the certificate. Begin with a verb."),
    )
    self_directed_minutes = models.PositiveSmallIntegerField(
        _("self-directed minutes"), help_text=_("Time to read, watch and think alone.")
    )
    participatory_minutes = models.PositiveSmallIntegerField(
        _("participatory minutes"), default=0, help_text=_("Time spent learning with others.")
    )
    together = models.CharField(
        _("may a group take it together"),
        max_length=10,
        choices=Together,
        default=Together.LESSONS,
        help_text=_("On a shared screen, where a facilitator writes down who was there."),
    )
    evaluation_plan = models.ForeignKey(
        Plan,
        verbose_name=_("evaluation plan"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("What people are asked before and after it. None means that nothing is asked."),
    )
    prerequisites = ParentalManyToManyField(
        "self",
        verbose_name=_("courses to finish first"),
        symmetrical=False,
        blank=True,
        related_name="opens",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("audience"),
        FieldPanel("level"),
        FieldPanel("age_bands", widget=CheckboxSelectMultiple),
        FieldPanel("sectors", widget=CheckboxSelectMultiple),
        FieldPanel("outcomes"),
        FieldRowPanel([FieldPanel("self_directed_minutes"), FieldPanel("participatory_minutes")]),
        FieldPanel("together"),
        FieldPanel("evaluation_plan"),
        FieldPanel("prerequisites", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("gives_certificate"), FieldPanel("certificate_months")]),
        FieldRowPanel([FieldPanel("refresh_months"), FieldPanel("refresh_in_month")]),
    ]
    editor_form_class = CourseForm
    needs_sign_in = True
    subpage_types = ["courses.ModulePage", "courses.LessonPage"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = Lasting.Meta.constraints

    def get_context(self, request, *args, **kwargs):
        if getattr(request, "is_preview", False):
            context = super().get_context(request, *args, **kwargs)
            return {**context, "standing": self.standing_with(None)}
        enrolment, standing = self.standing_of(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "enrolment": enrolment,
            "finished": self.last_finished_of(enrolment),
            "may_refresh": bool(enrolment and enrolment.is_refresher_open(on=timezone.localdate())),
            "standing": standing,
            "fitting": self.fitting.shown(),
            **self.recognition_of(request.user),
            "first": self.still_to_finish(request.user.person) if not enrolment else [],
            "presences": self.presences_of(request.user.person),
        }

    def is_kept_for(self, person):
        return self.enrolments.filter(person=person).exists()

    def faults(self):
        circle = circle_in_words(self, self.prerequisites.all())
        return [*super().faults(), *filter(None, [circle])]

    def still_to_finish(self, person):
        """The courses to finish before this one that this person has not finished."""
        finished = person.enrolments.finished().values("course")
        recognised = person.recognitions.values("course")
        # One that nobody can begin holds nobody up.
        open_ones = self.prerequisites.live().filter(releases__isnull=False).distinct()
        return list(open_ones.exclude(pk__in=finished).exclude(pk__in=recognised))

    def presences_of(self, person):
        """Where somebody wrote down that this person took it with others."""
        there = person.presences.filter(sitting__course=self, taken_back_at=None)
        return there.select_related("sitting__recorded_by")

    def recognition_of(self, user):
        """Whether what the reader learned before counts here, and what they asked last."""
        if not user.is_authenticated:
            return {}
        asked = user.person.recognition_requests.filter(course=self).order_by("-asked_at", "-pk")
        recognised = user.person.recognitions.filter(course=self).first()
        return {"recognised": recognised, "asked": asked.first()}

    @property
    def lessons(self):
        """As authors have published them; learners have those of their release."""
        return self._published.exclude(pk__in=self._named_as_other_ways)

    @property
    def other_ways(self):
        """Lessons that stand beside another one and count the same."""
        return self._published.filter(pk__in=self._named_as_other_ways)

    @property
    def _published(self):
        lessons = apps.get_model("courses", "LessonPage").objects
        return lessons.descendant_of(self).live().order_by("path")

    @property
    def _named_as_other_ways(self):
        return self._published.exclude(alternative_page=None).order_by().values("alternative_page")

    @cached_property
    def current_release(self):
        return self.releases.order_by("-number").first()

    def enrolment_of(self, user):
        if not user.is_authenticated:
            return None
        mine = self.enrolments.filter(person=user.person).select_related("release")
        enrolment = mine.newest_first().first()
        if enrolment:
            enrolment.person = user.person
        return enrolment

    def last_finished_of(self, enrolment):
        """While a course is refreshed, the time before stays finished."""
        if enrolment is None or enrolment.completed_at or not enrolment.is_refresher:
            return enrolment if enrolment and enrolment.completed_at else None
        before = self.enrolments.filter(person=enrolment.person).finished()
        return before.select_related("certificate").newest_first().first()

    def standing_of(self, user):
        """The reader's enrolment, or None, and where that leaves them in this course."""
        enrolment = self.enrolment_of(user)
        return enrolment, self.standing_with(enrolment)

    def standing_with(self, enrolment):
        release = enrolment.release if enrolment else self.current_release
        if release is None:
            return Standing([])
        since = enrolment.enrolled_at if enrolment else None
        progress = enrolment.progress.with_way() if enrolment else ()
        lessons = with_notes(release.lessons.listed())
        self.share_site_with(lesson.lesson for lesson in lessons)
        self.share_site_with(lesson.way for lesson in lessons if lesson.way)
        return release.standing(progress, since=since, lessons=lessons)


class ModulePage(BasePage):
    """Some lessons of a course under one heading. It has no page of its own."""

    needed = models.PositiveSmallIntegerField(
        _("how many of its lessons are needed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty means all of them. With a number, people choose."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("needed")]
    care_panels = []
    needs_sign_in = True
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def serve(self, request, *args, **kwargs):
        return redirect(f"{self.get_parent().url}#module-{self.pk}")


def _enrolments_by_course(user):
    """The newest period of each."""
    enrolments = user.person.enrolments.of(user.person).order_by("period").with_standing()
    return {enrolment.course_id: enrolment for enrolment in enrolments}
