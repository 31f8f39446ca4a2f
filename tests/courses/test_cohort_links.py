"""From a session to its cohort and back, for whoever leads it and for its members."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.accounts.factories import OrganisationFactory, UserFactory, user_with_role
from tests.courses.cohorts import CohortFactory, meeting

pytestmark = pytest.mark.django_db


def facilitator_elsewhere():
    return user_with_role("facilitator", organisation=OrganisationFactory())


def soon():
    return timezone.now() + timedelta(days=9)


def addresses(session, cohort):
    pages = [("session", session), ("session_people", session), ("cohort", cohort)]
    found = {name: reverse(f"courses:{name}", args=[row.pk]) for name, row in pages}
    return {**found, "own": reverse("courses:own_cohort", args=[cohort.pk])}


def links(client, path, to):
    return f'href="{to}"' in client.get(path).text


def test_its_lead_goes_from_a_session_to_the_cohort_and_back(client):
    lead = user_with_role("facilitator")
    client.force_login(lead)
    cohort = CohortFactory(lead=lead.person)
    session = meeting(cohort, 1, at=soon(), facilitators=[lead.person])
    path = addresses(session, cohort)
    assert links(client, path["session"], path["cohort"])
    assert links(client, path["session_people"], path["cohort"])
    assert links(client, path["cohort"], path["session"])


def test_a_member_goes_from_a_session_to_their_own_page_and_back(client):
    user = UserFactory()
    client.force_login(user)
    cohort = CohortFactory(people=[user.person])
    session = meeting(cohort, 1, at=soon())
    path = addresses(session, cohort)
    assert links(client, path["session"], path["own"])
    assert links(client, path["own"], path["session"])


@pytest.mark.parametrize("make", [UserFactory, facilitator_elsewhere])
def test_nobody_else_is_shown_a_way_that_is_closed_to_them(client, make):
    user = make()
    client.force_login(user)
    cohort = CohortFactory()
    session = meeting(cohort, 1, at=soon(), is_open_to_others=True)
    path = addresses(session, cohort)
    for name in ("own", "cohort"):
        assert not links(client, path["session"], path[name])
    assert str(cohort) in client.get(path["session"]).text
