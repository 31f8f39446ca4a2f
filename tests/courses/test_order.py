from hypothesis import given
from hypothesis import strategies as st

from courses.order import order_with, way_back

NEEDS = st.dictionaries(st.integers(1, 6), st.frozensets(st.integers(1, 6), max_size=3))


def test_what_needs_itself_is_found_by_the_shortest_way():
    assert way_back({1: {1}}, 1) == [1]
    assert way_back({1: {2}, 2: {3}, 3: {1}}, 2) == [2, 3, 1]
    assert way_back({1: {2}, 2: {3, 1}, 3: {1}}, 1) == [1, 2]
    assert way_back({1: {2}, 2: {3}, 4: {1}}, 1) == []


GONE = st.permutations(range(1, 8)).flatmap(
    lambda every: st.tuples(st.just(every), st.lists(st.sampled_from(every), unique=True))
)


@given(GONE, st.dictionaries(st.integers(1, 7), st.sampled_from([None, "a", "b"])))
def test_each_module_is_in_one_piece_with_what_is_gone_from_it(lessons, modules):
    before, now = lessons
    found = order_with(now, before, modules)
    assert sorted(found) == sorted({*before, *now})
    for name in ("a", "b"):
        places = [place for place, one in enumerate(found) if modules.get(one) == name]
        assert places == list(range(min(places, default=0), max(places, default=-1) + 1))


def test_what_is_gone_stays_behind_what_it_followed():
    assert order_with([3, 1, 9], [1, 2, 3, 4], {}) == [3, 4, 1, 2, 9]
    assert order_with([1, 3], [0, 1, 2, 3], {1: "a", 3: "b", 2: "a"}) == [0, 1, 2, 3]


def reachable(needs, start, steps):
    found = set(needs.get(start, ()))
    for _ in range(steps):
        found |= {each for one in found for each in needs.get(one, ())}
    return found


@given(NEEDS, st.integers(1, 6))
def test_it_leads_back_exactly_when_it_can_be_reached_from_itself(needs, start):
    way = way_back(needs, start)
    assert bool(way) == (start in reachable(needs, start, 6))
    assert all(other in needs[one] for one, other in zip(way, [*way[1:], *way[:1]], strict=True))
