"""Where trainers keep questions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, reverse_lazy

from courses.models import BankQuestion, QuestionCategory, QuestionVersion
from courses.packages.questions import Kind
from tests.accounts.factories import user_with_role
from tests.courses.quizzes import EVERY_KIND, TWO, bank, lesson_with_quiz, tried
from tests.courses.test_question_keys import with_other_key

pytestmark = pytest.mark.django_db
WORDS = {"title": "", "text": "What helps?", "general_feedback": ""}
ROWS = {
    Kind.SINGLE: [
        {"text": "Time", "is_right": "on"},
        {"text": "Forms", "feedback": "They seldom help."},
    ],
    Kind.SHORT_TEXT: [{"text": "time*", "percent": "100"}],
    Kind.MATCHING: [{"text": "a", "answer": "b"}, {"text": "c", "answer": "d"}],
    Kind.ORDERING: [{"text": "first"}, {"text": "second"}],
}
ROWS[Kind.MULTIPLE] = ROWS[Kind.SINGLE]


def posted(rows, **said):
    form = {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0", **WORDS, **said}
    for number, row in enumerate(rows):
        form |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return form


@pytest.fixture
def trainer(client):
    client.force_login(user_with_role("trainer"))
    return client


@pytest.fixture
def category():
    return QuestionCategory.objects.create(path="Core/Lesson 1")


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_each_kind_is_written_in_a_form(trainer, category, kind):
    url = reverse("add_question", args=[category.pk, kind.value])
    assert trainer.get(url).status_code == 200
    trainer.post(url, posted(ROWS[kind]))
    question = category.questions.get().current.content
    assert (question.kind, question.text.words) == (kind, "What helps?")


def test_true_or_false_says_why_to_whoever_is_wrong(trainer, category):
    url = reverse("add_question", args=[category.pk, "true_false"])
    answer = trainer.post(url, {**WORDS, "is_true": "yes", "when_true": "Yes."})
    assert "Say to whoever chooses this why" in answer.text
    trainer.post(url, {**WORDS, "is_true": "yes", "when_false": "It is."})
    assert category.questions.get().current.content.options[0].percent == 100


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"text": "Time", "is_right": "on"}, {"text": "Forms"}], "Say to whoever chooses this"),
        ([{"text": "Time", "is_right": "on"}], "at least two answers"),
        ([{"text": "Forms", "feedback": "No."}, {"text": "x", "feedback": "No."}], "wholly right"),
    ],
)
def test_what_a_question_lacks_is_said_and_nothing_is_lost(trainer, category, rows, words):
    answer = trainer.post(reverse("add_question", args=[category.pk, "single"]), posted(rows))
    assert words in answer.text
    assert rows[0]["text"] in answer.text
    assert not category.questions.exists()


def test_several_right_answers_share_the_mark(trainer, category):
    rows = [{"text": "a", "is_right": "on"}, {"text": "b", "is_right": "on"}]
    rows.append({"text": "c", "feedback": "No."})
    trainer.post(reverse("add_question", args=[category.pk, "multiple"]), posted(rows))
    options = category.questions.get().current.content.options
    assert [option.percent for option in options] == [50, 50, -100]


def test_an_edit_keeps_what_the_form_does_not_show(trainer):
    question = bank(EVERY_KIND).questions.get(current__kind="multiple")
    before = question.current.item()
    url = reverse("edit_question", args=[question.pk])
    page = trainer.get(url)
    rows = [form.initial for form in page.context["editor"].rows if form.initial]
    rows = [{**row, "is_right": "on" if row["is_right"] else ""} for row in rows]
    said = {"text": "What helps most?", "title": before.title}
    trainer.post(url, posted(rows, **said, **{"rows-INITIAL_FORMS": str(len(rows))}))
    after = BankQuestion.objects.get(pk=question.pk).current.item()
    assert after.text.words == "What helps most?"
    assert after.options == before.options
    assert QuestionVersion.objects.filter(question=question).count() == 2


def test_a_key_that_was_given_out_is_corrected_after_a_look(trainer):
    page = lesson_with_quiz(content=TWO, percent=100)
    tried(page, wrong={1})
    question = with_other_key(BankQuestion.objects.first())
    url = reverse("correct_question", args=[question.pk])
    assert "1 answer earns something else, and 1 more" in trainer.get(url).text
    assert "1 more passed" in trainer.post(url, follow=True).text
    assert "nothing to correct" in trainer.get(url).text


def test_questions_are_put_in_order_and_away_and_back(trainer):
    kept = bank(TWO)
    first, second = kept.questions.all()
    arrange = reverse("arrange_question", args=[first.pk])
    trainer.post(arrange, {"down": "1"})
    assert list(kept.questions.all()) == [second, first]
    trainer.post(arrange, {"away": "1"})
    assert list(BankQuestion.objects.asked()) == [second]
    trainer.post(arrange, {"back": "1"})
    assert BankQuestion.objects.asked().count() == 2


def test_a_question_put_away_in_another_window_stays_where_it_is(trainer):
    kept = bank(TWO)
    order = list(kept.questions.all())
    arrange = reverse("arrange_question", args=[order[1].pk])
    trainer.post(arrange, {"away": "1"})
    assert "put away in the meantime" in trainer.post(arrange, {"up": "1"}, follow=True).text
    assert list(kept.questions.all()) == order


def test_a_file_is_tried_and_then_brought_in(trainer):
    url = reverse("import_questions")
    file = SimpleUploadedFile("bank.gift", TWO)
    tried_page = trainer.post(url, {"file": file, "category": "New", "is_trial": "on"})
    assert "What is in the file" in tried_page.text
    assert not BankQuestion.objects.exists()
    file = SimpleUploadedFile("bank.gift", TWO)
    assert "The questions are here" in trainer.post(url, {"file": file, "category": "New"}).text
    assert BankQuestion.objects.count() == 2


CHOOSER = reverse_lazy("question_category_chooser:create")


@pytest.mark.parametrize("name", ["/", " // ", "/ /"])
def test_a_category_has_a_name_wherever_it_is_made(trainer, name):
    forms = {
        reverse("questions"): {"path": name},
        reverse("import_questions"): {"category": name},
        CHOOSER: {"path": name},
    }
    for url, said in forms.items():
        file = SimpleUploadedFile("bank.gift", TWO)
        assert "Write at least one name" in trainer.post(url, {**said, "file": file}).text
    assert not QuestionCategory.objects.exists()


def test_a_category_made_while_choosing_is_tidied_and_made_once(trainer):
    for name in (" Core /Lesson 1/", "Core/Lesson 1"):
        trainer.post(CHOOSER, {"path": name})
    assert [one.path for one in QuestionCategory.objects.all()] == ["Core/Lesson 1"]


def test_a_broken_file_is_told_line_by_line(trainer):
    file = SimpleUploadedFile("bank.gift", b"::One::Which?{=a =b ~%nonsense%c}\n")
    page = trainer.post(reverse("import_questions"), {"file": file, "category": "New"})
    assert "Nothing was taken from the file" in page.text
    assert "Line 1:" in page.text


def test_the_page_says_which_wrong_answers_are_silent(trainer):
    file = SimpleUploadedFile("bank.gift", b"\n::One::Which?{=a#Yes. ~b}\n")
    page = trainer.post(
        reverse("import_questions"), {"file": file, "category": "New", "is_trial": "on"}
    )
    assert "What is in the file" in page.text
    assert "Line 2: “One”: No feedback for the wrong answer “b”." in page.text


def test_a_bank_goes_out_as_a_file_or_says_what_it_would_lose(trainer):
    kept = bank(TWO)
    answer = trainer.get(reverse("export_questions", args=[kept.pk, "moodlexml"]))
    assert answer["Content-Disposition"] == 'attachment; filename="corelesson-1.xml"'
    assert b"<quiz>" in answer.content
    assert trainer.get(reverse("export_questions", args=[kept.pk, "word"])).status_code == 404


def test_figures_come_with_the_tenth_first_try(trainer):
    page = lesson_with_quiz(content=TWO)
    url = reverse("question_category", args=[QuestionCategory.objects.get().pk])
    for _ in range(9):
        person = tried(page).enrolment.person
    tried(page, person)
    assert trainer.get(url).text.count("under 10") == 2
    tried(page, wrong={1, 2})
    words = trainer.get(url).text
    assert "under 10" not in words
    assert ">90<" in words
    assert "1.00" in words
    assert "9: true" in words


@pytest.mark.parametrize("role", ["practitioner", "champion", "programme_lead"])
def test_nobody_else_comes_here(client, role):
    kept = bank(TWO)
    client.force_login(user_with_role(role))
    for url in (reverse("questions"), reverse("question_category", args=[kept.pk])):
        assert client.get(url).status_code in {302, 403}
