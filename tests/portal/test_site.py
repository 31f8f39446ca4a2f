import pytest

from portal.actions.site import LEGAL, build_portal
from portal.models import HomePage
from resources.models import BasePage, LegalPage, Partnership

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Alderbrook and Wenlow Partnership",
    "short_name": "Alderbrook and Wenlow",
    "site_url": "http://localhost:8000",
    "contact_email": "team@example.org",
}


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
