"""People take a course on one screen; a facilitator writes down who; each of them can say no."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses import privacy
from courses.actions import complete_lesson, enrol_learner
from courses.actions.releasing import correct
from courses.actions.together import take_out_of_sitting
from courses.models import Certificate, CoursePage, Presence, Sitting
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.factories import course
from tests.courses.quizzes import lesson_with_quiz, tried
from tests.courses.sittings import NOW, a_school, sat
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_day():
    """Also where a run goes past midnight."""
    with time_machine.travel(NOW):
        yield


NEW = "/together/new/"


@pytest.fixture
def school():
    return a_school("Dot Barker", "Amos Reed")


def typed(page, people, **said):
    return {
        "key": str(uuid.uuid4()),
        "course": page.pk,
        "taken_on": timezone.localdate().isoformat(),
        "people": [person.pk for person in people],
        **said,
    }


def test_each_has_finished_with_a_certificate_of_that_day(school):
    facilitator, staff = school
    page = course(lessons=2)
    sitting = sat(page, staff, facilitator)
    assert [one.finishes_course for one in sitting.presences.all()] == [True, True]
    for person in staff:
        assert person.enrolments.get().progress.exclude(completed_at=None).count() == 2
        assert person.certificates.get().finished_on == sitting.taken_on


def test_the_knowledge_check_stays_with_each_person(school):
    facilitator, (person, _other) = school
    page = lesson_with_quiz().course
    sat(page, [person], facilitator)
    enrolment = person.enrolments.get()
    assert enrolment.completed_at is None
    assert enrolment.progress.get().completed_at is None


def test_where_the_group_may_talk_it_through_it_counts(school):
    facilitator, (person, _other) = school
    page = lesson_with_quiz(course(together=CoursePage.Together.ALL)).course
    sat(page, [person], facilitator)
    assert person.enrolments.get().completed_at
    assert not person.enrolments.get().attempts.exists()


def test_a_course_that_is_for_oneself_alone_is_not_recorded(school):
    facilitator, staff = school
    page = course(lessons=1, together=CoursePage.Together.NO)
    with pytest.raises(PermissionDenied):
        sat(page, staff, facilitator)
    assert not Sitting.objects.exists()


def test_pressed_twice_it_is_one_record(client, school):
    facilitator, staff = school
    client.force_login(facilitator)
    said = typed(course(lessons=1), staff)
    first, second = (client.post(NEW, said) for _press in range(2))
    assert first.url == second.url
    assert (Sitting.objects.count(), Presence.objects.count()) == (1, 2)
    assert Certificate.objects.count() == 2


def test_what_somebody_did_before_stays_theirs_and_is_not_taken_back(school):
    facilitator, (person, _other) = school
    page = course(lessons=1)
    complete_lesson(person=person, lesson=page.lessons[0], at=NOW - timedelta(days=9))
    finished_at = person.enrolments.get().completed_at
    presence = sat(page, [person], facilitator).presences.get()
    take_out_of_sitting(presence=presence, by=person, at=NOW)
    assert person.enrolments.get().completed_at == finished_at
    assert person.certificates.get().withdrawn_at is None


def test_who_says_that_it_was_not_them_has_it_open_again_and_may_finish_it(school):
    facilitator, (person, _other) = school
    page = course(lessons=1)
    presence = sat(page, [person], facilitator).presences.get()
    assert take_out_of_sitting(presence=presence, by=person, at=NOW)
    assert not take_out_of_sitting(presence=presence, by=person, at=NOW)
    enrolment = person.enrolments.get()
    assert enrolment.completed_at is None
    assert person.certificates.get().withdrawn_at
    complete_lesson(person=person, lesson=page.lessons[0], at=NOW)
    assert person.certificates.filter(withdrawn_at=None).count() == 1


def test_finished_again_it_is_what_the_course_says_of_itself_then(school):
    facilitator, (person, _other) = school
    page = course(lessons=1)
    presence = sat(page, [person], facilitator).presences.get()
    page = CoursePage.objects.get(pk=page.pk)
    page.self_directed_minutes = 99
    page.save()
    correct(course=page, by=None, at=NOW)
    assert person.enrolments.get().facts_then.self_directed_minutes == 30
    take_out_of_sitting(presence=presence, by=person, at=NOW)
    complete_lesson(person=person, lesson=page.lessons[0], at=NOW)
    enrolment = person.enrolments.get()
    for facts in (enrolment.facts_then, enrolment.certificate.facts_then):
        assert facts.self_directed_minutes == 99


def test_what_somebody_finished_by_their_own_work_since_stays(school):
    facilitator, (person, _other) = school
    page = lesson_with_quiz()
    presence = sat(page.course, [person], facilitator).presences.get()
    tried(page, person)
    complete_lesson(person=person, lesson=page, at=NOW)
    take_out_of_sitting(presence=presence, by=person, at=NOW)
    assert person.enrolments.get().completed_at


def test_only_the_person_and_who_wrote_it_down_take_it_back(client, school):
    facilitator, (person, other) = school
    presence = sat(course(lessons=1), [person], facilitator).presences.get()
    for stranger in (other, user_with_role("facilitator").person, user_with_role("trainer").person):
        with pytest.raises(PermissionDenied):
            take_out_of_sitting(presence=presence, by=stranger, at=NOW)
    url = reverse("courses:take_out_of_sitting", args=[presence.pk])
    client.force_login(user_with_role("programme_lead"))
    assert client.post(url).status_code == 404
    client.force_login(facilitator)
    assert "Take Dot Barker out?" in client.get(url).text
    assert "Taken out by you" in client.post(url, follow=True).text


def test_taking_back_twice_says_so_both_times(client, school):
    facilitator, (person, _other) = school
    UserFactory(person=person)
    presence = sat(course(lessons=1), [person], facilitator).presences.get()
    url = reverse("courses:take_out_of_sitting", args=[presence.pk])
    client.force_login(person.user)
    assert "Taken back." in client.post(url, follow=True).text
    client.force_login(facilitator)
    for answer in (client.post(url, follow=True), client.get(url, follow=True)):
        assert "taken back already" in answer.text
    assert Presence.objects.get().is_denied


def test_a_person_reads_on_the_course_who_wrote_it_down_and_takes_it_back(client, school):
    facilitator, (person, _other) = school
    UserFactory(person=person)
    page = course(lessons=1)
    sat(page, [person], facilitator)
    client.force_login(person.user)
    shown = client.get(page.url).text
    assert f"{facilitator} wrote down that you took it with others" in shown
    url = reverse("courses:take_out_of_sitting", args=[Presence.objects.get().pk])
    assert url in shown
    assert "This was not you?" in client.get(url).text
    assert "wrote down" not in client.post(url, follow=True).text
    client.force_login(facilitator)
    told = client.get(reverse("courses:sitting", args=[Sitting.objects.get().pk])).text
    assert "Says that it was not them" in told


def test_nobody_else_sees_who_was_there(client, school):
    facilitator, staff = school
    sitting = sat(course(lessons=1), staff, facilitator)
    for role in ("facilitator", "trainer", "programme_lead", "organisation_lead", "administrator"):
        client.force_login(user_with_role(role))
        for name in ("courses:sitting", "courses:sitting_certificates"):
            answer = client.get(reverse(name, args=[sitting.pk]))
            assert answer.status_code in {403, 404}


def test_people_of_another_place_cannot_be_written_down(client, school):
    facilitator, _staff = school
    stranger = EmploymentFactory(organisation=OrganisationFactory()).person
    client.force_login(facilitator)
    page = course(lessons=1)
    assert stranger.display_name not in client.get(NEW).text
    assert "people" in client.post(NEW, typed(page, [stranger])).context["form"].errors
    sat(page, [stranger], facilitator)
    assert not stranger.enrolments.exists()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("course", ""),
        ("course", "999999"),
        ("taken_on", "2999-01-01"),
        ("taken_on", "2001-01-01"),
        ("taken_on", "soon"),
        ("minutes", "-1"),
        ("minutes", "99999999999999999999"),
        ("key", "nonsense"),
        ("people", []),
        ("people", ["x", "9" * 40]),
    ],
)
def test_what_cannot_be_meant_is_said_and_what_was_typed_stays(client, school, field, said):
    facilitator, staff = school
    client.force_login(facilitator)
    answer = client.post(NEW, typed(course(lessons=1), staff, place="Hall") | {field: said})
    assert field in answer.context["form"].errors
    assert 'value="Hall"' in answer.text
    assert not Sitting.objects.exists()


def test_finding_more_people_keeps_those_who_are_ticked(client, school):
    facilitator, (dot, amos) = school
    client.force_login(facilitator)
    page = course(lessons=1)
    for words in ("reed", "S2", "s2"):
        said = typed(page, [dot], q=words, place="Hall", find="1")
        form = client.post(NEW, said).context["form"]
        assert list(form.shown) == [dot, amos]
        assert form["people"].value() == [str(dot.pk)]
        assert form["place"].value() == "Hall"
        assert form["key"].value() == said["key"]
    assert "Nobody here has this name" in client.post(NEW, {"q": "zzz", "find": "1"}).text
    assert not Sitting.objects.exists()


def test_who_has_to_finish_another_course_first_is_named_and_left_out(client, school):
    facilitator, (dot, amos) = school
    first, page = course(lessons=1), course(lessons=1, title="Second")
    page.prerequisites.add(first)
    page.save()
    complete_lesson(person=dot, lesson=first.lessons[0], at=NOW)
    client.force_login(facilitator)
    answer = client.post(NEW, typed(page, [dot, amos]), follow=True)
    assert "this course is not open to them yet: Amos Reed" in answer.text
    assert Presence.objects.get().person == dot


def test_a_sheet_to_sign_names_who_is_ticked_and_writes_nothing_down(client, school):
    facilitator, (dot, _amos) = school
    client.force_login(facilitator)
    shown = client.post(NEW, typed(course(lessons=1), [dot], sheet="1")).text
    assert "Dot Barker" in shown
    assert "Amos Reed" not in shown
    assert "Amos Reed" in client.post(NEW, {"sheet": "1"}).text
    assert not Sitting.objects.exists()


def test_certificates_are_printed_for_those_whom_it_brought_to_the_end(client, school):
    facilitator, staff = school
    client.force_login(facilitator)
    page = course(lessons=1)
    complete_lesson(person=staff[1], lesson=page.lessons[0], at=NOW - timedelta(days=9))
    sitting = sat(page, staff, facilitator)
    url = reverse("courses:sitting_certificates", args=[sitting.pk])
    answer = client.get(url)
    assert answer.content.startswith(b"%PDF")
    assert answer.content.count(b"/Type /Page\n") in {0, 1}
    take_out_of_sitting(presence=sitting.presences.get(person=staff[0]), by=staff[0], at=NOW)
    assert "Nobody here has a certificate" in client.get(url, follow=True).text


def test_each_page_asks_as_often_for_many_people_as_for_few(client):
    page = course(lessons=1)
    facilitator, few = a_school("One", "Two")
    client.force_login(facilitator)
    sitting = sat(page, few, facilitator)
    urls = [NEW, "/together/", reverse("courses:sitting", args=[sitting.pk])]
    before = [queries_of(lambda url=url: client.get(url)) for url in urls]
    place = facilitator.person.role_grants.get().organisation
    many = [EmploymentFactory(organisation=place).person for _number in range(12)]
    for person in many:
        sitting.presences.create(person=person)
    sat(page, many, facilitator)
    assert [queries_of(lambda url=url: client.get(url)) for url in urls] == before


def test_a_record_is_copied_erased_and_merged(school):
    facilitator, (dot, amos) = school
    sitting = sat(course(lessons=1), [dot, amos], facilitator)
    assert privacy.export_for(dot)["taken_together"][0]["sitting__place"] == "Dining hall"
    privacy.merge(keep=dot, into_keep=amos)
    assert sitting.presences.get().person == dot
    privacy.erase(dot)
    privacy.erase(facilitator.person)
    sitting.refresh_from_db()
    assert (sitting.presences.count(), sitting.recorded_by) == (0, None)


def test_who_wrote_it_down_before_the_course_was_begun_by_somebody_changes_nothing_of_theirs():
    """Enrolled and under way: only what is not done yet is added."""
    facilitator, (person,) = a_school("Dot Barker")
    page = course(lessons=2)
    enrol_learner(person=person, course=page, at=NOW - timedelta(days=3))
    complete_lesson(person=person, lesson=page.lessons[0], at=NOW - timedelta(days=2))
    presence = sat(page, [person], facilitator).presences.get()
    assert presence.gave.count() == 1
    take_out_of_sitting(presence=presence, by=person, at=NOW)
    assert person.enrolments.get().progress.exclude(completed_at=None).count() == 1
    assert PersonFactory().presences.count() == 0


def test_what_somebody_did_afterwards_is_not_taken_back_with_the_rest(school):
    facilitator, (person, _other) = school
    first = lesson_with_quiz()
    second = lesson_with_quiz(first.course, title="Another check")
    sitting = sat(first.course, [person], facilitator)
    tried(first, person)
    complete_lesson(person=person, lesson=first, at=NOW)
    take_out_of_sitting(presence=sitting.presences.get(), by=facilitator.person, at=NOW)
    done = person.enrolments.get().progress.exclude(completed_at=None)
    assert [row.lesson_id for row in done] == [first.pk]
    assert second.pk != first.pk


def test_an_old_day_finishes_nothing_before_it_was_begun(school):
    facilitator, (person, _other) = school
    page = course(lessons=1)
    begun = NOW - timedelta(days=1)
    enrol_learner(person=person, course=page, at=begun)
    sat(page, [person], facilitator, taken_on=timezone.localdate(NOW - timedelta(days=20)))
    assert person.enrolments.get().completed_at == begun


@pytest.mark.parametrize(
    "said", [{"q": "a\0b"}, {"q": "x " * 5_000}, {"people": ["9" * 40]}, {"people": ["-1", "a"]}]
)
def test_what_no_browser_sends_is_refused_in_words(client, school, said):
    client.force_login(school[0])
    page = course(lessons=1)
    for button in ({"find": "1"}, {}):
        answer = client.post(NEW, {**typed(page, []), **said, **button})
        assert answer.status_code == 200
    assert not Sitting.objects.exists()
