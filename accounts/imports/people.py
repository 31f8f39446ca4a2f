"""Plan a list of people who work here. Rows that are not in the file are never looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.cells import CellError
from accounts.imports.book import Book
from accounts.imports.entries import Entry, RowError, read_entries, readable
from accounts.imports.jobs import find_job
from accounts.imports.matching import find_person
from accounts.imports.plan import Outcome, Plan, Report
from accounts.models import Employment, Person
from accounts.spreadsheets import Row


def plan_people(rows: Iterable[Row], *, book: Book, invites: bool) -> Plan:
    plan, spoken, later = Plan(), _Spoken(), []
    for number, entry in read_entries(rows, book).items():
        try:
            report, job = _settle(number, readable(entry), book=book, plan=plan, spoken=spoken)
        except RowError as problems:
            plan.reports.append(Report.of_problems(number, problems.problems))
            continue
        plan.reports.append(report)
        later.append((report, entry, job))
    for report, entry, job in later:
        _set_manager(report, entry, job, book=book, plan=plan)
        if invites:
            _invite(report, job, book=book, plan=plan)
    return plan


class _Spoken:
    """Which row already said what, so that two rows of one file cannot contradict each other."""

    def __init__(self) -> None:
        self.jobs: dict[int, int] = {}
        self.people: dict[int, int] = {}


def _settle(
    number: int, entry: Entry, *, book: Book, plan: Plan, spoken: _Spoken
) -> tuple[Report, Employment]:
    """First everything that may refuse, then every change: a row is planned whole or not at all."""
    try:
        person = find_person(entry, book) or Person()
        job = find_job(entry, person, book) or Employment()
        _check_job_once(job, spoken)
        fields = _job_fields(entry, person, job, book)
        _check_job(fields)
        details = _person_fields(entry, person, book)
        _check_person(details, person, spoken)
    except CellError as problem:
        raise RowError([problem]) from problem
    notes = _apply_person(number, details, person, book=book, plan=plan)
    notes += _apply_job(number, fields, job, book=book, plan=plan)
    spoken.jobs[id(job)] = spoken.people[id(person)] = number
    is_new = any(column == "" and kind == "new" for column, kind, __ in notes)
    outcome = Outcome.NEW if is_new else Outcome.CHANGED if notes else Outcome.SAME
    return Report(number, outcome, [(column, text) for column, __, text in notes]), job


def _check_job_once(job: Employment, spoken: _Spoken) -> None:
    earlier = spoken.jobs.get(id(job))
    if earlier:
        raise CellError(
            "", _("Row %(row)s already speaks of this person in this role.") % {"row": earlier}
        )


def _check_person(details: dict[str, str], person: Person, spoken: _Spoken) -> None:
    earlier = spoken.people.get(id(person))
    if not earlier:
        return
    for field, column in (("display_name", "name"), ("email", "e-mail")):
        if getattr(person, field) and details.get(field, getattr(person, field)) != getattr(
            person, field
        ):
            raise CellError(
                column,
                _("Row %(row)s says something else about this person.") % {"row": earlier},
            )


def _person_fields(entry: Entry, person: Person, book: Book) -> dict[str, str]:
    """Whoever signs in looks after their own name and address."""
    if _is_unknown(person):
        return {"display_name": entry.name, "email": entry.email}
    if person.has_login or not book.is_ours(person):
        return {}
    details = {"display_name": entry.name}
    if entry.email:
        details["email"] = entry.email
    return details


def _job_fields(entry: Entry, person: Person, job: Employment, book: Book) -> dict[str, Any]:
    """An empty cell leaves what is there."""
    fields = {name: value for name, value in entry.answers.items() if value}
    fields |= {"starts_on": entry.starts} if entry.starts else {}
    fields |= {"ends_on": entry.ends} if entry.ends else {}
    fields |= {"staff_number": entry.staff_number} if entry.staff_number else {}
    is_new = not job.organisation_id
    if is_new:
        fields = {"starts_on": book.today} | fields
        fields |= {"person": person, "organisation": entry.organisation}
    confirms = entry.organisation.pk in book.confirmable
    if confirms and not job.is_confirmed:
        fields |= {"confirmed_at": book.at, "confirmed_by": book.by}
        fields |= {"declined_at": None, "declined_by": None}
    elif job.is_declined:
        raise CellError("", _("A lead has said that they do not work here."))
    kept = ("profession", "employment_type", "starts_on", "ends_on")
    known = {} if is_new else {name: getattr(job, name) for name in kept}
    return {"known": known, "new": fields}


def _check_job(fields: dict[str, Any]) -> None:
    job = fields["known"] | fields["new"]
    if not job.get("profession"):
        raise CellError("profession", _("Say which role they have."))
    if not job.get("employment_type"):
        raise CellError("how employed", _("Say how they work here, for example Employed."))
    if job.get("ends_on") and job["ends_on"] < job["starts_on"]:
        raise CellError("ends", _("The last day comes before the first."))


def _apply_person(
    number: int, details: dict[str, str], person: Person, *, book: Book, plan: Plan
) -> list[tuple[str, str, str]]:
    notes = []
    if _is_unknown(person):
        plan.draft(person, number=number)
        person.display_name = details["display_name"]
        book.move_address(person, details["email"])
        return [("", "new", _("Adds this person."))]
    for field, column in (("display_name", "name"), ("email", "e-mail")):
        value = details.get(field, getattr(person, field))
        if value == getattr(person, field):
            continue
        plan.draft(person, number=number)
        if field == "email":
            book.move_address(person, value)
        else:
            _rename(person, value, book)
        notes.append((column, "changed", _("Changes to “%(value)s”.") % {"value": value}))
    return notes


def _apply_job(
    number: int, fields: dict[str, Any], job: Employment, *, book: Book, plan: Plan
) -> list[tuple[str, str, str]]:
    new = {name: value for name, value in fields["new"].items() if _differs(job, name, value)}
    if not new:
        return []
    is_new = not job.organisation_id
    plan.draft(job, number=number)
    if not is_new:
        book.unlearn(job)
    for name, value in new.items():
        setattr(job, name, value)
    book.learn(job)
    if is_new:
        place = {"role": job.profession, "place": job.organisation}
        return [("", "new", _("Adds the job: %(role)s at %(place)s.") % place)]
    shown = {
        "profession": "profession",
        "employment_type": "how employed",
        "locality": "locality",
        "level_expected": "level",
        "starts_on": "starts",
        "ends_on": "ends",
        "staff_number": "staff number",
    }
    notes = [
        (shown[name], "changed", _("Changes to “%(value)s”.") % {"value": value})
        for name, value in new.items()
        if name in shown
    ]
    if "confirmed_at" in new:
        notes.append(("", "changed", _("Confirms that they work here.")))
    return notes


def _is_unknown(person: Person) -> bool:
    """Made for this very row and not filled in yet."""
    return not person.display_name


def _rename(person: Person, name: str, book: Book) -> None:
    jobs = book.all_jobs_of(person)
    for job in jobs:
        book.unlearn(job)
    person.display_name = name
    for job in jobs:
        book.learn(job)


def _differs(job: Employment, name: str, value: Any) -> bool:
    return not job.organisation_id or getattr(job, name) != value


def _set_manager(report: Report, entry: Entry, job: Employment, *, book: Book, plan: Plan) -> None:
    if not entry.manager:
        return
    found = book.managers.get(entry.manager) or book.by_email.get(entry.manager) or []
    near = [person for person in found if person != job.person]
    if len(near) != 1:
        report.notes.append(
            (
                "line manager",
                _("We cannot tell who this is, so no line manager was set. Use their address."),
            )
        )
        return
    if job.line_manager == near[0]:
        return
    plan.draft(job, number=report.number)
    job.line_manager = near[0]
    report.notes.append(
        ("line manager", _("Changes to “%(value)s”.") % {"value": near[0].display_name})
    )
    if report.outcome == Outcome.SAME:
        report.outcome = Outcome.CHANGED


def _invite(report: Report, job: Employment, *, book: Book, plan: Plan) -> None:
    person = job.person
    key = (person.email.lower(), job.organisation_id)
    has_left = job.ends_on and job.ends_on < book.today
    if not person.email or person.has_login or has_left or key in book.invited:
        return
    book.invited.add(key)
    plan.guests.append((person, job))
    report.notes.append(("e-mail", _("Gets an invitation.")))
    if report.outcome == Outcome.SAME:
        report.outcome = Outcome.CHANGED
