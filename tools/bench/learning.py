"""Learning among 500 and among 50,000 enrolled people: the same pages, asked the same way."""

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from courses.actions import enrol_learner
from courses.actions.quizzes import begin_attempt
from courses.models import AttemptAnswer, Enrolment, LessonProgress, QuizAttempt
from tests.accounts.factories import EmploymentFactory, UserFactory, user_with_role
from tests.courses.factories import course
from tests.courses.quizzes import BLOCK, lesson_with_quiz, right_answers
from tools.bench.measure import Row

AT_ONCE = 5_000
SIZES = (500, 50_000)


class Class:
    """A course with a quiz, so many people in it, one who learns and one who trains."""

    def __init__(self):
        self.course = course(lessons=3)
        self.lesson = lesson_with_quiz(self.course)
        self.learner = UserFactory().person
        EmploymentFactory(person=self.learner)
        enrol_learner(person=self.learner, course=self.course)
        self.learning, self.training = Client(), Client()
        self.learning.force_login(self.learner.user)
        self.training.force_login(user_with_role("trainer"))
        self.count = 1

    def grow(self, size):
        for start in range(self.count, size, AT_ONCE):
            self._enrol(range(start, min(start + AT_ONCE, size)))
        self.count = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _enrol(self, numbers):
        people = [Person(display_name=f"Learner {number}") for number in numbers]
        people = Person.objects.bulk_create(people)
        release = self.course.current_release
        enrolments = Enrolment.objects.bulk_create(
            [Enrolment(person=one, course=self.course, release=release) for one in people]
        )
        LessonProgress.objects.bulk_create(
            [LessonProgress(enrolment=one, lesson=self.lesson) for one in enrolments]
        )
        attempts = QuizAttempt.objects.bulk_create(
            [
                QuizAttempt(
                    enrolment=one,
                    lesson=self.lesson,
                    block=BLOCK,
                    heading="Check",
                    percent=80,
                    is_first=True,
                    submitted_at=timezone.now(),
                )
                for one in enrolments
            ]
        )
        versions = list(self.lesson.released.last().quizzes.get().versions.all())
        AttemptAnswer.objects.bulk_create(
            [
                AttemptAnswer(attempt=one, version=version, position=place)
                for one in attempts
                for place, version in enumerate(versions, start=1)
            ],
            batch_size=AT_ONCE,
        )

    def rows(self):
        last = f"{self.lesson.url}?part=99"
        place = reverse("courses:place", args=[self.lesson.pk])
        people = reverse("courses:learners", args=[self.course.pk])
        said = {"part": "1", "block": BLOCK}
        yield "course page", lambda: self.learning.get(self.course.url)
        yield "lesson page", lambda: self.learning.get(last)
        yield "save progress", lambda: self.learning.post(place, said)
        yield "submit quiz", self.submit
        yield "list of learners", lambda: self.training.get(people)

    def submit(self):
        """A whole cycle: begin, read, answer, read the result."""
        begin = reverse("courses:begin_quiz", args=[self.lesson.pk, BLOCK])
        url = self.learning.post(begin).url
        self.learning.get(url)
        attempt = begin_attempt(
            person=self.learner, lesson=self.lesson, block=BLOCK, at=timezone.now()
        )
        self.learning.post(url, {**right_answers(attempt), "check": "1"})
        return self.learning.get(url)


def rows():
    learning = Class()
    for size in SIZES:
        learning.grow(size)
        for name, ask in learning.rows():
            yield Row(name, ask, among=size)
