from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation

from accounts.actions.vocabularies import load_vocabularies
from accounts.models import AgeBand, Level, LevelCrosswalk, LevelSet, Profession, Sector

pytestmark = pytest.mark.django_db


def test_the_file_loads_and_every_sector_has_professions():
    added = load_vocabularies()

    assert added["sectors"] == Sector.objects.count() == 24
    assert not Sector.objects.filter(professions=None).exists()
    assert Profession.objects.get(slug="midwife").sector.slug == "maternity-neonatal"
    assert list(AgeBand.objects.values_list("slug", flat=True)) == [
        "perinatal",
        "0-5",
        "5-11",
        "11-18",
        "18-25",
        "adult",
        "whole-family",
        "all-ages",
    ]


def test_levels_are_cumulative_in_one_set_and_a_spectrum_in_the_other():
    load_vocabularies()

    assert LevelSet.objects.get(slug="nes").is_cumulative
    assert not LevelSet.objects.get(slug="wales").is_cumulative
    aware = LevelCrosswalk.objects.get(level__slug="wales-aware")
    assert aware.equivalent.slug == "nes-informed"
    assert not Level.objects.filter(plain_description="").exists()


def test_loading_twice_adds_nothing():
    load_vocabularies()

    assert sum(load_vocabularies().values()) == 0


def test_loading_again_keeps_what_was_edited_and_adds_what_is_missing():
    load_vocabularies()
    Profession.objects.filter(slug="midwife").update(label="Midwife (all bands)", is_active=False)
    Profession.objects.filter(slug="gp").delete()

    assert load_vocabularies()["professions"] == 1

    midwife = Profession.objects.get(slug="midwife")
    assert (midwife.label, midwife.is_active) == ("Midwife (all bands)", False)


def test_the_number_of_queries_does_not_follow_the_number_of_words(django_assert_max_num_queries):
    load_vocabularies()

    with django_assert_max_num_queries(70):
        load_vocabularies()


def test_the_command_says_what_it_added():
    first, second = StringIO(), StringIO()
    call_command("load_vocabularies", stdout=first)
    call_command("load_vocabularies", stdout=second)

    assert "sectors: 24 added." in first.getvalue()
    assert second.getvalue() == "Vocabularies: nothing was missing.\n"


def test_a_word_is_shown_in_the_readers_language():
    midwife = Profession(
        slug="midwife", label="Midwife", translations={"cy": {"label": "Bydwraig"}}
    )

    assert str(midwife) == "Midwife"
    with translation.override("cy"):
        assert str(midwife) == "Bydwraig"
