"""Plan a list of leavers: a last day for the jobs they have here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.cells import CellError, check_cells, read_date
from accounts.imports.book import Book
from accounts.imports.columns import LONGEST, read_email
from accounts.imports.matching import Means, find_person
from accounts.imports.plan import Outcome, Plan, Report
from accounts.spreadsheets import Row


def plan_leavers(rows: Iterable[Row], *, book: Book) -> Plan:
    plan = Plan()
    for row in rows:
        problems = check_cells(row, LONGEST)
        try:
            report = (
                Report.of_problems(row.number, problems) if problems else _settle(row, book, plan)
            )
        except CellError as problem:
            report = Report.of_problems(row.number, [problem])
        plan.reports.append(report)
    return plan


def _settle(row: Row, book: Book, plan: Plan) -> Report:
    cells = dict(row.cells)
    place, day = book.find("organisations", "organisation", cells), read_date(cells, "last day")
    for column, value in (("organisation", place), ("last day", day)):
        if not value:
            raise CellError(column, _("This cell is empty."))
    person = _who(cells, place, book)
    jobs = [job for job in book.jobs_of(person, place) if not job.ends_on or job.ends_on > day]
    if any(job.starts_on > day for job in jobs):
        raise CellError("last day", _("They started after this day. Check the date."))
    for job in jobs:
        plan.draft(job, number=row.number)
        job.ends_on = day
    if not jobs:
        return Report(row.number, Outcome.SAME)
    notes = [("last day", _("Changes to “%(value)s”.") % {"value": day})]
    return Report(row.number, Outcome.CHANGED, notes)


def _who(cells: dict[str, str], place, book: Book):
    means = Means(
        name=cells.get("name", ""),
        email=read_email(cells),
        staff_number=cells.get("staff number", ""),
        organisation=place,
    )
    if not (means.name or means.email or means.staff_number):
        raise CellError("name", _("Say who it is: a name, an address or a staff number."))
    person = find_person(replace(means, name=means.name or _name_of(means, book)), book)
    if person is None or not book.jobs_of(person, place):
        raise CellError("", _("We know nobody like this at %(place)s.") % {"place": place})
    return person


def _name_of(means: Means, book: Book) -> str:
    """Without a name the address or the number alone must say who."""
    people = book.by_email.get(means.email, []) if means.email else []
    return people[0].display_name if len(people) == 1 else ""
