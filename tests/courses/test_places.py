"""Never over capacity, never a free place with somebody waiting who may take it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.places import (
    Rules,
    WhyNot,
    kept_in_all,
    most_to_hold,
    most_to_wait_for,
    next_in_line,
    open_to,
    share_of,
    why_not,
)

MATERNITY, SCHOOLS, POLICE = "maternity", "schools", "police"
DISCIPLINES = [MATERNITY, SCHOOLS, POLICE, None]


def counted(**taken):
    return Counter(taken)


@pytest.mark.parametrize(("capacity", "percent", "places"), [(20, 40, 8), (21, 40, 8), (1, 40, 0)])
def test_a_share_of_capacity_is_in_whole_places(capacity, percent, places):
    assert share_of(capacity, percent) == places


@pytest.mark.parametrize(
    ("taken", "discipline", "reason"),
    [
        ({}, SCHOOLS, None),
        ({SCHOOLS: 8}, SCHOOLS, WhyNot.SHARE),
        ({SCHOOLS: 8}, POLICE, None),
        ({SCHOOLS: 8, POLICE: 10}, POLICE, WhyNot.HELD),
        ({SCHOOLS: 8, POLICE: 10}, MATERNITY, None),
        ({SCHOOLS: 8, POLICE: 10, MATERNITY: 1}, None, WhyNot.HELD),
        ({SCHOOLS: 8, POLICE: 10, MATERNITY: 2}, MATERNITY, WhyNot.FULL),
    ],
)
def test_a_share_and_held_places_say_who_may_come(taken, discipline, reason):
    rules = Rules(20, most={SCHOOLS: 8}, held={MATERNITY: 2})
    assert why_not(rules, taken, discipline) is reason


def test_somebody_passed_over_keeps_their_turn():
    rules = Rules(3, most={SCHOOLS: 1})
    waiting = [("a", SCHOOLS), ("b", SCHOOLS), ("c", POLICE), ("d", None), ("e", POLICE)]
    assert next_in_line(rules, {}, waiting) == ["a", "c", "d"]
    assert next_in_line(rules, counted(police=1), [("b", SCHOOLS)]) == ["b"]


@st.composite
def sessions(draw):
    capacity = draw(st.integers(0, 12))
    most = draw(st.dictionaries(st.sampled_from(DISCIPLINES[:3]), st.integers(0, 12), max_size=3))
    held, left = {}, capacity
    for discipline in draw(st.sets(st.sampled_from(DISCIPLINES[:3]))):
        held[discipline] = draw(st.integers(0, min(left, most.get(discipline, capacity))))
        left -= held[discipline]
    least = draw(st.integers(0, most_to_wait_for(Rules(capacity, most, held))))
    return Rules(capacity, most, held, least)


lines = st.lists(st.sampled_from(DISCIPLINES), max_size=30)


@given(sessions(), lines, lines)
def test_nobody_who_may_come_is_left_waiting_and_no_rule_is_broken(rules, there, line):
    taken = Counter()
    for discipline in there:
        taken[discipline] += why_not(rules, taken, discipline) is None
    waiting = list(enumerate(line))
    given_to = next_in_line(rules, taken, waiting)
    for key in given_to:
        taken[line[key]] += 1
    assert sum(taken.values()) <= rules.capacity
    assert all(taken[one] <= most for one, most in rules.most.items())
    left = [discipline for key, discipline in waiting if key not in given_to]
    assert all(why_not(rules, taken, discipline) for discipline in left)


@given(sessions(), lines)
def test_held_places_are_there_for_those_they_are_held_for(rules, line):
    """However many others came first."""
    for discipline, count in rules.held.items():
        others = [(number, one) for number, one in enumerate(line) if one != discipline]
        taken = Counter(dict(others)[key] for key in next_in_line(rules, {}, others))
        mine = [(f"held {number}", discipline) for number in range(count)]
        assert len(next_in_line(rules, taken, mine)) == count


@pytest.mark.parametrize(
    ("taken", "discipline", "reason"),
    [
        ({}, SCHOOLS, None),
        ({SCHOOLS: 1}, SCHOOLS, None),
        ({SCHOOLS: 2}, SCHOOLS, WhyNot.THERE),
        ({SCHOOLS: 2}, None, WhyNot.THERE),
        ({SCHOOLS: 2}, POLICE, None),
        ({SCHOOLS: 2, POLICE: 1}, POLICE, WhyNot.THERE),
        ({SCHOOLS: 2, POLICE: 1}, MATERNITY, None),
        ({SCHOOLS: 2, POLICE: 1, MATERNITY: 1}, POLICE, WhyNot.FULL),
        ({SCHOOLS: 1, POLICE: 1, MATERNITY: 1}, SCHOOLS, None),
    ],
)
def test_of_four_places_two_are_kept_for_disciplines_that_are_missing(taken, discipline, reason):
    assert why_not(Rules(4, least=3), taken, discipline) is reason


def test_a_place_held_for_a_discipline_that_is_missing_is_not_kept_twice():
    rules = Rules(3, held={MATERNITY: 1}, least=2)
    assert open_to(rules, {}, SCHOOLS) == 2
    assert why_not(rules, counted(schools=2), SCHOOLS) is WhyNot.HELD
    assert why_not(rules, counted(schools=2), POLICE) is WhyNot.HELD
    assert why_not(rules, counted(schools=2), MATERNITY) is None


def test_whoever_brings_what_is_missing_comes_though_too_little_was_kept():
    """It was asked for when the room was nearly full."""
    rules = Rules(5, least=4)
    assert why_not(rules, counted(schools=4), POLICE) is None
    assert why_not(rules, counted(schools=4), SCHOOLS) is WhyNot.THERE


@given(sessions(), lines)
def test_so_many_disciplines_as_are_asked_for_find_a_place(rules, line):
    """However many others came first, as long as what is held for some is taken up."""
    taken = Counter(dict(enumerate(line))[key] for key in next_in_line(rules, {}, enumerate(line)))
    coming = [*(one for one, held in rules.held.items() if held), *map(str, range(rules.least))]
    newcomers = [(one, one) for one in coming if not taken[one]]
    given_to = next_in_line(rules, taken, newcomers)
    there = {one for one in [*taken.elements(), *given_to] if one is not None}
    assert len(there) >= rules.least


@given(sessions())
def test_as_much_is_kept_as_there_may_be(rules):
    assert kept_in_all(rules) <= rules.capacity
    assert all(held <= most_to_hold(rules, one) for one, held in rules.held.items() if held)


@given(sessions(), lines, st.sampled_from(DISCIPLINES))
def test_as_many_places_are_open_to_a_discipline_as_its_people_get(rules, line, discipline):
    taken = Counter(dict(enumerate(line))[key] for key in next_in_line(rules, {}, enumerate(line)))
    same = [(number, discipline) for number in range(rules.capacity + 1)]
    assert open_to(rules, taken, discipline) == len(next_in_line(rules, taken, same))


@given(sessions(), lines)
def test_the_order_is_kept_among_people_of_one_discipline(rules, line):
    given_to = next_in_line(rules, {}, list(enumerate(line)))
    for discipline in DISCIPLINES:
        numbers = [number for number, one in enumerate(line) if one == discipline]
        mine = [key for key in given_to if line[key] == discipline]
        assert mine == numbers[: len(mine)]
