from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from accounts.models import AgeBand, Level, Sector
from courses.blocks import LessonStreamBlock
from courses.forms.pages import CourseForm
from courses.models.lasting import Lasting
from courses.parts import minutes_left, split_into_parts
from courses.reading import Opened, quizzes_in, words_of_reader
from courses.standing import Standing
from resources.models import BasePage

NOT_FOR_READERS = frozenset({"wagtail_admin_comments", "comments"})


class ProgrammeIndexPage(BasePage):
    """Lists the courses of a programme."""

    lead = models.CharField(_("lead sentence"), max_length=300, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    care_panels = []
    needs_sign_in = True
    subpage_types = ["courses.CoursePage"]
    template = "courses/programme.html"

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def get_context(self, request, *args, **kwargs):
        courses = CoursePage.objects.child_of(self).visible_to(request.user)
        courses = list(courses.prefetch_related("note_topics"))
        enrolments = _enrolments_by_course(request.user)
        recognised = dict(request.user.person.recognitions.values_list("course", "recognised_at"))
        for course in courses:
            course.enrolment_of_reader = enrolments.get(course.pk)
            course.recognised_for_reader = recognised.get(course.pk)
        return {**super().get_context(request, *args, **kwargs), "courses": courses}


class CoursePage(Lasting, BasePage):
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
        FieldPanel("prerequisites", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("gives_certificate"), FieldPanel("certificate_months")]),
        FieldRowPanel([FieldPanel("refresh_months"), FieldPanel("refresh_in_month")]),
    ]
    base_form_class = CourseForm
    needs_sign_in = True
    subpage_types = ["courses.ModulePage", "courses.LessonPage"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = Lasting.Meta.constraints

    def get_context(self, request, *args, **kwargs):
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

    def still_to_finish(self, person):
        """The courses to finish before this one that this person has not finished."""
        finished = person.enrolments.finished().values("course")
        recognised = person.recognitions.values("course")
        return list(self.prerequisites.exclude(pk__in=finished).exclude(pk__in=recognised))

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
        return LessonPage.objects.descendant_of(self).live().order_by("path")

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
        progress = enrolment.progress.with_way() if enrolment else ()
        return enrolment, self.standing_with(enrolment, progress)

    def standing_with(self, enrolment, progress):
        if enrolment:
            return enrolment.release.standing(progress, since=enrolment.enrolled_at)
        return self.current_release.standing() if self.current_release else Standing([])


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


class LessonPage(BasePage):
    minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), default=10, help_text=_("Ten to fifteen fit between two visits.")
    )
    body = StreamField(
        LessonStreamBlock(),
        verbose_name=_("content"),
        blank=True,
        help_text=_("Each heading of a part begins a new page, so that people can stop there."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("minutes"), FieldPanel("body")]
    needs_sign_in = True
    subpage_types = []
    template = "courses/lesson.html"
    _opened = None

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @cached_property
    def course(self):
        return CoursePage.objects.ancestor_of(self).get()

    @cached_property
    def parts(self):
        return split_into_parts(self.body, opening=str(_("To begin")))

    def clean(self):
        super().clean()
        if self.alternative_page_id:
            self._check_other_way(self.alternative_page.specific)

    def _check_other_way(self, other):
        """It counts the same, so it is a lesson of the same course, and the quiz stays here."""
        is_lesson = isinstance(other, LessonPage) and other.pk != self.pk
        if not is_lesson or not other.is_descendant_of(self.course):
            problem = _("Choose another lesson of this course, or leave it empty.")
        elif other.alternative_page_id:
            problem = _("“%(title)s” has another way of its own. Choose one that has none.")
        elif any(block.block_type == "quiz" for block in other.body):
            problem = _(
                "“%(title)s” has a knowledge check. Whichever way people take, they are "
                "asked the one of this lesson: take it out there."
            )
        else:
            return
        raise ValidationError({"alternative_page": problem % {"title": other.title}})

    def part_numbered(self, number):
        """The nearest part there is: authors may have taken some away since."""
        return self.parts[min(max(number, 1), len(self.parts)) - 1]

    def reflection(self, key):
        """Its question and the number of its part; None where no such block is."""
        for part in self.parts:
            for block in part.blocks:
                if block.block_type == "reflection" and str(block.id) == key:
                    return block.value["question"], part.number
        return None, 1

    def minutes_left_from(self, part):
        return minutes_left(self.minutes, part=part.number, parts=len(self.parts))

    def part_asked_for(self, request):
        """Where the address points, else the first part: never an error for a wrong number."""
        asked = request.GET.get("part", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
        return self.part_numbered(number)

    def opened_by(self, user):
        """This lesson and its course as this reader has them. Asked once for each request."""
        if self._opened is None:
            mine = user.person.enrolments.around(self).newest_first()
            enrolment = mine.select_related("release", "course").first()
            if enrolment:
                self.course = enrolment.course
            released = self._released_to(enrolment, self.released.with_content())
            progress = list(enrolment.progress.with_way()) if enrolment else []
            self._opened = Opened(enrolment, released, progress)
        return self._opened

    def place_of(self, person):
        """Their enrolment, and what is done when this lesson is; its content is not read."""
        enrolment = person.enrolments.around(self).newest_first().first()
        if enrolment is None:
            return None, None
        released = self._released_to(enrolment, self.released.all())
        return enrolment, released and released.counts_as

    def _released_to(self, enrolment, found):
        """A lesson newer than their release is read as it is now."""
        mine = found.of(enrolment.release_id) if enrolment else None
        current = None if mine else self.course.current_release
        released = mine or (current and found.of(current.pk))
        if released:
            released.lesson = self
        return released

    def as_saved(self, content):
        """To be read, never saved.

        `with_content_json` also asks for every row that the content names, the parent and the
        comments of authors.
        """
        kept = {name: value for name, value in content.items() if name not in NOT_FOR_READERS}
        page = LessonPage.from_serializable_data(kept, check_fks=False)
        page.path, page.depth, page.url_path = self.path, self.depth, self.url_path
        if page.alternative_page_id:
            page.alternative_page = BasePage.objects.filter(pk=page.alternative_page_id).first()
        return page

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            return {**context, "standing": Standing([]), **self.page_context(request)}
        opened = self.opened_by(request.user)
        if opened.released is None:
            raise Http404
        enrolment, counts = opened.enrolment, opened.released.counts_as
        standing = self.course.standing_with(enrolment, opened.progress)
        step = standing.step_of(counts.lesson_id)
        content = opened.released.content.page_context(request)
        quizzes = quizzes_in(counts, enrolment)
        return {
            **context,
            "enrolment": enrolment,
            "standing": standing,
            "step": step,
            "counts_as": counts.lesson,
            "is_other_way": counts is not opened.released,
            "onward_url": standing.url_after(counts.lesson_id) or self.course.url,
            "now": timezone.localtime(),
            "withdrawal": self._withdrawal(step),
            "quizzes": quizzes,
            "quizzes_left": [quiz for quiz in quizzes.values() if quiz.is_left],
            **content,
            **words_of_reader(request.user.person, self, content["part"]),
        }

    def _withdrawal(self, step):
        """Its row is read only where the list of lessons says that there is one."""
        is_told = step is not None and step.lesson.lesson_id == self.pk
        return None if is_told and not step.is_withdrawn else self.withdrawals.open().first()

    def page_context(self, request):
        """What the open part of this very content needs."""
        part, parts = self.part_asked_for(request), self.parts
        return {
            "content": self,
            "part": part,
            "percent": round(100 * (part.number - 1) / len(parts)),
            "minutes_left": self.minutes_left_from(part),
            "previous": parts[part.number - 2] if part.number > 1 else None,
            "next": parts[part.number] if part.number < len(parts) else None,
        }


def _enrolments_by_course(user):
    """The newest period of each."""
    enrolments = user.person.enrolments.of(user.person).order_by("period").with_standing()
    return {enrolment.course_id: enrolment for enrolment in enrolments}
