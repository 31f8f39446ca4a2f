"""How Moodle says in what way an ordering question is shown and marked."""

from __future__ import annotations

VOCABULARY = {
    "selecttype": {
        "ALL": ("EXACT",),
        "RANDOM": ("REL",),
        "CONTIGUOUS": ("CONTIG",),
    },
    "layouttype": {
        "VERTICAL": ("VERT", "V", "0"),
        "HORIZONTAL": ("HORI", "H", "1"),
    },
    "gradingtype": {
        "ABSOLUTE_POSITION": ("ABSOLUTE", "ABS"),
        "ALL_OR_NOTHING": (),
        "RELATIVE_NEXT_EXCLUDE_LAST": ("RELATIVE", "REL"),
        "RELATIVE_NEXT_INCLUDE_LAST": (),
        "RELATIVE_ONE_PREVIOUS_AND_NEXT": (),
        "RELATIVE_ALL_PREVIOUS_AND_NEXT": (),
        "RELATIVE_TO_CORRECT": (),
        "LONGEST_ORDERED_SUBSET": (),
        "LONGEST_CONTIGUOUS_SUBSET": (),
    },
    "showgrading": {
        "SHOW": ("TRUE", "YES", "1"),
        "HIDE": ("FALSE", "NO", "0"),
    },
    "numberingstyle": dict.fromkeys(("none", "abc", "ABCD", "123", "iii", "IIII"), ()),
}
"""In the order of a GIFT file; the first of each is the usual one. Behind a word, its spellings."""

MEANING = {
    name: {spelling: word for word, others in words.items() for spelling in (word, *others)}
    for name, words in VOCABULARY.items()
}
USUAL = {"selectcount": "0", **{name: next(iter(words)) for name, words in VOCABULARY.items()}}
