import pytest

from resources import privacy
from resources.models import BasePage, ReviewCopy
from tests.accounts.factories import PersonFactory
from tests.resources.factories import (
    SupportContactFactory,
    page_under,
    review_copy,
    site_root,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    person = PersonFactory()
    page_under(site_root(), title="Sleep", responsible=person)
    SupportContactFactory(name="Staff line", responsible=person)
    review_copy(by=person)
    return person


def test_what_somebody_looks_after_is_in_their_copy(keeper):
    copy = privacy.export_for(keeper)

    assert copy["basepage"] == ["Sleep"]
    assert copy["supportcontact"] == ["Staff line"]
    assert copy["review_copies_made"][0]["group_name"] == "Young people’s panel"


def test_erasing_somebody_leaves_their_pages_without_a_keeper(keeper):
    privacy.erase(keeper)

    assert not BasePage.objects.filter(responsible=keeper).exists()
    assert BasePage.objects.filter(title="Sleep").exists()
    assert ReviewCopy.objects.get().made_by is None


def test_merging_two_people_hands_their_pages_over(keeper):
    kept = PersonFactory()

    privacy.merge(keep=kept, into_keep=keeper)

    assert BasePage.objects.get(title="Sleep").responsible == kept
    assert ReviewCopy.objects.get().made_by == kept
