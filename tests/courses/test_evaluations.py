"""Cohorts, sessions and courses ask what their plan says, when they say it happened."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.attending import mark_attendance
from courses.actions.booking import give_up_place
from courses.actions.cohorts import add_members, change_cohort, take_members_out
from courses.actions.committing import keep_commitment, take_back_commitment
from courses.actions.evaluating import ask_after, ask_who_came
from courses.actions.evaluating_later import ask_round
from courses.actions.planning import change_session
from courses.forms.sessions import PlanForm
from courses.models import Cohort, CoursePage, Enrolment, LiveSession
from courses.tasks import ask_after_learning
from evaluation.actions import add_measure, withdraw
from evaluation.models import Invitation, PlannedMeasure, Response, Wave
from evaluation.tasks import look_after_questions
from tests.accounts.factories import (
    PersonFactory,
    RoleGrantFactory,
    UserFactory,
    user_with_role,
)
from tests.courses.cohorts import CohortFactory, meeting
from tests.courses.factories import course
from tests.courses.sessions import SessionFactory, booked
from tests.evaluation.factories import PlanFactory, answer, version_of
from tests.evaluation.factories import three_statements as statements
from tests.resources.posting import form_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
AFTER = [Wave.POST, Wave.FOLLOW_UP]


def in_days(days):
    return NOW + timedelta(days=days)


@pytest.fixture
def plan():
    """Before, after, and two months later."""
    version = version_of(statements())
    made = PlanFactory(asks={wave: [version] for wave in (Wave.PRE, *AFTER)})
    made.waves.filter(wave=Wave.FOLLOW_UP).update(opens_after=60)
    return made


@pytest.fixture
def cohort(plan):
    return CohortFactory(evaluation_plan=plan, series=None)


@pytest.fixture
def session(plan):
    return SessionFactory(starts_at=in_days(3), evaluation_plan=plan)


def asked(person, *, is_open=True):
    found = Invitation.objects.filter(person=person, closed_at__isnull=is_open)
    return list(found.order_by("pk").values_list("wave", flat=True))


def join(cohort, *people, at=NOW):
    add_members(cohort=cohort, people=people, by=cohort.lead, at=at)


def over(session, *, days=1):
    starts_at = in_days(-days)
    LiveSession.objects.filter(pk=session.pk).update(starts_at=starts_at)
    session.refresh_from_db()
    return session


def mark(session, *, listed, here):
    by = session.facilitators.first()
    keys = {person.pk for person in here}
    mark_attendance(session=session, listed=listed, here=keys, by=by, at=timezone.now())


def test_joining_a_cohort_asks_how_it_is_before(cohort):
    person = PersonFactory()
    for _time in range(2):
        join(cohort, person)
    assert asked(person) == [Wave.PRE]
    assert Invitation.objects.get().occasion.label == cohort.name


def test_the_first_booking_asks_where_joining_did_not(cohort, plan):
    person = PersonFactory()
    Cohort.objects.update(evaluation_plan=None)
    join(Cohort.objects.get(), person)
    assert asked(person) == []
    Cohort.objects.update(evaluation_plan=plan)
    booked(meeting(Cohort.objects.get(), None, at=in_days(3)), person=person, at=NOW)
    assert asked(person) == [Wave.PRE]


def test_whoever_books_as_a_guest_of_a_cohort_is_not_asked_about_it(cohort):
    person = PersonFactory()
    booked(meeting(cohort, None, at=in_days(3), is_open_to_others=True), person=person, at=NOW)
    assert asked(person) == []


def test_a_plan_that_a_cohort_gets_later_asks_its_people(cohort, plan):
    person = PersonFactory()
    Cohort.objects.update(evaluation_plan=None)
    join(Cohort.objects.get(), person)
    change_cohort(cohort=cohort, facts={"evaluation_plan": plan}, by=cohort.lead)
    assert asked(person) == [Wave.PRE]


def test_once_a_cohort_has_met_it_is_too_late_to_say_how_it_was_before(cohort):
    early, late = PersonFactory(), PersonFactory()
    join(cohort, early)
    meeting(cohort, None, at=in_days(-1))
    meeting(cohort, None, at=in_days(5))
    join(cohort, late)
    ask_round(at=NOW)
    assert asked(early) == asked(late) == []
    assert asked(early, is_open=False) == [Wave.PRE]


def test_leaving_a_cohort_ends_what_is_asked_and_coming_back_opens_it(cohort):
    person = PersonFactory()
    join(cohort, person)
    take_members_out(cohort=cohort, people=[person], by=cohort.lead, at=NOW)
    assert asked(person) == []
    join(cohort, person)
    assert asked(person) == [Wave.PRE]


def test_after_the_last_session_its_people_are_asked_once(cohort):
    person, away = PersonFactory(), PersonFactory()
    join(cohort, person, away)
    meeting(cohort, None, at=in_days(-9), there=[person], missed=[away])
    last = meeting(cohort, None, at=in_days(-1), there=[person], missed=[away])
    for _time in range(2):
        ask_after_learning()
    assert asked(person) == AFTER
    assert asked(away) == []
    opens = dict(Invitation.objects.filter(person=person).values_list("wave", "opens_at"))
    assert opens[Wave.POST] == last.ends_at
    assert opens[Wave.FOLLOW_UP] == last.ends_at + timedelta(days=60)


@pytest.mark.parametrize(
    "still",
    [
        {"series": True},
        {"ends_on": 3},
        {"another": 4},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_cohort_that_goes_on_is_not_asked_how_it_was(plan, still):
    facts = {} if "series" in still else {"series": None}
    if "ends_on" in still:
        facts["ends_on"] = in_days(still["ends_on"]).date()
    cohort = CohortFactory(evaluation_plan=plan, starts_on=in_days(-30).date(), **facts)
    person = PersonFactory()
    join(cohort, person)
    meeting(cohort, 1 if "series" in still else None, at=in_days(-1))
    if "another" in still:
        meeting(cohort, None, at=in_days(still["another"]))
    ask_round(at=NOW)
    assert not set(asked(person)) & set(AFTER)


def test_where_nobody_wrote_down_who_came_every_member_is_asked(cohort):
    person = PersonFactory()
    join(cohort, person)
    meeting(cohort, None, at=in_days(-1))
    ask_round(at=NOW)
    assert asked(person) == AFTER


def test_the_support_person_of_the_session_is_named(session):
    booked(session, person=PersonFactory(), at=NOW)
    assert Invitation.objects.get().occasion.support == session.support_person


def test_another_support_person_is_offered_to_whoever_was_asked_already(session):
    booked(session, person=PersonFactory(), at=NOW)
    other, by = PersonFactory(), session.facilitators.first()
    facts = {"support_person": other}
    change_session(session=session, facts=facts, facilitators=[by], by=by, at=NOW)
    assert Invitation.objects.get().occasion.support == other


def test_booking_a_session_asks_before_it_and_giving_it_up_ends_that(session):
    person = PersonFactory()
    booking = booked(session, person=person, at=NOW)
    assert asked(person) == [Wave.PRE]
    give_up_place(booking=booking, at=NOW)
    assert asked(person) == []


def test_booking_again_opens_what_giving_the_place_up_had_closed(session):
    person = PersonFactory()
    give_up_place(booking=booked(session, person=person, at=NOW), at=NOW)
    booked(session, person=person, at=NOW)
    assert asked(person) == [Wave.PRE]


def test_a_cohort_that_meets_forty_days_after_joining_is_asked_until_then(cohort):
    person = PersonFactory()
    join(cohort, person, at=in_days(-40))
    meeting(cohort, None, at=in_days(1))
    look_after_questions()
    ask_round(at=NOW)
    [asking] = Invitation.objects.unanswered_by(person, at=NOW)
    assert asking.wave == Wave.PRE
    ask_round(at=in_days(6))
    assert Wave.PRE not in asked(person)


def test_whoever_waits_for_a_place_is_not_asked_yet(session):
    LiveSession.objects.update(capacity=1)
    booked(session, person=PersonFactory(), at=NOW)
    waiting = PersonFactory()
    booked(session, person=waiting, at=NOW)
    assert asked(waiting) == []


def test_a_reaction_form_goes_to_those_who_came(session):
    here, away = PersonFactory(), PersonFactory()
    for person in (here, away):
        booked(session, person=person, at=NOW)
    mark(over(session), listed=[here, away], here=[here])
    assert asked(here) == AFTER
    assert not set(asked(away)) & set(AFTER)


def test_a_slip_of_the_list_is_mended_both_ways(session):
    person = PersonFactory()
    over(session)
    mark(session, listed=[person], here=[person])
    mark(session, listed=[person], here=[])
    assert asked(person) == []
    mark(session, listed=[person], here=[person])
    assert asked(person) == AFTER


def test_of_a_long_list_beat_asks_whoever_is_left(session):
    people = PersonFactory.create_batch(3)
    over(session)
    for person in people:
        session.attendances.create(person=person, marked_at=NOW)
    assert ask_who_came(session, at=NOW, most=1) == 1
    assert ask_round(at=timezone.now()) == 2
    assert ask_round(at=timezone.now()) == 0
    assert [asked(person) for person in people] == [AFTER] * 3


def test_nothing_is_asked_of_a_wellbeing_session(session):
    LiveSession.objects.update(kind=LiveSession.Kind.WELLBEING)
    person = PersonFactory()
    booked(LiveSession.objects.get(), person=person, at=NOW)
    mark(over(session), listed=[person], here=[person])
    assert not Invitation.objects.exists()


def test_the_form_of_a_wellbeing_session_takes_no_plan(plan):
    by = user_with_role("trainer")
    form = PlanForm({"kind": "wellbeing", "evaluation_plan": plan.pk}, by=by)
    assert "evaluation_plan" in form.errors


def test_a_commitment_is_shown_at_the_follow_up_and_kept_with_no_answer(session):
    person = PersonFactory()
    booked(session, person=person, at=NOW)
    over(session)
    said = {"session": session, "person": person, "is_shown": False, "at": NOW}
    keep_commitment(words="I ask first.", **said)
    mark(session, listed=[person], here=[person])
    follow_up = Invitation.objects.get(wave=Wave.FOLLOW_UP)
    assert follow_up.show == "I ask first."
    assert Invitation.objects.get(wave=Wave.POST).show == ""
    answer(follow_up, 2, 2, 4)
    assert "I ask" not in str(list(Response.objects.values()))


def test_what_is_shown_follows_what_they_write_later_or_take_back(cohort):
    person = PersonFactory()
    join(cohort, person)
    last = meeting(cohort, None, at=in_days(-1), there=[person])
    ask_round(at=NOW)
    said = {"session": last, "person": person, "is_shown": False, "at": NOW}
    kept = keep_commitment(words="I write shorter letters.", **said)
    follow_up = Invitation.objects.filter(wave=Wave.FOLLOW_UP)
    assert follow_up.get().show == "I write shorter letters."
    take_back_commitment(commitment=kept, person=person)
    assert follow_up.get().show == ""


def test_a_course_that_ends_in_a_session_asks_too(plan):
    page = course(lessons=1, evaluation_plan=plan)
    person = PersonFactory()
    facts = {"person": person, "course": page, "release": page.current_release}
    Enrolment.objects.create(completed_at=in_days(-1), **facts)
    old = PersonFactory()
    Enrolment.objects.create(**(facts | {"person": old, "completed_at": in_days(-9)}))
    for _time in range(2):
        ask_round(at=NOW)
    assert asked(person) == AFTER
    assert asked(old) == []


@pytest.fixture
def half_a_year(plan):
    """Adds a moment to a plan that has been running."""

    def add():
        [version] = {one.version for one in PlannedMeasure.objects.all()}
        add_measure(plan=plan, wave=Wave.LATER, version=version, opens_after=180)

    return add


def test_a_moment_that_is_added_later_is_asked_of_those_who_finished_before(plan, half_a_year):
    page, person = course(lessons=1, evaluation_plan=plan), PersonFactory()
    ask_after(page, person, at=in_days(-30))
    too_late = PersonFactory()
    ask_after(page, too_late, at=in_days(-181))
    half_a_year()
    assert ask_round(at=NOW) == 1
    assert ask_round(at=NOW) == 0
    assert asked(person) == [*AFTER, Wave.LATER]
    assert Invitation.objects.get(wave=Wave.LATER).opens_at == in_days(150)
    assert Wave.LATER not in asked(too_late)


def test_an_added_moment_is_not_asked_where_the_plan_was_taken_away(plan, half_a_year):
    page, person = course(lessons=1, evaluation_plan=plan), PersonFactory()
    ask_after(page, person, at=in_days(-30))
    CoursePage.objects.update(evaluation_plan=None)
    half_a_year()
    assert ask_round(at=NOW) == 0


def test_an_added_moment_shows_the_commitment_and_leaves_out_whoever_was_not_there(
    session, half_a_year
):
    here, away, gone = PersonFactory.create_batch(3)
    booked(session, person=here, at=NOW)
    over(session)
    said = {"session": session, "person": here, "is_shown": False, "at": NOW}
    keep_commitment(words="I ask first.", **said)
    mark(session, listed=[here, away, gone], here=[here, away, gone])
    mark(session, listed=[away], here=[])
    withdrawn = Invitation.objects.get(person=gone, wave=Wave.POST)
    answer(withdrawn, 2, 2, 4)
    withdraw(person=gone, plan=withdrawn.occasion.plan, at=NOW)
    half_a_year()
    ask_round(at=timezone.now())
    later = Invitation.objects.get(wave=Wave.LATER)
    assert (later.person, later.show) == (here, "I ask first.")


def test_an_author_chooses_the_plan_of_a_course_in_the_cms(client, plan):
    page = course(lessons=1)
    client.force_login(UserFactory(is_superuser=True))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    said = form_of(client, url) | {"evaluation_plan": plan.pk, "action-publish": "1"}
    answer = client.post(url, said)
    assert answer.status_code == 302, answer.context["form"].errors
    assert CoursePage.objects.get(pk=page.pk).evaluation_plan == plan


def test_a_course_outlives_its_plan(plan):
    page = course(lessons=1, evaluation_plan=plan)
    plan.delete()
    assert CoursePage.objects.get(pk=page.pk).evaluation_plan is None


def page_of(client, user, cohort, *, name="courses:cohort"):
    client.force_login(user)
    return client.get(reverse(name, args=[cohort.pk])).content.decode()


def test_the_page_of_a_cohort_says_what_is_asked_and_when(client, cohort):
    html = page_of(client, user_with_role("trainer"), cohort)
    assert "Opens on joining, and ends when the first session begins." in html
    assert "Opens when the last session is over." in html
    assert "Opens 60 days after the last session." in html


def test_members_of_a_cohort_read_what_they_are_asked_and_when(client, cohort):
    member = UserFactory()
    join(cohort, member.person)
    html = page_of(client, member, cohort, name="courses:own_cohort")
    assert "Opens 60 days after the last session." in html
    assert reverse("evaluation:report", args=[cohort.evaluation_plan.uuid]) not in html


@pytest.mark.parametrize("role", ["programme_lead", None])
def test_the_report_is_one_step_from_the_cohort_for_whoever_may_see_results(client, cohort, role):
    reader = user_with_role("trainer")
    if role:
        RoleGrantFactory(person=reader.person, role=role)
    report = reverse("evaluation:report", args=[cohort.evaluation_plan.uuid])
    assert (report in page_of(client, reader, cohort)) is bool(role)
    assert client.get(report).status_code == (200 if role else 403)


def test_a_cohort_without_a_plan_says_nothing_of_questions(client):
    html = page_of(client, user_with_role("trainer"), CohortFactory())
    assert "What is asked, and when" not in html
