from datetime import timedelta

import pytest
from django.utils import timezone

from resources.checks import CHECKS, Finding, Severity, findings_for, register
from resources.readability import reading_age, syllables
from tests.resources.factories import (
    ContentNoteTopicFactory,
    MediaFactory,
    PictureFactory,
    page_under,
    site_root,
)

pytestmark = pytest.mark.django_db


def sentences(page):
    return " ".join(str(finding.sentence) for finding in findings_for(page))


def test_a_picture_without_words_is_to_be_mended():
    picture = PictureFactory()
    page = page_under(site_root(), body=[("picture", {"picture": picture, "caption": ""})])
    page.body[0].value["picture"].contextual_alt_text = ""

    found = findings_for(page)

    assert found[0].severity is Severity.MEND
    assert found[0].field == "body"
    assert "Describe the picture “Harbour”" in found[0].sentence


def test_a_recording_without_a_transcript_is_to_be_mended():
    film = MediaFactory(kind="video", transcript="", captions="captions/a.vtt")
    page = page_under(site_root(), body=[("recording", {"recording": film, "about": "x"})])

    assert "Add a transcript to “A first visit”" in sentences(page)


def test_a_fact_names_its_source_and_its_strength():
    fact = {"claim": "Sleep helps.", "citation": "", "url": "", "strength": ""}
    page = page_under(site_root())
    page.body = [("key_fact", fact), ("key_fact", {**fact, "citation": "A, 2020"})]

    assert "Say where a key fact comes from." in sentences(page)
    assert "how strong the evidence" in sentences(page)


def test_a_page_with_a_content_note_shows_support_and_another_way():
    page = page_under(site_root(), note_detail=3)
    page.note_topics = [ContentNoteTopicFactory()]

    assert "Show support" in sentences(page)
    assert "Offer another way" in sentences(page)

    page.support = "usual"
    page.alternative_page = page_under(site_root(), title="Another way")
    assert "Show support" not in sentences(page)
    assert "Offer another way" not in sentences(page)


def test_a_page_says_who_keeps_it_and_until_when():
    page = page_under(site_root(), review_by=timezone.localdate() - timedelta(days=1))

    assert "read again by now" in sentences(page)
    assert "Say who looks after this page" in sentences(page)
    assert {row.anchor for row in findings_for(page)} == {"tab-promote"}


def test_gaps_of_a_starter_text_are_pointed_out():
    page = page_under(site_root(), body=[("text", "<p>Ask [name your officer] first.</p>")])

    assert "Write your own words for “[name your officer]”" in sentences(page)


def test_a_gap_in_the_lead_sentence_is_pointed_out_as_well():
    page = page_under(site_root(), lead="What to do in [your setting].")

    found = [row for row in findings_for(page) if "[your setting]" in row.sentence]
    assert [row.field for row in found] == ["lead"]


HARD = (
    "Organisational accountability necessitates comprehensive interdepartmental collaboration, "
    "notwithstanding considerable administrative complexity and institutional responsibilities. "
)
PLAIN = "We sit with the child. We wait for a bit. Then we ask what would help. "


def test_long_words_in_long_sentences_are_pointed_out():
    hard = page_under(site_root(), body=[("text", f"<p>{HARD * 5}</p>")])
    plain = page_under(site_root(), title="Plain", body=[("text", f"<p>{PLAIN * 6}</p>")])

    assert "This reads like a text for people of" in sentences(hard)
    assert "This reads like" not in sentences(plain)


@pytest.mark.parametrize(
    ("word", "count"),
    [("help", 1), ("people", 2), ("safe", 1), ("table", 2), ("organisation", 5), ("the", 1)],
)
def test_syllables_are_counted_well_enough(word, count):
    assert syllables(word) == count


def test_reading_age_grows_with_difficulty_and_needs_enough_words():
    assert reading_age(PLAIN) is None
    assert reading_age(PLAIN * 6) < 10 < reading_age(HARD * 6)


def test_another_app_adds_its_own_check():
    def lesson_has_outcomes(page):
        yield Finding("Say what people will learn.", Severity.MEND, "outcomes")

    register(lesson_has_outcomes)
    try:
        assert "Say what people will learn." in sentences(page_under(site_root()))
    finally:
        CHECKS.remove(lesson_has_outcomes)
