from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions import invite, open_occasion, save_answers
from evaluation.models import Answer, Invitation, Occasion, Response, Wave
from evaluation.starter import load_starter_instruments
from tests.accounts.factories import PersonFactory
from tests.evaluation.factories import (
    InstrumentFactory,
    InvitationFactory,
    OccasionFactory,
    answers_of,
    send_answers,
)

pytestmark = pytest.mark.django_db


def save(invitation, *codes, is_complete):
    return save_answers(
        invitation=invitation,
        answers=answers_of(invitation.occasion.instrument, *codes),
        on=timezone.localdate(),
        is_complete=is_complete,
    )


def codes_of(response):
    return sorted(response.answers.values_list("item__code", "option__code"))


def test_opening_an_occasion_twice_is_one_occasion_with_the_newer_label():
    instrument = InstrumentFactory()
    open_occasion(key="course:1", label="Old name", instrument=instrument)
    open_occasion(key="course:1", label="New name", instrument=instrument)
    assert Occasion.objects.get().label == "New name"


def test_inviting_twice_is_one_invitation_for_each_wave():
    person, occasion = PersonFactory(), OccasionFactory()
    for wave in (Wave.PRE, Wave.PRE, Wave.POST):
        invite(person=person, occasion=occasion, wave=wave, opens_at=timezone.now())
    assert Invitation.objects.count() == 2


def test_both_waves_of_one_person_share_a_pseudonym_that_names_nobody():
    person, occasion = PersonFactory(), OccasionFactory()
    send_answers(person, occasion, Wave.PRE, 1, 1, 1)
    send_answers(person, occasion, Wave.POST, 2, 2, 2)
    [pseudonym] = set(Response.objects.values_list("pseudonym", flat=True))
    assert str(person.uuid) not in pseudonym


def test_two_occasions_cannot_be_joined_on_the_pseudonym():
    person = PersonFactory()
    first = send_answers(person, OccasionFactory(), Wave.PRE, 1, 1, 1)
    second = send_answers(person, OccasionFactory(), Wave.PRE, 1, 1, 1)
    assert first.pseudonym != second.pseudonym


def test_no_key_leads_from_an_answer_to_a_person():
    related = {
        field.related_model._meta.label
        for model in (Response, Answer)
        for field in model._meta.get_fields()
        if field.is_relation
    }
    assert related == {
        "evaluation.Occasion",
        "evaluation.Response",
        "evaluation.Answer",
        "evaluation.Item",
        "evaluation.ResponseOption",
    }


def test_answers_saved_for_later_can_be_changed_and_taken_back():
    invitation = InvitationFactory()
    save(invitation, 1, 2, None, is_complete=False)
    response = save(invitation, 5, None, 3, is_complete=False)
    assert codes_of(response) == [("A2", 3), ("K1", 5)]


def test_answers_once_sent_stay_as_they_are():
    invitation = InvitationFactory()
    save(invitation, 1, 2, 3, is_complete=True)
    response = save(invitation, 5, 5, 5, is_complete=True)
    assert codes_of(response) == [("A2", 3), ("C1", 2), ("K1", 1)]


def test_what_is_asked_of_somebody_goes_once_it_is_sent(django_assert_num_queries):
    invitation = InvitationFactory()
    person, now = invitation.person, timezone.now()
    later = InvitationFactory(person=person, opens_at=now + timedelta(days=1))
    assert Invitation.objects.unanswered_by(person, at=now) == [invitation]
    save(invitation, 1, 2, 3, is_complete=True)
    with django_assert_num_queries(2):
        assert Invitation.objects.unanswered_by(person, at=now) == []
    assert Invitation.objects.unanswered_by(person, at=later.opens_at) == [later]


def test_the_starter_instruments_load_once():
    assert load_starter_instruments() == 1
    assert load_starter_instruments() == 0
