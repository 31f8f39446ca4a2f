"""One's own record of learning, for oneself and for a regulator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.noting import keep_note
from courses.cpd import learning_of, record_of
from courses.cpd_log import Log, Shape
from courses.forms.cpd import DownloadForm, NoteForm, PeriodForm
from courses.pdf.papers import cpd_pdf
from courses.views.elsewhere import sent


@login_required
@require_safe
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    asked = request.GET if {"since", "until"} & set(request.GET) else None
    form = PeriodForm(asked)
    form.is_valid()
    since, until = form.period
    period = {"since": since.isoformat(), "until": until.isoformat()}
    return render(
        request,
        "courses/cpd.html",
        {
            "form": form if asked else PeriodForm(initial=period),
            "download": DownloadForm(initial={**period, "shape": Shape.NMC}),
            "record": record_of(request.user.person, since=since, until=until),
        },
    )


@login_required
@require_safe
@never_cache
def download(request: HttpRequest, kind: str) -> HttpResponse:
    form = DownloadForm(request.GET)
    if not form.is_valid():
        return redirect("courses:cpd")
    since, until = form.period
    found = record_of(request.user.person, since=since, until=until)
    log = Log(found, form.cleaned_data["shape"], form.cleaned_data["notes"])
    if kind == "csv":
        return _file(log.csv, "text/csv; charset=utf-8", since, until, kind)
    content = cpd_pdf(log, person=request.user.person, on=timezone.localdate())
    return _file(content, "application/pdf", since, until, kind)


@sensitive_post_parameters("words")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def note(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    person = request.user.person
    mine = learning_of(person, kind)
    if mine is None:
        raise Http404
    about = get_object_or_404(mine.select_related("cpd_note"), pk=pk)
    kept = getattr(about, "cpd_note", None)
    initial = {"words": kept.words, "section": kept.section} if kept else {}
    form = NoteForm(initial=initial, **sent(request))
    if request.method == "POST" and form.is_valid():
        keep_note(person=person, about=about, **form.cleaned_data)
        messages.success(request, _("Your note is kept. Only you can read it."))
        return redirect(f"{reverse('courses:cpd')}?{request.GET.urlencode()}")
    return render(request, "courses/cpd_note.html", {"form": form, "about": about})


def _file(content: str | bytes, content_type: str, since, until, ending: str) -> HttpResponse:
    name = f"cpd-{since.isoformat()}-{until.isoformat()}.{ending}"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )
