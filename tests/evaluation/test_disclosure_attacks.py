"""Any population, any lattice, any history: an attacker finds nobody, and little is held back."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from evaluation.disclosure import Cut, Figure, Lattice, Past, Status, fitted, suppress
from evaluation.disclosure.cuts import SHIFT
from tests.evaluation.attacker import (
    found_by_differences,
    found_by_elimination,
    found_by_span,
    known_groups,
    people_behind,
    tells_only_of,
    told_counts,
)
from tests.evaluation.cuts import releases_of

NAMES = ("profession", "sector", "organisation")
COMBINATIONS = [*((name,) for name in NAMES), *((a, b) for a in NAMES for b in NAMES if a < b)]


@st.composite
def lattices(draw, combinations=COMBINATIONS):
    chosen = draw(st.lists(st.sampled_from(combinations), unique=True, max_size=4))
    return Lattice(NAMES, ((), *chosen))


@st.composite
def people_in_groups(draw, *, most):
    """The values of everybody, of whom many are alike."""
    value = st.sampled_from(["a", "b", "c", None])
    kinds = draw(st.lists(st.tuples(value, value, value), min_size=1, max_size=5))
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=most // 2, max_size=most))
    people = enumerate(dict(zip(NAMES, one, strict=True)) for one in chosen)
    return {f"p{number:03}": values for number, values in people}


@st.composite
def histories(draw, *, most=14, longest=3):
    """Cuts of a plan: people come, withdraw, change their group, and leave questions out."""
    people = draw(people_in_groups(most=most))
    names = sorted(people)
    groups = list(people.values())
    cuts = []
    for _ in range(draw(st.integers(1, longest))):
        there = set(names) - draw(st.sets(st.sampled_from(names), max_size=6))
        silent = draw(st.sets(st.sampled_from(names), max_size=3))
        moved = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(groups), max_size=2))
        contributors = {"confidence": there}
        if draw(st.booleans()):
            contributors["trust"] = there - silent
        cuts.append(Cut(people | moved, contributors))
    return cuts


@given(histories(), lattices(), st.integers(2, 4))
def test_no_combination_of_all_that_was_published_speaks_of_fewer_than_k(cuts, lattice, k):
    groups = known_groups(releases_of(cuts, lattice, k))
    assert found_by_differences(groups, k) is None
    assert found_by_span(groups, k) is None


@st.composite
def further_statistics(draw):
    """People of one figure, some more beside them, and who left which further question out."""
    names = [f"p{number:03}" for number in range(draw(st.integers(8, 24)))]
    first = names[: draw(st.integers(4, len(names)))]
    some = st.sets(st.sampled_from(names), max_size=len(names) // 2)
    left_out = draw(st.lists(some, min_size=1, max_size=4))
    return first, {f"q{number}": set(names) - one for number, one in enumerate(left_out)}


@given(further_statistics(), st.integers(2, 4))
def test_who_is_fitted_in_parts_off_no_fewer_than_k(people, k):
    first, wanted = people
    fits = fitted(wanted, beside=[first], k=k)
    assert all(fits[name] <= wanted[name] for name in wanted)
    groups = [frozenset(first), *(one for one in fits.values() if one)]
    assert found_by_differences(groups, k) is None
    assert found_by_span(groups, k) is None


@given(histories(), lattices(), st.integers(2, 4), st.data())
def test_no_combination_speaks_only_of_people_who_have_the_same_score(cuts, lattice, k, data):
    people = sorted(set().union(*(cut.people for cut in cuts)))
    score = dict(
        zip(people, data.draw(st.lists(st.integers(1, 2), min_size=len(people))), strict=False)
    )
    scored = [
        Cut(
            cut.people,
            cut.contributors,
            scores={
                name: {one: (score.get(one, 1),) for one in there}
                for name, there in cut.contributors.items()
            },
        )
        for cut in cuts
    ]
    for number in range(1, len(scored) + 1):
        releases = releases_of(scored[:number], lattice, k)
        for statistic, known in scored[number - 1].scores.items():
            told = [
                (cut, {one for one in figures if one.statistic == statistic})
                for cut, figures in releases
            ]
            for value in (1, 2):
                alike = {one for one, (mine,) in known.items() if mine == value}
                assert not tells_only_of(known_groups(told), alike)


@given(histories(), lattices(), st.integers(2, 4))
def test_nothing_is_held_back_without_need(cuts, lattice, k):
    """With any one figure more that is large enough, the attacker would find somebody."""
    releases = releases_of(cuts, lattice, k)
    past = [Past(*one) for one in releases[:-1]]
    pattern = suppress(cuts[-1], lattice, k=k, past=past)
    for figure, status in pattern.status.items():
        if status is Status.COMPLEMENTARY:
            more = [*releases, (cuts[-1], {figure})]
            assert found_by_span(known_groups(more), k)
        if status is Status.PRIMARY:
            assert len(people_behind(cuts[-1], figure)) < k


@given(histories(), lattices(), st.integers(2, 4))
def test_what_is_not_settled_in_time_is_left_out(cuts, lattice, k):
    releases = releases_of(cuts, lattice, k, most_steps=0)
    assert found_by_span(known_groups(releases), k) is None


@st.composite
def counted_histories(draw):
    people = draw(people_in_groups(most=40))
    answers = {person: draw(st.sampled_from(SHIFT)) for person in people}
    cuts = []
    for _ in range(draw(st.integers(1, 2))):
        gone = draw(st.sets(st.sampled_from(sorted(people)), max_size=12))
        given_ = {person: answer for person, answer in answers.items() if person not in gone}
        cuts.append(Cut(people, {"q1": given_.keys()}, {"q1": given_}))
    return cuts


@given(counted_histories(), lattices(combinations=COMBINATIONS[:3]), st.integers(2, 4))
def test_no_count_of_answers_under_k_none_or_all_can_be_worked_out(cuts, lattice, k):
    """Of none: that nobody answered so. Of all: that none answered otherwise."""
    releases = releases_of(cuts, lattice, k)
    answers = {person: one for cut in cuts for person, one in cut.answers["q1"].items()}
    for people, chosen in told_counts(releases, "q1", SHIFT):
        assert sum(answers[person] in chosen for person in people) >= k


@st.composite
def large_histories(draw):
    """Up to some hundred people under the threshold that is in force; groups of many sizes."""
    seed = draw(st.integers(0, 10**6))
    random = Random(seed)  # noqa: S311
    size = draw(st.integers(10, 300))
    levels = {name: draw(st.integers(1, 6)) for name in NAMES}
    shares = {name: [random.random() ** 3 for _ in range(levels[name])] for name in NAMES}
    people = {
        f"p{number:03}": {
            name: f"{name} {random.choices(range(len(weights)), weights)[0]}"
            for name, weights in shares.items()
        }
        for number in range(size)
    }
    order = list(people)
    cuts = []
    for _ in range(draw(st.integers(1, 3))):
        order = order[draw(st.integers(0, 3)) :]
        there = order[: draw(st.integers(10, size))]
        missing = draw(st.integers(0, 12))
        cuts.append(Cut(people, {"confidence": set(there), "trust": set(there[missing:])}))
    return cuts, random


@given(large_histories(), lattices())
def test_nobody_is_found_among_hundreds(history, lattice):
    cuts, random = history
    groups = known_groups(releases_of(cuts, lattice, 10))
    assert found_by_differences(groups[:40], 10) is None
    assert found_by_elimination(groups, 10, [random] * 5) is None


@given(histories(), lattices())
def test_the_same_records_give_the_same_pattern_in_whatever_order_they_come(cuts, lattice):
    cut = cuts[-1]
    turned = Cut(dict(reversed(cut.people.items())), cut.contributors)
    assert suppress(cut, lattice, k=3) == suppress(turned, lattice, k=3)


def test_the_attacker_finds_whom_a_careless_release_gives_away():
    """So that a silent attacker means that nobody is to be found."""
    people = {f"p{number:02}": {"profession": "nurse"} for number in range(20)}
    people["p07"] = {"profession": "teacher"}
    cut = Cut(people, {"confidence": people.keys()})
    both = {Figure((), "confidence"), Figure((("profession", "nurse"),), "confidence")}
    groups = known_groups([(cut, both)])
    assert found_by_differences(groups, 10)[2] == {"p07"}
    assert found_by_span(groups, 10)
    assert found_by_elimination(groups, 10, [Random(1)]) == 1  # noqa: S311
    answers = dict.fromkeys(people, "up")
    cut = Cut(people, {"q1": people.keys()}, {"q1": answers})
    told = list(told_counts([(cut, {Figure((), "q1"), Figure((), "q1", "up")})], "q1", SHIFT))
    assert (people.keys(), ("same", "down")) in [(one, chosen[::-1]) for one, chosen in told]
