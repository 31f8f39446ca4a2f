"""Somebody who holds every release and wants to find people in it.

Knows who is in which group and answered what, so the sum of any published figure is known as a
row over people. Written without a look at `evaluation.disclosure`: fractions, one column a person.
"""

from collections import Counter
from fractions import Fraction
from itertools import combinations, product


def people_behind(cut, figure):
    """Those whose answers are in a figure."""
    answers = cut.answers.get(figure.statistic, {})
    return frozenset(
        person
        for person in cut.contributors[figure.statistic]
        if all(cut.people[person].get(name) == value for name, value in figure.at)
        and figure.answer in (None, answers.get(person))
    )


def known_groups(releases):
    """The people behind all that was ever published, single answers apart."""
    groups = {
        people_behind(cut, figure)
        for cut, published in releases
        for figure in published
        if figure.answer is None
    }
    return sorted(groups, key=sorted)


def found_by_differences(groups, k):
    """A sum or difference of up to three figures that speaks of fewer than k people."""
    for number in (1, 2, 3):
        for chosen in combinations(groups, number):
            for signs in product((1, -1), repeat=number - 1):
                left = Counter()
                for group, sign in zip(chosen, (1, *signs), strict=True):
                    for person in group:
                        left[person] += sign
                told = {person for person, times in left.items() if times}
                if 0 < len(told) < k:
                    return chosen, signs, told
    return None


def reduced(rows):
    """Gauss and Jordan, in the order of the columns; rows of noughts are left out."""
    rows = [list(map(Fraction, row)) for row in rows]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def is_in_span(rows, target):
    return len(reduced([*rows, target])) == len(reduced(rows))


def tells_only_of(groups, alike):
    """Whether some combination of all figures speaks of some of these people and of nobody else."""
    people = sorted(set().union(*groups))
    rows = [[person in group for person in people] for group in groups]
    elsewhere = [[person in group for person in people if person not in alike] for group in groups]
    return len(reduced(elsewhere)) < len(reduced(rows))


def blocks(groups):
    """People no figure parts, with how many they are: a column each would only be repeated."""
    people = sorted(set().union(*groups))
    return Counter(tuple(person in group for group in groups) for person in people)


def found_by_span(groups, k):
    """Fewer than k people without whom some combination of all figures would say nothing.

    Tries every set of people; for small populations.
    """
    sizes = blocks(groups)
    columns = list(sizes)
    whole = len(reduced(zip(*columns, strict=True)))
    light = [column for column in columns if sizes[column] < k]
    for number in range(1, k):
        for told in combinations(light, number):
            if sum(sizes[column] for column in told) >= k:
                continue
            rest = [column for column in columns if column not in told]
            if not rest or len(reduced(zip(*rest, strict=True))) < whole:
                return told
    return None


def found_by_elimination(groups, k, orders):
    """Solves all figures for person after person, in several orders; for large populations."""
    sizes = blocks(groups)
    for order in orders:
        columns = sorted(sizes, key=lambda column: (order.random(), column))
        for row in reduced(zip(*columns, strict=True)):
            told = sum(sizes[column] for column, a in zip(columns, row, strict=True) if a)
            if told < k:
                return told
    return None


def told_counts(releases, statistic, options):
    """Every count of answers, of any group, that follows from the published ones.

    Yields (group, answers, count). Groups are unions of people no figure parts by their group.
    """
    rows, parts = _rows_by_part_and_option(releases, statistic, options)
    keys = list(parts)
    for size in range(1, len(keys) + 1):
        for group in combinations(keys, size):
            for number in range(1, len(options)):
                for chosen in combinations(options, number):
                    target = [key in group and one in chosen for key in keys for one in options]
                    if is_in_span(rows, target):
                        people = set().union(*(parts[key] for key in group))
                        yield people, chosen


def _rows_by_part_and_option(releases, statistic, options):
    """Works where each person gives the same answer in every release they are in."""
    figures = [
        (cut, figure)
        for cut, published in releases
        for figure in published
        if figure.statistic == statistic
    ]
    bases = [people_behind(cut, type(one)(one.at, one.statistic)) for cut, one in figures]
    parts = {}
    for person in sorted(set().union(*bases)):
        parts.setdefault(tuple(person in base for base in bases), set()).add(person)
    rows = [
        [key[number] and figure.answer in (None, one) for key in parts for one in options]
        for number, (_, figure) in enumerate(figures)
    ]
    return rows, parts
