from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluation.actions import close_run_out, invite, open_occasion, withdraw
from evaluation.actions.answering import send_answers
from evaluation.actions.serving import served_by
from evaluation.models import (
    Comment,
    Instrument,
    Invitation,
    Occasion,
    Participant,
    Plan,
    Response,
    Score,
    Wave,
)
from evaluation.pages import Pages
from evaluation.starter import load_starter_instruments
from tests.accounts.factories import PersonFactory
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    answer,
    answer_as,
    plan_asking_words,
    three_statements,
    version_of,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def test_opening_an_occasion_twice_is_one_occasion_with_the_newer_label():
    plan = PlanFactory()
    open_occasion(key="course:1", label="Old name", plan=plan)
    open_occasion(key="course:1", label="New name", plan=plan)
    assert Occasion.objects.get().label == "New name"


def test_inviting_twice_is_one_invitation_for_each_wave():
    person, occasion = PersonFactory(), OccasionFactory()
    for wave in (Wave.PRE, Wave.PRE, Wave.POST):
        invite(person=person, occasion=occasion, wave=wave, opens_at=NOW)
    assert Invitation.objects.count() == 2


def test_a_moment_that_the_plan_does_not_ask_at_invites_nobody():
    assert (
        invite(person=PersonFactory(), occasion=OccasionFactory(), wave="later", opens_at=NOW)
        is None
    )


def test_the_plan_says_when_questions_open_and_when_their_window_is_over():
    occasion = OccasionFactory()
    occasion.plan.waves.filter(wave=Wave.POST).update(opens_after=60, open_for=14)
    invitation = invite(person=PersonFactory(), occasion=occasion, wave=Wave.POST, opens_at=NOW)
    assert invitation.opens_at == NOW + timedelta(days=60)
    assert invitation.closes_at == NOW + timedelta(days=74)
    assert close_run_out(at=NOW + timedelta(days=73)) == 0
    assert close_run_out(at=NOW + timedelta(days=75)) == 1
    assert close_run_out(at=NOW + timedelta(days=76)) == 0


def test_both_moments_of_one_person_share_a_pseudonym_that_names_nobody():
    person, occasion = PersonFactory(), OccasionFactory()
    answer_as(person, occasion, Wave.PRE, 1, 1, 1)
    answer_as(person, occasion, Wave.POST, 2, 2, 2)
    assert str(person.uuid) not in Participant.objects.get().pseudonym


def test_two_plans_cannot_be_joined_on_the_pseudonym():
    person = PersonFactory()
    first = answer_as(person, OccasionFactory(), Wave.PRE, 1, 1, 1)
    second = answer_as(person, OccasionFactory(), Wave.PRE, 1, 1, 1)
    assert first.pseudonym != second.pseudonym


@pytest.mark.parametrize("model", [Participant, Response, Score, Comment])
def test_no_key_leads_from_an_answer_to_a_person(model):
    related = {
        field.related_model._meta.label for field in model._meta.get_fields() if field.is_relation
    }
    assert related <= {
        "evaluation.ConsentText",
        "evaluation.InstrumentVersion",
        "evaluation.Occasion",
        "evaluation.Participant",
        "evaluation.Plan",
        "evaluation.Response",
        "evaluation.Score",
    }


def test_answers_saved_for_later_can_be_changed_and_taken_back():
    invitation = InvitationFactory()
    answer(invitation, 1, 2, None, is_complete=False)
    answer(invitation, 5, None, 3, is_complete=False)
    assert Response.objects.get().answers == {"K1": 5, "C1": None, "A2": 3}


def test_answers_once_sent_stay_as_they_are():
    invitation = InvitationFactory()
    answer(invitation, 1, 2, 3)
    answer(invitation, 5, 5, 5)
    assert Response.objects.get().answers == {"K1": 1, "C1": 2, "A2": 3}


def test_whoever_takes_part_agreed_to_words_that_are_kept_with_their_day():
    participant = answer(InvitationFactory(), 1, 2, 3)
    assert participant.consent.words == "Your answers are confidential."
    assert len(participant.consent.digest) == 64
    assert participant.consented_on == timezone.localdate()


def test_withdrawing_takes_the_answers_and_asks_nothing_more():
    invitation = InvitationFactory()
    person, plan = invitation.person, invitation.occasion.plan
    answer(invitation, 1, 2, 3)
    assert withdraw(person=person, plan=plan, at=NOW)
    assert not withdraw(person=person, plan=plan, at=NOW)
    assert not Response.objects.exists()
    assert Participant.objects.get().withdrawn_on
    assert Invitation.objects.unanswered_by(person, at=NOW) == []
    again = invite(person=person, occasion=invitation.occasion, wave=Wave.POST, opens_at=NOW)
    assert again is None


def test_nothing_beside_a_name_tells_that_somebody_took_their_answers_back():
    invitation, other = InvitationFactory(), InvitationFactory()
    answer(invitation, 1, 2, 3)
    before = Invitation.objects.filter(pk=invitation.pk).values().get()
    withdraw(person=invitation.person, plan=invitation.occasion.plan, at=NOW)
    assert Invitation.objects.filter(pk=invitation.pk).values().get() == before
    assert other in Invitation.objects.unanswered_by(other.person, at=timezone.now())


def test_answers_given_elsewhere_serve_no_plan_that_was_left():
    version, person = version_of(three_statements()), PersonFactory()
    left, here = asked_by(version, "A course", person), asked_by(version, "A cohort", person)
    answer(left, 1, 2, 3)
    withdraw(person=person, plan=left.occasion.plan, at=NOW)
    assert served_by(Pages.of(here), here, at=timezone.now()) == []


