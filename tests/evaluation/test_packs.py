"""What stands in an analysis pack, and what does not."""

import random
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluation.models import Participant, Response, Wave
from evaluation.packs.cells import Status
from evaluation.packs.small_groups import levels_shown
from evaluation.packs.work import work
from tests.accounts.factories import PersonFactory
from tests.evaluation.factories import (
    AGREEMENT,
    InvitationFactory,
    OccasionFactory,
    answer,
    answer_as,
    file_of,
    likert,
    matched_people,
    version_of,
)
from tests.evaluation.packs import REASON, asked, files_of, made, store_in, table, tables_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    store_in(tmp_path, settings)


def asking(*items, **extra):
    version = version_of(file_of(list(items), **extra))
    return OccasionFactory(plan__asks={Wave.PRE: [version], Wave.POST: [version]})


def cells(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_a_row_of_the_long_table_is_an_item_with_its_code_status_and_score():
    occasion = OccasionFactory()
    answer_as(PersonFactory(), occasion, Wave.PRE, 4, 98, 2)
    rows = tables_of(occasion.plan)["long"]
    assert cells(rows, "item", "code", "status", "value", "scored") == [
        ("K1", "4", "answered", "4", "4"),
        ("C1", "98", "not_applicable", "", ""),
        ("A2", "2", "answered", "2", "4"),
    ]
    assert cells(rows, "participant", "response", "moment", "version") == [
        ("1", "1", "pre", "1")
    ] * len(rows)


def test_four_reasons_for_no_answer_are_four_words_and_four_numbers():
    options = [*AGREEMENT["options"], {"code": 99, "label": "No", "kind": "prefer_not_to_say"}]
    codes = ("A", "B", "C", "D")
    occasion = asking(*map(likert, codes), sets=[{**AGREEMENT, "options": options}])
    answer_as(PersonFactory(), occasion, Wave.PRE, 98, 99, None, 1)
    response = Response.objects.get()
    del response.answers["D"]
    response.save()
    tables = tables_of(occasion.plan)
    assert [row["status"] for row in tables["long"]] == [
        Status.NOT_APPLICABLE, Status.PREFER_NOT, Status.UNANSWERED, Status.NOT_SHOWN,
    ]  # fmt: skip
    assert list(tables["wide"][0].values())[5:] == ["-98", "-99", "-97", "-96"]


def test_the_wide_table_has_a_row_for_each_participant_and_the_scores_one_for_each_scale():
    occasion = OccasionFactory()
    matched_people(occasion, 3)
    tables = tables_of(occasion.plan)
    assert len(tables["wide"]) == 3
    assert len(tables["wide"][0]) == 5 + 2 * (3 + 1)
    assert sorted(cells(tables["scores"], "moment", "scale", "value")) == [
        ("post", "practice", "3.0"),
        ("post", "practice", "5.0"),
        ("post", "practice", "5.0"),
        ("pre", "practice", "1.0"),
        ("pre", "practice", "1.0"),
        ("pre", "practice", "3.0"),
    ]


def test_no_id_of_ours_and_no_pseudonym_is_in_a_pack():
    occasion = OccasionFactory()
    matched_people(occasion, 2)
    text = b"".join(files_of(made(occasion.plan)).values()).decode(errors="replace")
    for one in Participant.objects.all():
        assert str(one.pk) not in text
        assert one.pseudonym not in text
    assert all(str(response.pk) not in text for response in Response.objects.all())


def test_two_packs_number_the_same_people_differently():
    occasion = OccasionFactory()
    people = PersonFactory.create_batch(12)
    for number, person in enumerate(people):
        answer_as(person, occasion, Wave.PRE, 1 + number % 5, 1 + number // 5, 3)

    def in_order():
        return cells(tables_of(occasion.plan)["wide"], "participant", *wide_names)

    first = tables_of(occasion.plan)["wide"]
    wide_names = list(first[0])[5:]
    orders = {tuple(in_order()) for _ in range(3)}
    assert len(orders) > 1


def test_who_has_not_sent_or_has_withdrawn_is_not_in_it():
    occasion = OccasionFactory()
    answer(InvitationFactory(occasion=occasion), 1, 1, 1, is_complete=False)
    gone = answer(InvitationFactory(occasion=occasion), 1, 1, 1)
    Participant.objects.filter(pk=gone.pk).update(withdrawn_on=timezone.localdate())
    assert tables_of(occasion.plan)["long"] == []


def test_words_are_inert_and_a_number_below_zero_stays_a_number():
    number = {"code": "N", "type": "number", "text": "=1+1", "lowest": -10, "highest": 10}
    occasion = asking({"code": "T", "type": "short_text", "text": "What?"}, number)
    answer_as(PersonFactory(), occasion, Wave.PRE, "=HYPERLINK(1)", -5)
    tables = tables_of(occasion.plan)
    assert [row["value"] for row in tables["long"]] == ["'=HYPERLINK(1)", "-5"]
    assert list(tables["wide"][0].values())[5:] == ["'=HYPERLINK(1)", "-5"]
    assert "'=1+1" in {row["text"] for row in tables["codebook"]}


def test_comments_and_dates_are_left_out_and_the_codebook_says_so():
    occasion = asking(
        {"code": "C", "type": "long_text", "text": "To them?", "purpose": "facilitators"},
        {"code": "D", "type": "date", "text": "When?"},
    )
    answer_as(PersonFactory(), occasion, Wave.PRE, "Thank you", "2026-03-04")
    tables = tables_of(occasion.plan)
    assert cells(tables["long"], "item", "status", "value") == [("D", "answered", "")]
    notes = {row["name"]: row["note"] for row in tables["codebook"]}
    assert "not in the rows" in notes["C"]
    assert "left out" in notes["D"]


def test_the_codebook_names_each_code_label_and_missing_rule():
    occasion = OccasionFactory()
    matched_people(occasion, 1)
    files = files_of(made(occasion.plan))
    rows = table(files["codebook.csv"])
    assert ("A2", "98", "Not sure", "not_applicable", "yes", "practice") in cells(
        rows, "name", "code", "label", "code_kind", "reversed", "in_scale"
    )
    assert "at least 2 of 3 items answered" in {row["missing_rule"] for row in rows}
    page = files["codebook.html"].decode()
    assert "Statement A2." in page
    assert "98: Not sure" in page
    assert REASON in page
    assert REASON in {row["value"] for row in table(files["about.csv"])}


def in_groups(occasion, **counts):
    """So many people who answered before, as members of that sector and organisation."""
    for place, count in counts.items():
        for person in PersonFactory.create_batch(count):
            one = answer_as(person, occasion, Wave.PRE, 3, 3, 3)
            sector, _, organisation = place.partition("_")
            Participant.objects.filter(pk=one.pk).update(
                groups={"sector": sector, "organisation": organisation}
            )


def test_groups_and_months_under_k_are_blank():
    occasion = OccasionFactory()
    in_groups(occasion, Schools_A=10, Schools_B=3, Police_C=11)
    rows = tables_of(occasion.plan)["wide"]
    places = sorted(cells(rows, "sector", "organisation"))
    assert places == [("Police", "C")] * 11 + [("Schools", "")] * 13
    months = {row["month"] for row in tables_of(occasion.plan)["long"] if row["sector"] == "Police"}
    assert months == {f"{timezone.localdate():%Y-%m}"}


def test_a_group_of_nine_has_nothing_beside_its_answers():
    occasion = OccasionFactory()
    in_groups(occasion, Schools_A=9)
    rows = tables_of(occasion.plan)["long"]
    assert set(cells(rows, "sector", "role", "organisation", "area", "month")) == {("",) * 5}


@pytest.mark.parametrize("seed", range(40))
def test_nobody_looks_like_fewer_than_k_others(seed):
    pick = random.Random(seed)  # noqa: S311
    people = {
        one: tuple(pick.choice("ab" * level + "c") for level in range(1, 5))
        for one in range(pick.randint(5, 120))
    }
    shown = levels_shown(people, k=5)
    assert shown.keys() == people.keys()
    looks = [people[one][: shown[one]] for one in people]
    assert min(map(looks.count, looks)) >= 5


def test_the_answers_of_one_participant_stand_together_in_the_order_of_their_days():
    occasion = OccasionFactory()
    matched_people(occasion, 5)
    rows = cells(tables_of(occasion.plan)["scores"], "participant", "response", "moment")
    assert all(one <= other for one, other in pairwise(rows))


def test_more_people_take_no_more_queries():
    occasion = OccasionFactory()
    counts = []
    for _ in range(2):
        matched_people(occasion, 4)
        export = asked(occasion.plan)
        with CaptureQueriesContext(connection) as queries:
            work(export.pk, at=timezone.now())
        counts.append(len(queries))
    assert counts[0] == counts[1]
