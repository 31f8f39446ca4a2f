from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models.pages import PageManager

from accounts.models import Sector
from courses.blocks import LessonStreamBlock
from courses.forms.lessons import LessonForm
from courses.models.keeping import StaysOpen
from courses.models.pages import CoursePage
from courses.parts import Part, minutes_left, split_into_parts
from courses.querysets import LessonPageQuerySet
from courses.reading import Opened, quizzes_in, settings_for, words_of_reader
from courses.standing import Standing, standing_among
from resources.models import BasePage

NOT_FOR_READERS = frozenset({"wagtail_admin_comments", "comments"})


class LessonPage(StaysOpen, BasePage):
    minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), default=10, help_text=_("Ten to fifteen fit between two visits.")
    )
    is_met_by_session = models.BooleanField(
        _("finished by coming to a session"),
        default=False,
        help_text=_(
            "Whoever plans a session may say that coming to it finishes this lesson. Say below "
            "what to expect; another way, under Care, may stand beside it for those who cannot "
            "come."
        ),
    )
    body = StreamField(
        LessonStreamBlock(),
        verbose_name=_("content"),
        blank=True,
        help_text=_("Each heading of a part begins a new page, so that people can stop there."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("minutes"),
        FieldPanel("is_met_by_session"),
        FieldPanel("body"),
    ]
    editor_form_class = LessonForm
    objects = PageManager.from_queryset(LessonPageQuerySet)()
    needs_sign_in = True
    subpage_types = []
    template = "courses/lesson.html"
    _opened = None

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __init__(self, *args, **kwargs):
        """A new lesson shows the usual contacts until its author says otherwise."""
        if not args:
            kwargs.setdefault("support", self.Support.USUAL)
        super().__init__(*args, **kwargs)

    @cached_property
    def course(self):
        return CoursePage.objects.ancestor_of(self).get()

    @cached_property
    def parts(self):
        return split_into_parts(self.body, opening=str(_("To begin")))

    def _is_relied_on(self, revision):
        """Also while it is held by a release, whatever became of the page since."""
        return super()._is_relied_on(revision) or self.released.filter(revision=revision).exists()

    def clean(self):
        super().clean()
        if self.alternative_page_id:
            self._check_other_way(self.alternative_page.specific)

    def _check_other_way(self, other):
        """It counts the same, so it is a lesson of the same course, and the quiz stays here."""
        is_lesson = isinstance(other, LessonPage) and other.pk != self.pk
        if not is_lesson or self._is_elsewhere(other):
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

    def _is_elsewhere(self, other):
        """A page that is being made stands in no course yet, unless its form says in which."""
        is_placed = self.path or "course" in vars(self)
        return is_placed and not other.is_descendant_of(self.course)

    @property
    def is_withdrawn(self):
        return self.withdrawals.open().exists()

    def serve(self, request, *args, **kwargs):
        """No computer keeps it: private words stand here, and somebody else may press back."""
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def is_kept_for(self, person):
        return self.released.kept_for(person).exists()

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
        asked = getattr(request, "part_asked", "") or request.GET.get("part", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
        return self.part_numbered(number)

    def opened_by(self, user):
        """This lesson and its course as this reader has them. Asked once for each request."""
        if self._opened is None:
            mine = user.person.enrolments.around(self).newest_first()
            enrolment = mine.with_course_to_link().first()
            if enrolment:
                self.course = enrolment.course
            released = self._released_to(enrolment, self.released.with_content().with_hidden())
            progress = list(enrolment.progress.all()) if enrolment else []
            self._opened = Opened(enrolment, released, progress)
        return self._opened

    def place_of(self, person):
        """Their enrolment, and what is done when this lesson is; its content is not read.

        None where a look at it leaves nothing: see `Opened.keeps_place`.
        """
        enrolment = person.enrolments.around(self).newest_first().first()
        if enrolment is None:
            return None, None
        opened = Opened(enrolment, self.released.with_hidden().of(enrolment.release_id), [])
        return enrolment, opened.released.counts_as if opened.keeps_place else None

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
        _leave_out_categories(page.body.raw_data)
        page.path, page.depth, page.url_path = self.path, self.depth, self.url_path
        page.owner_id, page.responsible_id = self.owner_id, self.responsible_id
        return page

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if getattr(request, "is_preview", False):
            return {**context, **self._preview_context(request)}
        opened = self.opened_by(request.user)
        if opened.released is None:
            raise Http404
        enrolment, counts = opened.enrolment, opened.released.counts_as
        standing = self._standing(opened)
        step = standing.step_of(counts.lesson_id)
        content = opened.released.content.page_context(request)
        quizzes = quizzes_in(counts, enrolment)
        return {
            **context,
            "enrolment": enrolment,
            "standing": standing,
            "step": step,
            "counts_as": counts.lesson,
            "released": opened.released,
            "is_newer": opened.is_newer,
            "keeps_place": opened.keeps_place,
            "is_other_way": counts is not opened.released,
            "way": opened.released.way_given,
            "onward_url": self._address_of(standing.left_after(counts.lesson_id)),
            "now": timezone.localtime(),
            "withdrawal": self._withdrawal(step),
            "quizzes": quizzes,
            "quizzes_left": [quiz for quiz in quizzes.values() if quiz.is_left],
            **content,
            **words_of_reader(request.user.person, self, content["part"]),
        }

    @property
    def preview_modes(self):
        """Also in the sectors that “In your setting” names, as last saved."""
        blocks = [block.value for block in self.body if block.block_type == "in_your_setting"]
        named = [one["sector"] for block in blocks for one in block["settings"]]
        sectors = Sector.objects.filter(slug__in=named) if named else ()
        within = _("As a learner in %(sector)s")
        return [
            ("", _("As a learner")),
            *((one.slug, within % {"sector": one}) for one in sectors),
        ]

    def make_preview_request(
        self, original_request=None, preview_mode=None, extra_request_attrs=None
    ):
        """Wagtail hands on nothing of the address, so that only the first part could be seen."""
        part = original_request.GET.get("part", "") if original_request else ""
        attrs = {**(extra_request_attrs or {}), "part_asked": part}
        return super().make_preview_request(original_request, preview_mode, attrs)

    def _preview_context(self, request):
        mode = getattr(request, "preview_mode", None) or ""
        return {
            "is_preview": True,
            "preview_mode": mode,
            "released": self,
            "standing": Standing([]),
            "way": self.alternative_page,
            **settings_for({mode}),
            **self.page_context(request),
        }

    def _standing(self, opened):
        enrolment = opened.enrolment
        release = enrolment.release_id if enrolment else self.course.current_release.pk
        lessons = apps.get_model("courses", "ReleasedLesson").objects.filter(release=release)
        since = enrolment.enrolled_at if enrolment else None
        return standing_among(lessons.in_line(), opened.progress, since=since)

    def _address_of(self, step):
        """Of another lesson of this course; without one, of the course."""
        course = self.course
        return course.url + (step.lesson.url_path.removeprefix(course.url_path) if step else "")

    def _withdrawal(self, step):
        """Its row is read only where the list of lessons says that there is one."""
        is_told = step is not None and step.lesson.lesson_id == self.pk
        return None if is_told and not step.is_withdrawn else self.withdrawals.open().first()

    def page_context(self, request):
        """What the open part of this very content needs."""
        part, parts = self.part_asked_for(request), self.parts
        if getattr(request, "in_preview_panel", False):
            part = Part(1, part.title, list(self.body))
            parts = [part]
        return {
            "content": self,
            "part": part,
            "percent": round(100 * (part.number - 1) / len(parts)),
            "minutes_left": self.minutes_left_from(part),
            "previous": parts[part.number - 2] if part.number > 1 else None,
            "next": parts[part.number] if part.number < len(parts) else None,
        }


def _leave_out_categories(blocks):
    """What a quiz asks stands in its release: the questions of today are not asked for."""
    for block in blocks:
        if block["type"] == "quiz":
            block["value"]["category"] = None
