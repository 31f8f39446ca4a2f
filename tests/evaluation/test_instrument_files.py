import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.instrument_files import to_document
from evaluation.instrument_reader import InstrumentFileError, read_document
from evaluation.starter import INSTRUMENTS
from tests.evaluation.factories import AGREEMENT, document, file_of, likert


@pytest.mark.parametrize("path", sorted(INSTRUMENTS.glob("*.json")), ids=lambda path: path.stem)
def test_what_is_written_is_what_was_read(path):
    file = read_document(json.loads(path.read_text()))
    assert read_document(json.loads(json.dumps(to_document(file)))) == file


def problems(given):
    with pytest.raises(InstrumentFileError) as found:
        read_document(given)
    return found.value.problems


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"type": "emoji"}, "'emoji'"),
        ({"response_set": "nothing"}, "no answers called nothing"),
        ({"response_set": None}, "Q offers no answers"),
        ({"type": "slider"}, "needs a lowest"),
        ({"kirkpatrick": 5}, "Kirkpatrick"),
        ({"shown_when": {"item": "later", "codes": [1]}}, "not asked before it"),
    ],
)
def test_what_makes_no_sense_in_an_item_is_said(item, said):
    assert any(said in one for one in problems(document([likert("Q", **item)])))


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        ({"items": ["nobody"]}, "cannot be scored"),
        ({"items": ["Q", "Q"]}, "counts an item twice"),
        ({"items": []}, "cannot be scored"),
        ({"items": ["Q"], "missing": {"rule": "count", "least": 2}}, "more answers than"),
    ],
)
def test_a_scale_that_cannot_be_scored_is_said(scale, said):
    given = document([likert("Q")], scales=[{"code": "s", "title": "S", **scale}])
    assert any(said in one for one in problems(given))


@pytest.mark.parametrize(("least", "needed"), [(0.5, 2), (0.8, 4), (0.75, 3), (1, 4)])
def test_a_share_of_the_items_is_rounded_up(least, needed):
    codes = ["A", "B", "C", "D"]
    scale = {"code": "s", "items": codes, "missing": {"rule": "share", "least": least}}
    file = file_of([likert(code) for code in codes], scales=[scale])
    assert file.scales[0].least_answered == needed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
PARTS = ("slug", "title", "sections", "scales", "total", "response_sets", "minutes", "licence")


@given(broken=st.dictionaries(st.sampled_from(PARTS), JSON, min_size=1))
def test_any_broken_file_is_refused_in_words_or_read(broken):
    given = {**document([likert("Q")], sets=[AGREEMENT]), **broken}
    with suppress(InstrumentFileError):
        read_document(given)


@pytest.mark.parametrize(
    "item",
    [
        {"code": "N", "type": "number", "text": "How much?", "lowest": -100, "highest": 100},
        {"code": "L", "type": "single", "text": "Which?", "response_set": "low"},
    ],
)
def test_no_answer_has_a_number_that_stands_for_none(item):
    low = {"slug": "low", "label": "", "options": [{"code": -98, "label": "Low"}]}
    with pytest.raises(InstrumentFileError, match="-99 to -96 stand for no answer"):
        file_of([item], sets=[low])
