"""Evaluation as it lives: a plan with three groups behind it, and one that is only beginning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Employment, EmploymentType, Organisation, Person, Profession
from courses.actions import ask_after
from courses.actions.cohorts import add_members, change_cohort, plan_cohort
from courses.models import Cohort
from evaluation.actions import close_run_out, record_answers, show_again, withdraw
from evaluation.actions.planning import change_plan, start_plan
from evaluation.actions.releasing import release_results
from evaluation.actions.rooms import open_room
from evaluation.models import Invitation, Occasion, Participant, Plan, Release, Response, Wave
from evaluation.plan_templates import BY_SLUG
from portal.demo.files import id_of, moment, read
from portal.demo.filling_in import FillingIn

SERIES = timedelta(weeks=8)
"""From joining a group to its last session."""
SOON, TWO_MONTHS = timedelta(days=3), timedelta(days=63)
IN_POST = 900


def load_evaluations(people: dict[str, Person], *, at: datetime) -> None:
    words = read("evaluated")
    _load_whole(words, people, at=at)
    _load_beginning(words["beginning"], people, at=at)
    close_run_out(at=at)


def remove_evaluations() -> None:
    words = read("evaluated")
    titles = [words["whole"]["title"], words["beginning"]["title"]]
    for plan in Plan.objects.filter(title__in=titles):
        Release.objects.filter(plan=plan).delete()
        Response.objects.filter(participant__plan=plan).delete()
        Participant.objects.filter(plan=plan).delete()
        Occasion.objects.filter(plan=plan).delete()
        plan.delete()
    Cohort.objects.filter(name__in=[row["name"] for row in words["whole"]["cohorts"]]).delete()


def ids_of_people() -> list:
    return [_id_of(name) for row in read("evaluated")["people"] for name in row["names"]]


def _load_whole(words: dict[str, Any], people: dict[str, Person], *, at: datetime) -> None:
    row = words["whole"]
    by, released = people[row["by"]], moment(at, days_ago=row["released"])
    plan = _plan(row, by, at=at)
    plan = change_plan(
        plan=plan,
        facts={"k": plan.k, "dimensions": ["sector"]},
        consent=row["consent"],
        by=by,
        seen=plan.changed_at,
        at=plan.changed_at,
    )
    filling_in, taking = FillingIn(words["words"]), _people(words["people"], at=at)
    past = [group for group in row["cohorts"] if "people" not in group]
    for number, facts in enumerate(row["cohorts"]):
        named = [people[name] for name in facts.get("people", ())]
        group = Group(facts, plan, people[row["lead"]], at=at)
        group.go_through(named or taking[number :: len(past)], filling_in, is_over=not named)
        for name, commitment in facts.get("commitments", {}).items():
            group.show(people[name], commitment)
    withdraw(person=taking[0], plan=plan, at=released)
    release_results(by=by, plan=plan, at=released)


def _load_beginning(row: dict[str, Any], people: dict[str, Person], *, at: datetime) -> None:
    """A cohort of the demonstration follows it; its questions are open in the room too."""
    plan = _plan(row, people[row["by"]], at=at)
    cohort = Cohort.objects.get(name=row["cohort"])
    change_cohort(cohort=cohort, facts={"evaluation_plan": plan}, by=cohort.lead)
    open_room(occasion=Occasion.objects.get(plan=plan), wave=Wave.PRE, at=at)


def _plan(row: dict[str, Any], by: Person, *, at: datetime) -> Plan:
    made = moment(at, days_ago=row["made"])
    return start_plan(template=BY_SLUG[row["template"]], title=row["title"], by=by, at=made)


class Group:
    """A cohort that follows the plan, from joining it to two months after its last session."""

    def __init__(self, row: dict[str, Any], plan: Plan, lead: Person, *, at: datetime) -> None:
        self.plan, self.lead, self.row = plan, lead, row
        self.ended = moment(at, days_ago=row["ended"])
        self.began = self.ended - SERIES
        facts = {
            "name": row["name"],
            "lead": lead,
            "evaluation_plan": plan,
            "starts_on": timezone.localdate(self.began),
            "ends_on": timezone.localdate(self.ended),
        }
        self.cohort = plan_cohort(facts=facts, by=lead)

    def go_through(self, people: Sequence[Person], filling_in: FillingIn, *, is_over: bool) -> None:
        """Some do not answer afterwards, and some more not two months later."""
        add_members(cohort=self.cohort, people=people, by=self.lead, at=self.began)
        stays_away = self.row.get("stay_away", {})
        for number, person in enumerate(people):
            level = filling_in.level()
            ask_after(self.cohort, person, at=self.ended)
            days = {Wave.PRE: self.began, Wave.POST: self.ended + SOON}
            if is_over:
                days[Wave.FOLLOW_UP] = self.ended + TWO_MONTHS
            for wave, day in days.items():
                if number not in stays_away.get(wave, ()):
                    self._answer(person, wave, filling_in.answers(wave, level), at=day)

    def show(self, person: Person, commitment: str) -> None:
        for occasion in Occasion.objects.begun_by(person, about=f"cohort:{self.cohort.pk}"):
            show_again(person=person, occasion=occasion, show=commitment)

    def _answer(self, person: Person, wave: str, answers: dict[str, Any], *, at: datetime) -> None:
        asked = Invitation.objects.of(person).filter(occasion__plan=self.plan)
        record_answers(invitation=asked.get(wave=wave), answers=answers, on=timezone.localdate(at))


def _people(rows: Sequence[dict[str, Any]], *, at: datetime) -> list[Person]:
    """Without a login: they are in it so that there are enough to tell about."""
    since = moment(at, days_ago=IN_POST)
    taking = []
    for row in rows:
        employment = {
            "organisation": Organisation.objects.get(uuid=id_of("organisation", row["works_at"])),
            "profession": Profession.objects.get(slug=row["as"]),
            "employment_type": EmploymentType.objects.get(slug="employed"),
            "starts_on": timezone.localdate(since),
            "confirmed_at": since,
        }
        for name in row["names"]:
            person = Person.objects.create(uuid=_id_of(name), display_name=name)
            Employment.objects.create(person=person, **employment)
            taking.append(person)
    return taking


def _id_of(name: str) -> Any:
    return id_of("person", f"evaluated {name}")
