"""What somebody learned in a period: checked here, recognised, and declared, each apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from courses.models import Attendance, DeclaredLearning, Enrolment, Recognition

YEARS = 3
"""Between two revalidations of a nurse, a midwife or a nursing associate."""
HEADINGS: dict[str, Promise] = {
    "verified": _("Finished here"),
    "attended": _("Sessions with others"),
    "recognised": _("Recognised"),
    "declared": _("Declared"),
}
METHODS: dict[str, Promise] = {
    "verified": _("Course on this portal"),
    "attended": _("Live session with people from other services"),
    "recognised": _("Earlier learning, recognised by a trainer"),
    "declared": _("Learning elsewhere, declared"),
}


@dataclass(frozen=True)
class Row:
    kind: str
    key: int
    day: date
    title: str
    provider: str
    alone: int
    others: int
    words: str
    section: str
    """Of the Code, as a label."""
    certificate_url: str = ""

    @property
    def topic(self) -> str:
        return f"{self.title} ({self.provider})" if self.provider else self.title

    @property
    def total(self) -> int:
        return self.alone + self.others


@dataclass(frozen=True)
class Group:
    kind: str
    rows: list[Row]

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.kind])

    @property
    def alone(self) -> int:
        return sum(row.alone for row in self.rows)

    @property
    def others(self) -> int:
        return sum(row.others for row in self.rows)


@dataclass(frozen=True)
class Record:
    since: date
    until: date
    groups: list[Group]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def alone(self) -> int:
        return sum(group.alone for group in self.groups)

    @property
    def others(self) -> int:
        return sum(group.others for group in self.groups)


def usual_period(today: date) -> tuple[date, date]:
    """Three years, today among them."""
    try:
        start = today.replace(year=today.year - YEARS)
    except ValueError:
        start = date(today.year - YEARS, 2, 28)
    return start + timedelta(days=1), today


def record_of(person: Person, *, since: date, until: date) -> Record:
    """One question for each kind, however much there is; the newest first."""
    period = (since, until)
    groups = [
        Group("verified", [_finished(row) for row in _verified(person, period)]),
        Group("attended", [_attended(row) for row in _came(person, period)]),
        Group("recognised", [_recognised(row) for row in _earlier(person, period)]),
        Group("declared", [_declared(row) for row in _said(person, period)]),
    ]
    return Record(since, until, [group for group in groups if group.rows])


def learning_of(person: Person, kind: str) -> QuerySet | None:
    """What of this kind somebody may write a note about."""
    return {
        "verified": person.enrolments.finished(),
        "attended": person.attendances.that_count(),
        "recognised": person.recognitions.all(),
        "declared": person.declared_learning.all(),
    }.get(kind)


def _verified(person: Person, period: tuple[date, date]) -> QuerySet[Enrolment]:
    rows = person.enrolments.filter(completed_at__date__range=period)
    return rows.select_related("release", "earlier_facts", "certificate", "cpd_note").order_by(
        "-completed_at"
    )


def _came(person: Person, period: tuple[date, date]) -> QuerySet[Attendance]:
    rows = (
        person.attendances.that_count()
        .apart_from_courses()
        .filter(session__starts_at__date__range=period)
    )
    rows = rows.select_related("session__provider", "cpd_note")
    return rows.order_by("-session__starts_at", "-pk")


def _earlier(person: Person, period: tuple[date, date]) -> QuerySet[Recognition]:
    rows = person.recognitions.filter(request__finished_on__range=period)
    return rows.select_related("request", "cpd_note").order_by("-request__finished_on", "-pk")


def _said(person: Person, period: tuple[date, date]) -> QuerySet[DeclaredLearning]:
    rows = person.declared_learning.filter(finished_on__range=period)
    return rows.select_related("cpd_note").order_by("-finished_on", "-pk")


def _finished(row: Enrolment) -> Row:
    facts, certificate = row.facts_then, getattr(row, "certificate", None)
    return Row(
        kind="verified",
        key=row.pk,
        day=timezone.localdate(row.completed_at),
        title=facts.title,
        provider="",
        alone=facts.self_directed_minutes,
        others=facts.participatory_minutes,
        certificate_url=(
            reverse("courses:certificate", args=[certificate.code]) if certificate else ""
        ),
        **_note(row),
    )


def _attended(row: Attendance) -> Row:
    session = row.session
    return Row(
        kind="attended",
        key=row.pk,
        day=timezone.localdate(session.starts_at),
        title=session.title,
        provider=str(session.provider or ""),
        alone=0,
        others=session.minutes,
        **_note(row),
    )


def _recognised(row: Recognition) -> Row:
    return _outside("recognised", row, row.request)


def _declared(row: DeclaredLearning) -> Row:
    return _outside("declared", row, row)


def _outside(kind: str, row: Recognition | DeclaredLearning, facts: DeclaredLearning) -> Row:
    return Row(
        kind=kind,
        key=row.pk,
        day=facts.finished_on,
        title=facts.title,
        provider=facts.provider,
        alone=facts.self_directed_minutes,
        others=facts.participatory_minutes,
        **_note(row),
    )


def _note(row: Enrolment | Attendance | Recognition | DeclaredLearning) -> dict[str, str]:
    note = getattr(row, "cpd_note", None)
    if note is None:
        return {"words": "", "section": ""}
    return {"words": note.words, "section": str(note.get_section_display())}
