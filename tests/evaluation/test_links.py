"""Somebody without an account answers by a link of their own; opening it does nothing."""

import re

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from evaluation.actions import invite, score_responses
from evaluation.actions.rooms import close_room, make_codes, open_room
from evaluation.links import key_of, link_path
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.messages import QUESTIONS_OPEN
from evaluation.models import AccessCode, Invitation, Participant, Plan, Response, Wave, Way
from notifications.actions.sweeping import sweep_messages
from notifications.models import Message
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.evaluation.factories import InvitationFactory, OccasionFactory
from tests.evaluation.readers import Reader
from tests.notifications.factories import AlwaysOpen

pytestmark = pytest.mark.django_db
NOW = timezone.now()
THREE = {"K1": "2", "C1": "2", "A2": "4"}
BETTER = {"K1": "4", "C1": "4", "A2": "2"}


@pytest.fixture
def occasion():
    return OccasionFactory()


@pytest.fixture
def asked():
    """Known here by an address, without an account."""
    return InvitationFactory(person=PersonFactory(email="sam@example.org"))


def address_of(invitation):
    return link_path(key_of(invitation))


def code_link(occasion):
    [code] = make_codes(occasion=occasion, count=1)
    return link_path(code)


def page(address, number=1):
    return f"{address}{number}/"


def opened(client, address):
    return client.get(address, follow=True).content.decode()


def pairs(plan):
    score_responses()
    return list(matched_scores(scores_of_plan(plan)["practice"]).values())


def everything_kept():
    """All rows about people, answers, letters and sessions."""
    names = ("accounts", "evaluation", "notifications", "sessions")
    models = [model for name in names for model in apps.get_app_config(name).get_models()]
    return {model: sorted(map(str, model._base_manager.values_list())) for model in models}


def test_one_link_before_and_after_is_one_pair(client, occasion):
    address = code_link(occasion)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    assert "Keep your link for next time" in client.post(page(address), THREE, follow=True).text
    open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    client.post(page(address), BETTER)
    assert pairs(occasion.plan) == [(2.0, 4.0)]
    assert set(Response.objects.values_list("way", flat=True)) == {Way.LINK}
    assert Participant.objects.count() == 1


def test_a_link_and_the_same_code_typed_in_are_one_person(client, occasion):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(page(link_path(code)), THREE)
    open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    client.post(reverse("evaluation:code"), {"code": code})
    client.post(reverse("evaluation:code_page", args=[1]), BETTER)
    assert pairs(occasion.plan) == [(2.0, 4.0)]


def test_the_first_page_says_who_sees_what_under_a_neutral_title(client, asked):
    html = opened(client, address_of(asked))
    assert "<title>Questions for you - " in html
    assert "Answering is your choice." in html
    assert "Statement K1." not in html
    html = opened(client, page(address_of(asked)))
    assert "<title>Questions for you - " in html
    assert "You, and only as part of a total." in html
    assert "Your answers are confidential." in html


@pytest.mark.parametrize("kind", ["code", "letter"])
def test_whoever_opens_each_page_twice_has_changed_nothing(client, occasion, asked, kind):
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    address = code_link(occasion) if kind == "code" else address_of(asked)
    before = everything_kept()
    for _ in range(2):
        for path in (address, page(address), f"{address}take-back/"):
            assert client.get(path, follow=True).status_code == 200
    assert everything_kept() == before


def test_whoever_goes_on_without_answering_is_not_sent_round_in_circles(client, asked):
    address = address_of(asked)
    later = client.post(page(address), {**THREE, "later": "1"}, follow=True)
    assert later.redirect_chain == [(address, 302)]
    assert "See the questions" in later.text
    assert "Begun, not sent." in later.text


@pytest.mark.parametrize("kind", ["code", "letter"])
def test_answers_are_taken_back_by_the_link(client, occasion, asked, kind):
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    address = code_link(occasion) if kind == "code" else address_of(asked)
    client.post(page(address), THREE)
    assert Response.objects.exists()
    assert "Take back my answers" in opened(client, address)
    gone = client.post(f"{address}take-back/", follow=True).text
    assert "If there were answers, they are gone." in gone
    assert not Response.objects.exists()
    refused = client.post(page(address), BETTER, follow=True).text
    assert "You took your answers back" in refused
    assert not Response.objects.exists()


