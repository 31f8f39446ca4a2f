"""Named examples; what no example can show is in test_disclosure_attacks.py."""

import pytest

from evaluation.disclosure import (
    Cut,
    CutError,
    Figure,
    K,
    KRefusal,
    Lattice,
    LatticeError,
    Past,
    Scope,
    Status,
    Step,
    check_k,
    figures_in,
    may_change_k,
    may_quote,
    next_release,
    percentage,
    released_cells,
    rounded,
    shared_people,
    suppress,
    suppress_equality,
)
from tests.evaluation.cuts import answers_told, counted, cut_of, sizes

BY_PROFESSION = Lattice(("profession",), ((), ("profession",)))
MARGINS = Lattice(("profession", "sector"), ((), ("profession",), ("sector",)))
CROSSED = Lattice(
    ("profession", "sector"), ((), ("profession",), ("sector",), ("profession", "sector"))
)
WHOLE = Lattice(())


@pytest.mark.parametrize(
    ("dimensions", "published", "levels", "words"),
    [
        (("a", "a"), ((),), {}, "declared twice"),
        (tuple("abcdefg"), ((),), {}, "More than 6"),
        (("a",), (("a",),), {}, "published first"),
        (("a",), (), {}, "published first"),
        (("a", "b"), ((), ("a", "b"), ("b", "a")), {}, "combination is declared twice"),
        (("a",), ((), ("b",)), {}, "Unknown dimensions"),
        (("a",), ((), ("a", "a")), {}, "crossed with itself"),
        (tuple("abcd"), ((), tuple("abcd")), {}, "More than 3"),
        (("a",), ((),), {"b": ("x",)}, "Levels of unknown"),
        (("a",), ((),), {"a": ("x", "x")}, "level is declared twice"),
    ],
)
def test_a_lattice_that_cannot_be_kept_is_refused_in_words(dimensions, published, levels, words):
    with pytest.raises(LatticeError, match=words):
        Lattice(dimensions, published, levels)


def test_a_value_that_is_no_level_is_refused():
    lattice = Lattice(("profession",), ((), ("profession",)), {"profession": ("nurse",)})
    with pytest.raises(LatticeError, match="teacher is no level of profession"):
        suppress(cut_of({("teacher",): 12}), lattice)


def test_an_empty_level_is_listed_as_any_other_that_is_suppressed():
    levels = {"profession": ("nurse", "teacher", "warden")}
    lattice = Lattice(("profession",), ((), ("profession",)), levels)
    pattern = suppress(cut_of({("nurse",): 30, ("teacher",): 4}), lattice)
    cells = released_cells(pattern, {}, {"confidence": ["mean"]})
    shown = [(cell["dimensions"].get("profession"), cell["status"]) for cell in cells]
    assert shown == [
        (None, "published"),
        ("nurse", "suppressed"),
        ("teacher", "suppressed"),
        ("warden", "suppressed"),
    ]


@pytest.mark.parametrize(
    ("contributors", "answers", "words"),
    [
        ({"a": {"somebody else"}}, {}, "not in the cut"),
        ({"a:b": {"one"}}, {}, "no colon"),
        ({"a": {"one"}}, {"a": {}}, "answers and contributors differ"),
        ({"a": {"one"}}, {"a": {"one": "sideways"}}, "no option"),
    ],
)
def test_records_that_contradict_each_other_are_refused(contributors, answers, words):
    with pytest.raises(CutError, match=words):
        Cut({"one": {}}, contributors, answers)


def test_nine_people_give_nothing():
    pattern = suppress(cut_of({("nurse",): 9}), BY_PROFESSION)
    assert (pattern.published, pattern.scope) == (frozenset(), Scope.NOTHING)


def test_a_cohort_of_eleven_gives_the_whole_only_and_says_so():
    groups = {("midwife",): 4, ("nurse",): 4, ("teacher",): 2, ("warden",): 1}
    pattern = suppress(cut_of(groups), BY_PROFESSION)
    assert sizes(pattern) == {(): 11}
    assert pattern.scope is Scope.WHOLE_ONLY


