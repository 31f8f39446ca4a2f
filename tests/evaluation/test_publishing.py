import json
from dataclasses import replace

import pytest
from django.utils import timezone

from evaluation.actions import NotPublishableError, publish_version
from evaluation.instrument_files import Scale
from evaluation.instrument_reader import read_document
from evaluation.models import InstrumentVersion, Wording
from evaluation.refusals import refusals
from evaluation.starter import INSTRUMENTS
from tests.evaluation.factories import InstrumentFactory, file_of, likert

NOW = timezone.now()


@pytest.fixture
def instrument():
    return InstrumentFactory()


def publish(instrument, file):
    return publish_version(instrument=instrument, file=file, at=NOW)


@pytest.mark.django_db
def test_nothing_is_published_without_a_licence():
    with pytest.raises(NotPublishableError) as refused:
        publish(InstrumentFactory(licence=None), file_of([likert("Q")]))
    assert "licence" in refused.value.reasons[0]
    assert not InstrumentVersion.objects.exists()


@pytest.mark.django_db
def test_corrected_words_are_a_wording_of_the_same_version(instrument):
    first = publish(instrument, file_of([likert("Q")]))
    again = publish(instrument, file_of([likert("Q", text="Better words.")]))
    assert again == first
    assert InstrumentVersion.objects.get().file.asked["Q"].text == "Better words."
    assert (
        InstrumentVersion.objects.get().content["sections"][0]["items"][0]["text"]
        != "Better words."
    )


@pytest.mark.django_db
def test_publishing_the_same_twice_changes_nothing(instrument):
    for _ in range(2):
        publish(instrument, file_of([likert("Q")]))
    assert (InstrumentVersion.objects.count(), Wording.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_what_is_counted_otherwise_is_a_new_version_that_says_what_compares(instrument):
    publish(instrument, file_of([likert("A"), likert("B")]))
    second = publish(instrument, file_of([likert("A"), likert("B", is_reversed=True), likert("C")]))
    assert second.number == 2
    assert second.comparable == {"A": "A", "B": None, "C": None}


REFUSED = [
    "What is your ACE score?",
    "How many adverse childhood experiences have you had?",
    "How many ACEs does the child have?",
    "Before you were 18, did a parent hit you or hurt you?",
    "Did you live with anybody who was violent when you were a child?",
    "Were you ever humiliated while you were growing up?",
    "Have you yourself lived through childhood trauma?",
    "My ACE count is",
    "Enter the pupil's ACE score",
    "Did your parents separate before your eighteenth birthday?",
    "ACE score:",
    "Please enter the ACE score",
    "Total ACEs",
    "Number of ACEs (0-10)",
    "Which of these ACEs happened to you?",
    "Which ACEs apply to you?",
    "I experienced four or more ACEs",
    "I have an ACE score of four or more",
    "What is the learner’s ACE score?",
    "What is your A.C.E. score?",
    "What is your adverse childhood experiences score?",
    "Did you experience abuse in childhood?",
    "Did you suffer neglect during your childhood?",
    "Growing up, was anyone in your home an alcoholic?",
    "Were your parents ever separated or divorced?",
    "Did you live with anyone who was a problem drinker?",
    "Did a parent or other adult in the household often swear at you?",
    "Do you have a history of ACEs?",
    "Tell us about adversity in your childhood",
    "My childhood was affected by domestic violence",
]
ASKED = [
    "I can explain why an ACE count should not be used to predict one person's future.",
    "I can say in plain words what adverse childhood experiences are and what the list leaves out.",
    "I know how long-lasting stress can affect a child's body, learning and relationships.",
    "I could respond safely if someone told me about harm, and pass it on by the right route.",
    "I would know what to say to somebody who has lived through domestic abuse.",
    "How many sessions did you come to?",
    "Do you know what adverse childhood experiences are?",
    "How confident are you to talk with your team about childhood trauma?",
    "I understand how abuse as a child can affect adults",
    "I can talk about ACEs with families",
    "I know why an ACE score says nothing about one person",
    "I feel able to ask a family about their strengths",
    "Did the session respect what you bring from home and family?",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_question_about_anybodys_adverse_experiences_is_refused(text):
    assert refusals(file_of([likert("Q", text=text)]))


@pytest.mark.parametrize("text", ASKED)
def test_a_question_about_knowing_and_doing_is_not(text):
    assert refusals(file_of([likert("Q", text=text)])) == []


def test_titles_introductions_and_scales_are_read_as_well():
    plain = file_of([likert("Q", text="Tick what is true.")])
    assert refusals(plain) == []
    section = replace(plain.sections[0], title="Your ACE score")
    assert refusals(replace(plain, sections=(section,)))
    assert refusals(replace(plain, intro="How many ACEs did you have?"))
    assert refusals(replace(plain, scales=(Scale("s", "Your ACE count", ("Q",)),)))


@pytest.mark.parametrize("path", sorted(INSTRUMENTS.glob("*.json")), ids=lambda path: path.stem)
def test_what_the_portal_brings_along_may_be_published(path):
    assert refusals(read_document(json.loads(path.read_text()))) == []


@pytest.mark.django_db
def test_a_refusal_says_which_question_and_why(instrument):
    with pytest.raises(NotPublishableError) as refused:
        publish(instrument, file_of([likert("Q7", text=REFUSED[0])]))
    assert "Q7" in refused.value.reasons[0]
