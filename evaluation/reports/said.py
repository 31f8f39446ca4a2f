"""What people said at a moment: what they thought, what they did and what would help.

Which question belongs where is read from the instrument: its Kirkpatrick level and its section.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.digits import digits
from evaluation.labels import Question
from evaluation.reports.figures import Figures
from evaluation.reports.parts import Part, Table
from evaluation.reports.standing_out import Questions, answers_shown, stands_out

HEADINGS = {
    1: gettext_lazy("What people thought of it"),
    2: gettext_lazy("What people said they had learned"),
    3: gettext_lazy("What they did with it"),
    4: gettext_lazy("What came of it"),
    None: gettext_lazy("What people said would help"),
}


def said(figures: Figures) -> Iterator[Part]:
    for level, heading in HEADINGS.items():
        mine = {
            name: question
            for name, question in figures.labels.questions.items()
            if question.item.kirkpatrick == level and figures.holds(name)
        }
        if mine:
            yield from _parts(figures, str(heading), mine)


def _parts(figures: Figures, heading: str, questions: Questions) -> Iterator[Part]:
    """What stands out, for a board; everything that may be told, in the annex."""
    tables = (*_ratings(figures, questions), *_counted(figures, questions))
    if not tables:
        words = _(
            "Nothing can be shown yet: for each answer, at least %(k)d people have to give it and "
            "as many others not."
        )
        yield Part(heading, (words % {"k": figures.release.k},))
        return
    yield Part(heading, (" ".join(stands_out(figures, questions)),))
    sentence = _(
        "From the same people wherever that was possible. Counts are given to the nearest five; an "
        "answer that few or nearly all gave is not shown."
    )
    every = _("%(heading)s: all answers") % {"heading": heading}
    yield Part(every, (sentence,), tables, is_annex=True)


def _ratings(figures: Figures, questions: Questions) -> Iterator[Table]:
    """One table a section."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for name, question in questions.items():
        if question.is_rating and figures.told.get(name):
            rows.setdefault(question.section, []).append(_rating(figures, name, question))
    headings = (_("Question"), _("People"), _("Mean"), _("Standard deviation"), _("Range"))
    for section, lines in rows.items():
        yield Table(section, headings, tuple(lines))


def _rating(figures: Figures, name: str, question: Question) -> tuple[str, ...]:
    found, rule = figures.told[name], question.item.rule
    ends = {"low": f"{rule.lowest:g}", "high": f"{rule.highest:g}"}
    return (
        figures.called(name),
        digits(found["n"], "/n"),
        digits(found["mean"], "/mean") or _("none"),
        digits(found["sd"], "/sd") or _("none"),
        _("%(low)s to %(high)s") % ends,
    )


def _counted(figures: Figures, questions: Questions) -> Iterator[Table]:
    """One table a question."""
    for name, question in questions.items():
        shown = {} if question.is_rating else answers_shown(figures, name, question)
        if shown:
            options = (option.label for option in question.item.response_set.options)
            rows = tuple(
                (label, digits(shown.get(label), "") or _("not shown")) for label in options
            )
            yield Table(figures.called(name), (_("Answer"), _("People")), rows)
