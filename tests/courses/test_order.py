from hypothesis import given
from hypothesis import strategies as st

from courses.order import leads_back

NEEDS = st.dictionaries(st.integers(1, 6), st.frozensets(st.integers(1, 6), max_size=3))


def test_what_needs_itself_leads_back():
    assert leads_back({1: {1}}, 1)
    assert leads_back({1: {2}, 2: {3}, 3: {1}}, 2)
    assert not leads_back({1: {2}, 2: {3}, 4: {1}}, 1)


def reachable(needs, start, steps):
    found = set(needs.get(start, ()))
    for _ in range(steps):
        found |= {each for one in found for each in needs.get(one, ())}
    return found


@given(NEEDS, st.integers(1, 6))
def test_it_leads_back_exactly_when_it_can_be_reached_from_itself(needs, start):
    assert leads_back(needs, start) == (start in reachable(needs, start, 6))
