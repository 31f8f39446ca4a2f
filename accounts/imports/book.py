"""Everything a list may speak of, loaded in a handful of queries and kept up to date as we plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.cells import CellError, by_names
from accounts.models import (
    Employment,
    EmploymentType,
    Invitation,
    Level,
    Locality,
    Organisation,
    Person,
    Profession,
)
from accounts.rights import Right
from accounts.spreadsheets import Row, plain


class Book:
    """`right` is what the uploader needs over an organisation to speak of its people."""

    def __init__(self, *, by: Person, right: Right, rows: Iterable[Row], at: datetime) -> None:
        self.by, self.at, self.today = by, at, timezone.localdate(at)
        rows = list(rows)
        mine = list(Organisation.objects.active().where(by, right))
        self.organisations = by_names(mine, "name", "ods_code", "urn", "gss_code")
        confirmable = Organisation.objects.where(by, Right.CONFIRM_PEOPLE)
        self.confirmable = set(confirmable.values_list("pk", flat=True))
        self.professions = by_names(_active(Profession), "label", "slug")
        self.employment_types = by_names(_active(EmploymentType), "label", "slug")
        self.levels = by_names(_active(Level), "label", "slug")
        self.localities = by_names(Locality.objects.all(), "name", "code")
        self._jobs: dict[tuple, list[Employment]] = defaultdict(list)
        self.by_email: dict[str, list[Person]] = defaultdict(list)
        self._people: dict[int, Person] = {}
        self._load_people(rows)
        self._load_jobs(rows)
        self.managers = self._load_managers(rows)
        self.invited = self._load_invited()

    def find(self, kind: str, column: str, cells: dict[str, str]) -> Model | None:
        """A word of one of our vocabularies, by its label or its code."""
        cell = cells.get(column, "")
        if not cell:
            return None
        found = getattr(self, kind).get(plain(cell), [])
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("Several are called “%(cell)s”. Write the code instead.")
        elif kind == "organisations":
            sentence = _(
                "You cannot add people to “%(cell)s”. Check the spelling, or ask its own lead."
            )
        else:
            sentence = _("We do not know “%(cell)s”. Write it as it stands in the template page.")
        raise CellError(column, sentence % {"cell": cell})

    def jobs_of(self, person: Person, place: Organisation) -> list[Employment]:
        return self._jobs[place.pk, "of", id(person)]

    def jobs_numbered(self, number: str, place: Organisation) -> list[Employment]:
        return self._jobs[place.pk, "numbered", number]

    def jobs_named(self, name: str, place: Organisation) -> list[Employment]:
        return self._jobs[place.pk, "named", plain(name)]

    def is_ours(self, person: Person) -> bool:
        """Works, or worked, in one of the organisations of this list."""
        return any(self._jobs.get((place, "of", id(person))) for place in self._places)

    def learn(self, job: Employment) -> None:
        for key in self._keys(job):
            self._jobs[key].append(job)

    def unlearn(self, job: Employment) -> None:
        """Before a name or a number changes, so that later rows find only what is true."""
        for key in self._keys(job):
            self._jobs[key] = [other for other in self._jobs[key] if other is not job]

    def all_jobs_of(self, person: Person) -> list[Employment]:
        keys = [(place, "of", id(person)) for place in self._places]
        return [job for key in keys for job in self._jobs.get(key, [])]

    def add(self, person: Person) -> None:
        if person.email:
            self.by_email[person.email.lower()].append(person)

    def move_address(self, person: Person, email: str) -> None:
        if person.email and person in self.by_email[person.email.lower()]:
            self.by_email[person.email.lower()].remove(person)
        person.email = email
        self.add(person)

    def _load_people(self, rows: list[Row]) -> None:
        emails = {row.cells.get("e-mail", "").lower() for row in rows} - {""}
        found = Person.objects.present().select_related("user")
        for person in _with_any(found, "email", emails):
            self.add(self._one(person))

    def _load_jobs(self, rows: list[Row]) -> None:
        names = {plain(row.cells.get("organisation", "")) for row in rows}
        places = {place.pk for name in names for place in self.organisations.get(name, [])}
        self._places = places
        jobs = Employment.objects.filter(
            organisation__in=places, person__erased_at=None, person__merged_into=None
        ).select_related("person__user", "organisation", "profession")
        for job in jobs.order_by("starts_on", "pk"):
            job.person = self._one(job.person)
            self.learn(job)

    def _load_managers(self, rows: list[Row]) -> dict[str, list[Person]]:
        """People who work in the same partnership tree; nobody learns of others."""
        words = {row.cells.get("line manager", "").lower() for row in rows} - {""}
        places = [place for found in self.organisations.values() for place in found]
        near = Q(pk__in=[])
        for root in {place.lineage.split("/")[1] for place in places}:
            near |= Q(employments__organisation__lineage__startswith=f"/{root}/")
        people = Person.objects.present().filter(near).select_related("user").distinct()
        managers: dict[str, list[Person]] = defaultdict(list)
        for field in ("email", "user__username"):
            for person in _with_any(people, field, words):
                word = person.small
                if self._one(person) not in managers[word]:
                    managers[word].append(self._one(person))
        return managers

    def _load_invited(self) -> set[tuple[str, int]]:
        waiting = _with_any(Invitation.objects.unanswered(), "email", set(self.by_email))
        return {(row.email.lower(), row.organisation_id) for row in waiting}

    def _keys(self, job: Employment) -> list[tuple]:
        place = job.organisation_id
        keys = [
            (place, "of", id(job.person)),
            (place, "named", plain(job.person.display_name)),
        ]
        return keys + ([(place, "numbered", job.staff_number)] if job.staff_number else [])

    def _one(self, person: Person) -> Person:
        """The same instance however the row was reached, so that changes meet."""
        return self._people.setdefault(person.pk, person)


def _active(model: type[Model]) -> Iterable[Model]:
    return model.objects.filter(is_active=True)


def _with_any(rows: QuerySet, field: str, words: set[str]) -> QuerySet:
    """Compared in small letters."""
    return rows.annotate(small=Lower(field)).filter(small__in=sorted(words))
