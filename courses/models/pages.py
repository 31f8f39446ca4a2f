from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from accounts.models import Level
from courses.parts import minutes_left, split_into_parts
from courses.standing import standing_in
from resources.blocks import ContentStreamBlock
from resources.models import BasePage


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
        for course in courses:
            course.enrolment_of_reader = enrolments.get(course.pk)
        return {**super().get_context(request, *args, **kwargs), "courses": courses}


class CoursePage(BasePage):
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
    self_directed_minutes = models.PositiveSmallIntegerField(
        _("self-directed minutes"), help_text=_("Time to read, watch and think alone.")
    )
    participatory_minutes = models.PositiveSmallIntegerField(
        _("participatory minutes"), default=0, help_text=_("Time spent learning with others.")
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("audience"),
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("self_directed_minutes"), FieldPanel("participatory_minutes")]),
    ]
    needs_sign_in = True
    subpage_types = ["courses.LessonPage"]
    template = "courses/course.html"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def get_context(self, request, *args, **kwargs):
        enrolment, standing = self.standing_of(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "enrolment": enrolment,
            "standing": standing,
        }

    @property
    def lessons(self):
        return LessonPage.objects.descendant_of(self).live().order_by("path")

    def standing_of(self, user):
        """The reader's enrolment, or None, and where that leaves them in this course."""
        enrolment = None
        if user.is_authenticated:
            enrolment = self.enrolments.filter(person=user.person).first()
        progress = enrolment.progress.all() if enrolment else []
        return enrolment, standing_in(self.lessons.defer("body", "search_text"), progress)


class LessonPage(BasePage):
    minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), default=10, help_text=_("Ten to fifteen fit between two visits.")
    )
    body = StreamField(
        ContentStreamBlock(),
        verbose_name=_("content"),
        blank=True,
        help_text=_("Each heading of a part begins a new page, so that people can stop there."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("minutes"), FieldPanel("body")]
    needs_sign_in = True
    subpage_types = []
    template = "courses/lesson.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @cached_property
    def course(self):
        return CoursePage.objects.ancestor_of(self).get()

    @cached_property
    def parts(self):
        return split_into_parts(self.body, opening=str(_("To begin")))

    def part_numbered(self, number):
        """The nearest part there is: authors may have taken some away since."""
        return self.parts[min(max(number, 1), len(self.parts)) - 1]

    def minutes_left_from(self, part):
        return minutes_left(self.minutes, part=part.number, parts=len(self.parts))

    def part_asked_for(self, request):
        """Where the address points, else the first part: never an error for a wrong number."""
        asked = request.GET.get("part", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
        return self.part_numbered(number)

    def get_context(self, request, *args, **kwargs):
        part, parts = self.part_asked_for(request), self.parts
        enrolment, standing = self.course.standing_of(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "enrolment": enrolment,
            "standing": standing,
            "step": next((step for step in standing.steps if step.lesson.pk == self.pk), None),
            "part": part,
            "percent": round(100 * (part.number - 1) / len(parts)),
            "minutes_left": self.minutes_left_from(part),
            "previous": parts[part.number - 2] if part.number > 1 else None,
            "next": parts[part.number] if part.number < len(parts) else None,
        }


def _enrolments_by_course(user):
    enrolments = user.person.enrolments.of(user.person).with_standing()
    return {enrolment.course_id: enrolment for enrolment in enrolments}
