"""Whatever two records hold, merging them into a third gives the same in either order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from portal import privacy
from tests.accounts.factories import (
    AgreementTextFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    ProfessionFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.courses.factories import course, lesson

pytestmark = pytest.mark.django_db

START = date(2026, 1, 5)
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)

jobs = st.fixed_dictionaries(
    {
        "place": st.sampled_from([0, 1]),
        "profession": st.sampled_from([0, 1]),
        "ends_after": st.sampled_from([None, 10, 20]),
        "confirmed_after": st.sampled_from([None, 1, 2]),
        "has_role": st.booleans(),
        "manager": st.sampled_from([None, 0, 1]),
        "staff_number": st.sampled_from(["", "7", "9"]),
    }
)
logins = st.fixed_dictionaries(
    {
        "has_address": st.booleans(),
        "made_after": st.integers(0, 3),
        "passkeys": st.integers(0, 2),
        "organisation": st.booleans(),
    }
)
records = st.fixed_dictionaries(
    {
        "added_after": st.integers(0, 3),
        "has_email": st.booleans(),
        "login": st.none() | logins,
        "jobs": st.lists(jobs, max_size=3, unique_by=lambda job: (job["place"], job["profession"])),
        "agreed_after": st.dictionaries(st.sampled_from([0, 1]), st.integers(0, 3)),
        "learnt": st.none() | st.tuples(st.integers(1, 3), st.none() | st.integers(0, 3)),
    }
)


@given(keep=records, one=records, other=records)
def test_the_order_of_merging_makes_no_difference(keep, one, other, common):
    described = {"keep": keep, "one": one, "other": other}

    forwards = after_merging(described, ["one", "other"], common)
    backwards = after_merging(described, ["other", "one", "other", "one"], common)

    assert forwards == backwards


NOTHING = {
    "added_after": 0,
    "has_email": False,
    "login": None,
    "jobs": [],
    "agreed_after": {},
    "learnt": None,
}
LOGIN = {"has_address": False, "made_after": 0, "passkeys": 0, "organisation": False}


def test_the_address_of_a_login_that_goes_is_kept_whichever_goes_first(common):
    described = {
        "keep": NOTHING,
        "one": NOTHING | {"login": LOGIN},
        "other": NOTHING | {"login": LOGIN | {"has_address": True}},
    }
    forwards = after_merging(described, ["one", "other"], common)
    backwards = after_merging(described, ["other", "one"], common)
    assert forwards == backwards
    assert forwards["person"][1] == "other.login@example.org"


@pytest.fixture
def common():
    """What the records have in common: places, professions, texts, managers and a course."""
    return {
        "places": OrganisationFactory.create_batch(2),
        "professions": [ProfessionFactory(slug=slug, label=slug) for slug in ("gp", "hr")],
        "texts": [AgreementTextFactory(kind=kind, published=1) for kind in ("terms", "charter")],
        "managers": PersonFactory.create_batch(2),
        "lesson": lesson(course()),
    }


def after_merging(described, order, common):
    with transaction.atomic():
        people = {name: build(name, facts, common) for name, facts in described.items()}
        for name in order:
            privacy.merge(keep=people["keep"], into_keep=people[name])
        snapshot = picture(people["keep"])
        transaction.set_rollback(True)
    return snapshot


def build(name, facts, common):
    person = PersonFactory(
        display_name=name,
        email=f"{name}@example.org" if facts["has_email"] else "",
        created_at=NOON + timedelta(days=facts["added_after"]),
    )
    for job in facts["jobs"]:
        build_job(person, job, common)
    for number, days in facts["agreed_after"].items():
        person.agreements.create(
            text=common["texts"][number], agreed_at=NOON + timedelta(days=days)
        )
    if facts["learnt"]:
        build_learning(person, *facts["learnt"], common)
    if facts["login"]:
        build_login(person, name, facts["login"])
    return person


def build_job(person, facts, common):
    ends, confirmed = facts["ends_after"], facts["confirmed_after"]
    job = EmploymentFactory(
        person=person,
        organisation=common["places"][facts["place"]],
        profession=common["professions"][facts["profession"]],
        starts_on=START,
        ends_on=ends and START + timedelta(days=ends),
        confirmed_at=confirmed and NOON + timedelta(days=confirmed),
        line_manager=None if facts["manager"] is None else common["managers"][facts["manager"]],
        staff_number=facts["staff_number"],
    )
    if facts["has_role"]:
        RoleGrantFactory(person=person, role="champion", employment=job, starts_at=NOON)


def build_learning(person, part, completed_after, common):
    page = common["lesson"]
    enrolment = person.enrolments.create(
        course=page.course, release=page.course.current_release, enrolled_at=NOON
    )
    done = None if completed_after is None else NOON + timedelta(days=completed_after)
    enrolment.progress.create(
        lesson=page, part=part, begun_at=NOON, seen_at=NOON, completed_at=done
    )


def build_login(person, name, facts):
    user = UserFactory(
        person=person,
        username=name,
        email=f"{name}.login@example.org" if facts["has_address"] else "",
        date_joined=NOON + timedelta(days=facts["made_after"]),
    )
    for number in range(facts["passkeys"]):
        Authenticator.objects.create(user=user, type="webauthn", data={"name": f"{name} {number}"})
    if facts["organisation"]:
        user.socialaccount_set.create(provider="council", uid=name)


def picture(person):
    person = type(person).objects.get(pk=person.pk)
    return {
        "person": (person.display_name, person.email, person.created_at),
        "jobs": sorted(
            str(row)
            for row in person.employments.values_list(
                "organisation",
                "profession",
                "ends_on",
                "confirmed_at",
                "line_manager",
                "staff_number",
            )
        ),
        "roles": sorted(
            str(row)
            for row in person.role_grants.values_list(
                "role", "employment__organisation", "employment__profession"
            )
        ),
        "agreements": set(person.agreements.values_list("text", "agreed_at")),
        "learning": set(
            person.enrolments.values_list("course", "progress__part", "progress__completed_at")
        ),
        "merged": set(person.merged_from.values_list("display_name", flat=True)),
        "login": picture_of_login(person),
    }


def picture_of_login(person):
    if not person.has_login:
        return None
    user = person.user
    return {
        "username": user.username,
        "email": user.email,
        "addresses": set(user.emailaddress_set.values_list("email", "verified", "primary")),
        "passkeys": sorted(
            row.data["name"] for row in Authenticator.objects.filter(user=user, type="webauthn")
        ),
        "organisations": set(user.socialaccount_set.values_list("uid", flat=True)),
    }
