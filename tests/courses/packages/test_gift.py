from decimal import Decimal
from pathlib import Path

import pytest

from courses.packages.gift.reader import read_gift
from courses.packages.gift.writer import write_gift
from courses.packages.questions import (
    FULL,
    Kind,
    Media,
    Option,
    Package,
    Pair,
    Problem,
    Question,
    Severity,
    Text,
    TextFormat,
    Unsupported,
)

SHORTENED = {
    "gradingtype": "RELATIVE_NEXT_EXCLUDE_LAST",
    "layouttype": "HORIZONTAL",
    "showgrading": "HIDE",
}
FIRST_MEETINGS = Path(__file__).with_name("files") / "first_meetings.gift"


def read(source):
    package = read_gift(source.encode())
    assert package.errors == ()
    return package


def only(source):
    (question,) = read(source).questions
    return question


def errors_of(source):
    package = read_gift(source.encode())
    assert package.items == ()
    return [(error.line, error.message) for error in package.errors]


def answers(question):
    return [(option.text.words, option.percent) for option in question.options]


@pytest.fixture(scope="module")
def first_meetings():
    return read(FIRST_MEETINGS.read_text())


def test_a_file_of_moodle_comes_in_whole_and_in_order(first_meetings):
    assert [(item.title, item.line) for item in first_meetings.items] == [
        ("What helps first", 6),
        ("Signs of trust", 16),
        ("Silence", 23),
        ("One word", 26),
        ("Words that fit", 33),
        ("After a hard call", 40),
        ("Read this", 52),
        ("Your own words", 55),
        ("How many days", 58),
    ]
    assert [question.kind for question in first_meetings.questions] == [
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.TRUE_FALSE,
        Kind.SHORT_TEXT,
        Kind.MATCHING,
        Kind.ORDERING,
        Kind.DESCRIPTION,
    ]


def test_a_single_choice_keeps_weights_feedback_formats_and_notes(first_meetings):
    question = first_meetings.questions[0]
    assert question.category == ("$course$", "top", "First meetings", "Trust")
    assert (question.id_number, question.tags) == ("FM-01", ("safety", "choice"))
    assert [option.percent for option in question.options] == [
        100,
        0,
        50,
        Decimal("-33.33333"),
    ]
    assert {text.format for text in question.texts() if text} == {TextFormat.HTML}
    assert question.options[0].feedback.words.startswith("<p>Yes: knowing")
    assert question.general_feedback.words == "<p>Safety comes before questions.</p>"


def test_true_or_false_has_feedback_for_wrong_before_that_for_right(first_meetings):
    true, false = first_meetings.questions[2].options
    assert (true.percent, false.percent) == (0, 100)
    assert true.feedback.words.startswith("Give it ten breaths")
    assert false.feedback.words.startswith("Right, waiting")


def test_words_behind_the_braces_leave_a_gap(first_meetings):
    question = first_meetings.questions[3]
    words = "The *first* of the principles is _____ and the others rest on it."
    assert question.text == Text(words, TextFormat.MARKDOWN)
    assert answers(question) == [("safety", 100), ("safe*", 80), ("*", 0)]


def test_pairs_may_hold_an_answer_that_fits_nothing(first_meetings):
    assert first_meetings.questions[4].pairs[2] == Pair(Text(), "She is difficult")


def test_ordering_keeps_its_settings_and_blank_lines_between_items_do_not_end_it(first_meetings):
    question = first_meetings.questions[5]
    assert [text.words for text in question.sequence] == [
        "Breathe out slowly",
        "Write down what was agreed",
        "Tell a colleague",
        "Take a break away from the desk",
    ]
    assert question.settings == (("numberingstyle", "123"), ("selectcount", "4"))


def test_a_slash_in_a_category_is_doubled(first_meetings):
    assert first_meetings.questions[6].category[-1] == "Notes / letters"


def test_types_we_cannot_ask_are_listed_and_kept_as_they_stood(first_meetings):
    essay, numerical = first_meetings.unsupported
    assert (essay.type, numerical.type) == ("essay", "numerical")
    assert numerical.source in FIRST_MEETINGS.read_text()
    assert first_meetings.problems == (
        Problem(
            "“Your own words”: Questions of the type “essay” cannot be asked here; "
            "kept as a draft.",
            55,
            Severity.WARNING,
        ),
        Problem(
            "“How many days”: Questions of the type “numerical” cannot be asked here; "
            "kept as a draft.",
            58,
            Severity.WARNING,
        ),
    )


def test_a_file_of_moodle_goes_out_and_comes_back_the_same(first_meetings):
    written = write_gift(first_meetings)
    assert written.problems == ()
    assert read_gift(written.content) == first_meetings


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Now?{T}", [("true", 100), ("false", 0)]),
        ("Now?{ false }", [("true", 0), ("false", 100)]),
        ("Now?{=yes ~no}", [("yes", 100), ("no", 0)]),
        ("Now?{~%100%yes ~%-12.5%no}", [("yes", 100), ("no", Decimal("-12.5"))]),
        ("Now?{=yes =%50%maybe}", [("yes", 100), ("maybe", 50)]),
        ("Now?{yes}", [("yes", 100)]),
    ],
)
def test_short_forms(source, found):
    assert answers(only(source)) == found


