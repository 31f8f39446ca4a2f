from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from courses.breakouts import make_groups

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
