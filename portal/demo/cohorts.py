"""Cohorts of the demonstration: a pilot in the middle of its series, and the group after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import AgeBand, Person
from courses.actions.attending import mark_attendance
from courses.actions.cohorts import add_members, keep_series, plan_cohort
from courses.actions.planning import open_session, plan_session
from courses.models import Cohort, LiveSession, Series
from portal.demo.files import id_of, read, to_come

A_MONTH = timedelta(days=30)
FACTS = {
    "place": "Harbour Family Hub, Tideway Road",
    "capacity": 14,
    "mentions": "It mentions a hard birth and low mood, with no detail.",
}


def load_cohorts(people: dict[str, Person], *, at: datetime) -> None:
    words = read("cohorts")
    series = keep_series(**words["series"], by=people["samir.haddad"])
    cohorts = {row["slug"]: _load_cohort(row, series, people, at=at) for row in words["cohorts"]}
    for row in words["sessions"]:
        starts_at = to_come(at, in_days=row["in_days"], hour=row.get("hour", 9))
        _load_session(row, cohorts[row["cohort"]], people, starts_at, at=at)


def remove_cohorts() -> None:
    """Sessions planned for them since lose the cohort, and stay."""
    words = read("cohorts")
    cohorts = Cohort.objects.filter(name__in=[row["name"] for row in words["cohorts"]])
    series = Series.objects.filter(title=words["series"]["title"])
    LiveSession.objects.filter(cohort__in=cohorts).update(cohort=None)
    LiveSession.objects.filter(part__series__in=series).update(part=None)
    cohorts.delete()
    series.delete()


def slugs_of_sessions() -> list[str]:
    return [row["slug"] for row in read("cohorts")["sessions"]]


def _load_cohort(
    row: dict[str, Any], series: Series, people: dict[str, Person], *, at: datetime
) -> Cohort:
    lead, today = people[row["lead"]], timezone.localdate(at)
    facts = {
        "name": row["name"],
        "about": row["about"],
        "age_band": AgeBand.objects.filter(slug=row["age_band"]).first(),
        "series": series,
        "lead": lead,
        "is_pilot": row["is_pilot"],
        "starts_on": today + timedelta(days=row["starts_in_days"]),
        "ends_on": today + timedelta(days=row["ends_in_days"]),
    }
    cohort = plan_cohort(facts=facts, by=lead)
    chosen = [people[name] for name in row["people"]]
    add_members(cohort=cohort, people=chosen, by=lead, at=at)
    return cohort


def _load_session(
    row: dict[str, Any],
    cohort: Cohort,
    people: dict[str, Person],
    starts_at: datetime,
    *,
    at: datetime,
) -> None:
    lead, part = cohort.lead, cohort.series.parts.get(number=row["part"])
    facts = FACTS | {
        "uuid": id_of("session", row["slug"]),
        "title": part.title,
        "cohort": cohort,
        "part": part,
        "age_band": cohort.age_band,
        "starts_at": starts_at,
        "support_person": people["anna.wolski"],
    }
    session = plan_session(facts=facts, facilitators=[lead], by=lead, at=starts_at - A_MONTH)
    open_session(session=session, by=lead, at=starts_at - A_MONTH)
    if starts_at < at:
        members = [one.person for one in cohort.memberships.select_related("person")]
        missed = {people[name].pk for name in row["missed_by"]}
        here = {person.pk for person in members} - missed
        mark_attendance(session=session, listed=members, here=here, by=lead, at=starts_at)
