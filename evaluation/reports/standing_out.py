"""Of all that people said at one moment, what a board reads: by a rule, not by whoever writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from evaluation.digits import digits
from evaluation.instrument_files import ItemType
from evaluation.labels import Question
from evaluation.reports.figures import Figures

MOST = 3
LONGEST = 70
"""Signs of a question or an answer; its table in the annex has all of it."""

Questions = Mapping[str, Question]


def stands_out(figures: Figures, questions: Questions) -> Iterator[str]:
    """The three rated highest, and the three answers that were given most often to one question.

    That is the first question of which several answers may be ticked, or else the first at all.
    """
    rated = {
        name: (figures.told[name]["mean"] - question.item.rule.lowest) / _reach(question)
        for name, question in questions.items()
        if question.is_rating and figures.told.get(name)
    }
    if rated:
        highest = sorted(rated, key=rated.get, reverse=True)[:MOST]
        said = [_rated(figures, name, questions[name]) for name in highest]
        yield _("Rated highest: %(said)s.") % {"said": get_text_list(said, _("and"))}
    counted = {
        name: shown
        for name, question in questions.items()
        if not question.is_rating and (shown := answers_shown(figures, name, question))
    }
    if counted:
        name = min(counted, key=lambda one: questions[one].item.type is not ItemType.MULTIPLE)
        yield _most_often(figures.called(name), counted[name])


def answers_shown(figures: Figures, name: str, question: Question) -> dict[str, float]:
    """By the words of an answer: how many gave it; of ticks, how many ticked."""
    counts = {}
    for option in question.item.response_set.options:
        if question.item.type is ItemType.MULTIPLE:
            count = figures.counts.get(f"{name}.{option.code}", {}).get("yes")
        else:
            count = figures.counts.get(name, {}).get(str(option.code))
        if count is not None:
            counts[option.label] = count
    return counts


def _reach(question: Question) -> float:
    return question.item.rule.highest - question.item.rule.lowest


def _rated(figures: Figures, name: str, question: Question) -> str:
    facts = {
        "text": _short(figures.called(name)),
        "mean": digits(figures.told[name]["mean"], "/mean"),
        "most": f"{question.item.rule.highest:g}",
    }
    return _("“%(text)s” (%(mean)s of %(most)s)") % facts


def _most_often(called: str, shown: Mapping[str, float]) -> str:
    often = sorted(shown, key=shown.get, reverse=True)[:MOST]
    said = [
        _("“%(answer)s” (about %(n)d people)") % {"answer": _short(one), "n": shown[one]}
        for one in often
    ]
    words = _("Asked “%(question)s”, of the answers that can be shown the most given are %(said)s.")
    return words % {
        "question": _short(called),
        "said": get_text_list(said, _("and")),
    }


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
