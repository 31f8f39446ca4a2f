import pytest

from resources import privacy
from resources.models import BasePage
from tests.accounts.factories import PersonFactory
from tests.resources.factories import SupportContactFactory, page_under, site_root

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    person = PersonFactory()
    page_under(site_root(), title="Sleep", responsible=person)
    SupportContactFactory(name="Staff line", responsible=person)
    return person


def test_what_somebody_looks_after_is_in_their_copy(keeper):
    copy = privacy.export_for(keeper)

    assert copy["basepage"] == ["Sleep"]
    assert copy["supportcontact"] == ["Staff line"]


def test_erasing_somebody_leaves_their_pages_without_a_keeper(keeper):
    privacy.erase(keeper)

    assert not BasePage.objects.filter(responsible=keeper).exists()
    assert BasePage.objects.filter(title="Sleep").exists()


def test_merging_two_people_hands_their_pages_over(keeper):
    kept = PersonFactory()

    privacy.merge(keep=kept, into_keep=keeper)

    assert BasePage.objects.get(title="Sleep").responsible == kept