def test_a_slip_takes_answers_back_too(client, occasion):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(reverse("evaluation:code"), {"code": code})
    client.post(reverse("evaluation:code_page", args=[1]), THREE)
    asks = client.post(reverse("evaluation:code"), {"code": code, "take_back": "1"})
    assert Response.objects.exists()
    client.post(asks["location"])
    assert not Response.objects.exists()
    client.post(reverse("evaluation:code"), {"code": code})
    refused = client.post(reverse("evaluation:code_page", args=[1]), BETTER, follow=True).text
    assert "You took your answers back" in refused
    assert not Response.objects.exists()


@pytest.mark.parametrize("key", ["ABCDE", "0" * 64, "not-a-link", "ABCDEABCDE"])
def test_a_link_that_nobody_was_given_gets_a_kind_page(client, key):
    answer = client.get(link_path(key))
    assert answer.status_code == 404
    assert "We do not know this link" in answer.text


def test_a_link_with_the_mark_of_another_is_not_known(client, asked):
    other = key_of(InvitationFactory())
    foreign = key_of(asked)[:32] + other[32:]
    for path in (link_path(foreign), page(link_path(foreign))):
        assert client.get(path).status_code == 404
    assert client.post(page(link_path(foreign)), THREE).status_code == 404
    assert not Response.objects.exists()


def test_guessing_links_is_slowed_down_and_a_right_one_is_not_counted(client, occasion, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "survey_code_missed": "3/5m/ip"}
    address = code_link(occasion)
    for _ in range(5):
        assert client.get(address).status_code == 200
    answers = [client.get(link_path("ABCDEABCDE")).status_code for _ in range(4)]
    assert answers == [404, 404, 404, 429]


def test_a_link_says_when_the_questions_are_not_open(client, occasion, asked):
    address = code_link(occasion)
    assert "not open just now" in opened(client, address)
    close_room(room=open_room(occasion=occasion, wave=Wave.PRE, at=NOW), at=NOW)
    assert "not open just now" in client.post(page(address), THREE, follow=True).text
    Invitation.objects.update(closes_at=NOW)
    assert "not open just now" in client.post(page(address_of(asked)), THREE, follow=True).text
    assert not Response.objects.exists()


def test_a_plan_that_is_closed_asks_nobody_by_code_or_link(client, occasion, asked):
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    Plan.objects.update(closed_at=NOW)
    for address in (code_link(occasion), address_of(asked)):
        assert "not open just now" in client.post(page(address), THREE, follow=True).text
    assert not Response.objects.exists()


def test_an_account_made_later_finds_the_answers_given_by_link(client, asked):
    client.post(page(address_of(asked)), THREE)
    UserFactory(person=asked.person)
    person = asked.person
    client.force_login(person.user)
    assert "Before: sent on" in client.get(reverse("evaluation:own")).text
    assert Participant.objects.get().pseudonym == asked.occasion.plan.pseudonym_of(person)


def test_whoever_has_an_account_signs_in_instead(client):
    asked = InvitationFactory(person=UserFactory().person)
    answer = client.get(address_of(asked))
    assert answer["location"] == reverse("evaluation:survey", args=[asked.uuid])
    client.post(page(address_of(asked)), THREE)
    assert not Response.objects.exists()


def test_a_letter_leads_without_an_account_and_its_key_is_kept_nowhere(client, mailoutbox):
    AlwaysOpen()
    person = PersonFactory(email="sam@example.org")
    asked = invite(person=person, occasion=OccasionFactory(), wave=Wave.PRE, opens_at=NOW)
    Message.objects.update(due_at=NOW, try_at=NOW)
    sweep_messages(at=timezone.now())
    [address] = set(re.findall(r"/answer/link/\w+/", mailoutbox[0].body))
    assert address == address_of(asked)
    key = key_of(asked)[32:]
    assert key not in str(list(Message.objects.values()))
    assert client.post(page(address), THREE, follow=True).status_code == 200
    assert set(Response.objects.values_list("way", flat=True)) == {Way.LINK}
    assert Participant.objects.count() == 1
    words = QUESTIONS_OPEN.words(Message.objects.first())
    assert words is None