def test_escaped_signs_are_plain_and_an_escaped_n_is_a_line_end():
    question = only("Which \\{sign\\}\\: one\\ntwo \\\\n?{=a \\= \\~b \\# c ~\\}}")
    assert question.text.words == "Which {sign}: one\ntwo \\n?"
    assert answers(question) == [("a = ~b # c", 100), ("}", 0)]


def test_files_of_windows_with_a_mark_and_comments_between_read_the_same():
    source = "::A::One\n// a note {\nline?{\n\n=yes\n\n~no\n}\n\n::B::Two?{T}\n"
    windows = b"\xef\xbb\xbf" + source.replace("\n", "\r\n").encode()
    assert read_gift(windows) == read(source)
    assert read_gift(source.encode("utf-16")) == read(source)
    assert [question.title for question in read(source).questions] == ["A", "B"]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("", None, "no question in the file"),
        ("// only a note", None, "no question in the file"),
        ("A?{=yes ~no}\n\nB?{=yes\n~no", 3, "never closed"),
        ("A?{=yes\n\nB?{=yes}", 3, "second { before the } for the one on line 1"),
        ("A?{T} B {F}", 1, "one pair of braces"),
        ("A\nis b}", 2, "without its {"),
        ("::A{T}", 1, "title has no end"),
        ("A?{\n=yes\n=%many%no\n~x}", 3, "“%many%” is no percentage"),
        ("A?{=yes ~%250%no}", 1, "between -100% and 100%"),
        ("A?{~no ~never}", 1, "No answer is right"),
        ("A?{=%50%yes}", 1, "No answer is wholly right"),
        ("A?{maybe ~yes =no}", 1, "before the first answer"),
        ("A?{=a->b\n=c}", 2, "needs an arrow"),
        ("A?{=a->b}", 1, "at least two pairs"),
        ("A?{>\none}", 1, "at least two items"),
        ("{=yes ~no}", 1, "has no words"),
        ("A?\n\nB\x01?{T}", 3, "U+0001"),
        ("A?{" + "~x" * 600 + "=y}", 1, "more than 500 answers"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_comes_in(source, line, words):
    ((found_line, message),) = errors_of(source)
    assert found_line == line
    assert words in message


def test_one_wrong_question_keeps_all_the_others_out():
    package = read_gift(b"Good?{T}\n\nBad?{\n\n")
    assert package.items == ()
    assert [error.line for error in package.errors] == [3]


def test_another_encoding_is_refused_with_its_line():
    package = read_gift("Good?{T}\n\nA café?{F}".encode("latin-1"))
    assert [(error.line, error.message) for error in package.errors] == [
        (3, "From here on this is not UTF-8. Save the file as UTF-8.")
    ]


def test_right_answers_that_earn_too_little_are_worth_a_look():
    (problem,) = read("A?{~%50%yes ~%25%also ~no#Why}").problems
    assert problem.severity is Severity.WARNING
    assert "earn 75% together" in problem.message


def test_what_gift_has_no_place_for_is_said():
    options = (Option(Text("yes"), FULL), Option(Text("no")))
    question = Question(
        Kind.SINGLE, Text("A?"), "First", options, mark=Decimal(3), is_shuffled=False
    )
    (problem,) = write_gift(Package((question,))).problems
    assert problem.message == (
        "“First”: GIFT has no place for the mark, answers in a fixed order. "
        "Export as Moodle XML to keep them."
    )


def test_a_question_that_is_nothing_without_its_pictures_stays_out_and_is_named():
    pictures = [Text("", files=(Media(name, b""),)) for name in ("a.png", "b.png")]
    pairs = tuple(Pair(picture, "calm") for picture in pictures)
    written = write_gift(Package((Question(Kind.MATCHING, Text("A?"), "Faces", pairs=pairs),)))
    assert written.content == b""
    lost, left = written.problems
    assert "no place for pictures" in lost.message
    assert "“Faces” cannot be asked in GIFT" in left.message


@pytest.mark.parametrize(
    ("header", "settings", "first"),
    [
        ("4 ALL VERTICAL ABSOLUTE_POSITION SHOW none", {"selectcount": "4"}, "one"),
        ("0 EXACT H REL 0", SHORTENED, "one"),
        ("", {}, "one"),
        ("zero", {}, "zero"),
    ],
)
def test_the_settings_of_an_ordering_may_be_short_or_missing(header, settings, first):
    question = only(f"A?{{>{header}\none\ntwo\n}}")
    assert dict(question.settings) == settings
    assert question.sequence[0].words == first


def test_a_draft_of_another_format_stays_out_and_is_named():
    draft = Unsupported("essay", "Letter", "<question/>", "moodlexml")
    written = write_gift(Package((draft,)))
    assert written.content == b""
    assert "“Letter” is of the type “essay”" in written.problems[0].message
