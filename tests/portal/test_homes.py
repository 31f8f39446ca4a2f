import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.groups import follow_roles
from accounts.roles import GRANTABLE
from courses.actions import enrol_learner, keep_place
from courses.actions.recognising import decide_recognition
from courses.models import LiveSession, Requirement
from evaluation.models import Wave
from tests.accounts.factories import (
    EmploymentFactory,
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.factories import course, lesson
from tests.courses.outside import asked
from tests.courses.sessions import SessionFactory
from tests.evaluation.factories import InvitationFactory, OccasionFactory, answer_as
from tests.forums.factories import PostFactory, member
from tests.queries import queries_of
from tests.resources.factories import site_root

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(autouse=True)
def _site():
    site_root()


def holder(code):
    role = next(role for role in GRANTABLE if role.code == code)
    user = UserFactory()
    fields = {"ends_at": NOW + timedelta(days=90)} if role.must_end else {}
    if code == "organisation_lead":
        fields["organisation"] = EmploymentFactory(person=user.person).organisation
    RoleGrantFactory(person=user.person, role=code, **fields)
    follow_roles(user.person)
    return user


def words(response):
    return " ".join(response.content.decode().split())


def home(client, user, path="/"):
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return words(answer)


def test_signed_out_the_home_page_of_the_site_stands_there(client):
    assert "Learn together." in words(client.get("/"))


def test_a_practitioner_with_nothing_yet_reads_what_will_stand_there(client):
    html = home(client, UserFactory(person__display_name="Priya Nair"))
    assert "Hello, Priya" in html
    assert "Nothing new is asked of you today." in html
    assert "You have no course under way." in html
    assert "You have booked none." in html
    assert "once your organisation’s lead has confirmed" in html
    assert "cp-switch" not in html


def test_a_practitioner_is_offered_courses_they_have_not_begun(client):
    course(title="Understanding adversity")
    course(title="A draft").unpublish()
    html = home(client, UserFactory())
    assert "Courses you could begin" in html
    assert "Understanding adversity" in html
    assert "A draft" not in html


def test_a_course_that_counts_already_is_not_offered(client):
    user = UserFactory()
    found = asked(user.person)
    assert found.course.title in home(client, user)
    by = user_with_role("trainer").person
    decide_recognition(by=by, request=found, recognises=True, why="", at=NOW)
    assert found.course.title not in home(client, user)


def test_a_trainer_sees_how_many_ask_that_earlier_learning_counts(client):
    asked(PersonFactory())
    assert "1 request waits for an answer" in home(client, holder("trainer"))


def test_a_practitioner_carries_on_at_the_lesson_and_part_that_were_open_last(client):
    user, page = member(), course(lessons=2)
    enrolment = enrol_learner(person=user.person, course=page)
    second = page.lessons[1]
    keep_place(enrolment=enrolment, lesson=second, part=2, at=NOW)
    html = home(client, user)
    assert "Carry on with lesson 2" in html
    assert "You stopped at “Patterns, not predictions”. About 7 minutes are left." in html
    assert f'href="{second.url}?part=2"' in html


def test_what_is_asked_says_why_and_goes_once_it_is_answered(client):
    user, occasion = member(), OccasionFactory(label="Understanding adversity")
    InvitationFactory(person=user.person, occasion=occasion)
    html = home(client, user)
    assert "One thing is asked of you." in html
    assert "A few questions before “Understanding adversity”" in html
    assert "So that the partnership can see what changes." in html
    user.person.survey_invitations.all().delete()
    answer_as(user.person, occasion, Wave.PRE, 1, 2, 3)
    assert "Nothing new is asked of you" in home(client, user)


def test_news_of_the_community_never_shows_what_is_held(client):
    PostFactory(thread__title="A waiting question", held=True)
    PostFactory(thread__title="An open question")
    html = home(client, member())
    assert "An open question" in html
    assert "A waiting question" not in html


EMPTY = {
    "trainer": ["Nothing waits for your review.", "You have no draft.", "Nothing stands out."],
    "champion": ["Nothing waits for you", "Every question has an answer."],
    "programme_lead": ["Fewer than 10", "There are no figures yet.", "Too few to show."],
    "organisation_lead": ["People in your organisation", "Sign-in cards"],
    "facilitator": ["Plan and run sessions"],
    "commissioner": ["How far the courses reach"],
    "evaluator": ["Your access ends on"],
    "safeguarding_lead": ["Nothing has been passed on to you", "checked in time"],
    "privacy_officer": ["No request about personal data waits for you."],
    "administrator": ["What keeps the portal right.", "0 pages to read again"],
}


@pytest.mark.parametrize("role", [role.code for role in GRANTABLE])
def test_every_role_has_a_home_that_is_whole_before_anything_has_happened(client, role):
    html = home(client, holder(role))
    for sentence in EMPTY[role]:
        assert sentence in html
    assert "Your learning" in html


@pytest.mark.parametrize("role", [role.code for role in GRANTABLE])
def test_every_link_of_a_home_leads_somewhere_its_reader_may_go(client, role):
    PostFactory(thread__opened_by=member().person)
    PostFactory(held=True, author=member().person)
    EmploymentFactory(unconfirmed=True)
    user = holder(role)
    html = home(client, user)
    links = set(re.findall(r'href="(/[^"#]*)', html.split("<main")[1].split("</main>")[0]))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("role", ["facilitator", "trainer"])
def test_a_session_to_run_stands_there_until_it_is_cancelled(client, role):
    user = holder(role)
    soon = timezone.now() + timedelta(days=3)
    for state in LiveSession.State:
        SessionFactory(
            title=f"It is {state}", state=state, starts_at=soon, facilitators=[user.person]
        )
    shown = home(client, user)
    assert "It is open" in shown
    assert "It is draft" in shown
    assert "It is cancelled" not in shown


@pytest.mark.parametrize("role", ["facilitator", "trainer"])
def test_a_session_that_has_begun_stands_there_for_the_rest_of_the_day(client, role):
    user = holder(role)
    for title, hours in (("It goes on", 11), ("It was yesterday", 13)):
        began = timezone.now() - timedelta(hours=hours)
        SessionFactory(title=title, starts_at=began, facilitators=[user.person])
    shown = home(client, user)
    assert "It goes on" in shown
    assert "It was yesterday" not in shown


def test_somebody_with_two_roles_moves_between_their_homes(client):
    user = user_with_role("champion")
    RoleGrantFactory(person=user.person, role="programme_lead")
    html = home(client, user)
    assert "How it is going" in html
    assert "Nothing waits for you" in home(client, user, "/?as=champion")
    assert f"Hello, {user.person.short_name}" in home(client, user, "/?as=practitioner")


def test_a_role_that_one_does_not_hold_opens_nothing(client):
    assert "Hello," in home(client, UserFactory(), "/?as=programme_lead")


def test_a_lead_sees_how_many_wait_and_only_numbers_that_find_nobody(client):
    page = course(lessons=1)
    for person in PersonFactory.create_batch(9):
        enrol_learner(person=person, course=page)
    EmploymentFactory(unconfirmed=True)
    lead = user_with_role("programme_lead")
    html = home(client, lead)
    assert "have finished a course, of Fewer than 10 who began one." not in html
    assert "have finished a course, of fewer than 10 who began one." in html
    assert "person waits for your decision." in html
    assert "Fewer than 10" in words(client.get("/reach/"))
    enrol_learner(person=PersonFactory(), course=page)
    assert "of 10 who began one." in home(client, lead)


@pytest.mark.parametrize(
    ("role", "status"),
    [("programme_lead", 200), ("commissioner", 200), ("trainer", 403), ("evaluator", 403)],
)
def test_reach_is_for_those_who_see_totals(client, role, status):
    client.force_login(holder(role))
    assert client.get("/reach/").status_code == status


@pytest.mark.parametrize("role", ["practitioner", *(role.code for role in GRANTABLE)])
def test_homes_ask_as_much_for_much_as_for_little(client, role):
    user = member() if role == "practitioner" else holder(role)
    more(user)
    client.force_login(user)
    few = queries_of(lambda: client.get("/"))
    for _time in range(4):
        more(user)
    assert queries_of(lambda: client.get("/")) == few


def more(user):
    page = course(lessons=1)
    lesson(page, title="Another lesson")
    course(title="Not begun")
    enrolment = enrol_learner(person=user.person, course=page)
    keep_place(enrolment=enrolment, lesson=page.lessons[0], part=2, at=NOW)
    InvitationFactory(person=user.person)
    PostFactory(thread__opened_by=member().person)
    PostFactory(held=True, author=member().person)
    EmploymentFactory(unconfirmed=True)


def test_a_practitioner_reads_which_course_is_asked_of_them_and_why(client):
    user = UserFactory()
    EmploymentFactory(person=user.person)
    page = course(title="Being there", lessons=1)
    Requirement.objects.create(course=page)
    html = home(client, user)
    assert "One thing is asked of you. It does not have to be today." in html
    assert "Because you work as Teacher." in html
    assert "Suggested by" in html
    enrol_learner(person=user.person, course=page)
    keep_place(
        enrolment=user.person.enrolments.get(), lesson=page.lessons[0], part=1, at=timezone.now()
    )
    assert "Because you work as" not in home(client, user)
