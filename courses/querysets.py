from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, Value, When

from accounts.permissions import has_right, has_right_everywhere, reach
from accounts.rights import Right
from courses.stages import Stage

if TYPE_CHECKING:
    from accounts.models import Person, User
    from accounts.querysets import PersonQuerySet
    from resources.models import BasePage

OF_A_LINK = ("title", "slug", "url_path", "live", "content_type", "locale")
"""What a link to a page is made of; a page has forty columns more."""
OF_A_NOTE = ("note_form", "note_detail", "note_minutes", "note_why", "alternative_page")
OF_A_LIST = (
    "release",
    "other_way_of",
    "position",
    "title",
    "minutes",
    "added_at",
    "news_at",
    "module",
)
OF_A_LINE = (
    "lesson",
    "module",
    "module__needed",
    "minutes",
    "added_at",
    "news_at",
    "lesson__live",
    "lesson__url_path",
)


class InLine(NamedTuple):
    """A released lesson as one of a course, without its page; addresses are made in the course."""

    lesson_id: int
    module_id: int | None
    needed: int | None
    minutes: int
    added_at: datetime | None
    news_at: datetime | None
    is_live: bool
    url_path: str
    is_withdrawn: bool

    @property
    def is_hidden(self) -> bool:
        return self.is_withdrawn or not self.is_live


class EnrolmentQuerySet(models.QuerySet):
    def of(self, person: Person) -> EnrolmentQuerySet:
        return self.filter(person=person).select_related("course", "certificate")

    def around(self, lesson: BasePage) -> EnrolmentQuerySet:
        """Of the course that this lesson stands in."""
        steps = range(lesson.steplen, len(lesson.path), lesson.steplen)
        return self.filter(course__path__in=[lesson.path[:end] for end in steps])

    def with_course_to_link(self) -> EnrolmentQuerySet:
        """A course has eighty columns: its other ones are read where somebody asks."""
        here = ("person", "course", "release", "period", "enrolled_at", "completed_at")
        course = (f"course__{name}" for name in OF_A_LINK)
        return self.select_related("course").only(*here, *course)

    def newest_first(self) -> EnrolmentQuerySet:
        """Of one person and course: a refresher before what it refreshes."""
        return self.order_by("-period")

    def finished(self) -> EnrolmentQuerySet:
        return self.exclude(completed_at=None)

    def people(self) -> int:
        """How many different people are among these."""
        return self.order_by().values("person").distinct().count()

    def to_refresh(self) -> EnrolmentQuerySet:
        """The latest finish of each course that is refreshed; a refresher may be under way."""
        later = self.model.objects.finished().filter(
            person=OuterRef("person"), course=OuterRef("course"), period__gt=OuterRef("period")
        )
        is_refreshed = ~Q(course__refresh_months=None, course__refresh_in_month=None)
        found = self.finished().filter(~Exists(later), is_refreshed, course__live=True)
        return found.select_related("course", "certificate")

    def in_progress(self) -> EnrolmentQuerySet:
        """Begun and not finished."""
        return self.filter(completed_at=None, progress__isnull=False).distinct()

    def not_begun(self) -> EnrolmentQuerySet:
        return self.filter(completed_at=None, progress=None)

    def for_trainers(self, *, named: str, before: int | None) -> EnrolmentQuerySet:
        """Names, and `begun`, empty before the first lesson; the newest first, from that one on.

        Of the rows shown alone: PostgreSQL would answer an `Exists` by reading all progress.
        """
        found = self.filter(person__display_name__icontains=named) if named else self
        if before:
            found = found.filter(pk__lt=before)
        progress = apps.get_model("courses", "LessonProgress").objects.only("enrolment")
        begun = Prefetch("progress", queryset=progress, to_attr="begun")
        return found.select_related("person").prefetch_related(begun).order_by("-pk")

    def with_begun(self) -> EnrolmentQuerySet:
        progress = apps.get_model("courses", "LessonProgress").objects
        return self.annotate(has_begun=Exists(progress.filter(enrolment=OuterRef("pk"))))

    def with_standing(self) -> list[models.Model]:
        """Each enrolment gets `standing`: three queries however many there are."""
        lessons = apps.get_model("courses", "ReleasedLesson").objects.in_order()
        progress = apps.get_model("courses", "LessonProgress").objects.with_way()
        enrolments = list(
            self.select_related("release").prefetch_related(
                Prefetch("progress", queryset=progress),
                Prefetch("release__lessons", queryset=lessons),
            )
        )
        for enrolment in enrolments:
            enrolment.standing = enrolment.release.standing(
                enrolment.progress.all(),
                since=enrolment.enrolled_at,
                lessons=enrolment.release.lessons.all(),
            )
        return enrolments


class LessonProgressQuerySet(models.QuerySet):
    def with_way(self) -> LessonProgressQuerySet:
        """To lead somebody back to where they were; never for anybody else."""
        here = ("enrolment", "lesson", "part", "block", "begun_at", "seen_at", "completed_at")
        return self.select_related("way").only(*here, *(f"way__{name}" for name in OF_A_LINK))


