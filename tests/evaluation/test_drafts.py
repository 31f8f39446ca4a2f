"""What is written in the editor becomes the file that is published, and the file the draft."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.actions import import_draft
from evaluation.instrument_files import InstrumentFileError
from evaluation.instrument_reader import read_document
from evaluation.item_codes import CODE, code_from, numbers_in
from evaluation.models import Instrument, Licence, ResponseSet
from evaluation.starter import INSTRUMENTS, load_starter_instruments
from tests.evaluation.factories import AGREEMENT, InstrumentFactory, file_of, likert
from tests.queries import queries_of

EVERY_TYPE = [
    likert("K1", hint="Take your time.", kirkpatrick=2),
    likert("K2", is_reversed=True),
    {
        "code": "s",
        "type": "single",
        "text": "One",
        "response_set": "agreement",
        "is_reversed": True,
    },
    {"code": "m", "type": "multiple", "text": "Many", "response_set": "agreement"},
    {"code": "y", "type": "yes_no", "text": "Yes?", "response_set": "agreement"},
    {"code": "n", "type": "number", "text": "A number", "lowest": -0.5, "highest": 10},
    {"code": "v", "type": "slider", "text": "From 0 to 100", "lowest": 0, "highest": 100},
    {"code": "w", "type": "short_text", "text": "A word", "is_sensitive": True},
    {"code": "l", "type": "long_text", "text": "Sentences", "purpose": "facilitators"},
    {"code": "d", "type": "date", "text": "When?", "purpose": "commitment"},
    {
        "code": "read",
        "type": "statement",
        "text": "Thank you.",
        "shown_when": {"item": "s", "codes": [4, 5]},
    },
]
SCALES = [
    {"code": "a", "title": "A", "items": ["K1", "K2"]},
    {"code": "b", "title": "B", "items": ["K1", "s"], "missing": {"rule": "count", "least": 1}},
    {"code": "c", "title": "C", "items": ["n", "v"], "missing": {"rule": "share", "least": 0.75}},
    {"code": "e", "title": "D", "items": ["y", "v"], "missing": {"rule": "share", "least": 0.5}},
]
TOTAL = {"code": "all", "title": "All", "scales": ["a", "b"]}
OURS = {"holder": "Us", "terms": "Our own wording", "source": ""}


def every_type():
    return file_of(EVERY_TYPE, scales=SCALES, total=TOTAL, licence=OURS)


def kept(slug="practice"):
    return Instrument.objects.get(slug=slug)


@pytest.mark.django_db
def test_a_file_with_every_type_comes_back_from_the_draft_as_it_was():
    import_draft(file=every_type())
    assert kept().draft == every_type()


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(INSTRUMENTS.glob("*.json")), ids=lambda path: path.stem)
def test_what_the_portal_brings_along_comes_back_from_the_draft_as_it_was(path):
    file = read_document(json.loads(path.read_text()))
    import_draft(file=file)
    assert kept(file.slug).draft == file


@pytest.mark.django_db
def test_what_the_portal_brings_along_can_be_edited_and_differs_in_nothing_from_what_is_asked():
    load_starter_instruments()
    for instrument in Instrument.objects.all():
        assert instrument.sections
        assert instrument.draft == instrument.current.file


@pytest.mark.django_db
def test_an_instrument_of_an_older_installation_gets_what_is_asked_as_its_draft():
    load_starter_instruments()
    Instrument.objects.update(sections=[], scales=[])
    load_starter_instruments()
    assert all(one.draft == one.current.file for one in Instrument.objects.all())


@pytest.mark.django_db
def test_loading_again_leaves_a_draft_that_somebody_has_changed():
    load_starter_instruments()
    one = Instrument.objects.first()
    one.title = "Ours"
    one.save()
    load_starter_instruments()
    assert Instrument.objects.get(pk=one.pk).title == "Ours"


@pytest.mark.django_db
def test_statements_that_share_their_answers_have_them_from_their_page():
    import_draft(file=file_of([likert("A"), likert("B")]))
    section = kept().sections[0].value
    assert section["response_set"].slug == "agreement"
    assert [item.value["response_set"] for item in section["items"]] == [None, None]


@pytest.mark.django_db
def test_answers_of_a_name_that_is_taken_by_others_stand_beside_them():
    import_draft(file=file_of([likert("A")], slug="first"))
    other = {**AGREEMENT, "options": [{"code": 1, "label": "Yes"}, {"code": 0, "label": "No"}]}
    import_draft(file=file_of([likert("A")], slug="second", sets=[other]))
    assert sorted(ResponseSet.objects.values_list("slug", flat=True)) == [
        "agreement",
        "agreement-2",
    ]
    assert len(kept("second").draft.asked["A"].response_set.options) == 2
    assert len(kept("first").draft.asked["A"].response_set.options) == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"title": "t" * 121}, "title: "),
        ({"slug": "two words"}, "slug: "),
        ({"minutes": 0}, "minutes: "),
        ({"licence": {"holder": "Us"}}, "The licence: terms"),
        ({"licence": {**OURS, "colour": "red"}}, "colour"),
        ({"scales": [{"code": "x", "items": ["A"], "missing": {"least": 3}}]}, "A scale"),
    ],
)
def test_a_file_that_cannot_be_kept_says_why_and_leaves_nothing(extra, said):
    with pytest.raises(InstrumentFileError) as refused:
        import_draft(file=file_of([likert("A")], **extra))
    assert any(said in one for one in refused.value.problems)
    assert not Instrument.objects.exists()
    assert not ResponseSet.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("item", "said"),
    [
        (likert("A", lowest=1), "lowest"),
        ({"code": "A", "type": "statement", "text": "x", "hint": "y"}, "hint"),
    ],
)
def test_what_means_nothing_for_a_type_is_told_and_not_left_out_unseen(item, said):
    with pytest.raises(InstrumentFileError) as refused:
        import_draft(file=file_of([likert("Q"), item]))
    assert said in refused.value.problems[0]
    assert not Instrument.objects.exists()


@pytest.mark.django_db
def test_a_code_that_no_database_keeps_is_told():
    options = [{"code": 10**12, "label": "Much"}]
    file = file_of([likert("A")], sets=[{**AGREEMENT, "options": options}])
    with pytest.raises(InstrumentFileError):
        import_draft(file=file)


@pytest.mark.django_db
def test_a_draft_that_is_here_is_replaced_only_on_purpose():
    import_draft(file=file_of([likert("A")], licence=OURS))
    with pytest.raises(InstrumentFileError):
        import_draft(file=file_of([likert("B")]))
    import_draft(file=file_of([likert("B")], licence={**OURS, "holder": "Them"}), is_replacing=True)
    assert list(kept().draft.asked) == ["B"]
    assert Licence.objects.get().holder == "Them"


@pytest.mark.django_db
def test_a_draft_whose_answers_were_deleted_says_so():
    import_draft(file=file_of([likert("A")], scales=[{"code": "s", "items": ["A"]}]))
    ResponseSet.objects.all().delete()
    with pytest.raises(InstrumentFileError) as refused:
        _ = kept().draft
    assert "A offers no answers." in refused.value.problems


@pytest.mark.django_db
def test_an_empty_draft_says_that_there_is_no_question_yet():
    with pytest.raises(InstrumentFileError) as refused:
        _ = InstrumentFactory().draft
    assert refused.value.problems == ["There is no question yet."]


@pytest.mark.django_db
def test_reading_a_long_draft_asks_the_database_as_much_as_a_short_one():
    def asked(count, slug):
        codes = [likert(f"Q{number}") for number in range(count)]
        import_draft(file=file_of(*([code] for code in codes), slug=slug))
        return queries_of(lambda: kept(slug).draft)

    assert asked(30, "long") == asked(2, "short")


@given(words=st.text(max_size=80), taken=st.sets(st.sampled_from(["item", "item_2", "a", "A"])))
def test_a_code_made_from_words_is_a_code_and_new(words, taken):
    code = code_from(words, taken)
    assert CODE.match(code)
    assert code not in taken
    assert len(code) <= 40


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("1, 2", [1, 2]),
        ("-1", [-1]),
        ("", []),
        (None, []),
        ("yes", None),
        ("1.5", None),
        ("99999999999", None),
        ("--1", None),
        ("²", None),
    ],
)
def test_codes_between_commas_are_whole_numbers_or_nothing(words, codes):
    assert numbers_in(words) == codes
