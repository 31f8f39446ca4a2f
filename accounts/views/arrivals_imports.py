from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.imports import run_import, undo_import, upload_list
from accounts.doors import needs
from accounts.forms.imports import UploadForm
from accounts.imports.columns import example_rows
from accounts.imports.work import HEADINGS
from accounts.models import ImportRow, PeopleImport
from accounts.permissions import has_right
from accounts.rights import Right
from accounts.spreadsheets import SpreadsheetError, write_table
from accounts.views.arrivals_door import page_of

Outcome = ImportRow.Outcome


@needs(Right.INVITE_PEOPLE)
def imports(request: HttpRequest) -> HttpResponse:
    rows = PeopleImport.objects.visible_to(request.user.person).defer("rows")
    page = page_of(request, rows.select_related("made_by"))
    return render(request, "arrivals/imports.html", {"page": page})


@needs(Right.INVITE_PEOPLE)
def upload(request: HttpRequest) -> HttpResponse:
    is_post = request.method == "POST"
    form = UploadForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        may_end_jobs=has_right(request.user.person, Right.CONFIRM_PEOPLE),
    )
    if is_post and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = upload_list(
                by=request.user.person,
                kind=form.cleaned_data["kind"],
                content=file.read(),
                file_name=file.name,
                send_invitations=form.cleaned_data["send_invitations"],
                at=timezone.now(),
            )
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("arrivals:import", made.uuid)
    return render(request, "arrivals/upload.html", {"form": form})


@needs(Right.INVITE_PEOPLE)
def people_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the list would do, or did; `?show=` narrows the rows to one outcome."""
    row = _find(request, uuid)
    reports = row.reports.filter(is_trial=row.run_at is None)
    counts = reports.aggregate(**{kind.value: Count("pk", Q(outcome=kind)) for kind in Outcome})
    show = request.GET.get("show", "")
    if show not in Outcome.values:
        show = ""
    shown = reports.filter(outcome=show) if show else reports.exclude(outcome=Outcome.SAME)
    page = page_of(request, shown.order_by("number"))
    names = {number: cells.get("name") or cells.get("e-mail", "") for number, cells, __ in row.rows}
    for report in page:
        report.name = names.get(report.number, "")
    context = {
        "row": row,
        "page": page,
        "show": show,
        "counts": [(kind, counts[kind.value]) for kind in Outcome],
        "to_do": counts[Outcome.NEW] + counts[Outcome.CHANGED],
        "may_undo": row.may_undo(at=timezone.now()),
        "kept": row.changes.exclude(kept_because="")
        .values_list("number", "kept_because")
        .distinct(),
        "is_mine": row.made_by == request.user.person,
    }
    return render(request, "arrivals/import.html", context)


@require_POST
@needs(Right.INVITE_PEOPLE)
def run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    run_import(people_import=_find(request, uuid), by=request.user.person)
    return redirect("arrivals:import", uuid)


@require_POST
@needs(Right.INVITE_PEOPLE)
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row, now = _find(request, uuid), timezone.now()
    if row.may_undo(at=now):
        undo_import(people_import=row, by=request.user.person, at=now)
    else:
        messages.info(request, _("A list can be taken back for 24 hours. That time is over."))
    return redirect("arrivals:import", uuid)


@needs(Right.INVITE_PEOPLE)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A file to start from, with the words we know in it."""
    if kind not in HEADINGS:
        raise Http404
    columns, __ = HEADINGS[kind]
    content = write_table(columns, example_rows(kind))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return response


def _find(request: HttpRequest, uuid: UUID) -> PeopleImport:
    rows = PeopleImport.objects.visible_to(request.user.person).select_related("made_by")
    return get_object_or_404(rows, uuid=uuid)
