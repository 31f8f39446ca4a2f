"""Who learned what in the demonstration, and how they answered before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Person
from courses.actions import keep_place
from courses.models import CoursePage, Enrolment
from evaluation.actions import record_answers
from evaluation.actions.releasing import release_results
from evaluation.models import Invitation
from portal.actions.learning import finish_lesson, start_course
from portal.demo.files import moment, read

STATEMENTS = ("K1", "C1", "A2")


def load_answers(course: CoursePage, people: dict[str, Person], *, at: datetime) -> None:
    words = read("answers")
    for row in words["finished"]:
        _finish_course(people[row["username"]], course, row, at=at)
    for row in words["under_way"]:
        _go_part_of_the_way(people[row["username"]], course, row, at=at)
    plan = Invitation.objects.filter(person=people["tom.aldous"]).first().occasion.plan
    release_results(by=people["helen.marsh"], plan=plan)


def _finish_course(
    person: Person, course: CoursePage, row: dict[str, Any], *, at: datetime
) -> None:
    first = moment(at, days_ago=row["ago"])
    last = moment(at, days_ago=row["ago"] - 7, hour=14)
    _answer(start_course(person=person, course=course, at=first), row["pre"], at=first)
    _enrolled(person, course, at=first)
    for lesson in course.lessons:
        finish = finish_lesson(person=person, lesson=lesson, at=last)
    _answer(finish.invitation, row["post"], at=last)


def _go_part_of_the_way(
    person: Person, course: CoursePage, row: dict[str, Any], *, at: datetime
) -> None:
    begun = moment(at, days_ago=row["ago"] + 5)
    start_course(person=person, course=course, at=begun)
    _enrolled(person, course, at=begun)
    lessons = list(course.lessons)
    for lesson in lessons[: row["finished"]]:
        finish_lesson(person=person, lesson=lesson, at=begun)
    keep_place(
        enrolment=person.enrolments.get(course=course),
        lesson=lessons[row["finished"]],
        part=row["part"],
        at=moment(at, days_ago=row["ago"], hour=16),
    )


def _answer(invitation: Invitation, codes: list[int], *, at: datetime) -> None:
    answers = dict(zip(STATEMENTS, codes, strict=True))
    record_answers(invitation=invitation, answers=answers, on=timezone.localdate(at))


def _enrolled(person: Person, course: CoursePage, *, at: datetime) -> None:
    Enrolment.objects.filter(person=person, course=course).update(enrolled_at=at)
