import pytest
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from tests.accounts.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_within_finds_the_organisation_and_everything_below_it():
    council = OrganisationFactory()
    hub = OrganisationFactory(parent=council)
    nursery = OrganisationFactory(parent=hub)
    OrganisationFactory()

    assert set(Organisation.objects.within(council)) == {council, hub, nursery}


def test_moving_an_organisation_moves_its_branches():
    council, trust = OrganisationFactory(), OrganisationFactory()
    hub = OrganisationFactory(parent=council)
    nursery = OrganisationFactory(parent=hub)

    hub.parent = trust
    hub.save()

    assert set(Organisation.objects.within(trust)) == {trust, hub, nursery}
    assert set(Organisation.objects.within(council)) == {council}


def test_an_organisation_cannot_be_part_of_its_own_branch():
    council = OrganisationFactory()
    hub = OrganisationFactory(parent=council)
    council.parent = hub

    with pytest.raises(ValidationError, match="own branches"):
        council.full_clean()


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("ods_code", "zz1", "ZZ1"),
        ("gss_code", "E0800002", "E08999927"),
        ("urn", "12345", "999901"),
        ("ukprn", "1234567", "99999901"),
        ("charity_number", "12", "9999901"),
    ],
)
def test_identifiers_are_checked(field, wrong, right):
    organisation = OrganisationFactory()
    setattr(organisation, field, right)
    organisation.full_clean()
    setattr(organisation, field, wrong)
    with pytest.raises(ValidationError) as refused:
        organisation.full_clean()
    assert field in refused.value.message_dict
