import json

import pytest
from django.core.management import call_command

from resources.actions.vocabularies import LISTS, load_vocabularies
from resources.models import ContentNoteTopic, Principle, Topic

pytestmark = pytest.mark.django_db


def test_every_list_is_loaded_once():
    first = load_vocabularies()

    assert all(first.values())
    assert first["topics"] == 37
    assert first["resource_types"] == 19
    assert load_vocabularies() == dict.fromkeys(LISTS, 0)


def test_a_word_that_the_partnership_changed_stays_changed():
    load_vocabularies()
    Topic.objects.filter(slug="neglect").update(label="Being neglected", order=1)

    load_vocabularies()

    assert Topic.objects.get(slug="neglect").label == "Being neglected"


def test_principles_stand_in_their_own_sets():
    load_vocabularies()

    assert list(
        Principle.objects.filter(principle_set__slug="ohid").values_list("label", flat=True)
    ) == ["Safety", "Trust", "Choice", "Collaboration", "Empowerment", "Cultural consideration"]
    assert Principle.objects.filter(principle_set__slug="samhsa").count() == 6


def test_hard_topics_ask_for_their_content_note():
    load_vocabularies()

    assert Topic.objects.get(slug="racism-discrimination").suggests_note == (
        ContentNoteTopic.objects.get(slug="racism")
    )


def test_the_command_prints_json_only(capsys):
    call_command("load_content_vocabularies", "--json")

    assert json.loads(capsys.readouterr().out)["licences"] == 9
