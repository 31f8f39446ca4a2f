"""A list of training elsewhere: each row read, held against what is known, and reported."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.cells import CellError, by_names, check_cells, read_date
from accounts.models import AgeBand, ImportRow, Level, Organisation
from accounts.spreadsheets import Row, plain
from courses.models import OtherTraining
from courses.wall_clock import moments_of, name_of_clock
from resources.models import Topic

Outcome = ImportRow.Outcome
COLUMNS = {
    "title": ("training", "name of the training", "course", "event"),
    "provider": ("organisation", "who offers it", "offered by", "host"),
    "day": ("date", "start date", "on"),
    "time": ("start", "starts", "start time", "at"),
    "minutes": ("length", "duration", "how long", "length in minutes"),
    "place": ("where", "venue", "location"),
    "link": ("web address", "url", "website", "book at", "where to book"),
    "age band": ("age", "ages", "age group"),
    "theme": ("topic",),
    "level": ("practice level",),
    "audience": ("who it is for", "for whom"),
}
REQUIRED = ("title", "provider", "day", "time", "minutes")
LONGEST = {"provider": 120, "place": 200, "link": 200, "audience": 200}
MAY_BE_EMPTY = ("place", "link", "age_band", "theme", "level", "audience")
TIMES = ("%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p")
MOST_ROWS = 2_000
"""Tried and applied while somebody waits: two seconds at most."""
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 1440
WEB_ADDRESS = forms.URLField(assume_scheme="https", max_length=200)
EXAMPLE = [
    "Baby brain basics",
    "Tideway Training Hub",
    "31/08/2027",
    "09:30",
    "120",
    "Library, Mill Lane",
    "https://training.example.org/baby-brain",
    "",
    "",
    "",
    "Anybody who meets families with a baby",
]


@dataclass
class Plan:
    reports: list[list[Any]] = field(default_factory=list)
    new: list[OtherTraining] = field(default_factory=list)
    changed: dict[str, list[OtherTraining]] = field(default_factory=lambda: defaultdict(list))
    """Under the name of each column, those of which it changed."""

    def say(self, row: Row, outcome: str, notes: Iterable[tuple[str, str]] = ()) -> None:
        title = row.cells.get("title", "")
        self.reports.append([row.number, title, str(outcome), [list(note) for note in notes]])


class Known:
    """The words of this installation, and the training of the days of the list."""

    def __init__(self) -> None:
        active = {"is_active": True}
        self.organisations = by_names(Organisation.objects.filter(**active), "name")
        self.age_bands = by_names(AgeBand.objects.filter(**active), "label", "slug")
        self.themes = by_names(Topic.objects.filter(**active), "label", "slug")
        self.levels = by_names(Level.objects.filter(**active), "label", "slug")
        self._there: dict[tuple, OtherTraining] = {}

    def load(self, moments: Iterable[datetime]) -> None:
        moments = list(moments)
        if moments:
            days = {"starts_at__gte": min(moments), "starts_at__lte": max(moments)}
            for one in OtherTraining.objects.filter(**days).order_by("-pk"):
                self._there[key_of(one)] = one

    def same_as(self, training: OtherTraining) -> OtherTraining | None:
        return self._there.get(key_of(training))

    def find(self, kind: str, column: str, cells: Mapping[str, str]) -> Any | None:
        cell = cells.get(column, "")
        if not cell:
            return None
        words = getattr(self, kind)
        found = words.get(plain(cell), [])
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("Several are called “%(cell)s”. Write the code instead.")
        else:
            sentence = _("We do not know “%(cell)s”. Write it as the calendar does, or nothing.")
        raise CellError(column, sentence % {"cell": cell})


def key_of(training: OtherTraining) -> tuple:
    who = training.organisation_id or plain(training.provider)
    return plain(training.title), who, training.starts_at


def plan_list(rows: Iterable[Row], *, at: datetime) -> Plan:
    """What the list would do. Rows of ours change in memory alone."""
    plan, known = Plan(), Known()
    read = [(row, *_read(row, known, at=at)) for row in rows]
    known.load(training.starts_at for _row, training, _problems in read if training)
    numbers: dict[tuple, int] = {}
    for row, training, problems in read:
        if training is None:
            plan.say(row, Outcome.PROBLEM, [(one.column, one.sentence) for one in problems])
            continue
        first = numbers.setdefault(key_of(training), row.number)
        if first != row.number:
            words = _("This is the same as row %(number)s.") % {"number": first}
            plan.say(row, Outcome.PROBLEM, [("", words)])
        else:
            _hold_against(plan, row, training, known.same_as(training))
    return plan


def _hold_against(
    plan: Plan, row: Row, training: OtherTraining, there: OtherTraining | None
) -> None:
    """An empty cell leaves what is there; what was taken off the calendar stays off it."""
    if there is None:
        plan.new.append(training)
        plan.say(row, Outcome.NEW)
        return
    notes = []
    if not there.is_active:
        notes = [("", _("It was taken off the calendar here, and stays off it."))]
    said = [name for name in MAY_BE_EMPTY if getattr(training, name)]
    different = [
        name for name in ("minutes", *said) if getattr(there, name) != getattr(training, name)
    ]
    for name in different:
        setattr(there, name, getattr(training, name))
        plan.changed[name].append(there)
    plan.say(row, Outcome.CHANGED if different else Outcome.SAME, notes)


class Reading:
    """Cell after cell; what cannot be read is kept beside the others."""

    def __init__(self, problems: list[CellError]) -> None:
        self.problems = problems

    def of(self, read: Callable[..., Any], *args: Any) -> Any | None:
        try:
            return read(*args)
        except CellError as problem:
            self.problems.append(problem)
            return None


def _read(row: Row, known: Known, *, at: datetime) -> tuple[OtherTraining | None, list[CellError]]:
    reading, cells = Reading(_what_is_wrong_or_missing(row)), row.cells
    day, told = reading.of(read_date, cells, "day"), reading.of(_read_time, cells)
    facts = {
        "starts_at": reading.of(_moment, day, told, cells, at) if day and told else None,
        "minutes": reading.of(_read_minutes, cells),
        "link": reading.of(_read_link, cells),
        "age_band": reading.of(known.find, "age_bands", "age band", cells),
        "theme": reading.of(known.find, "themes", "theme", cells),
        "level": reading.of(known.find, "levels", "level", cells),
    }
    if reading.problems:
        return None, _each_once(reading.problems)
    return _made(cells, facts, known), []


def _what_is_wrong_or_missing(row: Row) -> list[CellError]:
    problems, cells = check_cells(row, LONGEST), row.cells
    missing = [column for column in REQUIRED if not cells.get(column)]
    problems += [CellError(column, _("This cell is empty.")) for column in missing]
    if not cells.get("place") and not cells.get("link"):
        problems.append(CellError("place", _("Say where it is, or give the address to book at.")))
    return problems


def _each_once(problems: Iterable[CellError]) -> list[CellError]:
    """What is said first about a cell is enough."""
    found: dict[str, CellError] = {}
    for problem in problems:
        found.setdefault(problem.column, problem)
    return list(found.values())


def _made(cells: Mapping[str, str], facts: Mapping[str, Any], known: Known) -> OtherTraining:
    """Who is no organisation of ours, or shares its name with another, stays in words."""
    ours = known.organisations.get(plain(cells["provider"]), [])
    who = {"organisation": ours[0]} if len(ours) == 1 else {"provider": cells["provider"]}
    words = {name: cells.get(name, "") for name in ("place", "audience")}
    return OtherTraining(title=cells["title"], **who, **words, **facts)


def _moment(day: date, told: tuple[time, str], cells: Mapping[str, str], at: datetime) -> datetime:
    hour, clock = told
    cell, found = cells["time"], moments_of(day, hour)
    fitting = [one for one in found if clock in ("", name_of_clock(one))]
    if len(fitting) == 1:
        return _still_to_come(fitting[0], cell=cells["day"], at=at)
    if not found:
        words = _("On this day the clocks go forward, and %(cell)s is left out.")
    elif fitting:
        words = _("On this day the clocks go back, and %(cell)s comes twice. Add GMT or BST to it.")
    else:
        words = _("On this day the clocks do not show what “%(cell)s” says. Leave out GMT or BST.")
    raise CellError("time", words % {"cell": cell})


def _still_to_come(moment: datetime, *, cell: str, at: datetime) -> datetime:
    if moment <= at:
        raise CellError("day", _("%(cell)s is over.") % {"cell": cell})
    if moment.year > timezone.localdate(at).year + 2:
        raise CellError("day", _("%(cell)s is more than two years away.") % {"cell": cell})
    return moment


def _read_time(cells: Mapping[str, str]) -> tuple[time, str] | None:
    """With what its clock is called, where the cell says so."""
    cell = cells.get("time", "")
    if not cell:
        return None
    told = re.fullmatch(r"(.*?)\s*\b(GMT|BST)", cell, re.IGNORECASE)
    words, clock = (told[1], told[2].upper()) if told else (cell, "")
    for form in TIMES:
        try:
            return datetime.strptime(words.replace(" ", ""), form).time(), clock
        except ValueError:
            continue
    words = _("“%(cell)s” is not a time we can read. Write it like 14:30.")
    raise CellError("time", words % {"cell": cell})


def _read_minutes(cells: Mapping[str, str]) -> int | None:
    cell = cells.get("minutes", "")
    if not cell:
        return None
    told = re.fullmatch(r"(\d{1,4})\s*(min|mins|minutes)?", cell, re.IGNORECASE)
    if told and SHORTEST_MINUTES <= int(told[1]) <= LONGEST_MINUTES:
        return int(told[1])
    words = _("“%(cell)s” is not a length we can read. Write minutes, from 5 to 1440, such as 120.")
    raise CellError("minutes", words % {"cell": cell})


def _read_link(cells: Mapping[str, str]) -> str:
    cell = cells.get("link", "")
    if not cell:
        return ""
    try:
        return WEB_ADDRESS.clean(cell)
    except ValidationError as problem:
        words = _("“%(cell)s” is not a whole web address. Begin it with https://.")
        raise CellError("link", words % {"cell": cell}) from problem
