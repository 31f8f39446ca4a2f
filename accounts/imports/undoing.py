"""Take an import back exactly, except for people about whom something has changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accounts.imports.plan import snapshot
from accounts.imports.writing import GRANT, INVITATION, JOB, MODELS, PERSON
from accounts.models import Employment, ImportChange, PeopleImport, Person, RoleGrant
from accounts.roles import BY_CODE

MOMENTS = {"confirmed_at", "declined_at", "ends_at"}
DAYS = {"starts_on", "ends_on"}


def undo(people_import: PeopleImport) -> list[ImportChange]:
    """Returns what was kept. Call it inside a transaction; it locks the people concerned."""
    changes = list(people_import.changes.order_by("pk"))
    about = {change: _person_of(change) for change in changes}
    list(Person.objects.select_for_update().filter(pk__in=set(about.values())).order_by("pk"))
    rows = _rows(changes)
    kept = _kept_people(changes, about, rows)
    for change in changes:
        if reason := kept.get(about[change]):
            change.kept_because = reason
    ImportChange.objects.bulk_update(
        [change for change in changes if change.kept_because], ["kept_because"], batch_size=200
    )
    taken_back = [change for change in changes if not change.kept_because]
    for kind in (INVITATION, GRANT, JOB, PERSON):
        _take_back([change for change in taken_back if change.kind == kind], rows)
    return [change for change in changes if change.kept_because]


def _person_of(change: ImportChange) -> int:
    return change.object_id if change.kind == PERSON else change.after["person_id"]


def _rows(changes: Iterable[ImportChange]) -> dict[tuple[str, int], Model]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        wanted[change.kind].add(change.object_id)
    return {
        (kind, row.pk): row
        for kind, keys in wanted.items()
        for row in MODELS[kind].objects.filter(pk__in=keys)
    }


def _kept_people(
    changes: list[ImportChange], about: dict[ImportChange, int], rows: dict
) -> dict[int, str]:
    """Every change about one person is taken back, or none of them."""
    kept: dict[int, str] = {}
    for change in changes:
        row = rows.get((change.kind, change.object_id))
        if row is None or not _is_as_left(change, row):
            kept[about[change]] = _("Something about this person has changed since.")
    new_people = {
        change.object_id for change in changes if change.kind == PERSON and not change.before
    }
    new_jobs = {change.object_id for change in changes if change.kind == JOB and not change.before}
    letters = {change.object_id for change in changes if change.kind == INVITATION}
    ours = {Employment: new_jobs, MODELS[INVITATION]: letters}
    for person in _pointed_at(Person, new_people, ours, but={("Employment", "line_manager")}):
        kept[person] = _("This person has used the portal, or other records point to them.")
    for job in _pointed_at(Employment, new_jobs, ours, but=set()):
        kept[rows[JOB, job].person_id] = _("Something hangs on this job now.")
    for person in _who_would_hold_both(changes, about, rows):
        kept[person] = _("This person takes answers now, and would see names again.")
    return _keep_managers(kept, new_people, changes, about)


def _who_would_hold_both(
    changes: list[ImportChange], about: dict[ImportChange, int], rows: dict
) -> Iterator[int]:
    """A role that comes back, by itself or through a job, beside one that is kept apart from it."""
    held = defaultdict(set)
    for grant in RoleGrant.objects.not_ended(at=timezone.now()).filter(
        person__in=set(about.values())
    ):
        held[grant.person_id].add(grant.role)
    jobs = {change.object_id for change in changes if change.kind == JOB and change.before}
    through = defaultdict(set)
    for grant in RoleGrant.objects.filter(employment__in=jobs):
        through[grant.employment_id].add(grant.role)
    for change in changes:
        row = rows.get((change.kind, change.object_id))
        back = through[change.object_id] if change.kind == JOB else set()
        if change.kind == GRANT and row:
            back = {row.role}
        pairs = product(back, held[about[change]])
        if any(BY_CODE[one].is_kept_apart_from(BY_CODE[other]) for one, other in pairs):
            yield about[change]


def _keep_managers(
    kept: dict[int, str], new_people: set[int], changes: list[ImportChange], about: dict
) -> dict[int, str]:
    """Somebody stays who manages a job that stays."""
    while True:
        going = {
            change.object_id
            for change in changes
            if change.kind == JOB and about[change] not in kept
        }
        managers = Employment.objects.exclude(pk__in=going).filter(line_manager__in=new_people)
        more = set(managers.values_list("line_manager", flat=True)) - set(kept)
        if not more:
            return kept
        kept |= dict.fromkeys(more, _("This person manages somebody who stays."))


def _is_as_left(change: ImportChange, row: Model) -> bool:
    if change.kind == INVITATION:
        return row.accepted_at is None and row.revoked_at is None
    if change.kind == GRANT:
        return row.ends_at is not None and row.ends_at == parse_datetime(change.after["ends_at"])
    return _comparable(snapshot(row)) == _comparable(change.after)


def _comparable(fields: dict[str, Any]) -> dict[str, Any]:
    """Databases give moments back in another zone than they took them."""
    return {name: _value(name, value) for name, value in fields.items()}


def _pointed_at(
    model: type[Model], keys: set[int], ours: dict[type[Model], set[int]], *, but: set
) -> set[int]:
    """Which of these rows anything else in the house points to, whichever app it lives in."""
    found: set[int] = set()
    for relation in model._meta.related_objects:
        rows, name = relation.related_model, relation.field.name
        if not keys or rows is ImportChange or (rows.__name__, name) in but:
            continue
        others = rows._base_manager.filter(**{f"{name}__in": keys})
        others = others.exclude(pk__in=ours.get(rows, set()))
        found |= (
            set(others.values_list(relation.field.attname, flat=True))
            if not relation.many_to_many
            else set(others.filter(**{f"{name}__in": keys}).values_list(name, flat=True))
        )
    return found & keys


def _take_back(changes: list[ImportChange], rows: dict) -> None:
    changed = [change for change in changes if change.before]
    new = [change.object_id for change in changes if not change.before]
    for change in changed:
        row = rows[change.kind, change.object_id]
        for name, value in change.before.items():
            setattr(row, name, _value(name, value))
        names = list(change.before)
        row.save(update_fields=[name.removesuffix("_id") for name in names])
    if new:
        MODELS[changes[0].kind].objects.filter(pk__in=new).delete()


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in MOMENTS:
        return parse_datetime(value)
    return parse_date(value) if name in DAYS else value