def asked_by(version, label, person):
    occasion = OccasionFactory(label=label, plan=PlanFactory(asks={Wave.PRE: [version]}))
    return InvitationFactory(person=person, occasion=occasion)


def test_the_same_questions_within_thirty_days_are_asked_once_and_count_for_both():
    version, person = version_of(three_statements()), PersonFactory()
    here, there = asked_by(version, "A course", person), asked_by(version, "A cohort", person)
    other = asked_by(version_of(three_statements()), "Something else", person)
    participant = answer(here, 1, 2, 3, is_complete=False)
    now = timezone.now()
    others = served_by(Pages.of(here), here, at=now)
    assert others == [there]
    sent = send_answers(
        participant=participant, pages=Pages.of(here), on=timezone.localdate(), others=others
    )
    assert sent.also == ["A cohort"]
    assert Invitation.objects.unanswered_by(person, at=now) == [other]
    copied = Response.objects.get(occasion=there.occasion)
    assert (copied.answers, copied.serves_as_well) == ({"K1": 1, "C1": 2, "A2": 3}, True)
    assert copied.participant.pseudonym != participant.pseudonym


@pytest.mark.parametrize(("days", "is_asked"), [(29, False), (31, True)])
def test_what_was_answered_in_the_last_thirty_days_is_not_asked_on_a_new_occasion(days, is_asked):
    version, person = version_of(three_statements()), PersonFactory()
    answer(asked_by(version, "A course", person), 1, 2, 3)
    occasion = OccasionFactory(plan=PlanFactory(asks={Wave.PRE: [version]}))
    then = timezone.now() + timedelta(days=days)
    invitation = invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=then)
    asked = Invitation.objects.unanswered_by(person, at=then)
    assert (invitation in asked) is is_asked


def test_words_written_before_keep_the_month_in_which_they_were_sent():
    occasion = OccasionFactory(plan=plan_asking_words(wave=Wave.PRE))
    asking = invite(person=PersonFactory(), occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    answer(asking, "I worry about time.", on=date(2031, 3, 31))
    assert Comment.objects.get().month == date(2031, 3, 1)


def test_the_day_of_the_answer_counts_and_not_the_day_its_questions_opened():
    version, person = version_of(three_statements()), PersonFactory()
    earlier = asked_by(version, "A course", person)
    earlier.opens_at = NOW - timedelta(days=35)
    earlier.save()
    answer(earlier, 1, 2, 3, on=timezone.localdate() - timedelta(days=2))
    occasion = OccasionFactory(plan=PlanFactory(asks={Wave.PRE: [version]}))
    invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    assert Invitation.objects.unanswered_by(person, at=NOW) == []


def test_what_was_asked_long_ago_and_is_still_open_is_served_by_answers_of_now():
    version, person = version_of(three_statements()), PersonFactory()
    waiting, here = (asked_by(version, label, person) for label in ("A course", "A cohort"))
    Invitation.objects.filter(pk=waiting.pk).update(opens_at=NOW - timedelta(days=50))
    assert served_by(Pages.of(here), here, at=timezone.now()) == [waiting]


SAME = {code: code for code in ("K1", "C1", "A2")}


@pytest.mark.parametrize(
    ("maps", "is_asked"),
    [
        ([SAME | {"X1": None}], False),
        ([SAME | {"A2": None}], True),
        ([dict.fromkeys(SAME), SAME], True),
        ([SAME, SAME], False),
    ],
)
def test_an_earlier_version_counts_where_all_that_is_scored_may_be_compared(maps, is_asked):
    old, person = version_of(three_statements()), PersonFactory()
    for number, comparable in enumerate(maps, 2):
        new = version_of(
            three_statements(), instrument=old.instrument, number=number, comparable=comparable
        )
    answer(asked_by(old, "A course", person), 1, 2, 3)
    occasion = OccasionFactory(plan=PlanFactory(asks={Wave.PRE: [new]}))
    invitation = invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    assert Invitation.objects.unanswered_by(person, at=timezone.now()) == [invitation] * is_asked
    copied = Response.objects.filter(version=new).values_list("answers", flat=True)
    assert list(copied) == ([] if is_asked else [{"K1": 1, "C1": 2, "A2": 3}])


def test_a_later_version_counts_for_a_plan_that_stays_with_the_earlier_one():
    old, person = version_of(three_statements()), PersonFactory()
    new = version_of(three_statements(), instrument=old.instrument, number=2, comparable=SAME)
    answer(asked_by(new, "A course", person), 1, 2, 3)
    occasion = OccasionFactory(plan=PlanFactory(asks={Wave.PRE: [old]}))
    invite(person=person, occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    assert Invitation.objects.unanswered_by(person, at=timezone.now()) == []


def test_what_is_asked_of_somebody_goes_once_it_is_sent(django_assert_num_queries):
    invitation = InvitationFactory()
    person, now = invitation.person, timezone.now()
    later = InvitationFactory(person=person, opens_at=now + timedelta(days=1))
    assert Invitation.objects.unanswered_by(person, at=now) == [invitation]
    answer(invitation, 1, 2, 3)
    with django_assert_num_queries(4):
        assert Invitation.objects.unanswered_by(person, at=now) == []
    assert Invitation.objects.unanswered_by(person, at=later.opens_at) == [later]


def test_the_starter_instruments_load_once():
    assert load_starter_instruments() == Instrument.objects.count() == 4
    assert load_starter_instruments() == 0
    assert Plan.objects.count() == 1
