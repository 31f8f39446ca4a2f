from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.breakouts import (
    make_groups,
    most_groups,
    other_count,
    suggested_count,
    uneven,
    usual_counts,
)

DISCIPLINES = ["maternity", "schools", "police", None]
people = st.lists(st.sampled_from(DISCIPLINES), max_size=40).map(lambda line: dict(enumerate(line)))
counts = st.integers(1, 8)


def spread(groups, people):
    """For each discipline, the fewest and the most of it in a group."""
    by_group = [Counter(people[person] for person in group) for group in groups]
    return {one: [group[one] for group in by_group] for one in set(people.values())}


def is_even(groups, people):
    return all(max(found) - min(found) <= 1 for found in spread(groups, people).values())


@given(people, counts)
def test_everybody_is_in_one_group_and_disciplines_differ_by_at_most_one(people, count):
    groups = make_groups(people, count=count)
    assert len(groups) == count
    assert sorted(person for group in groups for person in group) == sorted(people)
    assert is_even(groups, people)


@given(people, counts, st.data())
def test_pairs_to_keep_apart_are_apart_or_it_is_said_that_they_cannot_be(people, count, data):
    keys = sorted(people)
    pairs = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True).map(frozenset)
    apart = data.draw(st.sets(pairs, max_size=6)) if len(keys) > 1 else set()
    groups = make_groups(people, count=count, apart=apart)
    if groups is None:
        assert apart
        return
    together = {frozenset(pair) for group in groups for pair in _pairs(group)}
    assert not together & apart
    assert is_even(groups, people)


def _pairs(group):
    return [(one, other) for one in group for other in group if one < other]


def test_two_people_of_whom_one_manages_the_other_are_kept_apart():
    people = dict.fromkeys("abcdefgh", "schools")
    groups = make_groups(people, count=2, apart=[frozenset("ab"), frozenset("cd")])
    assert [len(group) for group in groups] == [4, 4]
    assert all(not set(pair) <= set(group) for group in groups for pair in ("ab", "cd"))


def test_nobody_can_avoid_everybody():
    people = dict.fromkeys("abc", None)
    apart = [frozenset(pair) for pair in ("ab", "bc", "ac")]
    assert make_groups(people, count=2, apart=apart) is None
    assert make_groups(people, count=3, apart=apart) == [["a"], ["b"], ["c"]]


def test_a_chain_of_wishes_ends_by_itself():
    people = {number: DISCIPLINES[number % 3] for number in range(40)}
    apart = [frozenset(pair) for pair in pairwise(range(40))]
    groups = make_groups(people, count=4, apart=apart)
    assert groups
    assert is_even(groups, people)


@pytest.mark.parametrize(
    ("number", "suggested", "usual"),
    [(4, 2, []), (8, 2, []), (9, 2, []), (12, 2, [2]), (20, 3, [3, 4]), (25, 4, [4, 5])],
)
def test_groups_of_five_to_eight_are_suggested(number, suggested, usual):
    assert suggested_count(number) == suggested
    assert list(usual_counts(number)) == usual


@given(st.integers(4, 500))
def test_what_is_suggested_can_be_made_and_is_usual_where_anything_is(number):
    suggested, usual = suggested_count(number), usual_counts(number)
    assert 2 <= suggested <= most_groups(number)
    assert suggested in usual or not usual


@pytest.mark.parametrize(
    ("number", "count", "other"), [(12, 2, 3), (12, 6, 5), (4, 2, None), (6, 3, 2)]
)
def test_where_none_are_found_another_number_that_can_be_made_is_tried(number, count, other):
    assert other_count(number, count) == other


@given(people, counts)
def test_groups_that_were_made_are_even_and_two_of_one_kind_together_are_not(people, count):
    groups = make_groups(people, count=count)
    assert uneven([[people[one] for one in group] for group in groups]) == set()
    assert uneven([["police", "police"], [], ["schools"]]) == {"police"}


def test_in_a_crowd_no_groups_are_looked_for():
    assert make_groups(dict.fromkeys(range(500)), count=2)
    assert make_groups(dict.fromkeys(range(5_000)), count=2) is None
