from decimal import Decimal
from pathlib import Path

import pytest

from courses.packages.gift.reader import read_gift
from courses.packages.gift.writer import write_gift
from courses.packages.moodlexml.reader import read_moodlexml
from courses.packages.moodlexml.writer import write_moodlexml
from courses.packages.questions import Hint, Kind, Media, Package, Pair, Severity, Text, TextFormat

FILES = Path(__file__).with_name("files")
LISTENING = FILES / "listening.xml"


@pytest.fixture(scope="module")
def listening():
    package = read_moodlexml(LISTENING.read_bytes())
    assert package.errors == ()
    return package


def quiz(inside, type_="truefalse"):
    words = "<questiontext><text>Now?</text></questiontext>"
    return f'<quiz>\n<question type="{type_}">\n{words}{inside}</question></quiz>'.encode()


def answer(words, percent=0, why=""):
    said = f"<text>{words}</text><feedback><text>{why}</text></feedback>"
    return f'<answer fraction="{percent}">{said}</answer>'


def errors_of(content):
    package = read_moodlexml(content)
    assert package.items == ()
    return [(error.line, error.message) for error in package.errors]


TRUE = answer("true", 100) + answer("false", why="No.")


def test_a_file_of_moodle_comes_in_whole_and_in_order(listening):
    assert [(question.kind, question.title, question.line) for question in listening.questions] == [
        (Kind.SINGLE, "The room", 15),
        (Kind.TRUE_FALSE, "Repeating", 77),
        (Kind.SHORT_TEXT, "The charter", 106),
        (Kind.MATCHING, "What it may mean", 136),
        (Kind.ORDERING, "A call back", 172),
        (Kind.DESCRIPTION, "A pause", 204),
    ]
    assert {item.category for item in listening.items} == {
        ("$course$", "top", "Listening", "Calls / visits")
    }


def test_a_choice_keeps_pictures_partial_credit_feedback_hints_marks_and_settings(listening):
    question = listening.questions[0]
    assert question.text.files == (Media("the room.png", b"\x89PNG\r\n\x1a\n"),)
    assert [option.percent for option in question.options] == [100, Decimal("33.33333"), 0]
    assert question.options[1].text.files[0].name == "chairs.png"
    assert question.options[1].feedback.words == "<p>Ask first, &lt;always&gt;.</p>"
    assert question.when_right == Text("That is how it is done.", TextFormat.HTML)
    assert question.hints == (
        Hint(Text("What would you want to see?", TextFormat.HTML), True, True),
    )
    assert (question.mark, question.id_number, question.tags) == (2, "LI-01", ("safety", "rooms"))
    assert question.settings == (("answernumbering", "none"), ("shownumcorrect", ""))


def test_true_stands_first_whatever_the_file_says_first(listening):
    true, false = listening.questions[1].options
    assert (true.percent, true.feedback.words) == (100, "Yes, in their words.")
    assert false.feedback.words == "It shows that you were there."


def test_old_files_name_true_and_false_in_their_own_language():
    content = quiz(answer("Vrai", 0) + answer("Faux", 100))
    (question,) = read_moodlexml(content).questions
    assert [option.percent for option in question.options] == [0, 100]


def test_short_answers_matching_and_ordering_keep_what_is_theirs(listening):
    _, _, short, matching, ordering, _ = listening.questions
    assert short.is_case_sensitive
    assert [option.text.words for option in short.options] == ["The Charter", "*"]
    assert matching.pairs[2] == Pair(Text(), "attention")
    assert not matching.is_shuffled
    assert ordering.sequence[0].words == "Say who is calling"
    assert ordering.settings == (("gradingtype", "RELATIVE_NEXT_INCLUDE_LAST"),)


def test_types_we_cannot_ask_are_listed_and_kept_as_they_stood(listening):
    assert [(draft.type, draft.title) for draft in listening.unsupported] == [
        ("essay", "Your own pause"),
        ("ddwtos", "Gaps"),
        ("random", ""),
    ]
    assert all(draft.source in LISTENING.read_text() for draft in listening.unsupported)
    assert listening.unsupported[0].source.endswith("</question>")
    assert listening.unsupported[2].source == '<question type="random"/>'
    assert [problem.severity for problem in listening.problems] == [Severity.WARNING] * 3


def test_a_file_of_moodle_goes_out_and_comes_back_the_same(listening):
    written = write_moodlexml(listening)
    assert written.problems == ()
    assert read_moodlexml(written.content) == listening


def test_a_bank_in_gift_goes_through_moodle_xml_and_comes_back_the_same():
    package = read_gift((FILES / "first_meetings.gift").read_bytes())
    written = write_moodlexml(package)
    assert [problem.line for problem in written.problems] == [55, 58]
    assert read_moodlexml(written.content).questions == package.questions
    back = read_gift(write_gift(read_moodlexml(written.content)).content)
    assert back.questions == package.questions