class ReleasedLessonQuerySet(models.QuerySet):
    def in_order(self) -> ReleasedLessonQuerySet:
        """With what a list of lessons shows; never their bodies, and not the other ways."""
        withdrawals = apps.get_model("courses", "Withdrawal").objects.open()
        listed = self.annotate(is_withdrawn=Exists(withdrawals.filter(lesson=OuterRef("lesson"))))
        return (
            listed.filter(other_way_of=None)
            .select_related("module", "lesson")
            .only(*OF_A_LIST, *(f"lesson__{name}" for name in OF_A_LINK))
            .order_by("release_id", "position")
        )

    def in_line(self) -> list[InLine]:
        """In order, with no more than says where somebody stands."""
        rows = self.in_order().select_related(None).values_list(*OF_A_LINE, "is_withdrawn")
        return [InLine(*row) for row in rows]

    def listed(self) -> ReleasedLessonQuerySet:
        """In order, with what is said of each before it is opened; two questions more."""
        quizzes = apps.get_model("courses", "ReleasedQuiz").objects
        needed = quizzes.filter(released=OuterRef("pk"), is_needed=True)
        shown = (*OF_A_LINK, *OF_A_NOTE)
        return (
            self.in_order()
            .annotate(asks=Exists(needed))
            .only(*OF_A_LIST, *(f"lesson__{name}" for name in shown))
            .prefetch_related("lesson__note_topics", "lesson__alternative_page")
        )

    def with_content(self) -> ReleasedLessonQuerySet:
        here = ("release", "lesson", "other_way_of", "position", "title", "minutes")
        return self.select_related("revision").only(*here, "revision__content")

    def of(self, release: int) -> models.Model | None:
        return self.filter(release=release).order_by().first()


class WithdrawalQuerySet(models.QuerySet):
    def open(self) -> WithdrawalQuerySet:
        return self.filter(lifted_at=None)


class ReleaseQuerySet(models.QuerySet):
    def touching(self, page: BasePage) -> ReleaseQuerySet:
        """Of the course this page is, of one below it, or with something below it given out."""
        return self.filter(
            Q(course__path__startswith=page.path)
            | Q(lessons__lesson__path__startswith=page.path)
            | Q(modules__page__path__startswith=page.path)
        )


class CertificateQuerySet(models.QuerySet):
    def with_status(self, *, on: date) -> CertificateQuerySet:
        """How each stands on this day, and what its page shows; no question for each row."""
        status = apps.get_model("courses", "Certificate").Status
        newer = self.model.objects.filter(
            person=OuterRef("person"),
            release__course=OuterRef("release__course"),
            finished_on__gt=OuterRef("finished_on"),
            withdrawn_at=None,
        )
        return self.select_related("release", "person").annotate(
            status=Case(
                When(withdrawn_at__isnull=False, then=Value(status.WITHDRAWN)),
                When(Exists(newer), then=Value(status.REFRESHED)),
                When(valid_until__lt=on, then=Value(status.RUN_OUT)),
                default=Value(status.VALID),
            )
        )


class ExternalCourseQuerySet(models.QuerySet):
    def shown(self) -> ExternalCourseQuerySet:
        return self.filter(is_active=True)

    def for_list(self, user: User) -> ExternalCourseQuerySet:
        """With everything that a list shows; no question for each row."""
        courses = apps.get_model("courses", "CoursePage").objects.visible_to(user)
        return self.select_related("level").prefetch_related(
            "age_bands", Prefetch("fits_with", queryset=courses, to_attr="open_courses")
        )


class RecognitionRequestQuerySet(models.QuerySet):
    def waiting(self) -> RecognitionRequestQuerySet:
        return self.filter(state="waiting")

    def decidable_by(self, person: Person, *, on: date) -> RecognitionRequestQuerySet:
        """What waits for this person; whoever asked for somebody does not answer as well."""
        people = people_to_recognise(person, on=on)
        return self.waiting().filter(person__in=people).exclude(asked_by=person)

    def visible_to(self, user: User, *, on: date) -> RecognitionRequestQuerySet:
        """Whose it is, and until it is answered whoever may: never a manager."""
        mine = self.filter(person=user.person)
        return (mine | self.filter(pk__in=self.decidable_by(user.person, on=on))).select_related(
            "person", "course", "decided_by", "asked_by"
        )


