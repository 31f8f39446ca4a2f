"""Files made to harm: each gets an answer at once, whatever it holds."""

from time import process_time

import pytest

from courses.packages import limits
from courses.packages.gift.reader import read_gift
from courses.packages.moodlexml.reader import read_moodlexml

AT_ONCE = 5.0
LARGE = limits.MOST_BYTES - 100


def refusal(read, content):
    started = process_time()
    package = read(content)
    assert process_time() - started < AT_ONCE
    assert package.items == ()
    return package.errors[-1].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * (limits.MOST_BYTES + 1), "larger than 20 MB"),
        (b"\n" * LARGE, "more than 400,000 lines"),
        (b"A{" * 50_000, "second {"),
        (b"{" * 900_000, "second {"),
        (b"A?{" + b"~a" * 400_000 + b"}", "more than 500 answers"),
        (b"A?{" + b"~" * LARGE, "longer than 1,000,000 characters"),
        ((b"\\" * 900_000 + b"\n\n") * 20 + b"{", "never closed"),
        ((b"// " + b"[id:" * 200_000 + b"\nA?{T}\n\n") * 20 + b"{", "never closed"),
        ((b"A?{=" + b"%" * 400_000 + b"}\n\n") * 20 + b"{", "never closed"),
        (b"$CATEGORY: " + b"a/" * (LARGE // 2), "longer than 500 characters"),
        (b"$CATEGORY: a/b\n" * 390_000, "more than 10,000 categories"),
        ((b"//" + b"[tag:a]" * 140_000 + b"\nA?{T}\n\n") * 20, "more than 100 tags"),
        (b"A?{T}\n\n" * 6_000, "more than 5,000 questions"),
        (b"A?{\n\n" * 120, "more wrong behind this"),
        (b"\xff" * LARGE, "not UTF-8"),
        (b"\x00" * LARGE, "U+0000"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_hostile_gift_is_refused_at_once(content, words):
    assert words in refusal(read_gift, content)


BOMB = b'<!DOCTYPE quiz [<!ENTITY a0 "aaaaaaaaaa">%s]><quiz>&a9;</quiz>' % b"".join(
    b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 10)
)
CATEGORY = b'<question type="category"><category>%s</category></question>'
QUESTION = b'<question type="essay">%s</question>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "no <!DOCTYPE>"),
        (b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>', "no <!DOCTYPE>"),
        (b"<quiz>" + b"<a>" * (LARGE // 4), "more than 20 deep"),
        (b"<quiz><question>" + b"<a/>" * (LARGE // 5), "more than 5,000 parts"),
        (b"<quiz>" + QUESTION % b"" * 6_000, "more than 5,000 questions"),
        (b"<quiz>" + b"<a/>" * (LARGE // 5), "more than 10,000 entries"),
        (b"<quiz>" + QUESTION % (b"<text>" + b"&#65;" * (LARGE // 6) + b"</text>"), "no element"),
        (b"<quiz>" + QUESTION % (b"<!-- " + b"-" * 9 + b"x" * (LARGE // 2)), "not well-formed"),
        (b"<quiz " + b'a="' * (LARGE // 3), "not well-formed"),
        (b"<quiz>" + b"<" * (LARGE - 6), "not well-formed"),
        (b"<quiz><" + b"a" * LARGE, "no end in sight"),
        (b"<quiz><a " + b" ".join(b'a%d=""' % n for n in range(LARGE // 13)), "no end in sight"),
        (
            b"<quiz>" + CATEGORY % (b"a/" * (LARGE // 3)) + b"</quiz>",
            "longer than 500 characters",
        ),
        (b"<quiz>\x00</quiz>", "U+0000"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_hostile_xml_is_refused_at_once(content, words):
    assert words in refusal(read_moodlexml, content)


def test_a_bomb_of_entities_is_refused_before_it_opens():
    started = process_time()
    read_moodlexml(BOMB)
    assert process_time() - started < 1


def test_a_picture_that_is_too_large_is_refused():
    picture = b'<file name="a.png">%s</file>' % (b"A" * (limits.MOST_MEDIA_BYTES * 3 // 2))
    content = (
        b'<quiz><question type="description"><questiontext>%s</questiontext></question></quiz>'
    )
    assert "larger than 5 MB" in refusal(read_moodlexml, content % picture)
