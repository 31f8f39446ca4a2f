"""Pages that gather from several apps ask as much for many rows as for one."""

import pytest
from django.utils import timezone

from accounts.actions.claims import claim_record
from courses.actions import enrol_learner
from tests.accounts.factories import EmploymentFactory, PersonFactory, user_with_role
from tests.courses.factories import course
from tests.queries import queries_of
from tests.resources.factories import site_root

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def somebody_in_a_course():
    enrol_learner(person=PersonFactory(), course=course(lessons=1))


def two_records_said_to_be_one():
    person, other = EmploymentFactory().person, EmploymentFactory().person
    claim_record(person=person, other=other, proof="lead", at=timezone.now())


PAGES = {
    "/reach/": ("programme_lead", somebody_in_a_course),
    "/people/merge/": ("administrator", two_records_said_to_be_one),
    "/people/merge/?q=Priya": ("administrator", two_records_said_to_be_one),
}


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_as_much_for_many_rows_as_for_one(client, path):
    site_root()
    role, more = PAGES[path]
    client.force_login(user_with_role(role))
    assert client.get(path).status_code == 200
    more()
    few = queries_of(lambda: client.get(path))
    for _time in range(4):
        more()
    assert queries_of(lambda: client.get(path)) == few
