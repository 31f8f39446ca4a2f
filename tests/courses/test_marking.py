"""How answers are laid out, read and marked, for every kind of question."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.asking import LONGEST_ANSWER, choose, is_whole, layout_of, offered, read_answer
from courses.marking import can_mark_again, feedback_for, said_of, share_of
from courses.packages.gift.reader import read_gift
from courses.packages.questions import Kind, Option, Text
from courses.packages.records import from_record, media_in, to_record
from tests.courses.packages.strategies import full_questions

EVERY_KIND = Path(__file__).with_name("every_kind.gift").read_bytes()
BY_KIND = {question.kind: question for question in read_gift(EVERY_KIND).questions}
ASKED = sorted(BY_KIND)


@pytest.mark.parametrize(
    ("kind", "answer", "share"),
    [
        (Kind.SINGLE, 0, 1),
        (Kind.SINGLE, 1, 0),
        (Kind.MULTIPLE, [0, 1], 1),
        (Kind.MULTIPLE, [0], 0.5),
        (Kind.MULTIPLE, [0, 1, 2], 0),
        (Kind.TRUE_FALSE, 1, 1),
        (Kind.TRUE_FALSE, 0, 0),
        (Kind.MATCHING, ["Nobody is hurt here", "You decide", "You decide"], Decimal(2) / 3),
        (Kind.ORDERING, [0, 1, 2], 1),
        (Kind.ORDERING, [0, 2, 1], Decimal(1) / 3),
        (Kind.ORDERING, {"0": 1, "1": 2}, 0),
        (Kind.SHORT_TEXT, "Resisting  retraumatisation", 1),
        (Kind.SHORT_TEXT, "RESPOND", 0.5),
        (Kind.SHORT_TEXT, "run", 0),
    ],
)
def test_an_answer_earns_its_share(kind, answer, share):
    assert share_of(BY_KIND[kind], answer) == Decimal(share)


def test_items_to_be_ordered_that_read_the_same_are_the_same():
    first, second, _third = BY_KIND[Kind.ORDERING].sequence
    question = replace(BY_KIND[Kind.ORDERING], sequence=(first, second, first))
    assert share_of(question, [2, 1, 0]) == 1


def test_an_order_keeps_its_words_under_the_numbers_of_another_key():
    old = BY_KIND[Kind.ORDERING]
    first, second, third = old.sequence
    assert said_of(old, replace(old, sequence=(third, first, second)), [0, 2, 1]) == [1, 0, 2]
    twice = replace(old, sequence=(first, second, first))
    assert said_of(twice, replace(old, sequence=(second, first, first)), [0, 1, 2]) == [1, 0, 2]
    assert said_of(old, old, {"0": 2}) == {"0": 2}
    assert said_of(old, old, None) is None


@pytest.mark.parametrize("kind", ASKED)
def test_no_answer_earns_nothing_and_hears_nothing(kind):
    assert share_of(BY_KIND[kind], None) == 0
    assert feedback_for(BY_KIND[kind], None) == []


def test_a_star_behind_a_backslash_is_a_star():
    question = replace(BY_KIND[Kind.SHORT_TEXT], options=(Option(Text(r"4 \* 5"), Decimal(100)),))
    assert share_of(question, "4 * 5") == 1
    assert share_of(question, "4 and 5") == 0


def test_capital_letters_may_matter():
    question = replace(BY_KIND[Kind.SHORT_TEXT], is_case_sensitive=True)
    assert share_of(question, "Resist") == 0


def short_text(words, *, is_case_sensitive=False):
    options = (Option(Text(words), Decimal(100)),)
    asked = BY_KIND[Kind.SHORT_TEXT]
    return replace(asked, options=options, is_case_sensitive=is_case_sensitive)


FEW = st.text(
    st.sampled_from("aAbB*\\ \u03c3\u03c2\u03a3\u0131\u0130iI\u212ak\u00dfs\n"), max_size=7
)


@given(FEW, FEW, st.booleans())
def test_stars_mean_what_they_mean_in_a_pattern(accepted, said, is_case_sensitive):
    joined = [" ".join(words.split()) for words in (accepted, said)]
    parts = re.split(r"(?<!\\)\*", joined[0])
    pattern = ".*".join(re.escape(part.replace(r"\*", "*")) for part in parts)
    flags = re.DOTALL if is_case_sensitive else re.DOTALL | re.IGNORECASE
    fits = re.fullmatch(pattern, joined[1], flags) is not None
    question = short_text(accepted, is_case_sensitive=is_case_sensitive)
    assert share_of(question, said) == (1 if fits else 0)


def test_many_stars_are_read_in_one_go():
    """As a pattern this would be tried for longer than anybody lives."""
    assert share_of(short_text("*e" * 30 + "*x"), "e" * LONGEST_ANSWER) == 0
    assert share_of(short_text("*e" * 30 + "*x"), "e" * 30 + "x") == 1


def test_what_no_database_can_keep_is_no_part_of_an_answer():
    answer = read_answer(BY_KIND[Kind.SHORT_TEXT], [], {"q1": ["a\x00b \x1f c"]}, "q1")
    assert answer == "a b c"
    assert read_answer(BY_KIND[Kind.SHORT_TEXT], [], {"q1": ["\x00"]}, "q1") is None


@given(st.data())
def test_whatever_is_posted_is_read_and_marked_without_an_error(data):
    question = data.draw(st.sampled_from(list(Kind)).flatmap(full_questions))
    layout = layout_of(question, data.draw(st.randoms()))
    names = st.sampled_from(["q1", *(f"q1-{number}" for number in range(6))])
    values = st.lists(st.one_of(st.integers(-3, 9).map(str), st.text(max_size=5)), max_size=4)
    answer = read_answer(question, layout, data.draw(st.dictionaries(names, values)), "q1")
    assert 0 <= share_of(question, answer) <= 1
    assert isinstance(is_whole(question, answer), bool)
    feedback_for(question, answer)


@given(st.data())
def test_a_question_comes_back_from_its_record_as_it_went_with_its_files(data):
    question = data.draw(st.sampled_from(list(Kind)).flatmap(full_questions))
    record, contents = to_record(question), media_in(question)
    assert from_record(record, contents.__getitem__) == question
    shown = from_record(record, str.encode)
    assert {one.content.decode() for text in shown.texts() for one in text.files} == set(contents)


def test_each_answer_of_a_matching_is_offered_once():
    assert len(offered(BY_KIND[Kind.MATCHING])) == 3


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_was_seen_least_comes_first(count):
    assert choose([1, 2, 3], seen={1: 1}, count=count) == [[2], [2, 3], [1, 2, 3]][count - 1]


def test_only_another_key_is_marked_again():
    question = BY_KIND[Kind.SINGLE]
    first, *others = question.options
    other_key = (replace(first, percent=Decimal(0)), *others)
    assert can_mark_again(question, replace(question, options=other_key))
    assert not can_mark_again(question, replace(question, options=tuple(others)))
    other_words = (replace(first, text=Text("Love")), *others)
    assert not can_mark_again(question, replace(question, options=other_words))