def test_ten_of_eleven_are_not_shown_beside_the_eleven():
    pattern = suppress(cut_of({("nurse",): 10, ("teacher",): 1}), BY_PROFESSION)
    assert sizes(pattern) == {(): 11}
    ten = Figure((("profession", "nurse"),), "confidence")
    assert pattern.status[ten] is Status.COMPLEMENTARY


def test_ten_and_ten_are_both_shown():
    pattern = suppress(cut_of({("nurse",): 10, ("teacher",): 10}), BY_PROFESSION)
    assert sizes(pattern) == {(): 20, ("nurse",): 10, ("teacher",): 10}
    assert pattern.scope is Scope.GROUPS


def test_one_small_group_takes_the_smallest_other_along():
    groups = {("nurse",): 30, ("teacher",): 12, ("warden",): 3}
    pattern = suppress(cut_of(groups), BY_PROFESSION)
    assert sizes(pattern) == {(): 45, ("nurse",): 30}


def test_people_whose_profession_is_not_known_are_a_small_group_as_well():
    groups = {("nurse",): 30, ("teacher",): 12, (None,): 3}
    assert sizes(suppress(cut_of(groups), BY_PROFESSION)) == {(): 45, ("nurse",): 30}


def test_one_small_cell_of_a_square_leaves_the_margins_and_no_other_cell():
    """Any one of the other three would give away the small one."""
    groups = {
        ("nurse", "health"): 20,
        ("nurse", "schools"): 15,
        ("teacher", "health"): 15,
        ("teacher", "schools"): 3,
    }
    pattern = suppress(cut_of(groups), CROSSED)
    assert sizes(pattern) == {
        (): 53,
        ("nurse",): 35,
        ("teacher",): 18,
        ("health",): 35,
        ("schools",): 18,
    }


def test_an_organisation_within_a_locality_does_not_give_away_the_rest_of_it():
    people = {("north", "school"): 12, ("north", "surgery"): 4, ("south", "college"): 30}
    cut = cut_of({(None, place, house): count for (place, house), count in people.items()})
    lattice = Lattice(("sector", "organisation"), ((), ("sector",), ("organisation",)))
    assert sizes(suppress(cut, lattice)) == {
        (): 46,
        ("north",): 16,
        ("south",): 30,
        ("college",): 30,
    }


def test_a_figure_that_follows_from_others_costs_nothing():
    pattern = suppress(cut_of({("nurse",): 20, ("teacher",): 20}), BY_PROFESSION)
    assert set(pattern.status.values()) == {Status.PUBLISHED}


def test_somebody_missing_on_one_scale_is_not_found_by_the_other():
    everybody = cut_of({("nurse",): 11})
    eleven = everybody.people.keys()
    contributors = {"confidence": eleven, "trust": eleven - {"person 0003"}}
    pattern = suppress(Cut(everybody.people, contributors), WHOLE)
    assert sizes(pattern, "confidence") == {(): 11}
    assert sizes(pattern, "trust") == {}


def test_people_whom_nearly_all_statistics_share_let_all_of_them_stand():
    everybody = cut_of({("nurse",): 40})
    people = sorted(everybody.people)
    contributors = {
        "confidence": frozenset(people),
        "trust": frozenset(people[1:]),
        "rare": frozenset(people[:12]),
    }
    shared = shared_people(contributors)
    assert [len(one) for one in shared.values()] == [39, 39, 12]
    pattern = suppress(Cut(everybody.people, shared), WHOLE)
    assert {figure.statistic for figure in pattern.published} == {"confidence", "trust", "rare"}


def joined(cut, *more, without=()):
    people = {person: values for person, values in cut.people.items() if person not in without}
    people |= {f"new {number:04}": values for number, values in enumerate(more)}
    return Cut(people, {"confidence": people.keys()})


