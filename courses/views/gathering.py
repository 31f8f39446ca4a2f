"""Training that others offer, as whoever runs sessions keeps it; and all sessions as a table."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import audit
from accounts.doors import needs
from accounts.rights import Right
from accounts.spreadsheets import MAX_BYTES, SpreadsheetError, stream_table, write_table
from courses.actions.gathering import (
    TwiceError,
    apply_training_list,
    keep_training,
    show_training,
    upload_training_list,
)
from courses.forms.calendar import OtherTrainingForm, TrainingListForm
from courses.models import LiveSession, OtherTraining, TrainingList
from courses.session_table import HEADINGS, rows_of
from courses.training_lists import COLUMNS, EXAMPLE, Outcome

AT_ONCE = 25
CSV = "text/csv; charset=utf-8"


@needs(Right.RUN_SESSIONS)
@require_safe
def other_training(request: HttpRequest) -> HttpResponse:
    found = OtherTraining.objects.to_come(at=timezone.now()).with_words()
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "courses/calendar/others.html", {"page": page})


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_other(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new one, or a change of one."""
    training = get_object_or_404(OtherTraining, pk=pk) if pk else OtherTraining()
    form = OtherTrainingForm(request.POST or None, instance=training)
    if request.method == "POST" and form.is_valid():
        try:
            keep_training(facts=form.facts, by=request.user.person, training=training)
        except TwiceError:
            words = _("This training, of this provider at this time, is on the calendar already.")
            form.add_error("title", words)
        else:
            messages.success(request, _("Kept."))
            return redirect("courses:other_training")
    return render(request, "courses/calendar/other.html", {"form": form, "is_new": pk is None})


@needs(Right.RUN_SESSIONS)
@require_POST
def show_other(request: HttpRequest, pk: int) -> HttpResponse:
    training, is_shown = get_object_or_404(OtherTraining, pk=pk), "show" in request.POST
    show_training(training=training, is_shown=is_shown, by=request.user.person)
    words = _("It is on the calendar again.") if is_shown else _("It is off the calendar.")
    messages.success(request, words)
    return redirect("courses:other_training")


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = TrainingListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = upload_training_list(
                content=file.read(MAX_BYTES + 1),
                file_name=file.name,
                by=request.user.person,
                at=timezone.now(),
            )
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("courses:training_list", made.uuid)
    return render(request, "courses/calendar/upload.html", {"form": form})


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def training_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the list would do, row by row; its button does it."""
    found = get_object_or_404(TrainingList, uuid=uuid, made_by=request.user.person)
    if request.method == "POST":
        apply_training_list(training_list=found, by=request.user.person, at=timezone.now())
        return redirect("courses:training_list", uuid)
    counts = Counter(outcome for _number, _title, outcome, _notes in found.reports)
    labels = dict(Outcome.choices)
    told = [row for row in found.reports if row[2] != Outcome.SAME or row[3]]
    rows = [(number, title, labels[outcome], notes) for number, title, outcome, notes in told]
    context = {
        "list": found,
        "page": Paginator(rows, AT_ONCE).get_page(request.GET.get("page")),
        "counts": [(label, counts[kind]) for kind, label in Outcome.choices],
        "to_do": counts[Outcome.NEW] + counts[Outcome.CHANGED],
    }
    return render(request, "courses/calendar/list.html", context)


@needs(Right.RUN_SESSIONS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """A file to start from, with one made-up row."""
    headers = {"Content-Disposition": content_disposition_header(True, "training.csv")}
    return HttpResponse(write_table(COLUMNS, [EXAMPLE]), content_type=CSV, headers=headers)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def sessions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every session that they may see, without anybody who comes."""
    person = request.user.person
    audit.record(actor=person, verb="sessions.exported", target=person)
    name = f"sessions-{timezone.localdate().isoformat()}.csv"
    rows = rows_of(LiveSession.objects.visible_to(request.user))
    return StreamingHttpResponse(
        stream_table([str(heading) for heading in HEADINGS], rows),
        content_type=CSV,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )
