"""Who has finished what is asked of them, for those who look after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts import audit
from accounts.doors import needs
from accounts.rights import Right
from accounts.spreadsheets import stream_table
from courses.forms.required import RequiredForm
from courses.required import RequiredList

AT_ONCE = 50


@needs(Right.SEE_REQUIRED_STATUS)
@require_safe
@never_cache
def required(request: HttpRequest) -> HttpResponse:
    """By name. No count and no jump to a page: both would read every row."""
    found, form = _asked_for(request)
    after = found.somebody(form.cleaned_data.get("after"))
    rows = found.page(size=AT_ONCE + 1, after=after)
    context = {
        "form": form,
        "found": found,
        "rows": rows[:AT_ONCE],
        "after": rows[AT_ONCE - 1].person if len(rows) > AT_ONCE else None,
        "is_first": after is None,
        "query": _query(request),
    }
    return render(request, "courses/required.html", context)


@needs(Right.SEE_REQUIRED_STATUS)
@require_GET
@never_cache
def download(request: HttpRequest) -> StreamingHttpResponse:
    found, _form = _asked_for(request)
    person = request.user.person
    audit.record(actor=person, verb="required_courses.exported", target=person)
    headings = [
        _("Name"),
        _("Works"),
        _("Practice level expected"),
        _("Course"),
        _("How it stands"),
        _("Finished on"),
    ]
    name = f"required-courses-{found.on.isoformat()}.csv"
    return StreamingHttpResponse(
        stream_table(headings, _cells(found)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _asked_for(request: HttpRequest) -> tuple[RequiredList, RequiredForm]:
    everything = RequiredList(request.user, timezone.localdate())
    form = RequiredForm(request.GET, courses=everything.asking.courses)
    return replace(everything, **form.narrowing), form


def _cells(found: RequiredList) -> Iterator[list[str]]:
    for row in found.all():
        works = "; ".join(str(job) for job in row.jobs)
        levels = "; ".join(str(job.level_expected) for job in row.jobs if job.level_expected)
        for line in row.lines:
            day = date_format(line.finished_on, "d/m/Y") if line.finished_on else ""
            yield [str(row.person), works, levels, line.asked.course.title, line.status.label, day]


def _query(request: HttpRequest) -> str:
    """What the list was narrowed to, for its other pages and its download."""
    query = request.GET.copy()
    query.pop("after", None)
    return query.urlencode()
