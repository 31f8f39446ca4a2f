"""Somebody who writes that something was upsetting is offered somebody to talk to at once."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from evaluation.actions.rooms import make_codes, open_room
from evaluation.links import key_of
from evaluation.messages import words_for_wish_for_contact
from evaluation.models import Comment, Invitation, Response, Wave
from notifications.models import Message
from tests.accounts.factories import PersonFactory, UserFactory, user_with_role
from tests.evaluation.factories import (
    InvitationFactory,
    OccasionFactory,
    plan_asking_words,
    words,
)

pytestmark = pytest.mark.django_db
HARD = "The film brought it all back."


@pytest.fixture
def support():
    return UserFactory(person__display_name="Sam Tern", person__email="sam@example.org").person


@pytest.fixture
def asked(client, support):
    user = UserFactory(person__display_name="Ada Wren", person__email="ada@example.org")
    client.force_login(user)
    plan = plan_asking_words(words("hard", "upsetting"))
    occasion = OccasionFactory(plan=plan, support=support, label="Understanding grief")
    return InvitationFactory(person=user.person, occasion=occasion, wave=Wave.POST)


def page(invitation, name="survey"):
    return reverse(f"evaluation:{name}", args=[invitation.uuid])


def test_whoever_wrote_something_upsetting_is_offered_somebody_at_once(client, asked):
    sent = client.post(page(asked), {"hard": HARD, "next": "/learn/"}, follow=True)
    [(path, _status)] = sent.redirect_chain
    assert path == f"{page(asked, 'talk')}?next=%2Flearn%2F"
    html = sent.content.decode()
    assert "Ask Sam to contact me" in html
    assert "Your answers are in. Thank you." in html
    assert "This portal takes no referrals" in html
    assert 'href="/learn/"' in html


def test_whoever_wrote_it_and_goes_on_later_is_offered_somebody_as_well(client, asked):
    saved = client.post(page(asked), {"hard": HARD, "later": "1", "next": "/learn/"})
    assert saved["location"] == f"{page(asked, 'talk')}?next=%2Flearn%2F"
    assert not Response.objects.get().is_complete


def test_whoever_left_the_question_goes_on_as_ever(client, asked):
    sent = client.post(page(asked), {"hard": "", "next": "/learn/"})
    assert sent["location"] == "/learn/"


def test_the_question_says_who_reads_it_and_offers_somebody_before_it_is_sent(client, asked):
    html = client.get(page(asked)).content.decode()
    assert "Your facilitators will read this, without your name." in html
    assert "Sam Tern is the support person." in html
    assert page(asked, "talk") in html


def test_asking_for_contact_tells_the_support_person_a_name_and_nothing_else(
    client, asked, support
):
    client.post(page(asked), {"hard": HARD})
    for _time in range(2):
        pressed = client.post(page(asked, "talk"), {"next": "/learn/"})
    assert pressed["location"] == "/learn/"
    message = Message.objects.get(kind="evaluation.contact_wished")
    assert message.person == support
    said = words_for_wish_for_contact(message)
    assert said.keys() == {"name", "email", "path"}
    assert (said["name"], said["email"]) == ("Ada Wren", "ada@example.org")
    kept = f"{message.key} {message.context} {message.reason} {said}"
    for one in (HARD, "grief", asked.uuid, asked.occasion.uuid, asked.occasion.plan.uuid):
        assert str(one) not in kept


def test_nothing_about_the_wish_is_kept_beside_the_answers(client, asked):
    client.post(page(asked), {"hard": HARD})
    rows = [list(model.objects.values()) for model in (Response, Comment, Invitation)]
    client.post(page(asked, "talk"))
    assert [list(model.objects.values()) for model in (Response, Comment, Invitation)] == rows


def test_the_page_is_open_to_whoever_was_asked_so_that_it_tells_nothing(client, asked):
    assert "Ask Sam to contact me" in client.get(page(asked, "talk")).content.decode()
    client.force_login(user_with_role("facilitator"))
    assert client.get(page(asked, "talk")).status_code == 404
    assert client.post(page(asked, "talk")).status_code == 404


@pytest.mark.parametrize("gone", ["closed", "erased", "themselves", "nobody"])
def test_nobody_who_cannot_be_there_is_offered(client, asked, support, gone):
    if gone == "closed":
        support.user.is_active = False
        support.user.save()
    elif gone == "erased":
        Person.objects.filter(pk=support.pk).update(erased_at=timezone.now())
    else:
        asked.occasion.support = asked.person if gone == "themselves" else None
        asked.occasion.save()
    html = client.get(page(asked, "talk")).content.decode()
    assert "to contact me" not in html
    assert "People you can talk to" in html
    client.post(page(asked, "talk"))
    assert not Message.objects.exists()


def test_whoever_has_left_is_not_written_about(client, asked):
    client.post(page(asked, "talk"))
    Person.objects.filter(pk=asked.person.pk).update(erased_at=timezone.now())
    assert words_for_wish_for_contact(Message.objects.get()) is None


def test_by_a_code_everybody_reads_whom_to_turn_to_and_nobody_can_be_named(client, support):
    plan = plan_asking_words(words("hard", "upsetting"))
    occasion = OccasionFactory(plan=plan, support=support)
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.POST, at=timezone.now())
    client.post(reverse("evaluation:code"), {"code": code})
    html = client.get(reverse("evaluation:code_page", args=[1])).content.decode()
    assert "Sam Tern is the support person." in html
    address = reverse("evaluation:code_page", args=[1])
    done = client.post(address, {"hard": HARD}, follow=True).content.decode()
    assert "Sam Tern is the support person." in done
    assert "to contact me" not in done
    assert "sam@example.org" not in done


@pytest.mark.parametrize(
    ("purpose", "says"),
    [
        ("facilitators", "Your facilitators will read this, without your name."),
        ("upsetting", "Your facilitators will read this, without your name."),
        ("quotation", "Nobody reads this unless you tick the box after it."),
    ],
)
def test_a_hint_of_its_authors_never_takes_the_place_of_who_reads(client, purpose, says):
    user = UserFactory()
    client.force_login(user)
    plan = plan_asking_words(words("one", purpose, hint="Take your time."))
    asked = InvitationFactory(person=user.person, occasion__plan=plan, wave=Wave.POST)
    html = client.get(page(asked)).content.decode()
    assert says in html
    assert "Take your time." in html


def test_a_sheet_on_paper_says_who_reads_what_as_well(client):
    client.force_login(user_with_role("facilitator"))
    occasion = OccasionFactory(plan=plan_asking_words(words("one", "quotation"), words("two")))
    sheet = reverse("evaluation:sheet", args=[occasion.uuid, "post"])
    html = re.sub(r"\s+", " ", client.get(sheet).content.decode())
    assert "Your facilitators will read this, without your name." in html
    assert "☐ You may quote these words in a report, without my name" in html


def test_words_on_a_commitment_stay_with_the_answers_of_whoever_wrote_them(client):
    user = UserFactory()
    client.force_login(user)
    plan = plan_asking_words(words("became", "commitment"))
    asked = InvitationFactory(person=user.person, occasion__plan=plan, wave=Wave.POST)
    client.post(page(asked), {"became": "I began it."})
    assert Response.objects.get().answers == {"became": "I began it."}
    assert not Comment.objects.exists()


def test_by_a_link_whom_to_turn_to_stands_on_the_page_that_follows(client, support):
    invitation = InvitationFactory(occasion__support=support, person=PersonFactory())
    page = client.get(reverse("evaluation:link", args=[key_of(invitation)])).content.decode()
    assert f"{support} is the support person." in page
    assert "mailto:sam@example.org" in page
