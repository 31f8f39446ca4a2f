"""What people agree to is what they were shown, before their first answer."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import invite, state_consent
from evaluation.actions.answering import save_page, send_answers
from evaluation.actions.planning import PlanLockedError, change_plan
from evaluation.actions.rooms import make_codes, open_room
from evaluation.models import Participant, Response, Wave
from evaluation.pages import Pages
from tests.accounts.factories import UserFactory, user_with_role
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    PlanFactory,
    document,
    file_of,
    likert,
    read_document,
    version_of,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TOLD = "Your answers are confidential."
THREE = {"K1": "2", "C1": "2", "A2": "4"}


@pytest.fixture
def reader():
    """A browser that sends only what a test says."""
    user = UserFactory()
    client = Client()
    client.force_login(user)
    client.person = user.person
    return client


def asked(reader, *files):
    plan = PlanFactory(asks={Wave.PRE: [version_of(one) for one in files]} if files else None)
    return InvitationFactory(person=reader.person, occasion__plan=plan)


def page(invitation, number=1):
    return reverse("evaluation:survey_page", args=[invitation.uuid, number])


def first(reader, invitation):
    return reader.get(reverse("evaluation:survey", args=[invitation.uuid]), follow=True)


def test_a_first_page_of_words_alone_is_read_first_and_asks_to_agree(reader):
    welcome = [{"code": "hello", "type": "statement", "text": "Welcome."}]
    invitation = asked(reader, file_of(welcome, [likert("K1")]))
    html = first(reader, invitation).text
    assert "Welcome." in html
    assert TOLD in html
    assert "You, and only as part of a total." in html
    ahead = reader.post(page(invitation, 2), {"K1": "1"})
    assert ahead["location"].startswith(page(invitation, 1))
    assert not Response.objects.exists()


def test_nobody_takes_part_who_was_not_shown_the_text(reader):
    invitation = asked(reader)
    answer = reader.post(page(invitation), THREE)
    assert "Read it, and save again if you agree." in answer.text
    assert TOLD in answer.text
    assert 'name="K1" type="radio" value="2" checked' in answer.text
    assert not Participant.objects.exists()


def test_a_page_kept_by_a_script_waits_for_the_text_too(reader):
    kept = reader.post(page(asked(reader)), THREE, headers={"accept": "application/json"})
    assert kept.status_code == 400
    assert not Participant.objects.exists()


def test_a_text_that_changed_meanwhile_is_shown_and_asked_again(reader):
    invitation = asked(reader)
    old = first(reader, invitation).context["to_agree_to"]
    newer = state_consent(plan=invitation.occasion.plan, words="Other words hold now.")
    answer = reader.post(page(invitation), {**THREE, "agreed": old.digest})
    assert "Other words hold now." in answer.text
    assert 'name="K1" type="radio" value="2" checked' in answer.text
    reader.post(page(invitation), {**THREE, "agreed": newer.digest})
    assert Participant.objects.get().consent == newer
    assert Response.objects.get().is_complete


def test_whoever_agreed_once_reads_their_own_text_and_is_not_asked_again(reader):
    before = asked(reader)
    old = before.occasion.plan.consent
    reader.post(page(before), {**THREE, "agreed": old.digest})
    state_consent(plan=old.plan, words="Other words hold now.")
    after = InvitationFactory(person=reader.person, occasion=before.occasion, wave=Wave.POST)
    html = first(reader, after).text
    assert TOLD in html
    assert "Other words hold now." not in html
    assert "you agree to this" not in html
    reader.post(page(after), THREE)
    assert Response.objects.filter(is_complete=True).count() == 2


def test_each_instrument_says_what_it_is_and_who_sees_it(reader):
    second = document([likert("Z1")], slug="second")
    second |= {"who_sees": "Your facilitators see this.", "intro": "Now about the room."}
    invitation = asked(reader, file_of([likert("K1")], slug="first"), read_document(second))
    digest = invitation.occasion.plan.consent.digest
    html = reader.post(page(invitation), {"K1": "2", "agreed": digest}, follow=True).text
    assert "Your facilitators see this." in html
    assert "Now about the room." in html
    assert TOLD not in html


def test_answers_without_agreement_are_neither_kept_nor_sent():
    invitation = InvitationFactory()
    plan, pages = invitation.occasion.plan, Pages.of(invitation)
    nobody = Participant.objects.create(plan=plan, pseudonym=plan.pseudonym_of(invitation.person))
    given = {"participant": nobody, "pages": pages, "on": NOW.date()}
    assert save_page(step=pages.steps[0], given={"K1": 1}, **given) is None
    send_answers(**given)
    assert not Response.objects.exists()


def test_whoever_answers_by_a_code_agrees_to_what_was_shown():
    occasion, phone = OccasionFactory(), Client()
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    [code] = make_codes(occasion=occasion, count=1)
    html = phone.post(reverse("evaluation:code"), {"code": code}, follow=True).text
    assert TOLD in html
    phone.post(reverse("evaluation:code_page", args=[1]), THREE)
    assert not Participant.objects.exists()
    agreed = {**THREE, "agreed": occasion.plan.consent.digest}
    phone.post(reverse("evaluation:code_page", args=[1]), agreed)
    assert Participant.objects.get().consent == occasion.plan.consent


@pytest.fixture
def desk():
    client = Client()
    client.force_login(user_with_role("facilitator"))
    return client


def keyed(desk, occasion, **sheet):
    [code] = make_codes(occasion=occasion, count=1)
    room = reverse("evaluation:room", args=[occasion.uuid])
    taken = desk.post(room, {"code": code, "wave": "pre", **sheet})
    if taken.status_code == 302:
        desk.post(reverse("evaluation:key_in", args=[1]), THREE)
    return taken


def test_a_sheet_says_which_text_is_agreed_to_by_a_tick(desk):
    occasion = OccasionFactory()
    text = occasion.plan.consent
    html = desk.get(reverse("evaluation:sheet", args=[occasion.uuid, "pre"])).text
    assert "☐ I have read this and agree." in html
    assert f"Text 1 ({text.digest[:8]})" in html
    assert html.count("You, and only as part of a total.") == 1


def test_a_sheet_carries_the_text_that_was_printed_on_it_and_the_day(desk):
    occasion = OccasionFactory()
    printed = occasion.plan.consent
    state_consent(plan=occasion.plan, words="Other words hold now.")
    keyed(desk, occasion, agreed=printed.pk)
    participant = Participant.objects.get()
    assert (participant.consent, participant.consented_on) == (printed, timezone.localdate())
    assert Response.objects.get().is_complete


@pytest.mark.parametrize("agreed", ["", "0", "many"])
def test_a_sheet_without_a_tick_is_not_keyed_in(desk, agreed):
    answer = keyed(desk, OccasionFactory(), agreed=agreed)
    assert "govuk-error-message" in answer.text
    assert not Participant.objects.exists()


def test_a_sheet_with_the_text_of_another_plan_is_not_keyed_in(desk):
    answer = keyed(desk, OccasionFactory(), agreed=PlanFactory().consent.pk)
    assert answer.status_code == 200
    assert not Participant.objects.exists()


def test_a_plan_that_was_answered_on_paper_alone_is_locked(desk):
    occasion = OccasionFactory(plan__k=20)
    plan = occasion.plan
    keyed(desk, occasion, agreed=plan.consent.pk)
    assert plan.is_answered
    lower = {"facts": {"k": 10}, "consent": "", "seen": plan.changed_at, "at": NOW}
    with pytest.raises(PlanLockedError):
        change_plan(plan=plan, by=user_with_role("programme_lead").person, **lower)


def test_an_invitation_made_by_asking_is_agreed_to_as_it_was_shown(reader):
    occasion = OccasionFactory()
    invitation = invite(person=reader.person, occasion=occasion, wave=Wave.PRE, opens_at=NOW)
    text = first(reader, invitation).context["to_agree_to"]
    reader.post(page(invitation), {**THREE, "agreed": text.digest})
    assert Participant.objects.get().consent == text
