"""Forty kinds of data that break statistics: name -> rows of (id, pre, post, group)."""

import random
from sys import float_info

LEAST = 5e-324
LARGEST = float_info.max


def rows(pairs, group=""):
    return [(f"p{number}", pre, post, group) for number, (pre, post) in enumerate(pairs, 1)]


def drawn(n, draw, seed=7):
    dice = random.Random(seed)  # noqa: S311 - the same rows in each run
    return rows([draw(dice) for _ in range(n)])


def likert(dice):
    pre = dice.randint(4, 20) / 4
    return pre, min(max(pre + dice.choice([-0.25, 0, 0.25, 0.5, 0.75]), 1), 5)


def with_holes(dice):
    pre, post = likert(dice)
    return (None if dice.random() < 0.3 else pre), (None if dice.random() < 0.4 else post)


def in_groups(pairs, *groups):
    return [(f"p{n}", pre, post, groups[n % len(groups)]) for n, (pre, post) in enumerate(pairs)]


PATHOLOGICAL = {
    "no rows": [],
    "nobody answered": rows([(None, None)] * 4),
    "only before": rows([(1, None), (2, None), (4, None)]),
    "only after": rows([(None, 1), (None, 2), (None, 4)]),
    "disjoint people": rows([(1, None), (None, 2), (3, None), (None, 3), (2, None)]),
    "one person": rows([(2.5, 3.25)]),
    "one person unchanged": rows([(3, 3)]),
    "one pair among many": rows([(2, 4), (1, None), (5, None), (None, 3)]),
    "two people": rows([(2, 3), (3, 3.5)]),
    "two people, one change": rows([(2, 3), (3, 4)]),
    "two people, opposite": rows([(2, 3), (3, 2)]),
    "three people": rows([(2, 3), (3, 3.5), (1, 4)]),
    "three people, t of 17 million": rows([(0, 1), (0, 1 + 1.7e-7), (0, 1 - 0.3e-7)]),
    "three people, t of 10 to the 14": rows([(0, 1), (0, 1 + 1e-14), (0, 1 + 2e-14)]),
    "constant before and after": rows([(3, 4)] * 6),
    "constant, no change": rows([(3, 3)] * 6),
    "constant before": rows([(3, post) for post in (3, 4, 5, 4, 2)]),
    "constant after": rows([(pre, 5) for pre in (3, 4, 5, 4, 2)]),
    "everybody up by one": rows([(pre, pre + 1) for pre in (1, 2, 3, 4, 2.5)]),
    "everybody up by a third": rows([(7 / 3, 8 / 3), (4 / 3, 5 / 3), (2, 7 / 3), (1, 4 / 3)]),
    "ceiling": rows([(5, 5)] * 9 + [(4.75, 5)]),
    "floor": rows([(1, 1)] * 9 + [(1, 1.25)]),
    "no change but two": rows([(3, 3)] * 7 + [(3, 4), (3, 2)]),
    "float noise as a difference": rows([(0.3, 0.1 + 0.2), (1, 2), (2, 2.5), (3, 3)]),
    "nothing but float noise": rows([(0.3, 0.1 + 0.2), (0.6, 0.3 + 0.3), (0.7, 0.1 * 7)]),
    "float noise ties": rows([(0.1, 0.4), (0.2, 0.5), (0.3, 0.6), (0.7, 0.4), (0.1, 0.8)]),
    "noise of a constant change": rows([(n / 10, n / 10 + 0.1) for n in range(1, 12)]),
    "huge offset": rows([(1e12 + n, 1e12 + n + n % 4) for n in range(12)]),
    "huge offset, small change": rows(
        [(1e12 + n / 8, 1e12 + n / 8 + (n % 5) / 64) for n in range(12)]
    ),
    "offset beyond the digits": rows([(1e17, 1e17 + 16 * n) for n in range(8)]),
    "numbers of 300 digits": rows([(1e300, 2e300), (3e300, -1e300), (2e300, 2.5e300)]),
    "whole numbers beyond a float's digits": rows([(10**300, 10**300 + 10**290), (1, 2), (5, 3)]),
    "largest floats of both signs": rows([(LARGEST, -LARGEST), (-LARGEST, LARGEST), (0, LARGEST)]),
    "subnormal": rows([(LEAST, 3 * LEAST), (0, 7 * LEAST), (2 * LEAST, LEAST)]),
    "huge and tiny together": rows([(1e300, 1e-300), (1e-300, 2e-300), (-1e300, 1e-200), (1, 2)]),
    "negative zero": rows([(0.0, -0.0), (-0.0, 0.0), (1, -0.0), (2, 3)]),
    "an outlier": rows([(2, 2 + n / 16) for n in range(15)] + [(0, 1e9)]),
    "everybody went down": rows([(5, 1), (4, 1.5), (5, 2.25), (3, 1)]),
    "one changed, 30 did not": rows([(3, 3)] * 30 + [(2, 5)]),
    "perfectly against each other": rows([(n, 10 - n) for n in range(11)]),
    "a group of one": in_groups([(1, 2), (2, 4), (3, 3.5), (4, 4)], "all", "all", "lone", "all"),
    "a group with nobody matched": in_groups([(1, 2), (3, None), (2, 4), (None, 3)], "a", "b"),
    "blank groups": in_groups([(1, 2), (2, 4), (3, 3.5), (4, 4), (2, 3)], "", "a"),
    "attrition without spread": rows([(3, 4), (3, 5), (3, 3), (3, None), (3, None)]),
    "attrition of one": rows([(3, 4), (2, 5), (4, 3), (1, None)]),
    "attrition of two": rows([(3, 4), (2, 5), (1.5, None), (1, None)]),
    "many ties": drawn(60, likert),
    "many ties and holes": drawn(80, with_holes),
    "no ties": drawn(40, lambda dice: (dice.gauss(3, 1), dice.gauss(3.4, 1))),
    "ten orders of magnitude": drawn(
        30, lambda dice: (0, dice.gauss(0.2, 1) * 10 ** dice.randint(-5, 5))
    ),
}
