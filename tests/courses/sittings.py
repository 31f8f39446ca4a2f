"""A facilitator of one school, its people, and what they took together."""

import uuid

from django.utils import timezone

from courses.actions.together import Occasion, record_sitting
from tests.accounts.factories import EmploymentFactory, OrganisationFactory, user_with_role

NOW = timezone.now()


def a_school(*people, **fields):
    """The facilitator's login and, for each name, somebody who works there without one."""
    place = OrganisationFactory(**fields)
    facilitator = user_with_role("facilitator", organisation=place)
    staff = [
        EmploymentFactory(
            organisation=place, person__display_name=name, staff_number=f"S{number}"
        ).person
        for number, name in enumerate(people, start=1)
    ]
    return facilitator, staff


def sat(page, people, by, *, key=None, at=NOW, taken_on=None):
    return record_sitting(
        key=key or uuid.uuid4(),
        occasion=Occasion(page, taken_on or timezone.localdate(at), 25, "Dining hall"),
        people=people,
        by=by.person,
        at=at,
    )
