"""A wrong answer that says nothing teaches nothing: whoever brings it in reads where it is."""

import pytest

from courses.packages.gift.reader import read_gift
from courses.packages.moodlexml.reader import read_moodlexml
from courses.packages.questions import Severity

XML = """<quiz><question type="multichoice"><name><text>Doors</text></name>
<questiontext format="html"><text>What helps?</text></questiontext><single>true</single>
<answer fraction="100" format="html"><text>A way out</text></answer>
<answer fraction="0" format="html"><text>&lt;p&gt;A locked &amp;amp; closed door&lt;/p&gt;</text>
</answer></question></quiz>"""


def warnings_in(package):
    return [(one.line, one.message) for one in package.problems if one.severity is Severity.WARNING]


@pytest.mark.parametrize(
    ("content", "line", "named"),
    [
        ("\n::One::Which?{=a#Yes. ~b#No. ~c}", 2, "the wrong answer “c”"),
        ("::One::Which?{~%50%a ~%50%b ~%-100%c ~d}", 1, "the wrong answers “c”, “d”"),
        ("::One::Which?{=a ~b ~c ~d ~e}", 1, "“b”, “c”, “d” and 1 more"),
        ("::One::Is it?{TRUE##Yes.}", 1, "the wrong answer “false”"),
        ("::One::Is it?{FALSE##Yes.}", 1, "the wrong answer “true”"),
        ("::One::[html]Which?{=a ~<p>not <b>this</b></p>}", 1, "“not this”"),
    ],
)
def test_each_question_with_a_silent_wrong_answer_is_named_with_its_line(content, line, named):
    ((found_line, message),) = warnings_in(read_gift(content.encode()))
    assert found_line == line
    assert message.startswith("“One”: No feedback for ")
    assert named in message


def test_so_it_is_in_moodle_xml():
    ((line, message),) = warnings_in(read_moodlexml(XML.encode()))
    assert line == 1
    assert "“A locked & closed door”" in message


def test_a_long_answer_is_named_by_how_it_begins():
    ((_line, message),) = warnings_in(read_gift(b"Which?{=a ~" + b"word " * 40 + b"}"))
    assert "“word word" in message
    assert "…”" in message
    assert len(message) < 200


@pytest.mark.parametrize(
    "content",
    [
        "Which?{=a ~b#No.}",
        "Which?{=a ~%50%half ~b#No.}",
        "Is it?{TRUE#No.}",
        "Which word?{=safety =%0%danger}",
        "Match.{=a -> b =c -> d}",
    ],
)
def test_what_is_right_or_typed_needs_none(content):
    assert warnings_in(read_gift(content.encode())) == []


def test_it_keeps_no_question_out():
    assert len(read_gift(b"Which?{=a ~b}").questions) == 1
