"""Where trainers write what is asked."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from evaluation.actions import import_draft
from evaluation.models import Instrument, Licence, ResponseSet
from tests.accounts.factories import user_with_role
from tests.evaluation.drafts import (
    ADD,
    EDIT,
    ResponseSetFactory,
    again,
    item,
    scale,
    section,
    typed,
    typed_set,
)
from tests.evaluation.factories import InstrumentFactory, file_of, likert
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
SET_ADD = "wagtailsnippets_evaluation_responseset:add"
LISTS = ("instrument", "responseset", "licence")
WRITERS = ("trainer", "administrator")


@pytest.fixture
def trainer(client):
    client.force_login(user_with_role("trainer"))
    return client


@pytest.fixture
def yes_no():
    return ResponseSetFactory()


def written():
    return Instrument.objects.get()


def codes():
    return [one.value["code"] for page in written().sections for one in page.value["items"]]


def test_a_trainer_writes_questions_and_codes_are_made_from_the_words(trainer, yes_no):
    page = section(
        item("likert", "I know what to do."),
        item("likert", "I know what to do!"),
        item("long_text", "Why?", code="why"),
        response_set=str(yes_no.pk),
    )
    answer = trainer.post(reverse(ADD), typed(page))
    assert answer.status_code == 302
    assert codes() == ["i_know_what_to", "i_know_what_to_2", "why"]
    assert written().slug == "how-confident-you-feel"
    assert written().draft.asked["i_know_what_to"].response_set.slug == yes_no.slug
    assert Licence.objects.get().holder == "Us"


def test_each_type_is_written(trainer, yes_no):
    chosen = {"response_set": str(yes_no.pk)}
    items = [
        item("likert", "One", **chosen, is_reversed="on"),
        item("single", "Two", **chosen),
        item("multiple", "Three", **chosen),
        item("yes_no", "Four", **chosen),
        item("number", "Five", lowest="0", highest="7.5"),
        item("slider", "Six", lowest="0", highest="100"),
        item("short_text", "Seven", is_sensitive="on"),
        item("long_text", "Eight", purpose="upsetting"),
        item("date", "Nine", kirkpatrick="3"),
        item("statement", "Ten", after="one", after_codes="1"),
    ]
    assert trainer.post(reverse(ADD), typed(section(*items))).status_code == 302
    found = {one.code: one for one in written().draft.items}
    assert found["one"].is_reversed
    assert found["five"].highest == 7.5
    assert found["seven"].is_sensitive
    assert found["eight"].purpose == "upsetting"
    assert found["nine"].kirkpatrick == 3
    assert found["ten"].shown_when.codes == (1,)
    shown = trainer.get(reverse("preview_instrument", args=[written().pk, 1])).text
    assert all(words in shown for words in ("One", "Six", "Nine", "is shown where one was"))


def two(**fields):
    return item("short_text", "First", code="A"), item("short_text", "Second", **fields)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (two(code="A"), "Another item has this code."),
        (two(code="two words"), "A code begins with a letter"),
        (two(code="1st"), "A code begins with a letter"),
        (two(after="later", after_codes="1"), "later is not a question with answers"),
        (two(after="A", after_codes="1"), "A is not a question with answers"),
        (two(after_codes="1"), "Say which item"),
        ((item("likert", "Without answers"),), "Choose the answers here"),
        ((item("number", "x", lowest="5", highest="5"),), "must be higher"),
        ((item("yes_no", "Without answers", response_set=""),), "This field is required"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(trainer, items, said):
    answer = trainer.post(reverse(ADD), typed(section(*items)))
    assert answer.status_code == 200
    assert said in answer.text
    assert items[-1][1]["text"] in answer.text
    assert not Instrument.objects.exists()


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"after": "second", "after_codes": "1"}, "second is not a question"),
        ({"after": "Q", "after_codes": "yes"}, "Give the codes of its answers"),
        ({"after": "Q", "after_codes": ""}, "Give the codes of its answers"),
        ({"after": "Q", "after_codes": "1, 7"}, "The answers of Q are: 1 (Yes), 0 (No)."),
    ],
)
def test_a_condition_names_an_earlier_item_and_answers_that_it_has(
    trainer, yes_no, condition, said
):
    asked = item("yes_no", "Is it?", code="Q", response_set=str(yes_no.pk))
    later = item("short_text", "Why?", code="second", **condition)
    assert said in trainer.post(reverse(ADD), typed(section(asked, later))).text


@pytest.mark.parametrize(
    ("scales", "said"),
    [
        ([scale("S", "Q, R")], "R is no item that can be counted. There are: Q"),
        ([scale("S", "Q, Q")], "counted twice"),
        ([scale("S", "Q", missing="count")], "Say how many"),
        ([scale("S", "Q", missing="count", least="2")], "more than the scale has items"),
        ([scale("S", "Q", missing="count", least="0.5")], "whole number of items"),
        ([scale("S", "Q", missing="share", least="80")], "between 0 and 1"),
        ([scale("S", "Q", code="s"), scale("T", "Q", code="s")], "Another scale has this code"),
        ([scale("S", "Q", code="Q")], "A question has this code"),
        ([("total", {"title": "T", "scales": "s", "code": ""})], "There is no scale s."),
    ],
)
def test_a_scale_that_cannot_be_scored_is_said_beside_it(trainer, yes_no, scales, said):
    page = section(item("likert", "Q", code="Q"), response_set=str(yes_no.pk))
    answer = trainer.post(reverse(ADD), typed(page, scales=scales))
    assert said in answer.text
    assert not Instrument.objects.exists()


def test_scales_and_their_total_are_written(trainer, yes_no):
    page = section(item("likert", "Q", code="Q"), response_set=str(yes_no.pk))
    scales = [
        scale("Most", "Q", missing="0.8"),
        scale("One", "Q", missing="count", least="1"),
        ("total", {"title": "All", "scales": "", "code": ""}),
    ]
    trainer.post(reverse(ADD), typed(page, scales=scales))
    draft = written().draft
    assert [(one.code, one.rule, one.least) for one in draft.scales] == [
        ("most", "share", 0.8),
        ("one", "count", 1),
    ]
    assert draft.total.scales == ("most", "one")


def test_half_a_licence_is_no_licence(trainer):
    answer = trainer.post(reverse(ADD), typed(licence_terms=""))
    assert "A licence says who holds the rights" in answer.text
    trainer.post(reverse(ADD), typed(licence_holder="", licence_terms=""))
    assert not hasattr(written(), "licence")


@pytest.mark.parametrize(
    ("title", "slug"), [("How confident?", "how-confident"), ("؟؟؟", "questions")]
)
def test_a_short_name_that_is_taken_gets_a_number(trainer, title, slug):
    for _ in range(2):
        trainer.post(reverse(ADD), typed(title=title))
    assert sorted(Instrument.objects.values_list("slug", flat=True)) == [slug, f"{slug}-2"]


def test_of_two_who_edit_the_same_questions_the_second_is_told(trainer):
    instrument = import_draft(file=file_of([likert("Q")]))
    assert again(trainer, instrument, title="Mine").status_code == 302
    told = again(trainer, instrument, title="Theirs", began_with="what was there before")
    assert "Somebody else saved these questions" in told.text
    assert written().title == "Mine"


def test_saving_what_was_loaded_changes_nothing_that_is_asked(trainer):
    """The page shows every part of a draft that came from a file."""
    instrument = import_draft(file=file_of([likert("K1", hint="Slowly.")]))
    html = trainer.get(reverse(EDIT, args=[instrument.pk])).text
    for words in ("K1", "Slowly.", "Statement K1."):
        assert words in html


def test_a_set_of_answers_is_written_with_its_codes(trainer):
    rows = [(1, "Yes", "scored"), (99, "Not saying", "prefer_not_to_say")]
    assert trainer.post(reverse(SET_ADD), typed_set(*rows)).status_code == 302
    answers = ResponseSet.objects.get().answers
    assert answers.slug == "agreement"
    assert [(one.code, one.label, one.kind) for one in answers.options] == rows


@pytest.mark.parametrize("rows", [[(1, "Yes", "scored"), (1, "No", "scored")], []])
def test_a_set_needs_answers_each_with_its_own_code(trainer, rows):
    answer = trainer.post(reverse(SET_ADD), typed_set(*rows))
    assert answer.status_code == 200
    assert not ResponseSet.objects.exists()


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    ("role", "answer"), [("trainer", 200), ("administrator", 200), ("programme_lead", 302)]
)
def test_trainers_and_administrators_alone_see_the_lists(client, model, role, answer):
    InstrumentFactory()
    client.force_login(user_with_role(role))
    url = reverse(f"wagtailsnippets_evaluation_{model}:list")
    assert client.get(url).status_code == answer


@pytest.mark.parametrize("role", ["practitioner", "facilitator", "evaluator", "programme_lead"])
@pytest.mark.parametrize("page", [("preview_instrument", 1), ("publish_instrument",)])
def test_nobody_else_sees_a_draft_or_publishes_it(client, role, page):
    instrument = import_draft(file=file_of([likert("Q")]))
    client.force_login(user_with_role(role))
    url = reverse(page[0], args=[instrument.pk, *page[1:]])
    refused = 302 if role == "programme_lead" else 403
    assert client.get(url).status_code == refused
    assert client.post(url).status_code in {refused, 405}


def test_a_licence_begins_beside_its_questions_and_is_checked_from_the_list(trainer):
    InstrumentFactory()
    assert trainer.get("/cms/snippets/evaluation/licence/add/").status_code == 302
    url = reverse("wagtailsnippets_evaluation_licence:edit", args=[Licence.objects.get().pk])
    given = {"holder": "Us", "terms": "Ours", "source": "", "checked_on": "2026-11-02"}
    assert trainer.post(url, given).status_code == 302
    assert Licence.objects.get().checked_on.isoformat() == "2026-11-02"


@pytest.mark.parametrize("model", ["instrument", "licence"])
def test_a_long_list_asks_the_database_as_much_as_a_short_one(trainer, model):
    url = reverse(f"wagtailsnippets_evaluation_{model}:list")
    InstrumentFactory()
    few = queries_of(lambda: trainer.get(url))
    InstrumentFactory.create_batch(8)
    assert queries_of(lambda: trainer.get(url)) == few


def test_the_list_leads_to_the_preview_and_to_publishing(trainer):
    instrument = InstrumentFactory()
    html = trainer.get(reverse("wagtailsnippets_evaluation_instrument:list")).text
    assert reverse("preview_instrument", args=[instrument.pk, 1]) in html
    assert reverse("publish_instrument", args=[instrument.pk]) in html


def test_a_preview_shows_each_page_and_keeps_nothing(trainer):
    instrument = import_draft(file=file_of([likert("A")], [likert("B")]))
    before = ModelLogEntry.objects.count()
    first = trainer.get(reverse("preview_instrument", args=[instrument.pk, 1]))
    assert "page 1 of 2" in first.text
    assert "Statement A." in first.text
    last = trainer.get(reverse("preview_instrument", args=[instrument.pk, 99]))
    assert "page 2 of 2" in last.text
    assert trainer.post(reverse("preview_instrument", args=[instrument.pk, 1])).status_code == 405
    assert ModelLogEntry.objects.count() == before


def test_a_preview_of_an_empty_draft_leads_back_and_says_why(trainer):
    instrument = InstrumentFactory()
    answer = trainer.get(reverse("preview_instrument", args=[instrument.pk, 1]), follow=True)
    assert "It cannot be shown yet: There is no question yet." in answer.text