def test_links_are_given_out_once_and_kept_as_fingerprints(client, occasion):
    client.force_login(user_with_role("facilitator"))
    sent = {"count": "12", "links": "1"}
    html = client.post(reverse("evaluation:slips", args=[occasion.uuid]), sent).text
    keys = set(re.findall(r"/answer/link/([A-Z0-9]+)/", html))
    assert len(keys) == AccessCode.objects.count() == 12
    made = AuditEntry.objects.get(verb="occasion.codes_made")
    assert (made.target_id, made.reason_code) == (str(occasion.uuid), "12")
    kept = " ".join(AccessCode.objects.values_list("digest", flat=True))
    assert not any(key in kept for key in keys)


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_no_session_remembers_who_answers_by_which_code(client, occasion, is_signed_in):
    if is_signed_in:
        client.force_login(UserFactory())
    known = set(Session.objects.values_list("session_data", "expire_date"))
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(reverse("evaluation:code"), {"code": code})
    client.post(reverse("evaluation:code_page", args=[1]), THREE)
    assert Response.objects.get().is_complete
    kept = [row.get_decoded() for row in Session.objects.all()]
    assert str(AccessCode.objects.get().pk) not in str(kept)
    assert len(kept) == len(known) == is_signed_in


def test_the_next_person_at_a_device_begins_anew(client, occasion):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(reverse("evaluation:code"), {"code": code})
    assert client.get(reverse("evaluation:code_page", args=[1])).status_code == 200
    client.get(reverse("evaluation:code_done"))
    assert client.get(reverse("evaluation:code_page", args=[1])).status_code == 302


def test_a_cookie_that_somebody_made_up_opens_nothing(client, occasion):
    make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.cookies["survey_code"] = f"{AccessCode.objects.get().pk}:1tDq:made-up"
    assert client.get(reverse("evaluation:code_page", args=[1])).status_code == 302


def shape(html):
    """Without the mark that each form carries."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", html)


@pytest.mark.parametrize("way_in", ["link", "typed"])
@pytest.mark.parametrize("done", ["later", "sent", "taken back"])
def test_whoever_kept_the_code_sees_the_same_whatever_was_done_with_it(occasion, way_in, done):
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    code, unused = make_codes(occasion=occasion, count=2)
    owner = Reader()
    owner.post(page(link_path(code)), {**THREE, **({"later": "1"} if done == "later" else {})})
    if done == "taken back":
        owner.post(f"{link_path(code)}take-back/")

    def told(key):
        desk = Reader()
        if way_in == "typed":
            desk.post(reverse("evaluation:code"), {"code": key})
            return [desk.get(reverse("evaluation:code_page", args=[1]))]
        paths = (link_path(key), page(link_path(key)), f"{link_path(key)}take-back/")
        return [desk.get(path) for path in paths]

    pairs_of_pages = list(zip(told(code), told(unused), strict=True))
    for known, other in pairs_of_pages:
        assert known.status_code == other.status_code == 200
        assert shape(known.text).replace(code, "KEY") == shape(other.text).replace(unused, "KEY")
        assert "checked" not in known.text


def test_the_device_that_began_goes_on_with_what_was_typed(client, occasion):
    address = code_link(occasion)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(page(address), {**THREE, "later": "1"})
    html = opened(client, page(address))
    assert html.count("checked") == len(THREE)
    assert "on another device is not shown" not in html


def test_another_device_begins_anew_and_neither_sees_the_words_of_the_other(client, occasion):
    address = code_link(occasion)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(page(address), {"K1": "2", "later": "1"})
    other = Reader()
    assert "what you save here replaces it" in opened(other, page(address))
    other.post(page(address), {"C1": "5", "later": "1"})
    assert Response.objects.get().answers == {"K1": None, "C1": 5, "A2": None}
    assert "checked" not in opened(client, page(address))
    assert "checked" in opened(other, page(address))


def test_what_was_sent_is_not_sent_again_from_another_device(client, occasion):
    address = code_link(occasion)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    client.post(page(address), THREE)
    said = Reader().post(page(address), BETTER, follow=True).text
    assert "Your answers are in." in said
    assert Response.objects.get().answers == {"K1": 2, "C1": 2, "A2": 4}


def test_a_letter_to_somebody_of_their_own_keeps_what_they_began(client, asked):
    client.post(page(address_of(asked)), {**THREE, "later": "1"})
    assert "checked" in opened(Reader(), page(address_of(asked)))
