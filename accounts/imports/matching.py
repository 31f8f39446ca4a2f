"""Whom a row means. Rather no answer than a wrong one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.cells import CellError
from accounts.imports.book import Book
from accounts.models import Employment, Organisation, Person
from accounts.spreadsheets import plain


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a row says to tell whom it means."""

    name: str
    email: str
    staff_number: str
    organisation: Organisation
    has_namesake: bool = False
    """Another row speaks of somebody else of this name at this place."""

    @property
    def name_here(self) -> tuple[frozenset[str], int]:
        return _words(self.name), self.organisation.pk

    def may_mean(self, other: Means) -> bool:
        """Nothing in the two rows says that they speak of different people."""
        return self.name_here == other.name_here and not any(
            one and another and one != another
            for one, another in ((self.email, other.email), (self.staff_number, other.staff_number))
        )


def find_person(entry: Means, book: Book) -> Person | None:
    """By staff number here, by address, or by name here; nobody new if one of them fits."""
    by_number = _by_staff_number(entry, book)
    by_address = _by_address(entry, book)
    if by_number and by_address and by_number is not by_address:
        raise CellError(
            "e-mail", _("The staff number and the address belong to two different people.")
        )
    return by_number or by_address or _by_name(entry, book)


def contradictions(entries: Mapping[int, Means]) -> dict[int, CellError]:
    """Rows that give one address or staff number to different names; none of them is believed.

    Judged on the file alone, so that the same list means the same however often it comes.
    """
    found: dict[int, CellError] = {}
    for column, mark in (("e-mail", _address), ("staff number", _number_here)):
        rows = defaultdict(list)
        for number, entry in entries.items():
            if sign := mark(entry):
                rows[sign].append(number)
        for numbers in rows.values():
            if len({_words(entries[number].name) for number in numbers}) > 1:
                found |= {number: _contradicts(column, number, numbers) for number in numbers}
    return found


def namesakes(entries: Mapping[int, Means]) -> set[int]:
    """Rows of one name at one place that the file itself tells apart, by address or number."""
    places = defaultdict(list)
    for number, entry in entries.items():
        places[entry.name_here].append(number)
    return {
        number
        for numbers in places.values()
        for mark in (_address, _number_here)
        if len({mark(entries[one]) for one in numbers} - {None, ""}) > 1
        for number in numbers
    }


def _contradicts(column: str, number: int, numbers: list[int]) -> CellError:
    other = next(one for one in numbers if one != number)
    return CellError(
        column, _("Row %(row)s gives this to another name. Put both rows right.") % {"row": other}
    )


def _address(entry: Means) -> str:
    return entry.email


def _number_here(entry: Means) -> tuple[str, int] | None:
    return (entry.staff_number, entry.organisation.pk) if entry.staff_number else None


def _by_staff_number(entry: Means, book: Book) -> Person | None:
    if not entry.staff_number:
        return None
    jobs = book.jobs_numbered(entry.staff_number, entry.organisation)
    found = _different(job.person for job in jobs)
    if len(found) > 1:
        raise CellError("staff number", _("Several people here have this staff number."))
    return found[0] if found else None


def _by_address(entry: Means, book: Book) -> Person | None:
    found = book.by_email.get(entry.email, []) if entry.email else []
    namesakes = [person for person in found if _share_a_word(person.display_name, entry.name)]
    if len(namesakes) > 1:
        raise CellError(
            "e-mail", _("Several people share this address and name. Add a staff number.")
        )
    if found and not namesakes:
        raise CellError(
            "e-mail",
            _(
                "Somebody with another name has this address. Write the name they use here, or "
                "leave the address empty if it is shared."
            ),
        )
    return namesakes[0] if namesakes else None


def _by_name(entry: Means, book: Book) -> Person | None:
    jobs = book.jobs_named(entry.name, entry.organisation)
    found = [
        person
        for person in _different(job.person for job in jobs)
        if _may_be(person, entry, [job for job in jobs if job.person is person])
    ]
    if len(found) > 1:
        raise CellError(
            "name", _("Several people here have this name. Add an address or a staff number.")
        )
    if found and entry.has_namesake and (entry.email or entry.staff_number):
        raise CellError(
            "name",
            _(
                "Somebody here has this name already, and several rows could be theirs. Write "
                "their address on their own page first, then use the list."
            ),
        )
    return found[0] if found else None


def _may_be(person: Person, entry: Means, jobs: list[Employment]) -> bool:
    """A namesake with another address or another number is somebody else."""
    if entry.email and person.email and person.email.lower() != entry.email:
        return False
    numbers = {job.staff_number for job in jobs if job.staff_number}
    return not (entry.staff_number and numbers and entry.staff_number not in numbers)


def _different(people: object) -> list[Person]:
    found: list[Person] = []
    for person in people:
        if not any(person is other for other in found):
            found.append(person)
    return found


def _share_a_word(one: str, other: str) -> bool:
    return bool(_words(one) & _words(other))


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(word) for word in name.split())
