"""Places, people and roles of the demonstration."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.roles import grant_role
from accounts.models import (
    Employment,
    EmploymentType,
    Level,
    Locality,
    Organisation,
    OrganisationType,
    Person,
    Profession,
    User,
)
from portal.demo.files import id_of, moment, read
from resources.models import Partnership, SafeguardingRoute, SupportContact


def load_partnership(*, at: datetime) -> dict[str, Person]:
    """Returns the people by user name."""
    words = read("partnership")
    _load_site(words, at=at)
    localities = {row["code"]: _locality(row) for row in words["localities"]}
    organisations: dict[str, Organisation] = {}
    for row in words["organisations"]:
        organisations[row["slug"]] = _organisation(row, organisations, localities)
    people = {row["username"]: _person(row) for row in words["people"]}
    for row in words["people"]:
        _start_work(people[row["username"]], row, organisations, at=at)
    return people


def _load_site(words: dict[str, Any], *, at: datetime) -> None:
    partnership = Partnership.load()
    for name, value in words["partnership"].items():
        setattr(partnership, name, value)
    partnership.save()
    checked_on = timezone.localdate(moment(at, days_ago=19))
    for order, row in enumerate(words["routes"]):
        SafeguardingRoute.objects.create(order=order, checked_on=checked_on, **row)
    for order, row in enumerate(words["contacts"]):
        SupportContact.objects.create(order=order, checked_on=checked_on, **row)


def _locality(row: dict[str, Any]) -> Locality:
    return Locality.objects.create(kind=Locality.Kind.LSOA, vintage=2021, **row)


def _organisation(
    row: dict[str, Any],
    organisations: dict[str, Organisation],
    localities: dict[str, Locality],
) -> Organisation:
    fields = {
        name: value
        for name, value in row.items()
        if name in ("name", "ods_code", "gss_code", "urn", "charity_number")
    }
    organisation = Organisation.objects.create(
        uuid=id_of("organisation", row["slug"]),
        type=OrganisationType.objects.get(slug=row["type"]),
        parent=organisations.get(row.get("parent", "")),
        locality=localities.get(row.get("locality", "")),
        **fields,
    )
    for domain in row.get("domains", []):
        organisation.email_domains.create(domain=domain)
    return organisation


def _person(row: dict[str, Any]) -> Person:
    """With a login but no password: demo accounts are used from the sign-in page."""
    username = row["username"]
    email = f"{username}@example.org" if row.get("has_email", True) else ""
    person = Person.objects.create(
        uuid=id_of("person", username),
        display_name=row["name"],
        pronouns=row.get("pronouns", ""),
        email=email,
    )
    user = User.objects.create_user(username, email, person=person)
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return person


def _start_work(
    person: Person, row: dict[str, Any], organisations: dict[str, Organisation], *, at: datetime
) -> None:
    since = moment(at, days_ago=row["days"])
    organisation = organisations[row["works_at"]]
    Employment.objects.create(
        person=person,
        organisation=organisation,
        profession=Profession.objects.get(slug=row["as"]),
        employment_type=EmploymentType.objects.get(slug=row.get("how", "employed")),
        level_expected=Level.objects.filter(slug=row.get("expected", "")).first(),
        locality=organisation.locality,
        starts_on=timezone.localdate(since),
        confirmed_at=since if row.get("is_confirmed", True) else None,
    )
    if "role" in row:
        ends_at = at + timedelta(days=row["for_days"]) if "for_days" in row else None
        grant_role(
            by=None,
            person=person,
            role=row["role"],
            organisation=organisations.get(row.get("over", "")),
            starts_at=max(since, moment(at, days_ago=200)),
            ends_at=ends_at,
        )
