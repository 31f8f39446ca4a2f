"""Whoever was asked hears of it three times at most, and never once they have answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions import (
    close_for,
    close_run_out,
    invite,
    show_again,
    withdraw,
)
from evaluation.messages import QUESTIONS_OPEN
from evaluation.models import Invitation, Plan, PlannedWave, Response, Score, Wave
from evaluation.tasks import look_after_questions
from notifications.actions.choosing import choose
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import PersonFactory, UserFactory
from tests.evaluation.factories import OccasionFactory, answer, version_of
from tests.evaluation.factories import three_statements as statements
from tests.notifications.factories import AlwaysOpen

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def asked(wave=Wave.PRE, *, at=NOW, person=None):
    person = person or PersonFactory()
    return invite(person=person, occasion=OccasionFactory(), wave=wave, opens_at=at)


def due_days():
    messages = Message.objects.order_by("due_at")
    return [round((one.due_at - NOW) / timedelta(days=1)) for one in messages]


def wanted():
    return [QUESTIONS_OPEN.words(one) is not None for one in Message.objects.order_by("due_at")]


def test_an_invitation_brings_three_letters_and_no_more():
    invitation = asked()
    again = invite(
        person=invitation.person, occasion=invitation.occasion, wave=Wave.PRE, opens_at=NOW
    )
    assert again == invitation
    assert due_days() == [0, 7, 14]
    words = QUESTIONS_OPEN.words(Message.objects.earliest("due_at"))
    assert (words["about"], words["is_last"]) == ("Understanding adversity", False)


def test_whoever_is_asked_on_the_spot_has_an_hour_before_the_first():
    asked()
    assert Message.objects.earliest("due_at").due_at == NOW + timedelta(hours=1)


def test_letters_count_from_the_day_the_questions_open():
    occasion = OccasionFactory()
    PlannedWave.objects.filter(wave=Wave.POST).update(opens_after=60)
    invite(person=PersonFactory(), occasion=occasion, wave=Wave.POST, opens_at=NOW)
    assert due_days() == [60, 67, 74]
    assert wanted() == [False, False, False]


def test_a_short_window_has_fewer_letters():
    occasion = OccasionFactory()
    PlannedWave.objects.update(open_for=7)
    invite(person=PersonFactory(), occasion=occasion, wave=Wave.POST, opens_at=NOW)
    assert due_days() == [0]


def test_before_stays_open_and_its_letters_stop_after_two_weeks():
    occasion = OccasionFactory()
    PlannedWave.objects.update(open_for=7)
    invite(person=PersonFactory(), occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    assert due_days() == [0, 7, 14]
    assert close_run_out(at=NOW + timedelta(days=400)) == 0


def test_each_letter_ends_when_the_next_is_due():
    asked()
    first, second, third = Message.objects.order_by("due_at")
    assert (first.expires_at, second.expires_at) == (second.due_at, third.due_at)


def test_no_letter_goes_once_they_have_answered():
    invitation = asked()
    answer(invitation, 2, 2, is_complete=False)
    assert wanted() == [True, True, True]
    answer(invitation, 2, 2, 4)
    assert wanted() == [False, False, False]


def test_no_letter_goes_once_answers_were_taken_back():
    invitation = asked()
    answer(invitation, 2, 2, 4)
    withdraw(person=invitation.person, plan=invitation.occasion.plan, at=NOW)
    assert wanted() == [False, False, False]


def test_no_letter_goes_once_it_is_closed():
    invitation = asked()
    close_for(person=invitation.person, occasion=invitation.occasion, reason="left", at=NOW)
    assert wanted() == [False, False, False]


def test_no_letter_goes_once_the_plan_is_closed():
    asked()
    Plan.objects.update(closed_at=NOW)
    assert wanted() == [False, False, False]


@pytest.mark.parametrize("is_wanted", [True, False])
def test_no_letter_goes_to_whoever_wants_none(mailoutbox, is_wanted):
    AlwaysOpen()
    person = UserFactory().person
    asked(person=person, at=NOW - timedelta(hours=2))
    choose(person=person, kind=QUESTIONS_OPEN, by_email=is_wanted, in_portal=is_wanted)
    sweep_messages(at=timezone.now())
    assert len(mailoutbox) == is_wanted


def test_a_window_that_is_over_closes_and_stays_closed_at_its_own_time():
    invitation = asked(Wave.POST, at=NOW - timedelta(days=31))
    assert close_run_out(at=NOW) == 1
    assert close_run_out(at=NOW + timedelta(days=1)) == 0
    invitation.refresh_from_db()
    assert (invitation.closed_at, invitation.closed_because) == (NOW, "window_over")


def test_the_task_closes_and_scores_and_may_run_twice():
    answer(asked(), 2, 2, 4)
    asked(Wave.POST, at=NOW - timedelta(days=31))
    assert look_after_questions() == 2
    assert look_after_questions() == 0
    assert Score.objects.count() == 1
    assert Response.objects.get().is_scored


def test_own_words_are_shown_again_and_stand_in_no_answer():
    version = version_of(statements())
    occasion = OccasionFactory(plan__asks={Wave.FOLLOW_UP: [version]})
    person = PersonFactory()
    invite(person=person, occasion=occasion, wave=Wave.FOLLOW_UP, opens_at=NOW, show="I ask first.")
    show_again(person=person, occasion=occasion, show="I ask, then wait.")
    invitation = Invitation.objects.get()
    assert invitation.show == "I ask, then wait."
    answer(invitation, 2, 2, 4)
    assert "I ask" not in str(Response.objects.values())


def letters_after(mailoutbox, *days):
    """How many have gone once the sweep has run on each of these days."""
    counts = []
    for day in days:
        sweep_messages(at=timezone.now() + timedelta(days=day, minutes=1))
        counts.append(len(mailoutbox))
    return counts


def test_three_letters_go_at_the_start_after_a_week_and_a_fortnight_and_then_none(mailoutbox):
    AlwaysOpen()
    asked(person=UserFactory().person, at=timezone.now() - timedelta(hours=2))
    assert letters_after(mailoutbox, 0, 6, 7, 14, 15, 21, 28) == [1, 1, 2, 3, 3, 3, 3]


@pytest.mark.parametrize("stops", ["answers", "takes back", "leaves"])
def test_after_the_first_letter_nothing_goes_to_whoever_is_done_with_it(mailoutbox, stops):
    AlwaysOpen()
    invitation = asked(person=UserFactory().person, at=timezone.now() - timedelta(hours=2))
    person, occasion = invitation.person, invitation.occasion
    assert letters_after(mailoutbox, 0) == [1]
    if stops == "leaves":
        close_for(person=person, occasion=occasion, reason="left", at=NOW)
    else:
        answer(invitation, 2, 2, 4)
    if stops == "takes back":
        withdraw(person=person, plan=occasion.plan, at=NOW)
    assert letters_after(mailoutbox, 7, 14, 21) == [1, 1, 1]