def people_to_recognise(person: Person, *, on: date) -> PersonQuerySet:
    """Those whose evidence this person may read.

    Never their own, nor that of people they manage or whose required courses they see, since of
    learning a manager sees that alone.
    """
    people = apps.get_model("accounts", "Person").objects.all()
    jobs = apps.get_model("accounts", "Employment").objects.current(on=on)
    if not has_right(person, Right.RECOGNISE_LEARNING):
        return people.none()
    found = people.present().exclude(pk=person.pk)
    if not has_right_everywhere(person, Right.RECOGNISE_LEARNING):
        found = found.filter(pk__in=people.reached_by(person, Right.RECOGNISE_LEARNING, on=on))
    if has_right(person, Right.SEE_REQUIRED_STATUS):
        found = found.exclude(pk__in=people.reached_by(person, Right.SEE_REQUIRED_STATUS, on=on))
    return found.exclude(pk__in=jobs.filter(line_manager=person).values("person"))


class QuestionCategoryQuerySet(models.QuerySet):
    def with_counts(self) -> QuestionCategoryQuerySet:
        here = Q(questions__put_away_at=None)
        return self.annotate(
            asked=Count("questions", filter=here & ~Q(questions__current__kind="")),
            drafts=Count("questions", filter=here & Q(questions__current__kind="")),
        )


class BankQuestionQuerySet(models.QuerySet):
    def kept(self) -> BankQuestionQuerySet:
        return self.filter(put_away_at=None)

    def asked(self) -> BankQuestionQuerySet:
        """Those that a lesson asks; drafts are of a kind that cannot be asked."""
        return self.kept().exclude(current__kind="")

    def versions_by_category(self, categories: Iterable[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        rows = self.asked().filter(category__in=list(categories)).order_by("position", "pk")
        for category, version in rows.values_list("category", "current"):
            found[category].append(version)
        return found


class ReleasedQuizQuerySet(models.QuerySet):
    def in_release(self, release: models.Model | None) -> ReleasedQuizQuerySet:
        return self.filter(released__release=release) if release else self.none()


class AttemptQuerySet(models.QuerySet):
    def of_quiz(self, *, lesson: int, block: str) -> AttemptQuerySet:
        return self.filter(lesson=lesson, block=block)


class RequirementQuerySet(models.QuerySet):
    def in_force(self) -> RequirementQuerySet:
        """Of courses that are published and can be begun."""
        releases = apps.get_model("courses", "Release").objects.filter(course=OuterRef("course"))
        found = self.filter(Exists(releases), is_active=True, course__live=True)
        return found.select_related("course", "age_band")

    def open_to(self, user: User) -> RequirementQuerySet:
        """In force, of courses that this person may open."""
        courses = apps.get_model("courses", "CoursePage").objects.visible_to(user)
        return self.in_force().filter(course__in=courses)

    def open_without_login(self) -> RequirementQuerySet:
        """In force, of courses that no restriction keeps from anybody."""
        courses = apps.get_model("courses", "CoursePage").objects
        return self.in_force().filter(course__in=courses.live().public())


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> SittingQuerySet:
        """Whoever wrote it down, and nobody else: who was where is no business of a manager."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recorded_by=user.person).select_related("course")

    def with_count(self) -> SittingQuerySet:
        there = Count("presences", filter=Q(presences__taken_back_at=None))
        return self.annotate(there=there).order_by("-taken_on", "-pk")


def people_to_sit_with(person: Person, *, on: date) -> PersonQuerySet:
    """Those whom this person may write down: who works where they run sessions."""
    people = apps.get_model("accounts", "Person").objects
    return people.reached_by(person, Right.RUN_SESSIONS, on=on).exclude(pk=person.pk)


def jobs_where_sessions_run(person: Person, *, on: date) -> models.QuerySet:
    jobs = apps.get_model("accounts", "Employment").objects.current(on=on)
    reached = jobs.filter(reach(person, Right.RUN_SESSIONS, at="organisation"))
    return reached.select_related("organisation", "profession")


class CandidacyQuerySet(models.QuerySet):
    def current(self) -> CandidacyQuerySet:
        return self.filter(ended_on=None)

    def decidable_by(self, person: Person, *, on: date) -> CandidacyQuerySet:
        """Whoever says what learning counts; never of themselves, nor of people they manage."""
        return self.filter(person__in=people_to_recognise(person, on=on).values("pk"))

    def open_to(self, person: Person, *, on: date) -> CandidacyQuerySet:
        """Whoever decides, and their supervisor."""
        return self.decidable_by(person, on=on) | self.filter(supervisor=person)

    def with_facts(self) -> CandidacyQuerySet:
        """What a page about one of them shows."""
        return self.select_related("person", "pathway", "supervisor").prefetch_related(
            "stages", "supervisions", "pathway__courses"
        )

    def with_stage(self) -> CandidacyQuerySet:
        """For a list: the stage reached last, and what waits to be confirmed."""
        reached = apps.get_model("courses", "StageReached").objects.filter(candidacy=OuterRef("pk"))
        waiting = Count("supervisions", filter=Q(supervisions__confirmed_at=None))
        places = [When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage)]
        furthest = reached.annotate(place=Case(*places)).order_by("-place")
        return self.select_related("person", "pathway").annotate(
            last_stage=Subquery(furthest.values("stage")[:1]),
            to_confirm=waiting,
        )
