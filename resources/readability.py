"""How old a reader needs to be, by the Flesch-Kincaid formula (Kincaid and others, 1975).

An estimate from the length of words and sentences in English. It knows nothing of meaning.
"""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_E = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy])le$")
FEWEST_WORDS = 60
SCHOOL_START = 5


def syllables(word: str) -> int:
    plain = SILENT_E.sub("", word.lower())
    return max(1, len(VOWELS.findall(plain)))


def reading_age(text: str) -> int | None:
    """In years; None when there are too few words to say."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = max(1, len(SENTENCE_END.findall(text)))
    sounds = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * sounds / len(words) - 15.59
    return round(max(grade, 0)) + SCHOOL_START
