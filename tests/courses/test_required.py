"""Leads see who has finished what is asked of them: that, and nothing more."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.vocabularies import load_vocabularies
from accounts.models import AgeBand, AuditEntry, Level
from accounts.roles import BY_CODE
from courses.actions import complete_lesson, enrol_learner
from courses.asked import Asking
from courses.models import Recognition, Requirement
from courses.required import RequiredList, Status
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.factories import course
from tests.courses.outside import asked, declared
from tests.queries import queries_of
from tests.urls_matrix import ROLES, reader_beside, sign_in

pytestmark = pytest.mark.django_db
PAGE, CSV = reverse("courses:required"), reverse("courses:required_csv")
MARCH = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def page():
    return course(title="Being there", lessons=1)


@pytest.fixture
def school():
    return OrganisationFactory()


@pytest.fixture
def lead(client, school):
    user = UserFactory()
    RoleGrantFactory(person=user.person, role="organisation_lead", organisation=school)
    sign_in(client, user)
    return user


def works(school, name, **said):
    person = PersonFactory(display_name=name)
    return EmploymentFactory(person=person, organisation=school, **said).person


def finish(person, page, *, at=MARCH):
    for each in page.lessons:
        complete_lesson(person=person, lesson=each, at=at)


def recognise(person, page):
    request = asked(person, course=page)
    Recognition.objects.create(person=person, course=page, request=request, recognised_at=MARCH)


def names(client, query=""):
    return [str(row.person) for row in client.get(PAGE + query).context["rows"]]


def lines(client, query=""):
    rows = client.get(PAGE + query).context["rows"]
    return [(str(row.person), line.asked.course.title) for row in rows for line in row.lines]


def downloaded(client, query=""):
    answer = client.get(CSV + query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_each_is_finished_or_not_yet(client, lead, school, page):
    Requirement.objects.create(course=page)
    finish(works(school, "Ann"), page)
    recognise(works(school, "Bea"), page)
    enrol_learner(person=works(school, "Cem"), course=page)
    declared(works(school, "Dev"))
    html = client.get(PAGE).text
    assert html.count("2 March 2026") == html.count(">Finished</span>") == 2
    assert html.count(">Not yet</span>") == 2
    assert names(client, "?status=finished") == ["Ann", "Bea"]
    assert names(client, "?status=not_yet") == ["Cem", "Dev"]


def test_nothing_tells_how_somebody_came_to_it_or_how_far_they_are(client, lead, school, page):
    """The same page, to the byte, whatever they did of the course or outside it."""
    Requirement.objects.create(course=page)
    ann, bea = works(school, "Ann"), works(school, "Bea")
    finish(ann, page)
    before = downloaded(client), lines(client)
    enrol_learner(person=bea, course=page, at=MARCH)
    declared(bea)
    asked(bea, course=page)
    assert (downloaded(client), lines(client)) == before


def test_a_refresher_shows_the_last_finish_and_never_none(client, lead, school):
    yearly = course(title="Yearly", lessons=1, refresh_months=12)
    Requirement.objects.create(course=yearly)
    ann = works(school, "Ann")
    finish(ann, yearly)
    ann.enrolments.create(course=yearly, release=yearly.current_release, period=2)
    assert "2 March 2026" in client.get(PAGE).text
    ann.enrolments.filter(period=2).update(completed_at=MARCH + timedelta(days=365))
    assert "2 March 2027" in client.get(PAGE).text


def test_only_those_who_work_there_now_and_are_confirmed(client, lead, school, page):
    Requirement.objects.create(course=page)
    today = timezone.localdate()
    over = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    works(school, "Here")
    works(school, "Left", **over)
    works(school, "Unconfirmed", unconfirmed=True)
    works(school, "Declined", unconfirmed=True, declined_at=timezone.now())
    works(school, "Erased").delete()
    works(OrganisationFactory(), "Elsewhere")
    works(OrganisationFactory(parent=school), "In a branch")
    assert names(client) == ["Here", "In a branch"]


def test_a_job_elsewhere_is_none_of_this_leads_business(client, lead, school, page):
    nurse = ProfessionFactory(slug="nurse", label="Nurse")
    Requirement.objects.create(course=page, profession=nurse)
    ann = works(school, "Ann")
    EmploymentFactory(person=ann, profession=nurse)
    assert names(client) == []
    assert "Nothing is asked of the people you look after" in client.get(PAGE).text


def test_a_course_and_a_status_narrow_the_lines_and_not_only_the_people(client, lead, school, page):
    other = course(title="Another", lessons=1)
    for each in (page, other):
        Requirement.objects.create(course=each)
    ann, _bea = works(school, "Ann"), works(school, "Bea")
    finish(ann, page)
    assert lines(client, f"?course={page.pk}") == [("Ann", "Being there"), ("Bea", "Being there")]
    assert lines(client, "?status=finished") == [("Ann", "Being there")]
    assert lines(client, f"?status=not_yet&course={page.pk}") == [("Bea", "Being there")]
    assert lines(client, "?status=not_yet&named=ann") == [("Ann", "Another")]
    assert "Nobody fits this" in client.get(f"{PAGE}?named=zzz").text


def test_the_database_lists_whoever_the_pathway_would_ask(client, lead, school):
    load_vocabularies()
    nurse = ProfessionFactory(slug="nurse", label="Nurse")
    levels = [None, *Level.objects.filter(slug__in=("wales-skilled", "nes-enhanced", "nes-aware"))]
    people = [
        works(school, f"{number} {profession}", level_expected=level, profession=profession)
        for number, level in enumerate(levels)
        for profession in (nurse, ProfessionFactory())
    ]
    slugs = ("nes-informed", "nes-skilled", "wales-skilled", "wales-aware")
    asked_at = [None, *Level.objects.filter(slug__in=slugs)]
    for number, level in enumerate(asked_at):
        for said in ({}, {"profession": nurse}, {"sector": nurse.sector}):
            page = course(title=f"Course {number} {said}", lessons=1)
            Requirement.objects.create(course=page, level=level, **said)
    asking = Asking(Requirement.objects.in_force())
    listed = RequiredList(lead, timezone.localdate())
    for page in asking.courses:
        expected = {
            person
            for person in people
            if page in {one.course for one in asking.of(person.employments.all())}
        }
        narrowed = RequiredList(lead, timezone.localdate(), course=page)
        assert {row.person for row in narrowed.page(size=50)} == expected
    assert len(listed.page(size=50)) == len(people)


@pytest.mark.parametrize("role", ROLES)
def test_whom_each_role_sees(client, page, role):
    """Their own place and below, or the whole partnership, or the page is closed to them."""
    Requirement.objects.create(course=page)
    here, elsewhere = EmploymentFactory(), EmploymentFactory()
    reader = reader_beside(here, role)
    sign_in(client, reader)
    expected = {
        "organisation_lead": {here.person, reader.person},
        "programme_lead": {here.person, elsewhere.person, reader.person},
    }.get(role)
    for address in (PAGE, CSV):
        assert client.get(address).status_code == (403 if expected is None else 200)
    if expected:
        assert {row.person for row in client.get(PAGE).context["rows"]} == expected
        told = {row[0] for row in downloaded(client)[1:]}
        assert told == {str(person) for person in expected}
    assert role in BY_CODE


def test_the_list_goes_on_where_it_stopped_and_asks_the_same(client, lead, school, page):
    Requirement.objects.create(course=page)
    everybody = [f"Learner {number:02}" for number in range(60)]
    first = works(school, everybody[0])
    one = queries_of(lambda: client.get(PAGE))
    for name in everybody[1:59]:
        works(school, name)
    last = works(school, "Learner 58")
    assert queries_of(lambda: client.get(PAGE)) == one
    assert names(client) == everybody[:50]
    after = client.get(PAGE).context["after"]
    assert str(after) == "Learner 49"
    assert names(client, f"?after={after.uuid}") == [*everybody[50:59], "Learner 58"]
    finish(after, page)
    assert names(client, f"?status=not_yet&after={after.uuid}")[0] == "Learner 50"
    assert names(client, f"?after={last.uuid}") == []
    assert names(client, f"?after={first.uuid}")[0] == "Learner 01"


def test_more_courses_ask_no_more_questions(client, lead, school, page):
    Requirement.objects.create(course=page)
    works(school, "Ann")
    for query in ("", "?status=not_yet"):
        one = queries_of(lambda query=query: client.get(PAGE + query))
        for _time in range(3):
            Requirement.objects.create(course=course(lessons=1))
        assert queries_of(lambda query=query: client.get(PAGE + query)) == one


def test_the_download_holds_the_whole_list_runs_no_formula_and_is_written_down(
    client, lead, school, page
):
    Requirement.objects.create(course=page)
    finish(works(school, "=1+1"), page)
    works(school, "Ann")
    headings, ann, formula = sorted(downloaded(client), key=lambda row: row[0] != "Name")
    assert headings[2:] == ["Practice level expected", "Course", "How it stands", "Finished on"]
    told = {row[0]: row[3:] for row in (ann, formula)}
    assert told["'=1+1"] == ["Being there", "Finished", "02/03/2026"]
    assert told["Ann"] == ["Being there", "Not yet", ""]
    entry = AuditEntry.objects.get(verb="required_courses.exported")
    assert entry.actor == lead.person.uuid
    assert [row[0] for row in downloaded(client, "?status=not_yet")] == ["Name", "Ann"]


@pytest.mark.parametrize(
    "query",
    [
        "course=x",
        "course=999999",
        "status=begun",
        "after=x",
        "after=" + "9" * 30,
        "named=%00",
        "level=x",
    ],
)
def test_a_nonsense_address_narrows_nothing(client, lead, school, page, query):
    Requirement.objects.create(course=page)
    works(school, "Ann")
    assert names(client, f"?{query}") == ["Ann"]
    assert len(downloaded(client, f"?{query}")) == 2


def test_where_nothing_is_asked_the_page_says_so(client, lead):
    assert "No course is asked of anybody yet" in client.get(PAGE).text


def test_the_homes_of_leads_lead_there(client, lead):
    assert f'href="{PAGE}"' in client.get("/").text
    sign_in(client, user_with_role("programme_lead"))
    assert f'href="{PAGE}"' in client.get("/").text


def test_a_status_is_one_of_three():
    assert [str(one.label) for one in Status] == [
        "Finished",
        "Not yet",
        "Not yet, if it is their work",
    ]


def test_nobody_is_called_behind_with_what_only_they_know_is_meant(client, lead, school, page):
    load_vocabularies()
    band, nurse = AgeBand.objects.first(), ProfessionFactory(slug="nurse", label="Nurse")
    Requirement.objects.create(course=page, age_band=band)
    Requirement.objects.create(course=page, profession=nurse)
    works(school, "Ann")
    works(school, "Bea", profession=nurse)
    finish(works(school, "Cem"), page)
    assert names(client, "?status=not_yet") == ["Bea"]
    assert names(client, "?status=they_know") == ["Ann"]
    assert names(client, "?status=finished") == ["Cem"]
    told = {row[0]: row[4] for row in downloaded(client)}
    assert (told["Ann"], told["Bea"]) == ("Not yet, if it is their work", "Not yet")


def test_a_lead_sees_who_is_short_of_a_level(client, lead, school, page):
    load_vocabularies()
    skilled, informed = (Level.objects.get(slug=f"nes-{name}") for name in ("skilled", "informed"))
    Requirement.objects.create(course=page, level=informed)
    finish(works(school, "Ann", level_expected=skilled), page)
    works(school, "Bea", level_expected=skilled)
    works(school, "Cem", level_expected=informed)
    assert names(client, f"?level={skilled.pk}") == ["Ann", "Bea"]
    assert names(client, f"?level={skilled.pk}&status=not_yet") == ["Bea"]
    assert "Level expected:" in client.get(PAGE).text
    assert {row[0]: row[2] for row in downloaded(client)}["Cem"] == str(informed)


def test_a_trainer_is_not_shown_it(client):
    sign_in(client, user_with_role("trainer"))
    assert client.get(PAGE).status_code == 403
