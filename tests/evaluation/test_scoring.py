import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.answered import scale_scores
from evaluation.scoring import ItemRule, Missing, item_score, scale_score, total_score
from tests.evaluation.factories import file_of, likert

RULES = [ItemRule("K1", 1, 5), ItemRule("C1", 1, 5), ItemRule("A2", 1, 5, is_reversed=True)]


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ({"K1": 2, "C1": 4, "A2": 1}, 11 / 3),
        ({"K1": 3, "A2": 5}, 2.0),
        ({"K1": 3}, None),
        ({}, None),
    ],
)
def test_a_score_is_the_mean_of_enough_answers_with_reversed_ones_turned(answers, score):
    assert scale_score(answers, RULES, least_answered=2) == score


def test_reversal_uses_the_ends_of_the_response_set():
    rule = ItemRule("A2", 0, 10, is_reversed=True)
    assert scale_score({"A2": 3}, [rule], least_answered=1) == 7


def test_no_answer_never_makes_a_score():
    assert scale_score({}, RULES, least_answered=0) is None


def test_the_total_is_the_mean_of_the_scales_only_where_all_have_a_score():
    assert total_score([2.0, 3.0, 4.0]) == 3
    assert total_score([2.0, None, 4.0]) is None
    assert total_score([]) is None


def test_the_kinds_of_missing_are_four_codes_that_no_answer_has():
    assert len({int(kind) for kind in Missing}) == 4
    assert all(kind < 0 for kind in Missing)


ends = st.tuples(st.integers(-50, 50), st.integers(1, 100)).map(lambda two: (two[0], sum(two)))


@given(ends, st.data())
def test_reversing_twice_gives_the_answer_back_and_stays_inside(low_high, draw):
    lowest, highest = low_high
    answer = draw.draw(st.integers(lowest, highest))
    rule = ItemRule("A", lowest, highest, is_reversed=True)
    turned = item_score(answer, rule)
    assert lowest <= turned <= highest
    assert item_score(turned, rule) == answer


@given(st.dictionaries(st.sampled_from(["K1", "C1", "A2"]), st.integers(1, 5)), st.integers(0, 4))
def test_a_score_lies_within_the_scale_or_is_missing(answers, least):
    score = scale_score(answers, RULES, least_answered=least)
    assert (score is None) == (not answers or len(answers) < least)
    assert score is None or 1 <= score <= 5


def test_what_is_no_number_stops_no_score():
    file = file_of(
        [likert("K1"), likert("K2")],
        scales=[
            {"code": "a", "items": ["K1", "K2"], "missing": {"rule": "count", "least": 1}},
        ],
    )
    assert scale_scores(file, {"K1": "oops", "K2": 4}) == {"a": 4}
