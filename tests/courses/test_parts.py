from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.parts import minutes_left, split_into_parts


@dataclass
class Block:
    block_type: str
    value: dict = field(default_factory=dict)


def heading(text, level="2"):
    return Block("heading", {"text": text, "level": level})


def test_a_heading_of_a_part_begins_a_page_and_a_smaller_one_does_not():
    blocks = [Block("text"), heading("One"), heading("Smaller", level="3"), heading("Two")]
    parts = split_into_parts(blocks, opening="To begin")
    assert [(part.number, part.title) for part in parts] == [
        (1, "To begin"),
        (2, "One"),
        (3, "Two"),
    ]


def test_an_empty_lesson_has_one_empty_part():
    [part] = split_into_parts([], opening="To begin")
    assert (part.number, part.title, part.blocks) == (1, "To begin", [])


@given(st.lists(st.sampled_from([Block("text"), heading("A"), heading("B", level="3")])))
def test_no_block_is_lost_or_moved(blocks):
    parts = split_into_parts(blocks, opening="To begin")
    assert [block for part in parts for block in part.blocks] == blocks


@pytest.mark.parametrize(("part", "left"), [(1, 10), (2, 7), (3, 4)])
def test_minutes_left_are_rounded_up(part, left):
    assert minutes_left(10, part=part, parts=3) == left
