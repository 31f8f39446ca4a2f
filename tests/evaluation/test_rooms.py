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
from tests.evaluation.factories import (
    OccasionFactory,
    PlanFactory,
    file_of,
    likert,
    version_of,
)
from tests.evaluation.readers import Reader
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
    take_sheet(client, occasion, code, wave)
    return client.post(reverse("evaluation:key_in", args=[1]), answers, follow=True)


def take_sheet(client, occasion, code, wave, **more):
    room = reverse("evaluation:room", args=[occasion.uuid])
    sheet = {"code": code, "wave": wave, "agreed": occasion.plan.consent.pk}
    return client.post(room, {**sheet, **more}, follow=True)


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
    assert set(Response.objects.values_list("way", flat=True)) == {Way.ROOM}
    assert Participant.objects.count() == 1


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
    assert b"Your answers are in" in answer_in_room(client, code, BETTER).content
    assert Response.objects.get().answers == {"K1": 2, "C1": 2, "A2": 4}
    assert Response.objects.count() == 1


def test_a_facilitator_never_sees_what_was_answered_with_a_slip(client, occasion, facilitator):
    [code] = make_codes(occasion=occasion, count=1)
    open_room(occasion=occasion, wave=Wave.PRE, at=NOW)
    enter(client, code)
    client.post(reverse("evaluation:code_page", args=[1]), {**THREE, "later": "1"})
    refused = take_sheet(client, occasion, code, "pre").content.decode()
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
    html = take_sheet(client, occasion, code, "pre").content.decode()
    assert "This code belongs to another group" in html


def test_the_sheet_to_print_holds_every_question_and_the_consent(client, occasion, facilitator):
    html = client.get(reverse("evaluation:sheet", args=[occasion.uuid, "pre"])).content.decode()
    assert "Statement K1." in html
    assert "Your answers are confidential." in html


def test_the_list_asks_as_much_for_many_occasions_as_for_one(client, occasion, facilitator):
    few = queries_of(lambda: client.get(reverse("evaluation:rooms")))
    OccasionFactory.create_batch(4)
    assert queries_of(lambda: client.get(reverse("evaluation:rooms"))) == few


@pytest.fixture
def long_occasion():
    """Two pages, the first with room for words."""
    words = {"code": "say", "type": "long_text", "text": "Say more."}
    version = version_of(file_of([likert("K1"), words], [likert("K2")]))
    return OccasionFactory(plan=PlanFactory(asks={Wave.PRE: [version], Wave.POST: [version]}))


def test_whoever_keyed_in_before_sees_nothing_of_what_is_typed_on_a_phone_after(
    client, long_occasion, facilitator
):
    [code] = make_codes(occasion=long_occasion, count=1)
    key_in(client, long_occasion, code, Wave.PRE, {"K1": "1"})
    client.post(reverse("evaluation:key_in", args=[2]), {"K2": "1"})
    open_room(occasion=long_occasion, wave=Wave.POST, at=NOW)
    take_sheet(client, long_occasion, code, Wave.POST)
    phone = Reader()
    enter(phone, code)
    own = {"K1": "2", "say": "My private words.", "later": "1"}
    phone.post(reverse("evaluation:code_page", args=[1]), own)

    opened = client.get(reverse("evaluation:key_in", args=[1]), follow=True)
    taken = take_sheet(client, long_occasion, code, Wave.POST)
    client.post(reverse("evaluation:key_in", args=[1]), {"K1": "5"})

    for page in (opened, taken):
        assert "Answers with this code are in already" in page.text
        assert "My private words." not in page.text
    assert Response.objects.get(wave=Wave.POST).answers == {"K1": 2, "say": "My private words."}
    assert "page 2 of 2" in enter(phone, code).text


def test_a_sheet_that_was_begun_is_gone_on_with_though_a_phone_was_used_before(
    client, long_occasion, facilitator
):
    [code] = make_codes(occasion=long_occasion, count=1)
    open_room(occasion=long_occasion, wave=Wave.PRE, at=NOW)
    enter(client, code)
    client.post(reverse("evaluation:code_page", args=[1]), {"K1": "1"})
    client.post(reverse("evaluation:code_page", args=[2]), {"K2": "1"})
    key_in(client, long_occasion, code, Wave.POST, {"K1": "5", "later": "1"})
    assert "page 2 of 2" in take_sheet(client, long_occasion, code, Wave.POST).text
    client.post(reverse("evaluation:key_in", args=[2]), {"K2": "4"})
    sent = Response.objects.get(wave=Wave.POST)
    assert (sent.answers, sent.is_complete, sent.way) == (
        {"K1": 5, "say": None, "K2": 4},
        True,
        Way.PAPER,
    )


def test_a_phone_shows_nothing_of_a_sheet_that_is_keyed_in(client, long_occasion, facilitator):
    [code] = make_codes(occasion=long_occasion, count=1)
    open_room(occasion=long_occasion, wave=Wave.PRE, at=NOW)
    phone = Reader()
    enter(phone, code)
    key_in(client, long_occasion, code, Wave.PRE, {"K1": "5", "later": "1"})
    again = phone.get(reverse("evaluation:code_page", args=[1]), follow=True)
    for page in (again, enter(phone, code)):
        assert "The sheet with this code was filled in on paper." in page.text
        assert "checked" not in page.text
