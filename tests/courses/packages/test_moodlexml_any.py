"""Moodle XML with whatever anybody may write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.packages.moodlexml.names import TYPES as TYPE_NAMES
from courses.packages.moodlexml.reader import read_moodlexml
from courses.packages.moodlexml.writer import write_moodlexml
from courses.packages.questions import Kind, Package
from tests.courses.packages import strategies

pytestmark = pytest.mark.slow

TAGS = ["question", "name", "questiontext", "answer", "text", "file", "tags", "hint", "x"]
PIECE = (
    st.sampled_from([f"<{tag}>" for tag in TAGS])
    | st.sampled_from([f"</{tag}>" for tag in TAGS])
    | st.sampled_from(['<question type="essay"/>', '<question type="truefalse">', "&amp;", "&x;"])
    | st.sampled_from(['<answer fraction="100">', "<!-- a -->", "<?php ?>", "<!DOCTYPE quiz>"])
    | strategies.AWKWARD
)
NESTED = st.recursive(
    strategies.words.map(lambda words: f"<text><![CDATA[{words}]]></text>"),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda both: f"<{both[0]}>{''.join(both[1])}</{both[0]}>"
    ),
)
TYPES = st.sampled_from(["essay", "category", "", *TYPE_NAMES.values()])


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_a_question_comes_back_from_moodle_xml_as_it_went(kind, data):
    package = Package((data.draw(strategies.full_questions(kind)),))
    written = write_moodlexml(package)
    assert read_moodlexml(written.content) == package, written.content.decode()
    assert written.problems == ()


@given(strategies.packages(strategies.full_questions))
def test_a_bank_comes_back_in_order_and_goes_out_the_same(package):
    content = write_moodlexml(package).content
    assert read_moodlexml(content) == package
    assert write_moodlexml(read_moodlexml(content)).content == content


@given(st.lists(PIECE, max_size=30).map("".join))
def test_any_text_is_read_or_refused_and_what_was_read_goes_out_and_comes_back(text):
    for source in [text, f"<quiz>{text}</quiz>"]:
        comes_back(source)


@given(TYPES, st.lists(NESTED, max_size=6).map("".join))
def test_any_elements_are_read_or_refused_and_what_was_read_comes_back(type_, inside):
    comes_back(f'<quiz><question type="{type_}">{inside}</question></quiz>')


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    for source in [content, b"<quiz>" + content + b"</quiz>"]:
        package = read_moodlexml(source)
        assert package.items or package.problems


def comes_back(source):
    package = read_moodlexml(source.encode(errors="surrogatepass"))
    assert package.items or package.problems
    if package.items:
        assert read_moodlexml(write_moodlexml(package).content) == package