def test_words_that_look_like_markup_come_back(listening):
    content = quiz(TRUE).replace(b"Now?", b"a &lt; b ]]&gt; <![CDATA[c & d]]>")
    package = read_moodlexml(content)
    assert package.questions[0].text.words == "a < b ]]> c & d"
    assert read_moodlexml(write_moodlexml(package).content) == package


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read_when_the_file_says_which(encoding):
    declared = "" if encoding.startswith("utf") else f'<?xml version="1.0" encoding="{encoding}"?>'
    content = (declared + quiz(TRUE).decode()).replace("Now?", "Café?").encode(encoding)
    assert read_moodlexml(content).questions[0].text.words == "Café?"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "no element found"),
        (b"Now?{T}", 1, "syntax error"),
        (b"<html></html>", 1, "begins with <html>, not <quiz>"),
        (b"<quiz></quiz>", None, "no question in the file"),
        (quiz(TRUE)[:-8], 3, "unclosed token"),
        (quiz(TRUE).replace(b"</questiontext>", b"</text>"), 3, "mismatched tag"),
        (quiz(TRUE).replace(b"Now", b"No&nbsp;w"), 3, "undefined entity"),
        (quiz(TRUE).replace(b"Now", b"\xe9"), 3, "not UTF-8"),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + quiz(TRUE), 1, "in koi8-r"),
        (b"<!DOCTYPE quiz>" + quiz(TRUE), 1, "no <!DOCTYPE>"),
        (quiz(TRUE, ""), 2, "no type"),
        (quiz(answer("true", 100)), 2, "two answers"),
        (quiz(answer("true", 100) + answer("false", 100)), 2, "true and false is right"),
        (quiz(answer("true", "lots") + answer("false")), 3, "“lots” is no number"),
        (quiz(TRUE + "<defaultgrade>-1</defaultgrade>"), 2, "A mark goes from 0"),
        (quiz(TRUE, "multichoice").replace(b"100", b"50"), 2, "wholly right"),
        (quiz(TRUE).replace(b"Now?", b""), 2, "has no words"),
        (quiz(TRUE + '<hint><file name="a.png">%</file></hint>'), 3, "is damaged"),
        (quiz(TRUE + '<hint><file encoding="hex">00</file></hint>'), 3, "not in base64"),
        (quiz(TRUE + '<hint><file name="../a.png"></file></hint>'), 2, "name of a file"),
        (quiz(TRUE + '<hint><file name="a" path="/../"></file></hint>'), 2, "folder of a file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_comes_in(content, line, words):
    ((found_line, message),) = errors_of(content)
    assert found_line == line
    assert words in message


def test_one_wrong_question_keeps_all_the_others_out():
    good = quiz(TRUE).removesuffix(b"</quiz>")
    bad = b'\n<question type="truefalse"></question></quiz>'
    assert [line for line, _ in errors_of(good + bad)] == [4]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<subquestion><text>a</text></subquestion>", "<subquestion> says is not kept"),
        ("<odd><text>a</text></odd>", "<odd> says is not kept"),
        ("<hint><options>1</options></hint>", "options of a hint are not kept"),
        ('<generalfeedback format="wiki_like"><text>a</text></generalfeedback>', "read as plain"),
        (
            "<generalfeedback><text>@@PLUGINFILE@@/a.png @@PLUGINFILE@@/b</text></generalfeedback>",
            "1 more",
        ),
        (
            "<generalfeedback><text>@@PLUGINFILE@@/a.png</text></generalfeedback>",
            "/a.png, not in here",
        ),
    ],
)
def test_what_cannot_be_kept_is_said(inside, words):
    package = read_moodlexml(quiz(TRUE + inside))
    assert len(package.questions) == 1
    (problem,) = package.problems
    assert problem.severity is Severity.WARNING
    assert words in problem.message


def test_a_note_and_a_number_of_a_category_are_not_kept_in_silence():
    category = (
        b'<quiz><question type="category"><category><text>Calls</text></category>'
        b"<info><text>A note</text></info><idnumber>C-1</idnumber></question>"
    )
    package = read_moodlexml(quiz(TRUE).replace(b"<quiz>", category))
    assert package.questions[0].category == ("Calls",)
    assert [problem.message.split(" is ")[0] for problem in package.problems] == [
        "What <info> says",
        "What <idnumber> says",
    ]


def test_what_needs_no_mark_has_none_in_either_format(listening):
    truth, words = listening.questions[1], listening.questions[5]
    assert (truth.penalty, words.mark, words.penalty) == (1, 0, 0)
    assert write_gift(Package((truth, words))).problems == ()
