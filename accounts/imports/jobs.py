"""Which of somebody's jobs a row means."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from accounts.cells import CellError
from accounts.imports.book import Book
from accounts.imports.entries import Entry
from accounts.models import Employment, Person


def find_job(entry: Entry, person: Person, book: Book) -> Employment | None:
    jobs = book.jobs_of(person, entry.organisation)
    profession = entry.answers.get("profession")
    if profession is None:
        return _only_job(jobs, book)
    jobs = [job for job in jobs if job.profession == profession]
    for fits in (
        lambda job: entry.starts and job.starts_on == entry.starts,
        lambda job: entry.ends and job.ends_on == entry.ends and not entry.starts,
        lambda job: not job.is_declined and _overlaps(entry, job, book.today),
        lambda job: not entry.starts and job.starts_on == book.today,
    ):
        found = next(filter(fits, jobs), None)
        if found:
            return found
    return None


def _only_job(jobs: list[Employment], book: Book) -> Employment | None:
    running = [job for job in jobs if _is_current(job, book.today)]
    if len(running) > 1:
        raise CellError("profession", _("They have several jobs here. Say which one."))
    return running[0] if running else None


def _overlaps(entry: Entry, job: Employment, today: date) -> bool:
    if not entry.starts and not entry.ends:
        return _is_current(job, today)
    begins_in_time = not entry.ends or job.starts_on <= entry.ends
    ends_late_enough = not entry.starts or job.ends_on is None or job.ends_on >= entry.starts
    return begins_in_time and ends_late_enough


def _is_current(job: Employment, today: date) -> bool:
    return (
        not job.is_declined
        and job.starts_on <= today
        and (job.ends_on is None or job.ends_on >= today)
    )
