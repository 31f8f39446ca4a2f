"""Cuts and lattices for tests of disclosure control."""

from evaluation.disclosure import Cut, Past, suppress


def cut_of(groups, *, statistics=("confidence",), **more):
    """`groups`: how many people there are for each (profession, sector, …), by their numbers."""
    names = ("profession", "sector", "organisation")
    people = {}
    for values, count in groups.items():
        for _ in range(count):
            people[f"person {len(people):04}"] = dict(zip(names, values, strict=False))
    return Cut(people, dict.fromkeys(statistics, people.keys()), **more)


def counted(cut, statistic, *answers):
    """The same people, each with an answer: (*up*, 12), (*same*, 8)."""
    given = [one for one, count in answers for _ in range(count)]
    by_person = dict(zip(cut.people, given, strict=True))
    return Cut(cut.people, {statistic: cut.people.keys()}, {statistic: by_person})


def sizes(pattern, statistic=None):
    """What is published, as groups and their numbers of people."""
    return {
        tuple(value for _, value in figure.at): pattern.counts[figure]
        for figure in pattern.published
        if figure.answer is None and statistic in (None, figure.statistic)
    }


def answers_told(pattern):
    return {
        (*(value for _, value in figure.at), figure.answer)
        for figure in pattern.published
        if figure.answer is not None
    }


def releases_of(cuts, lattice, k, **how):
    """Each cut with what it publishes, knowing those before it."""
    past = []
    for cut in cuts:
        pattern = suppress(cut, lattice, k=k, past=past, **how)
        past.append(Past(cut, pattern.published))
    return [(one.cut, one.published) for one in past]