FIRST = cut_of({("nurse",): 20, ("teacher",): 20})
PAST = [Past(FIRST, suppress(FIRST, BY_PROFESSION).published)]


def test_nine_new_people_repeat_the_release_and_ten_make_another():
    nurse = {"profession": "nurse"}
    for count, step in [(0, Step.REPEAT), (9, Step.REPEAT), (10, Step.NEW)]:
        later = joined(FIRST, *[nurse] * count)
        assert next_release(later.matched, [FIRST.matched]) is step
    assert next_release(set("123456789"), []) is Step.TOO_FEW
    assert next_release(set("1234567890"), []) is Step.FIRST
    assert [step for step in Step if step.makes_one] == [Step.FIRST, Step.NEW]


def test_people_who_come_back_are_not_new():
    ten = {f"person {number}" for number in range(10)}
    others = {f"other {number}" for number in range(10)}
    assert next_release(ten | others, [ten | others, others]) is Step.REPEAT


def test_though_published_by_mistake_nine_new_people_are_not_told():
    later = joined(FIRST, *[{"profession": "nurse"}] * 9)
    pattern = suppress(later, BY_PROFESSION, past=PAST)
    assert sizes(pattern) == {("teacher",): 20}
    whole = Figure((), "confidence")
    assert pattern.status[whole] is Status.WAITING


def test_a_group_to_which_few_came_waits_while_another_is_renewed():
    newcomers = [{"profession": "nurse"}] * 12 + [{"profession": "teacher"}] * 2
    pattern = suppress(joined(FIRST, *newcomers), BY_PROFESSION, past=PAST)
    assert sizes(pattern) == {(): 54}
    newcomers = [{"profession": "nurse"}] * 12 + [{"profession": "teacher"}] * 10
    pattern = suppress(joined(FIRST, *newcomers), BY_PROFESSION, past=PAST)
    assert sizes(pattern) == {(): 62, ("nurse",): 32, ("teacher",): 30}


def test_one_who_withdrew_is_not_told_by_the_release_without_them():
    later = joined(FIRST, without=["person 0003"])
    assert next_release(later.matched, [FIRST.matched]) is Step.REPEAT
    assert sizes(suppress(later, BY_PROFESSION, past=PAST)) == {("teacher",): 20}


def test_one_who_withdrew_is_hidden_among_ten_who_are_new():
    newcomers = [{"profession": "nurse"}] * 11
    later = joined(FIRST, *newcomers, without=["person 0003"])
    assert next_release(later.matched, [FIRST.matched]) is Step.NEW
    pattern = suppress(later, BY_PROFESSION, past=PAST)
    assert sizes(pattern) == {(): 50, ("teacher",): 20, ("nurse",): 30}


def test_one_who_withdrew_is_not_told_where_the_new_ones_are_a_group_of_their_own():
    newcomers = [{"profession": "warden"}] * 11
    later = joined(FIRST, *newcomers, without=["person 0003"])
    pattern = suppress(later, BY_PROFESSION, past=PAST)
    assert sizes(pattern) == {(): 50, ("teacher",): 20}


def test_somebody_who_changed_profession_is_not_told_by_two_releases():
    people = dict(FIRST.people) | {"person 0003": {"profession": "teacher"}}
    moved = Cut(people, {"confidence": people.keys()})
    assert sizes(suppress(moved, BY_PROFESSION, past=PAST)) == {(): 40}


TWENTY = cut_of({("nurse",): 30})


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([("up", 30)], set()),
        ([("up", 20), ("same", 10)], {"up"}),
        ([("up", 15), ("same", 15)], {"same"}),
        ([("up", 10), ("same", 10), ("down", 10)], {"up", "same", "down"}),
        ([("up", 16), ("same", 7), ("down", 7)], {"up"}),
        ([("up", 21), ("same", 5), ("down", 4)], set()),
        ([("up", 11), ("same", 10), ("down", 9)], {"up"}),
    ],
)
def test_a_row_of_counts_gives_away_no_small_one_none_and_all(answers, told):
    pattern = suppress(counted(TWENTY, "q1", *answers), WHOLE)
    assert answers_told(pattern) == {(one,) for one in told}
    assert Figure((), "q1") in pattern.published


