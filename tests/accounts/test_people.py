from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.people import add_person, change_username, edit_person
from accounts.models import Employment, Person
from accounts.roles import BY_CODE
from tests.accounts.factories import (
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    user_with_role,
)
from tests.accounts.test_jobs import details

pytestmark = pytest.mark.django_db

SEES_EVERYBODY = {"administrator", "programme_lead"}
SEES_THEIR_OWN = {"organisation_lead", "facilitator"}


@pytest.fixture
def school():
    return OrganisationFactory()


@pytest.mark.parametrize("code", list(BY_CODE))
def test_who_is_seen_by_whom(code, school):
    council = school
    hub = OrganisationFactory(parent=council)
    today = timezone.localdate()
    long_ago = {"starts_on": today - timedelta(days=900)}
    people = {
        "works here": EmploymentFactory(organisation=council).person,
        "works below": EmploymentFactory(organisation=hub).person,
        "waits here": EmploymentFactory(organisation=council, unconfirmed=True).person,
        "left lately": EmploymentFactory(
            organisation=council, ends_on=today - timedelta(days=30), **long_ago
        ).person,
        "left long ago": EmploymentFactory(
            organisation=council, ends_on=today - timedelta(days=120), **long_ago
        ).person,
        "declined here": EmploymentFactory(
            organisation=council, unconfirmed=True, declined_at=timezone.now()
        ).person,
        "works elsewhere": EmploymentFactory().person,
        "works nowhere": PersonFactory(),
    }
    PersonFactory(erased_at=timezone.now())
    PersonFactory(merged_into=people["works here"])
    place = None if code in SEES_EVERYBODY else council
    user = user_with_role(code, organisation=place)

    seen = set(Person.objects.visible_to(user))

    if code in SEES_EVERYBODY:
        expected = set(people)
    elif code in SEES_THEIR_OWN:
        expected = {"works here", "works below", "waits here", "left lately"}
    else:
        expected = set()
    assert {name for name, person in people.items() if person in seen} == expected
    assert seen - set(people.values()) == {user.person}


def test_strangers_see_nobody():
    EmploymentFactory()

    assert not Person.objects.visible_to(AnonymousUser()).exists()
    assert not Employment.objects.visible_to(AnonymousUser()).exists()


def test_a_lead_does_not_see_where_else_somebody_works(school):
    here = EmploymentFactory(organisation=school)
    EmploymentFactory(person=here.person)
    user = user_with_role("organisation_lead", organisation=school)

    assert list(here.person.employments.visible_to(user)) == [here]


@pytest.mark.parametrize("words", ["priya", "nair pri", "PRIYA@example.org", "priya.nair"])
def test_people_are_found_by_name_address_or_user_name(words):
    person = PersonFactory(display_name="Priya Nair", email="priya@example.org")
    UserFactory(person=person, username="priya.nair")
    PersonFactory(display_name="Sam Okoro")

    assert list(Person.objects.matching(words)) == [person]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("", {"working", "waiting", "gone"}),
        ("working", {"working"}),
        ("unconfirmed", {"waiting"}),
        ("left", {"gone"}),
        ("without-login", {"waiting", "gone"}),
    ],
)
def test_people_are_found_by_how_things_stand_here(standing, expected, school):
    today = timezone.localdate()
    over = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    people = {
        "working": EmploymentFactory(organisation=school).person,
        "waiting": EmploymentFactory(organisation=school, unconfirmed=True).person,
        "gone": EmploymentFactory(organisation=school, **over).person,
    }
    UserFactory(person=people["working"])
    EmploymentFactory(person=people["gone"])
    user = user_with_role("organisation_lead", organisation=school)
    seen = Person.objects.visible_to(user).exclude(pk=user.person_id)

    found = seen.narrowed(user=user, on=today, standing=standing)

    assert {name for name, person in people.items() if person in found} == expected


def test_people_are_found_by_place_and_role(school):
    hub = OrganisationFactory(parent=school)
    lead = user_with_role("organisation_lead", organisation=hub).person
    EmploymentFactory(person=lead, organisation=hub)
    other = EmploymentFactory(organisation=school).person
    EmploymentFactory()
    user, today = user_with_role("administrator"), timezone.localdate()
    people = Person.objects.visible_to(user)

    assert set(people.narrowed(user=user, on=today, organisation=school)) == {lead, other}
    assert set(people.narrowed(user=user, on=today, organisation=hub)) == {lead}
    assert set(people.narrowed(user=user, on=today, role="organisation_lead")) == {lead}


def test_somebody_is_added_by_name_and_workplace_alone(school):
    lead = user_with_role("organisation_lead", organisation=school).person

    person = add_person(
        by=lead, display_name="Jo Bright", job=details(school), starts_on=timezone.localdate()
    )

    assert (person.email, person.has_login) == ("", False)
    assert person.employments.get().is_confirmed


def test_nobody_is_added_to_an_organisation_of_others(school):
    lead = user_with_role("organisation_lead", organisation=school).person

    with pytest.raises(PermissionDenied):
        add_person(
            by=lead,
            display_name="Jo Bright",
            job=details(OrganisationFactory()),
            starts_on=timezone.localdate(),
        )


@pytest.mark.parametrize(
    ("by", "has_login", "allowed"),
    [
        ("themselves", True, True),
        ("administrator", True, True),
        ("administrator", False, True),
        ("organisation_lead", False, True),
        ("organisation_lead", True, False),
        ("facilitator", False, True),
        ("programme_lead", True, False),
        ("champion", False, False),
        ("a lead elsewhere", False, False),
    ],
)
def test_who_may_edit_a_name(by, has_login, allowed, school):
    person = EmploymentFactory(organisation=school).person
    if has_login:
        UserFactory(person=person)
    if by == "themselves":
        actor = person
    elif by == "a lead elsewhere":
        actor = user_with_role("organisation_lead", organisation=OrganisationFactory()).person
    else:
        place = None if by in SEES_EVERYBODY else school
        actor = user_with_role(by, organisation=place).person
    words = {"display_name": "Jo Bright", "pronouns": "they/them", "email": "jo@example.org"}

    if allowed:
        edited = edit_person(by=actor, person=person, **words)
        assert (edited.display_name, edited.pronouns) == ("Jo Bright", "they/them")
        assert (edited.email == "jo@example.org") is not has_login
    else:
        with pytest.raises(PermissionDenied):
            edit_person(by=actor, person=person, **words)


def test_a_user_name_changes_and_everything_else_stays():
    user = UserFactory()
    job = EmploymentFactory(person=user.person)

    change_username(user=user, username="tide.table")

    user.refresh_from_db()
    assert (user.username, user.person.employments.get()) == ("tide.table", job)


@pytest.mark.parametrize(
    "wrong", ["Priya", "somebody@example.org", "ab", "with space", "new\nline"]
)
def test_a_user_name_may_not_be_taken_nor_look_like_an_address(wrong):
    UserFactory(username="priya")
    user = UserFactory()

    with pytest.raises(ValidationError):
        change_username(user=user, username=wrong)


def test_the_database_holds_one_login_per_user_name_whatever_its_case():
    UserFactory(username="priya")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="PRIYA")
