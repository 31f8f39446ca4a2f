import itertools
import math

import pytest

from accounts import phrases


def test_a_phrase_is_worth_forty_bits():
    assert len(set(phrases.WORDS)) == len(phrases.WORDS) >= 1024
    assert phrases.WORDS_IN_A_PHRASE * math.log2(len(phrases.WORDS)) >= 40


def test_no_two_words_differ_by_one_letter():
    shapes = itertools.chain.from_iterable(
        {(word[:place], word[place + 1 :]) for place in range(len(word))} for word in phrases.WORDS
    )
    shapes = list(shapes)
    assert len(shapes) == len(set(shapes))


def test_words_are_short_and_plain():
    assert all(word.isascii() and word.isalpha() and word.islower() for word in phrases.WORDS)
    assert all(3 <= len(word) <= 10 for word in phrases.WORDS)


@pytest.mark.parametrize("typed", ["Acorn badger, canoe-drum", "  ACORN  badger\ncanoe drum. "])
def test_how_a_phrase_is_typed_does_not_matter(typed):
    assert phrases.tidy_phrase(typed) == "acorn badger canoe drum"


def test_a_new_phrase_is_already_tidy():
    phrase = phrases.new_phrase()
    assert phrases.tidy_phrase(phrase) == phrase
    assert len(phrase.split()) == 4


def test_a_code_keeps_its_leading_zeros():
    assert all(len(phrases.tidy_code(phrases.new_code())) == 8 for _ in range(200))
    assert phrases.tidy_code(" 0123 4567 ") == phrases.tidy_code("0123-4567") == "01234567"


def test_a_key_survives_being_copied_from_a_poster():
    key = phrases.new_key()
    assert phrases.tidy_key(f" {phrases.spaced_key(key).lower()} ") == key
