"""An instrument in its file, and answers to it in a table."""

import json

ANSWERS = [
    {"code": 1, "label": "Strongly disagree", "kind": "scored"},
    {"code": 2, "label": "Disagree", "kind": "scored"},
    {"code": 3, "label": "Neither", "kind": "scored"},
    {"code": 4, "label": "Agree", "kind": "scored"},
    {"code": 5, "label": "Strongly agree", "kind": "scored"},
    {"code": 98, "label": "Not my role", "kind": "not_applicable"},
    {"code": 99, "label": "I prefer not to say", "kind": "prefer_not_to_say"},
]


def item(code, **fields):
    shape = {"type": "likert", "text": f"Statement {code}", "response_set": "agreement"}
    return {"code": code, **shape, **fields}


INSTRUMENT = {
    "format": "chatr-instrument-1",
    "slug": "practice",
    "title": "Practice",
    "version": 2,
    "response_sets": [{"slug": "agreement", "label": "Agreement", "options": ANSWERS}],
    "sections": [
        {
            "code": "one",
            "title": "Knowledge",
            "items": [item("K1"), item("K2"), item("K3", is_reversed=True)],
        },
        {
            "code": "two",
            "title": "Confidence",
            "items": [
                item("C1"),
                item("C2", shown_when={"item": "C1", "codes": [1, 2]}),
                item("S1", type="slider", response_set=None, lowest=0, highest=100),
                item("W1", type="long_text", response_set=None),
            ],
        },
    ],
    "scales": [
        {
            "code": "knowledge",
            "title": "Knowledge",
            "items": ["K1", "K2", "K3"],
            "missing": {"rule": "count", "least": 2},
        },
        {"code": "confidence", "title": "Confidence", "items": ["C1"]},
    ],
    "total": {"title": "Total", "scales": ["knowledge", "confidence"]},
    "licence": {"name": "Our own wording"},
}
TABLE = """id,wave,group,K1,K2,K3,C1,C2,S1,W1
a,pre,north,1,2,4,2,3,10,=)
a,post,north,4,5,1,4,,60,
b,pre,south,2,98,,3,,20,
b,post,south,3,3,3,5,,,well
c,pre,,3,3,2,99,,50,
c,post,,4,,,4,,55,
"""


def written_instrument(folder, **changes):
    file = folder / "instrument.json"
    file.write_text(json.dumps({**INSTRUMENT, **changes}))
    return file
