from hypothesis import given
from hypothesis import strategies as st

from courses.rules import AtLeast, Everything, Lesson, is_met, unmet

KEYS = st.integers(1, 8)
RULES = st.recursive(
    KEYS.map(Lesson),
    lambda rules: st.one_of(
        st.lists(rules, max_size=4).map(lambda of: Everything(tuple(of))),
        st.tuples(st.integers(0, 5), st.lists(rules, max_size=4)).map(
            lambda pair: AtLeast(pair[0], tuple(pair[1]))
        ),
    ),
    max_leaves=12,
)
DONE = st.frozensets(KEYS)


@given(RULES, DONE)
def test_nothing_is_left_exactly_when_the_rule_is_met(rule, done):
    assert is_met(rule, done) == (not unmet(rule, done))


@given(RULES, DONE, KEYS)
def test_doing_more_never_brings_the_end_further_away(rule, done, one_more):
    if is_met(rule, done):
        assert is_met(rule, done | {one_more})


@given(RULES, DONE)
def test_what_is_left_names_only_what_is_not_done_and_doing_it_all_is_enough(rule, done):
    left = {key for each in unmet(rule, done) for key in each.lessons}
    assert not left & done
    assert is_met(rule, done | left)


def test_a_choice_says_how_many_more():
    rule = AtLeast(2, (Lesson(1), Lesson(2), Lesson(3)))
    (left,) = unmet(rule, {2})
    assert (left.count, left.lessons) == (1, (1, 3))


def test_more_than_there_are_is_all_of_them():
    assert is_met(AtLeast(9, (Lesson(1),)), {1})
