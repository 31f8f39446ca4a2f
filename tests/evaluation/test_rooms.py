import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.phrases import spaced_key
from evaluation.actions.rooms import close_room, make_codes, open_room
from evaluation.actions.scoring import score_responses
from evaluation.matching import matched_scores, scores_of_plan
from evaluation.models import AccessCode, Participant, Response, Room, Wave, Way
from tests.accounts.factories import user_with_role
from tests.evaluation.factories import OccasionFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
THREE = {"K1": "2", "C1": "2", "A2": "4"}
BETTER = {"K1": "4", "C1": "4", "A2": "2"}


@pytest.fixture
def occasion():
    return OccasionFactory()


@pytest.fixture
def facilitator(client):
    user = user_with_role("facilitator")
    client.force_login(user)
    return user


def enter(client, code):
    return client.post(reverse("evaluation:code"), {"code": code}, follow=True)


def answer_in_room(client, code, answers):
    enter(client, code)
    return client.post(reverse("evaluation:code_page", args=[1]), answers, follow=True)


def key_in(client, occasion, code, wave, answers):
    room = reverse("evaluation:room", args=[occasion.uuid])
    client.post(room, {"code": code, "wave": wave})
    return client.post(reverse("evaluation:key_in", args=[1]), answers, follow=True)


def pairs(occasion):
    score_responses()
    return list(matched_scores(scores_of_plan(occasion.plan)["practice"]).values())


def test_the_same_slip_before_and_after_is_one_pair(client, occasion):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    assert b"Keep your slip" in answer_in_room(client, code, THREE).content
    open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    answer_in_room(client, f" {spaced_key(code).lower()} ", BETTER)
    assert pairs(occasion) == [(2.0, 4.0)]
    assert Participant.objects.get().way == Way.ROOM


def test_paper_before_and_a_phone_after_are_one_pair(client, occasion, facilitator):
    [code] = make_codes(occasion=occasion, count=1)
    key_in(client, occasion, code, Wave.PRE, THREE)
    client.logout()
    open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    answer_in_room(client, code, BETTER)
    assert pairs(occasion) == [(2.0, 4.0)]


def test_a_code_is_used_once_at_each_moment(client, occasion):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    answer_in_room(client, code, THREE)
    assert b"Your answers are in" in enter(client, code).content
    assert Response.objects.count() == 1


def test_a_facilitator_never_sees_what_was_answered_with_a_slip(client, occasion, facilitator):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    enter(client, code)
    client.post(reverse("evaluation:code_page", args=[1]), {**THREE, "later": "1"})
    room = reverse("evaluation:room", args=[occasion.uuid])
    refused = client.post(room, {"code": code, "wave": "pre"}, follow=True).content.decode()
    assert "Answers with this code are in already" in refused
    assert "checked" not in refused


def test_codes_are_kept_as_fingerprints_only(client, occasion, facilitator):
    printed = client.post(reverse("evaluation:slips", args=[occasion.uuid]), {"count": "12"})
    codes = re.findall(r'<dd class="cp-code">([A-Z0-9-]+)</dd>', printed.content.decode())
    assert len(set(codes)) == AccessCode.objects.count() == 12
    kept = " ".join(AccessCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in kept for code in codes)


@pytest.mark.parametrize("count", ["", "0", "101", "many"])
def test_a_number_of_slips_that_makes_no_sense_is_refused(client, occasion, facilitator, count):
    client.post(reverse("evaluation:slips", args=[occasion.uuid]), {"count": count})
    assert not AccessCode.objects.exists()


def test_a_code_that_nobody_knows_is_refused_in_words(client, occasion):
    assert b"We do not know this code" in enter(client, "AAAAA-AAAAA").content


def test_before_the_questions_open_and_after_they_close_the_page_says_so(client, occasion):
    [code] = make_codes(occasion=occasion, count=1)
    assert b"not open just now" in enter(client, code).content
    close_room(room=open_room(occasion=occasion, wave=Wave.PRE, at=NOW), at=NOW)
    assert b"not open just now" in enter(client, code).content


def test_opening_another_moment_closes_the_one_before(occasion):
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    open_room(occasion=occasion, wave=Wave.POST, at=NOW)
    assert [room.wave for room in Room.objects.open()] == [Wave.POST]


def test_the_code_of_one_group_is_not_keyed_in_for_another(client, occasion, facilitator):
    [code] = make_codes(occasion=OccasionFactory(), count=1)
    room = reverse("evaluation:room", args=[occasion.uuid])
    html = client.post(room, {"code": code, "wave": "pre"}).content.decode()
    assert "This code belongs to another group" in html


def test_the_sheet_to_print_holds_every_question_and_the_consent(client, occasion, facilitator):
    html = client.get(reverse("evaluation:sheet", args=[occasion.uuid, "pre"])).content.decode()
    assert "Statement K1." in html
    assert "Your answers are confidential." in html


def test_the_list_asks_as_much_for_many_occasions_as_for_one(client, occasion, facilitator):
    few = queries_of(lambda: client.get(reverse("evaluation:rooms")))
    OccasionFactory.create_batch(4)
    assert queries_of(lambda: client.get(reverse("evaluation:rooms"))) == few
