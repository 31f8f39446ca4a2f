import pytest

from tests.accounts.factories import (
    EmploymentTypeFactory,
    OrganisationFactory,
    ProfessionFactory,
    user_with_role,
)


@pytest.fixture
def school():
    ProfessionFactory()
    EmploymentTypeFactory()
    return OrganisationFactory(name="Wenlow Primary")


@pytest.fixture
def lead(school):
    return user_with_role("organisation_lead", organisation=school).person
