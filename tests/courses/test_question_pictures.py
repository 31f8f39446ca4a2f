"""Pictures that came with a question stay with the words that show them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from courses.models import BankQuestion
from courses.packages.moodlexml.writer import write_moodlexml
from courses.packages.questions import (
    Kind,
    Media,
    Option,
    Package,
    Pair,
    Question,
    Text,
    TextFormat,
    true_false_options,
)
from tests.accounts.factories import user_with_role
from tests.courses.quizzes import bank
from tests.courses.test_questions_cms import posted
from tests.resources.test_picture_files import written

pytestmark = pytest.mark.django_db
SHOWN = '<p>{} <img src="@@PLUGINFILE@@/a%20dot.png" alt="dot"></p>'
DOT = Media("a dot.png", written("PNG", size=(1, 1)).getvalue())


@pytest.fixture
def trainer(client):
    client.force_login(user_with_role("trainer"))
    return client


def with_pictures(kind):
    """A question that shows a picture wherever it can, brought in as a file."""

    def shown(words):
        return Text(SHOWN.format(words), TextFormat.HTML, (DOT,))

    plain = Text("<p>Plain</p>", TextFormat.HTML)
    option = Option(shown("One"), Decimal(100), shown("Yes"))
    others = (Option(plain, feedback=shown("No")),)
    answers = {
        Kind.SINGLE: {"options": (option, *others)},
        Kind.MULTIPLE: {"options": (option, *others)},
        Kind.MATCHING: {"pairs": (Pair(shown("This"), "a"), Pair(plain, "b"))},
        Kind.ORDERING: {"sequence": (shown("First"), plain)},
        Kind.TRUE_FALSE: {
            "options": true_false_options(
                is_true=True, when_true=shown("Yes"), when_false=shown("No")
            )
        },
    }
    made = Question(kind, shown("Look"), title="Seen", **answers[kind])
    written = write_moodlexml(Package((made,)))
    return bank(written.content).questions.get()


def edited(trainer, question, change, **said):
    """The form as it was shown, with these changes."""
    url = reverse("edit_question", args=[question.pk])
    editor = trainer.get(url).context["editor"]
    rows = [dict(form.initial) for form in editor.rows or () if form.initial]
    rows = [{name: change(value) for name, value in row.items()} for row in rows]
    rows = [{name: value for name, value in row.items() if value is not False} for row in rows]
    form = {name: change(value) for name, value in editor.form.initial.items()}
    form["rows-INITIAL_FORMS"] = len(rows)
    answer = trainer.post(url, {**posted(rows), **form, **said})
    assert answer.status_code == 302
    return BankQuestion.objects.get(pk=question.pk).current.item()


def as_it_was(value):
    return value


def one_letter(value):
    return value.replace("<p>", "<p>!") if isinstance(value, str) else value


PICTURED = [Kind.SINGLE, Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING, Kind.TRUE_FALSE]


@pytest.mark.parametrize("kind", PICTURED)
def test_another_title_leaves_every_text_and_picture_as_it_was(trainer, kind):
    question = with_pictures(kind)
    before = question.current.item()
    assert edited(trainer, question, as_it_was, title="New") == replace(before, title="New")


@pytest.mark.parametrize("kind", PICTURED)
def test_reworded_texts_keep_their_pictures(trainer, kind):
    question = with_pictures(kind)
    files = [text.files for text in question.current.item().texts()]
    after = edited(trainer, question, one_letter)
    assert [text.files for text in after.texts()] == files
    assert sum("!" in text.words for text in after.texts()) >= 3


def test_a_picture_goes_with_the_words_that_name_it(trainer):
    question = with_pictures(Kind.MATCHING)
    before = question.current.item()
    moved = {SHOWN.format("This"): "<p>That</p>", "<p>Plain</p>": SHOWN.format("Plain")}
    after = edited(trainer, question, lambda value: moved.get(value, value))
    assert [pair.prompt.files for pair in after.pairs] == [(), before.text.files]
