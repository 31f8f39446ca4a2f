import pytest
from django.core.management import call_command

from accounts.models import Sector
from evaluation.models import Instrument
from portal.actions.site import LEGAL, build_portal
from portal.models import HomePage
from resources.models import BasePage, LegalPage, Partnership, Topic

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Alderbrook and Wenlow Partnership",
    "short_name": "Alderbrook and Wenlow",
    "site_url": "http://localhost:8000",
    "contact_email": "team@example.org",
}


def test_before_anything_is_made_the_first_page_says_what_to_do(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "manage.py install_portal" in answer.text


def test_one_command_makes_a_new_installation_and_may_run_again(client, capsys):
    for _ in range(2):
        call_command("install_portal", "--name", "Wenlow Partnership")
        assert "The portal of Wenlow Partnership is at http" in capsys.readouterr().out
    assert "for everyone who works with" in client.get("/").text
    assert Sector.objects.exists()
    assert Topic.objects.exists()
    assert Instrument.objects.exists()


def test_a_new_installation_has_a_home_and_every_legal_page(client):
    build_portal(**DETAILS)

    home = client.get("/").content.decode()
    assert "Learn together. Respond well." in home
    assert "in Alderbrook and Wenlow" in home
    for _kind, slug, title, _words in LEGAL:
        page = client.get(f"/{slug}/")
        assert page.status_code == 200
        assert title in page.content.decode()


def test_building_twice_changes_nothing_that_an_editor_wrote():
    home = build_portal(**DETAILS)
    home.lead = "Our own words."
    home.save_revision().publish()
    privacy = LegalPage.objects.get(kind="privacy")
    privacy.delete()
    pages = BasePage.objects.count()

    build_portal(**{**DETAILS, "name": "Somebody else"})

    assert HomePage.objects.get().lead == "Our own words."
    assert Partnership.load().name == "Alderbrook and Wenlow Partnership"
    assert BasePage.objects.count() == pages + 1


def test_a_flushed_database_gets_its_root_again():
    BasePage.objects.filter(depth__gt=1).delete()
    BasePage.objects.all().delete()

    home = build_portal(**DETAILS)

    assert home.get_parent().is_root()


def test_words_in_the_statements_are_filled_in():
    build_portal(**DETAILS)

    words = LegalPage.objects.get(kind="accessibility").search_text
    assert "Alderbrook and Wenlow Partnership runs" in words
    assert "$" not in words
