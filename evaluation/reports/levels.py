"""Reaction, learning, behaviour and results, after Kirkpatrick: what speaks to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.caveats import quoted
from evaluation.digits import digits
from evaluation.labels import Question, ScaleLabel
from evaluation.reports.figures import Figures
from evaluation.reports.parts import Part, Table
from evaluation.reports.standing_out import answers_shown

LEVELS = {
    1: gettext_lazy("1. Reaction: what people thought"),
    2: gettext_lazy("2. Learning: what they know and feel able to do"),
    3: gettext_lazy("3. Behaviour: what they did with it"),
    4: gettext_lazy("4. Results: what came of it for others"),
}
LEARNING = 2


def by_level(figures: Figures) -> Part:
    rows = []
    for level, name in LEVELS.items():
        measures = [*_measures(figures, level)]
        found = " ".join(_found(figures, level))
        rows.append((str(name), quoted(measures) or _("none"), found or _("no data")))
    sentence = _("Each level says something else. A good mark on one is no proof of the next.")
    headings = (_("Level"), _("What speaks to it"), _("What was found"))
    table = Table(_("By level, after Kirkpatrick"), headings, tuple(rows), len(headings))
    return Part(_("What is known at each level"), (sentence,), (table,), is_annex=True)


def _measures(figures: Figures, level: int) -> dict[str, None]:
    """Scales, and of single questions the sections they stand in."""
    titles = [
        label.title
        for code, label in figures.labels.scales.items()
        if _speaks_to(label, level) and ((), code) in figures.scales
    ]
    sections = [one.section for one in figures.labels.questions.values() if _is_at(one, level)]
    return dict.fromkeys([*titles, *sections])


def _speaks_to(label: ScaleLabel, level: int) -> bool:
    """What is asked before and after is of learning where the instrument does not say."""
    return level in (label.levels or {LEARNING})


def _is_at(question: Question, level: int) -> bool:
    return question.item.kirkpatrick == level


def _found(figures: Figures, level: int) -> Iterator[str]:
    for code, found in figures.whole.items():
        label = figures.labels.scales.get(code)
        if label and _speaks_to(label, level):
            facts = {"title": label.title, "change": digits(found["mean_diff"], "/mean_diff")}
            yield _("“%(title)s”: mean change %(change)s.") % facts
    yield from _ratings(figures, level)
    yield from _answers(figures, level)


def _ratings(figures: Figures, level: int) -> Iterator[str]:
    """The ends of what was rated; every one stands in its own table."""
    means = {
        figures.called(name): (figures.told[name]["mean"], question.item.rule)
        for name, question in figures.labels.questions.items()
        if question.is_rating and _is_at(question, level) and figures.told.get(name)
    }
    share = {
        text: (mean - rule.lowest) / (rule.highest - rule.lowest)
        for text, (mean, rule) in means.items()
    }
    if not share:
        return
    for words, text in (
        (_("Rated highest: “%(text)s” (%(mean)s of %(most)s)."), max(share, key=share.get)),
        (_("Rated lowest: “%(text)s” (%(mean)s of %(most)s)."), min(share, key=share.get)),
    ):
        mean, rule = means[text]
        yield words % {"text": text, "mean": digits(mean, "/mean"), "most": f"{rule.highest:g}"}


def _answers(figures: Figures, level: int) -> Iterator[str]:
    for name, question in figures.labels.questions.items():
        if question.is_rating or not _is_at(question, level):
            continue
        shown = answers_shown(figures, name, question)
        is_whole = len(shown) == len(question.item.response_set.options)
        if is_whole and (most := most_given(shown)):
            facts = {"question": figures.called(name), "answer": most, "n": shown[most]}
            yield _("“%(question)s”: most often “%(answer)s” (about %(n)d people).") % facts
        elif shown:
            counts = (
                _("“%(answer)s” about %(n)d") % {"answer": one, "n": shown[one]} for one in shown
            )
            facts = {"question": figures.called(name), "counts": ", ".join(counts)}
            yield _("“%(question)s”: %(counts)s.") % facts


def most_given(shown: Mapping[str, float]) -> str | None:
    """None where two are level: counts are rounded, and either could have been more."""
    first, second, *_rest = [*sorted(shown, key=shown.get, reverse=True), None, None]
    is_level = second is not None and shown[first] == shown[second]
    return None if is_level else first
