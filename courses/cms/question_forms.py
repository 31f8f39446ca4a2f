"""A question as its author fills it in: the words, and a row for each answer, pair or item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models.questions import category_path
from courses.packages.checks import faults
from courses.packages.limits import MOST_BYTES
from courses.packages.questions import (
    FULL,
    NOTHING,
    Kind,
    Media,
    Option,
    Pair,
    Question,
    Text,
    TextFormat,
    true_false_options,
)

SPARE_ROWS = 3
FEWEST_ROWS = 4
MOST_ROWS = 60
PERCENT = {"max_digits": 8, "decimal_places": 5, "min_value": -100, "max_value": 100}


class WordsForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Short name, for lists"), max_length=255, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("What is asked"), widget=forms.Textarea(attrs={"rows": 3})
    )
    general_feedback = forms.CharField(
        label=gettext_lazy("What everybody reads once it is checked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TruthForm(WordsForm):
    is_true = forms.TypedChoiceField(
        label=gettext_lazy("It is"),
        choices=[("yes", gettext_lazy("True")), ("no", gettext_lazy("False"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    when_true = forms.CharField(
        label=gettext_lazy("What to say to “true”"), required=False, max_length=2000
    )
    when_false = forms.CharField(
        label=gettext_lazy("What to say to “false”"), required=False, max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        wrong = "when_false" if given.get("is_true") else "when_true"
        if not given.get(wrong):
            self.add_error(wrong, SAY_WHY)
        return given


SAY_WHY = gettext_lazy("Say to whoever chooses this why it is not so. It is how they learn.")


class OptionForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Answer"), required=False, max_length=2000)
    is_right = forms.BooleanField(label=gettext_lazy("Right"), required=False)
    feedback = forms.CharField(
        label=gettext_lazy("What to say to whoever chooses it"), required=False, max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("text") and not given.get("is_right") and not given.get("feedback"):
            self.add_error("feedback", SAY_WHY)
        return given


class AcceptedForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Accepted answer"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("A star stands for any words."),
    )
    percent = forms.DecimalField(
        label=gettext_lazy("Share of the mark, in per cent"), initial=100, **PERCENT
    )
    feedback = forms.CharField(
        label=gettext_lazy("What to say to it"), required=False, max_length=2000
    )


class PairForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("This"), required=False, max_length=2000)
    answer = forms.CharField(label=gettext_lazy("Goes with"), required=False, max_length=500)


class ItemForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Item"), required=False, max_length=2000)


ROWS = {
    Kind.SINGLE: OptionForm,
    Kind.MULTIPLE: OptionForm,
    Kind.SHORT_TEXT: AcceptedForm,
    Kind.MATCHING: PairForm,
    Kind.ORDERING: ItemForm,
}


class QuestionEditor:
    """The form of one kind of question, with its rows, and the question that it makes."""

    def __init__(self, kind: Kind, data: Any = None, question: Question | None = None) -> None:
        self.kind = kind
        self.question = question or Question(kind, Text("", TextFormat.MARKDOWN))
        words = TruthForm if kind is Kind.TRUE_FALSE else WordsForm
        self.form = words(data, initial=self._words())
        self.rows = self._formset(data) if kind in ROWS else None

    def is_valid(self) -> bool:
        """Adds what a whole question still lacks to the errors of the form."""
        rows_are_valid = self.rows is None or self.rows.is_valid()
        if not (self.form.is_valid() and rows_are_valid):
            return False
        for fault in faults(self.made()):
            self.form.add_error(None, fault)
        return self.form.is_valid()

    def made(self) -> Question:
        """With everything the form does not show as it was before."""
        given = self.form.cleaned_data
        words = {
            name: self._text(getattr(self.question, name), given[name])
            for name in ("text", "general_feedback")
        }
        return replace(self.question, title=given["title"], **words, **self._answers(given))

    def _answers(self, given: dict[str, Any]) -> dict[str, Any]:
        if self.kind is Kind.TRUE_FALSE:
            return {"options": self._truth(given)}
        rows = [row for row in self._filled_rows() if row.get("text") or row.get("answer")]
        match self.kind:
            case Kind.SINGLE | Kind.MULTIPLE:
                return {"options": tuple(self._options(rows))}
            case Kind.SHORT_TEXT:
                options = [(row, Decimal(row["percent"])) for row in rows]
                return {"options": tuple(self._option(row, share) for row, share in options)}
            case Kind.MATCHING:
                prompts = [pair.prompt for pair in self.question.pairs]
                pairs = (Pair(self._row_text(row, prompts), row["answer"]) for row in rows)
                return {"pairs": tuple(pairs)}
            case Kind.ORDERING:
                items = self.question.sequence
                return {"sequence": tuple(self._row_text(row, items) for row in rows)}
            case _:
                return {}

    def _truth(self, given: dict[str, Any]) -> tuple[Option, ...]:
        names = ("when_true", "when_false")
        before = [option.feedback for option in self.question.options] or [Text(), Text()]
        said = {
            name: self._text(text, given[name]) for name, text in zip(names, before, strict=True)
        }
        return true_false_options(is_true=given["is_true"], **said)

    def _options(self, rows: list[dict[str, Any]]) -> Iterable[Option]:
        """The right ones share the mark, unless they kept the shares they came with."""
        right = [row for row in rows if row["is_right"]]
        several = self.kind is Kind.MULTIPLE
        share = FULL / max(len(right), 1) if several else FULL
        costs = -FULL / max(len(rows) - len(right), 1) if several else NOTHING
        kept = {option.text.words: option.percent for option in self.question.options}
        for row in rows:
            usual = (share if row["is_right"] else costs).quantize(Decimal("0.00001"))
            before = kept.get(row["text"])
            keeps = before is not None and (before > 0) == row["is_right"] and self._is_same(rows)
            yield self._option(row, before if keeps else usual)

    def _is_same(self, rows: list[dict[str, Any]]) -> bool:
        """Neither the answers nor which of them are right have changed."""
        before = [(option.text.words, option.percent > 0) for option in self.question.options]
        return before == [(row["text"], row["is_right"]) for row in rows]

    def _option(self, row: dict[str, Any], percent: Decimal) -> Option:
        options = self.question.options
        place = self._place_before(row, [option.text for option in options])
        before = Option(Text()) if place is None else options[place]
        text = self._text(before.text, row["text"])
        return Option(text, percent, self._text(before.feedback, row["feedback"]))

    def _row_text(self, row: dict[str, Any], texts: Sequence[Text]) -> Text:
        place = self._place_before(row, texts)
        return self._text(Text() if place is None else texts[place], row["text"])

    def _place_before(self, row: dict[str, Any], texts: Sequence[Text]) -> int | None:
        """Where a row stood: where its words are known, or else where it stands now."""
        here = row["place"] if row["place"] < len(texts) else None
        words = [text.words for text in texts]
        if here is not None and words[here] == row["text"]:
            return here
        return words.index(row["text"]) if row["text"] in words else here

    def _text(self, before: Text, words: str) -> Text:
        """With every file that it still names, whichever text of the question brought that.

        New words are written like those around them.
        """
        made = Text(words, before.format if before else self.question.text.format)
        if made.words == before.words:
            return before
        named: dict[tuple[str, str], Media] = {}
        for file in (
            *before.files,
            *(file for text in self.question.texts() for file in text.files),
        ):
            if file.is_named_in(made.words):
                named.setdefault((file.path, file.name), file)
        return replace(made, files=tuple(named.values()))

    def _filled_rows(self) -> list[dict[str, Any]]:
        """Each with its place in the form."""
        rows = enumerate(self.rows)
        return [{**row.cleaned_data, "place": place} for place, row in rows if row.cleaned_data]

    def _formset(self, data: Any) -> forms.BaseFormSet:
        initial = list(self._initial_rows())
        extra = max(SPARE_ROWS, FEWEST_ROWS - len(initial))
        formset = forms.formset_factory(
            ROWS[self.kind], extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS
        )
        return formset(data, initial=initial, prefix="rows")

    def _words(self) -> dict[str, Any]:
        question = self.question
        said = {
            "title": question.title,
            "text": question.text.words,
            "general_feedback": question.general_feedback.words,
        }
        if self.kind is Kind.TRUE_FALSE and question.options:
            true, false = question.options
            said["is_true"] = "yes" if true.percent > 0 else "no"
            said |= {"when_true": true.feedback.words, "when_false": false.feedback.words}
        return said

    def _initial_rows(self) -> Iterable[dict[str, Any]]:
        for option in self.question.options:
            row = {"text": option.text.words, "feedback": option.feedback.words}
            yield {**row, "is_right": option.percent > 0, "percent": option.percent}
        for pair in self.question.pairs:
            yield {"text": pair.prompt.words, "answer": pair.answer}
        for item in self.question.sequence:
            yield {"text": item.words}


class CategoryField(forms.CharField):
    def clean(self, value: Any) -> str:
        return category_path(super().clean(value))


class CategoryForm(forms.Form):
    path = CategoryField(label=gettext_lazy("Name of the category"), max_length=400)


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The file"), help_text=gettext_lazy("GIFT or Moodle XML, at most 20 MB.")
    )
    category = CategoryField(
        label=gettext_lazy("Where questions go that name no category"),
        max_length=400,
        initial=gettext_lazy("Imported"),
    )
    is_trial = forms.BooleanField(
        label=gettext_lazy("Only say what is in it"), required=False, initial=True
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Divide it."))
        return given
