import pytest
from django.forms import modelform_factory

from accounts.forms.terms import term_form
from accounts.models import Level, LevelSet

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_class(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]
    fields = ["label", "slug", "level_set", "plain_description"]
    return modelform_factory(Level, form=term_form(Level), fields=fields)


def test_a_word_is_translated_in_a_box_of_its_own(form_class):
    levels = LevelSet.objects.create(slug="nes", label="Levels")
    words = {"label": "Skilled", "slug": "skilled", "level_set": levels.pk}
    boxes = {"label_cy": "Medrus", "plain_description_cy": "I bawb."}

    form = form_class({**words, **boxes})
    assert form.is_valid(), form.errors
    level = form.save()

    assert level.translations == {"cy": {"label": "Medrus", "plain_description": "I bawb."}}
    assert form_class(instance=level).fields["label_cy"].initial == "Medrus"


def test_an_empty_box_falls_back_to_the_first_language(form_class):
    level = Level(label="Skilled", translations={"cy": {"label": ""}})

    assert level.translated("label") == "Skilled"