def test_counts_of_two_groups_give_away_nothing_about_the_third():
    """Nobody of the teachers went down: 12 of all and 12 of the nurses would say so."""
    cut = cut_of({("nurse",): 36, ("teacher",): 36})
    answers = [("up", 12), ("same", 12), ("down", 12), ("up", 18), ("same", 18)]
    pattern = suppress(counted(cut, "q1", *answers), BY_PROFESSION)
    told = answers_told(pattern)
    assert not {("down",), ("nurse", "down")} <= told
    assert ("teacher", "down") not in told
    assert len(told & {("teacher", "up"), ("teacher", "same")}) < 2


def test_a_group_too_small_to_be_shown_shows_no_answers():
    cut = counted(cut_of({("nurse",): 30, ("teacher",): 5}), "q1", ("up", 20), ("same", 15))
    pattern = suppress(cut, BY_PROFESSION)
    assert {figure.at for figure in pattern.published} == {()}


def test_people_who_are_all_alike_are_not_told_by_their_mean_or_by_what_is_left():
    cut = cut_of({("nurse",): 20, ("teacher",): 20, ("warden",): 20})
    scores = {one: (number % 4,) for number, one in enumerate(cut.people)}
    alike = dict.fromkeys(list(cut.people)[40:], (5,))
    cut = Cut(cut.people, cut.contributors, scores={"confidence": scores | alike})
    pattern = suppress(cut, BY_PROFESSION)
    assert sizes(pattern) == {(): 60, ("nurse",): 20}
    everybody = dict.fromkeys(cut.people, (1, 2))
    cut = Cut(cut.people, cut.contributors, scores={"confidence": everybody})
    assert suppress(cut, BY_PROFESSION).scope is Scope.NOTHING


def test_newcomers_who_are_all_alike_are_not_told_by_the_release_that_they_are_new_in():
    def scored(scores):
        people = {one: {} for one in scores}
        return Cut(people, {"confidence": scores.keys()}, scores={"confidence": scores})

    mixed = {f"p{number}": (number % 4,) for number in range(10)}
    first = scored(mixed)
    released = Past(first, suppress(first, WHOLE).published)
    assert released.published
    second = scored(mixed | {f"new{number}": (5,) for number in range(10)})
    assert suppress(second, WHOLE, past=[released]).scope is Scope.NOTHING


def test_people_of_no_known_group_who_are_all_alike_are_not_told_by_two_subtractions():
    cut = cut_of({("nurse",): 10, ("teacher",): 10, (None,): 10})
    scores = {one: (number % 4,) for number, one in enumerate(cut.people)}
    scores |= dict.fromkeys(list(cut.people)[20:], (5,))
    pattern = suppress(
        Cut(cut.people, cut.contributors, scores={"confidence": scores}), BY_PROFESSION
    )
    assert sizes(pattern) == {(): 30, ("nurse",): 10}


def test_equality_questions_need_twenty_throughout():
    def told(*answers):
        given = [one for one, count in answers for _ in range(count)]
        answers = {str(number): one for number, one in enumerate(given)}
        cut = Cut(
            {one: {} for one in answers},
            {"equality": answers.keys()},
            {"equality": answers},
            {"equality": ("a", "b", "c")},
        )
        return answers_told(suppress_equality(cut))

    assert told(("a", 19)) == set()
    assert told(("a", 40), ("b", 30), ("c", 20)) == {("a",), ("b",), ("c",)}
    assert told(("a", 40), ("b", 30), ("c", 19)) == {("a",)}


