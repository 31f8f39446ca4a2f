"""Addresses that somebody typed or made up."""

import pytest

from portal.addresses import GREATEST_KEY
from tests.accounts.factories import user_with_role

pytestmark = pytest.mark.django_db
FORMS = [
    "/cms/courses/{}/give-out/",
    "/cms/courses/{}/whole/",
    "/cms/pages/{}/edit/",
    "/cms/lessons/{}/withdraw/",
    "/quiz/{}/",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", ["9" * 25, GREATEST_KEY + 1, GREATEST_KEY])
def test_a_number_that_no_row_has_leads_nowhere(client, form, number):
    client.force_login(user_with_role("administrator"))
    assert client.get(form.format(number)).status_code == 404


def test_a_sign_that_no_database_keeps_leads_nowhere(client):
    client.force_login(user_with_role("administrator"))
    assert client.get("/so%00/").status_code == 404


@pytest.mark.parametrize("address", ["/people/cards/?q=%00", "/people/?q=a%00"])
def test_it_is_left_out_of_what_is_asked_of_a_page(client, address):
    client.force_login(user_with_role("administrator"))
    assert client.get(address).status_code == 200
