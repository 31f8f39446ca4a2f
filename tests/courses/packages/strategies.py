"""Whole questions as Hypothesis makes them: right by our checks, awkward in every word."""

from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

from hypothesis import strategies as st

from courses.packages.checks import faults
from courses.packages.ordering import USUAL, VOCABULARY
from courses.packages.questions import (
    Hint,
    Kind,
    Media,
    Option,
    Package,
    Pair,
    Question,
    Text,
    TextFormat,
    short_option,
    true_false_options,
)

# What means something to one of the formats, whole and in parts.
SIGNS = r":: #### -> -\> [html] [id: ] %50% // / \ \n { } = ~ # : $CATEGORY: TRUE > _____"
MARKUP = "]]> <![CDATA[ &lt; &#13; </text> é \u2028 \x85 \ufeff \ud800 \x00 😀"
AWKWARD = st.sampled_from([*SIGNS.split(" "), *MARKUP.split(" "), "\r\n", "\n\n", "\t", " "])
words = st.lists(AWKWARD | st.text(max_size=4), max_size=4).map("".join)
formats = st.sampled_from(TextFormat)
percents = st.decimals(-100, 100, places=5) | st.sampled_from([Decimal(0), Decimal(50)])
names = st.text(st.characters(exclude_characters="/\\"), min_size=1, max_size=8)
media = st.builds(Media, names, st.binary(max_size=12), st.sampled_from(["/", "/a b/"]))


def texts(*, files=True):
    pictures = st.lists(media, max_size=2).map(tuple) if files else st.just(())
    return st.builds(Text, words, formats, pictures)


def options(text, *, files):
    return st.builds(Option, text, percents, texts(files=files))


def several(strategy, *, least=0):
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


@st.composite
def true_or_false(draw, *, files):
    return true_false_options(
        is_true=draw(st.booleans()),
        when_true=draw(texts(files=files)),
        when_false=draw(texts(files=files)),
    )


def with_one_right(choices):
    first, *others = choices
    return (replace(first, percent=Decimal(100)), *others)


@st.composite
def unusual_settings(draw):
    chosen = {name: draw(st.sampled_from(sorted(words))) for name, words in VOCABULARY.items()}
    chosen["selectcount"] = str(draw(st.integers(0, 9)))
    return tuple(sorted(item for item in chosen.items() if item not in USUAL.items()))


def answers(kind, *, files):
    """The fields in which one kind differs from the others."""
    choices = several(options(texts(files=files), files=files), least=2)
    line = options(st.builds(Text, words, st.just(TextFormat.PLAIN)), files=files)
    pair = st.builds(Pair, texts(files=files), words)
    return {
        Kind.SINGLE: {"options": choices.map(with_one_right)},
        Kind.MULTIPLE: {"options": choices},
        Kind.TRUE_FALSE: {"options": true_or_false(files=files)},
        Kind.SHORT_TEXT: {"options": several(line.map(short_option), least=1).map(with_one_right)},
        Kind.MATCHING: {"pairs": several(pair, least=2)},
        Kind.ORDERING: {
            "sequence": several(texts(files=files), least=2),
            "settings": unusual_settings(),
        },
        Kind.DESCRIPTION: {},
    }[kind]


@cache
def plain_questions(kind):
    """What every format carries."""
    return st.builds(
        Question,
        st.just(kind),
        texts(files=False),
        title=words,
        category=several(words),
        tags=several(words),
        id_number=words,
        general_feedback=st.just(Text()) if kind is Kind.DESCRIPTION else texts(files=False),
        **answers(kind, files=False),
    ).filter(is_right)


@cache
def full_questions(kind):
    """What Moodle XML carries, with pictures in every text."""
    some_text = st.just(Text()) | texts()
    own = {"is_shuffled": st.booleans()} if kind in {Kind.SINGLE, Kind.MULTIPLE} else {}
    own |= {"is_shuffled": st.booleans()} if kind is Kind.MATCHING else {}
    own |= {"is_case_sensitive": st.booleans()} if kind is Kind.SHORT_TEXT else {}
    return st.builds(
        Question,
        st.just(kind),
        texts(),
        title=words,
        category=several(words),
        tags=several(words),
        id_number=words,
        general_feedback=some_text,
        when_right=some_text,
        when_partly=some_text,
        when_wrong=some_text,
        hints=several(st.builds(Hint, some_text, st.booleans(), st.booleans())),
        mark=st.decimals(0, 1000, places=7),
        penalty=st.decimals(0, 1, places=7),
        **own,
        **answers(kind, files=True),
    ).filter(is_right)


def is_right(question):
    return not list(faults(question))


def packages(questions):
    every = st.one_of([questions(kind) for kind in Kind])
    return st.lists(every, max_size=3).map(partial(package_of))


def package_of(questions):
    return Package(tuple(questions))
