"""A plan with totals of five is chosen in one place: its form says so, with the next step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions.evaluating import ask_before
from courses.actions.starting import copy_course
from courses.forms.sessions import PlanForm
from courses.models import Cohort, CoursePage
from courses.small_plans import why_not
from evaluation.models import Occasion, Wave
from resources.actions.review import install_review
from tests.accounts.factories import user_with_role
from tests.courses.cohorts import CohortFactory
from tests.courses.factories import course
from tests.courses.sessions import SessionFactory
from tests.evaluation.factories import OccasionFactory, PlanFactory, three_statements, version_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FIVE = {"k": 5, "k_agreed_at": NOW, "k_because": "pilot"}


@pytest.fixture
def plan():
    return PlanFactory(asks={Wave.PRE: [version_of(three_statements())]}, **FIVE)


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def cohort_with(client, trainer, plan, **facts):
    said = {"name": "Evening", "about": "", "starts_on": "2027-11-02", "is_pilot": "on"}
    said |= {"lead": trainer.person.pk, "evaluation_plan": plan.pk} | facts
    return client.post(reverse("courses:plan_cohort"), said)


def test_a_pilot_cohort_takes_the_plan_and_may_be_saved_again(client, trainer, plan):
    assert cohort_with(client, trainer, plan).status_code == 302
    [made] = Cohort.objects.all()
    said = {"name": "Morning", "starts_on": "2027-11-02", "is_pilot": "on", "edits": made.edits}
    said |= {"lead": trainer.person.pk, "evaluation_plan": plan.pk}
    client.post(reverse("courses:change_cohort", args=[made.pk]), said)
    made.refresh_from_db()
    assert made.name == "Morning"


def test_a_second_cohort_is_told_which_one_has_the_plan(client, trainer, plan):
    CohortFactory(name="Hub one", evaluation_plan=plan, is_pilot=True)
    answer = cohort_with(client, trainer, plan)
    assert "“Hub one” has it already" in answer.text
    assert Cohort.objects.count() == 1


def test_a_cohort_that_is_no_pilot_is_told_to_say_so(client, trainer, plan):
    answer = cohort_with(client, trainer, plan, is_pilot="")
    assert "Tick “this is a pilot”" in answer.text
    assert not Cohort.objects.exists()


def test_the_form_of_a_session_takes_no_plan_that_another_has(plan, trainer):
    SessionFactory(evaluation_plan=plan)
    form = PlanForm({"kind": "session", "evaluation_plan": plan.pk}, by=trainer)
    assert "has it already" in str(form.errors["evaluation_plan"])


def test_the_form_of_a_course_takes_no_plan_that_another_has(plan):
    CohortFactory(evaluation_plan=plan, is_pilot=True)
    form = CoursePage.get_edit_handler().get_form_class()
    page = course(lessons=1)
    said = {"evaluation_plan": plan.pk, "title": page.title, "outcomes-count": "0"}
    wrong = form(said, instance=page, for_user=user_with_role("trainer")).errors
    assert "has it already" in str(wrong["evaluation_plan"])


def test_a_plan_for_a_single_session_is_for_no_cohort_and_no_course(plan):
    plan.k_because = "single_session"
    assert "for a single session" in why_not(plan, key="cohort:1")
    assert "for a single session" in why_not(plan, key="course:1")
    assert why_not(plan, key="session:1") == ""


def test_where_it_was_used_counts_though_something_else_is_chosen_there_now(plan):
    OccasionFactory(plan=plan, key=f"cohort:7:{plan.uuid}", label="Last year")
    assert "“Last year” has it already" in why_not(plan, key="cohort:70")
    assert why_not(plan, key="cohort:7") == ""


def test_a_plan_that_waits_for_an_answer_has_one_place_already():
    asked = PlanFactory(k_wished=5, k_because="pilot")
    CohortFactory(evaluation_plan=asked, is_pilot=True)
    assert "has it already" in why_not(asked, key="cohort:0")


def test_any_number_of_cohorts_choose_a_plan_of_ten():
    usual = PlanFactory()
    CohortFactory.create_batch(2, evaluation_plan=usual)
    assert why_not(usual, key="cohort:0", is_pilot=False) == ""


def test_where_it_was_chosen_twice_before_the_second_asks_nothing_and_goes_on(plan):
    usual = {"starts_at": NOW + timedelta(days=3), "evaluation_plan": plan}
    first, second = SessionFactory(**usual), SessionFactory(**usual)
    person = user_with_role("practitioner").person
    assert ask_before(first, person, at=NOW) is not None
    assert ask_before(second, person, at=NOW) is None
    assert Occasion.objects.count() == 1


def test_the_copy_of_a_course_is_no_part_of_its_pilot(plan):
    author = user_with_role("trainer")
    first = course(lessons=1, evaluation_plan=plan)
    programme = first.get_parent().specific
    install_review(root=programme.get_root())
    facts = {"programme": programme, "title": "Second", "by": author, "at": NOW}
    assert copy_course(like=first, **facts).evaluation_plan is None
