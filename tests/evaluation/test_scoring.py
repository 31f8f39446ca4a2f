import pytest

from evaluation.scoring import ItemRule, scale_score

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