@pytest.mark.parametrize(
    ("k", "is_small", "officer_agrees", "refusal"),
    [
        (10, False, False, None),
        (25, False, False, None),
        (9, True, True, KRefusal.TOO_LOW),
        (4, True, True, KRefusal.TOO_LOW),
        (5, False, True, KRefusal.NEEDS_PILOT),
        (5, True, False, KRefusal.NEEDS_OFFICER),
        (5, True, True, None),
    ],
)
def test_five_is_for_a_pilot_and_with_the_officer_only(k, is_small, officer_agrees, refusal):
    assert check_k(k, is_small=is_small, officer_agrees=officer_agrees) is refusal


@pytest.mark.parametrize(
    ("old", "new", "has_answers", "may"),
    [(10, 5, False, True), (10, 5, True, False), (10, 15, True, True), (10, 10, True, True)],
)
def test_after_the_first_answer_the_threshold_only_rises(old, new, has_answers, may):
    assert may_change_k(old, new, has_answers=has_answers) is may


def test_a_higher_threshold_holds_although_more_was_published_before():
    five = cut_of({("nurse",): 20, ("teacher",): 6})
    past = [Past(five, suppress(five, BY_PROFESSION, k=5).published)]
    pattern = suppress(five, BY_PROFESSION, k=10, past=past)
    assert sizes(pattern) == {(): 26, ("nurse",): 20}


def test_a_quotation_needs_twice_as_many():
    assert (may_quote(19), may_quote(20), may_quote(10, k=5)) == (False, True, True)


@pytest.mark.parametrize(("count", "printed"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20)])
def test_counts_are_printed_to_the_nearest_five(count, printed):
    assert rounded(count) == printed


@pytest.mark.parametrize(
    ("count", "n", "shown"),
    [(0, 30, None), (30, 30, None), (9, 30, None), (21, 30, None), (12, 30, 33), (20, 30, 67)],
)
def test_a_percentage_is_of_the_rounded_count_and_never_of_all_or_none(count, n, shown):
    assert percentage(count, n) == shown


def test_rounding_brings_no_two_counts_nearer_than_the_threshold():
    pairs = [(a, b) for a in range(10, 80) for b in range(a + K, 90)]
    assert all(rounded(b) - rounded(a) >= K for a, b in pairs)


def test_cells_hold_null_where_suppressed_and_read_back_as_what_was_published():
    cut = counted(cut_of({("nurse",): 30, ("teacher",): 6}), "q1", ("up", 23), ("same", 13))
    pattern = suppress(cut, BY_PROFESSION)
    values = {(figure, "mean"): 1.5 for figure in pattern.status}
    cells = released_cells(pattern, values, {"q1": ["mean", "sd"]})
    assert cells[:2] == [
        {"dimensions": {}, "statistic": "q1/mean", "n": 36, "value": 1.5, "status": "published"},
        {"dimensions": {}, "statistic": "q1/sd", "n": 36, "value": None, "status": "published"},
    ]
    nobody = {"n": None, "value": None, "status": "suppressed"}
    assert cells[2] == {"dimensions": {"profession": "nurse"}, "statistic": "q1/mean", **nobody}
    up = next(cell for cell in cells if cell["statistic"] == "q1:up")
    assert (up["n"], up["value"], up["status"]) == (36, 25, "published")
    assert figures_in(cells) == pattern.published


def test_no_cell_holds_a_number_that_json_cannot():
    pattern = suppress(cut_of({("nurse",): 12}), WHOLE)
    for value in (float("nan"), float("inf")):
        values = {(Figure((), "confidence"), "mean"): value}
        (cell,) = released_cells(pattern, values, {"confidence": ["mean"]})
        assert cell["value"] is None


def test_a_statistic_that_was_counted_stays_counted():
    with pytest.raises(CutError, match="Counted in one"):
        suppress(FIRST, WHOLE, past=[Past(counted(FIRST, "confidence", ("up", 40)), frozenset())])
