"""Puts the made-up partnership in, and takes it out again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Locality, Organisation, Person
from courses.models import (
    BankQuestion,
    Certificate,
    CoursePage,
    LessonPage,
    QuestionCategory,
    Reflection,
    StagedPathway,
)
from evaluation.models import Occasion, Participant, Release
from forums.models import Board, Post, Thread
from portal.actions.site import install_portal
from portal.demo.afterwards import load_afterwards, remove_afterwards
from portal.demo.answers import load_answers
from portal.demo.asked import load_asked
from portal.demo.community import load_community
from portal.demo.course import QUESTIONS, load_course
from portal.demo.evaluated import ids_of_people, load_evaluations, remove_evaluations
from portal.demo.files import id_of, read
from portal.demo.partnership import load_partnership
from portal.demo.sessions import load_sessions, remove_sessions
from resources.models import SafeguardingRoute, SupportContact


def is_loaded() -> bool:
    return Person.objects.filter(uuid__in=_people()).exists()


@transaction.atomic
def load_demo(*, at: datetime) -> bool:
    """Everything or nothing, with dates counted back from `at`. False if it is there already."""
    if is_loaded():
        return False
    partnership = read("partnership")["partnership"]
    home = install_portal(
        name=partnership["name"],
        short_name=partnership["short_name"],
        contact_email=partnership["contact_email"],
    )
    people = load_partnership(at=at)
    course = load_course(home, people)
    load_answers(course, people, at=at)
    load_asked(course, people, at=at)
    load_sessions(people, at=at)
    load_afterwards(people, at=at)
    load_evaluations(people, at=at)
    load_community(people, at=at)
    return True


@transaction.atomic
def remove_demo() -> bool:
    """Take out what was loaded, and what was done with it since. False if nothing was there.

    The site's own pages, vocabularies and instruments stay: they are not made up.
    """
    if not is_loaded():
        return False
    _remove_pathway()
    remove_afterwards()
    remove_evaluations()
    remove_sessions()
    for course in CoursePage.objects.filter(slug=read("course")["slug"]):
        _remove_course(course)
    _remove_community()
    words = read("partnership")
    SafeguardingRoute.objects.filter(name__in=_names(words["routes"])).delete()
    SupportContact.objects.filter(name__in=_names(words["contacts"])).delete()
    Person.objects.filter(uuid__in=_people()).delete()
    _remove_organisations(words)
    return True


def _remove_course(course: CoursePage) -> None:
    course.fitting.all().delete()
    course.recognition_requests.all().delete()
    course.sittings.all().delete()
    course.enrolments.all().delete()
    Certificate.objects.filter(release__course=course).delete()
    course.releases.all().delete()
    for occasion in Occasion.objects.about(f"course:{course.translation_key}"):
        Release.objects.filter(plan=occasion.plan).delete()
        Participant.objects.filter(responses__occasion=occasion).delete()
        occasion.delete()
    for lesson in LessonPage.objects.descendant_of(course):
        Reflection.objects.filter(lesson=lesson).delete()
    course.delete()
    categories = QuestionCategory.objects.filter(path__startswith=f"{QUESTIONS}/")
    BankQuestion.objects.filter(category__in=categories).update(current=None)
    BankQuestion.objects.filter(category__in=categories).delete()
    categories.delete()


def _remove_pathway() -> None:
    """With whoever has applied since; the required course goes with the course."""
    for pathway in StagedPathway.objects.filter(title=read("asked")["pathway"]["title"]):
        pathway.candidacies.all().delete()
        pathway.delete()


def _remove_community() -> None:
    words = read("community")
    Post.objects.filter(author__uuid__in=_people()).delete()
    titles = [row["title"] for row in words["threads"]]
    Thread.objects.filter(title__in=titles, posts=None).delete()
    Board.objects.filter(slug__in=[row["slug"] for row in words["boards"]], threads=None).delete()


def _remove_organisations(words: dict) -> None:
    slugs = [row["slug"] for row in words["organisations"]]
    made = Organisation.objects.filter(uuid__in=[id_of("organisation", slug) for slug in slugs])
    for organisation in made.order_by("-lineage"):
        organisation.delete()
    Locality.objects.filter(code__in=[row["code"] for row in words["localities"]]).delete()


def _names(rows: list[dict]) -> list[str]:
    return [row["name"] for row in rows]


def _people() -> list:
    signing_in = [id_of("person", row["username"]) for row in read("partnership")["people"]]
    return [*signing_in, *ids_of_people()]
