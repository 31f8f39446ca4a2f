"""Taking answers back takes them wherever they serve, and is written beside no name."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import privacy
from evaluation.actions import invite, score_responses, state_consent, withdraw
from evaluation.actions.serving import served_by
from evaluation.models import Invitation, Participant, Response, Score, Wave
from evaluation.pages import Pages
from tests.accounts.factories import PersonFactory, UserFactory
from tests.evaluation.factories import (
    OccasionFactory,
    PlanFactory,
    answer,
    answer_as,
    three_statements,
    version_of,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def version():
    return version_of(three_statements())


@pytest.fixture
def course(version):
    return OccasionFactory(label="A course", plan=PlanFactory(asks={Wave.POST: [version]}))


@pytest.fixture
def cohort(version):
    return OccasionFactory(label="A cohort", plan=PlanFactory(asks={Wave.POST: [version]}))


def asked(person, occasion):
    return invite(person=person, occasion=occasion, wave=Wave.POST, opens_at=NOW)


def counted(occasion):
    return Response.objects.counted().filter(participant__plan=occasion.plan).count()


def test_answers_that_served_elsewhere_go_there_too(course, cohort):
    person = PersonFactory()
    answer(asked(person, course), 1, 2, 3)
    asked(person, cohort)
    score_responses()
    assert (counted(course), counted(cohort)) == (1, 1)
    withdraw(person=person, plan=course.plan, at=NOW)
    assert not Response.objects.exists()
    assert not Score.objects.exists()


def test_answers_that_only_counted_there_stay_where_they_were_given(course, cohort):
    person = PersonFactory()
    answer(asked(person, course), 1, 2, 3)
    asked(person, cohort)
    withdraw(person=person, plan=cohort.plan, at=NOW)
    assert (counted(course), counted(cohort)) == (1, 0)


def test_answers_that_served_one_after_another_go_with_the_first(version, course, cohort):
    person = PersonFactory()
    third = OccasionFactory(plan=PlanFactory(asks={Wave.POST: [version]}))
    answer(asked(person, course), 1, 2, 3)
    asked(person, cohort)
    asked(person, third)
    withdraw(person=person, plan=course.plan, at=NOW)
    assert not Response.objects.exists()


def test_the_same_answers_of_somebody_else_stay(course, cohort):
    one, other = PersonFactory(), PersonFactory()
    for person in (one, other):
        answer(asked(person, course), 1, 2, 3)
        asked(person, cohort)
    withdraw(person=one, plan=course.plan, at=NOW)
    assert (counted(course), counted(cohort)) == (1, 1)


def test_no_row_leads_from_a_copy_to_what_it_was_copied_from(course, cohort):
    person = PersonFactory()
    answer(asked(person, course), 1, 2, 3)
    asked(person, cohort)
    given, copied = Response.objects.order_by("serves_as_well")
    assert copied.origin
    assert given.origin == ""
    assert given.pk.hex not in copied.origin
    assert str(given.pk) not in copied.origin


def test_answers_serve_no_plan_whose_text_they_were_not_given_under(course, cohort):
    person = PersonFactory()
    state_consent(plan=cohort.plan, words="Here other words hold.")
    here, there = asked(person, course), asked(person, cohort)
    assert served_by(Pages.of(here), here, at=NOW) == []
    answer(here, 1, 2, 3)
    assert there in Invitation.objects.unanswered_by(person, at=timezone.now())
    later = OccasionFactory(plan=cohort.plan)
    assert not Pages.of(asked(person, later)).is_sent
    assert not Participant.objects.filter(plan=cohort.plan).exists()


def test_answers_serve_a_plan_whose_text_was_agreed_to_before(course, cohort):
    person = PersonFactory()
    state_consent(plan=cohort.plan, words="Here other words hold.")
    answer_as(person, OccasionFactory(plan=cohort.plan), Wave.POST, 1, 1, is_complete=False)
    there = asked(person, cohort)
    here = asked(person, course)
    assert there in served_by(Pages.of(here), here, at=NOW)


def test_answers_serve_no_plan_that_was_left(course, cohort):
    person = PersonFactory()
    answer(asked(person, cohort), 1, 2, 3)
    withdraw(person=person, plan=cohort.plan, at=NOW)
    here = asked(person, course)
    answer(here, 1, 2, 3)
    assert served_by(Pages.of(here), here, at=NOW) == []
    assert Response.objects.count() == 1


def test_nothing_beside_a_name_tells_that_somebody_took_their_answers_back(course):
    person = PersonFactory()
    invitation = asked(person, course)
    answer(invitation, 1, 2, 3)
    before = Invitation.objects.values().get()
    withdraw(person=person, plan=course.plan, at=NOW)
    assert Invitation.objects.values().get() == before
    assert Invitation.objects.unanswered_by(person, at=timezone.now()) == []


def test_the_page_says_what_goes_and_what_is_asked_no_more(client, course, cohort):
    user = UserFactory()
    client.force_login(user)
    answer(asked(user.person, course), 1, 2, 3)
    asked(user.person, cohort)
    html = client.get(reverse("evaluation:take_back", args=[course.plan.uuid])).text
    assert "These answers are about: A course." in html
    assert "you may be asked again: A cohort." in html
    assert "such as another course, does not ask you either" in html


def test_whoever_took_answers_back_is_told_so_where_questions_were(client, course):
    user = UserFactory()
    client.force_login(user)
    invitation = asked(user.person, course)
    answer(invitation, 1, 2, 3)
    withdraw(person=user.person, plan=course.plan, at=NOW)
    page = reverse("evaluation:survey", args=[invitation.uuid])
    assert "You took your answers back" in client.get(page, follow=True).text
    client.post(page, {"K1": "2"})
    assert not Response.objects.exists()


@pytest.mark.parametrize("is_kept", [True, False])
def test_taking_back_under_either_record_holds_for_both_when_they_are_merged(course, is_kept):
    left, other = PersonFactory(), PersonFactory()
    answer(asked(left, course), 1, 2, 3)
    withdraw(person=left, plan=course.plan, at=NOW)
    answer(asked(other, course), 4, 4, 2)
    keep, into_keep = (left, other) if is_kept else (other, left)

    privacy.merge(keep=keep, into_keep=into_keep)

    assert not Response.objects.exists()
    participant = Participant.objects.get()
    assert participant.pseudonym == course.plan.pseudonym_of(keep)
    assert participant.withdrawn_on == timezone.localdate(NOW)
    assert Invitation.objects.unanswered_by(keep, at=timezone.now()) == []


def test_copies_of_answers_that_a_merge_drops_go_with_those_it_keeps(course, cohort):
    keep, other = PersonFactory(), PersonFactory()
    answer(asked(keep, course), 1, 2, 3)
    answer(asked(other, course), 4, 4, 2)
    asked(other, cohort)

    privacy.merge(keep=keep, into_keep=other)

    assert (counted(course), counted(cohort)) == (1, 1)
    withdraw(person=keep, plan=course.plan, at=NOW)
    assert not Response.objects.exists()
