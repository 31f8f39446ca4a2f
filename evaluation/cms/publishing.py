"""Pages of the editor on which an instrument is seen as it will be asked, and published."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from evaluation.actions.publishing import (
    DraftChangedError,
    NotPublishableError,
    publish_draft,
    reasons_against,
)
from evaluation.foresight import Foreseen, Outcome, foresee, mark_of
from evaluation.forms import SectionForm
from evaluation.instrument_files import InstrumentFile, InstrumentFileError
from evaluation.models import Instrument
from evaluation.permissions import can_publish_instruments, can_write_instruments


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    if not can_publish_instruments(request.user):
        raise PermissionDenied
    instrument = get_object_or_404(Instrument, pk=pk)
    if request.method == "POST":
        return _published(request, instrument)
    file, _problems = _draft(instrument)
    context = {
        "instrument": instrument,
        "reasons": reasons_against(instrument, by=request.user),
        "has_licence": hasattr(instrument, "licence"),
        "edit": _edit(instrument),
        "page_title": _("Publish a version"),
        "page_subtitle": instrument.title,
        "header_icon": "upload",
    }
    if file:
        current = instrument.current and instrument.current.file
        context |= {"foreseen": foresee(current, file), "mark": mark_of(file)}
    return render(request, "evaluation/cms/publish_instrument.html", context)


def _published(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    mark = request.POST.get("mark", "")
    try:
        found = publish_draft(instrument=instrument, mark=mark, by=request.user, at=timezone.now())
    except NotPublishableError:
        messages.error(request, _("Nothing was published. The reasons stand below."))
        return redirect("publish_instrument", instrument.pk)
    except DraftChangedError:
        words = _("Nothing was published: the draft has changed since you looked. Look again.")
        messages.warning(request, words)
        return redirect("publish_instrument", instrument.pk)
    messages.success(request, _done(found))
    return redirect(_edit(instrument))


def _done(found: Foreseen) -> str:
    if found.outcome is Outcome.NOTHING:
        return _("Nothing is different: version %(number)d is what is asked.") % vars(found)
    if found.outcome is Outcome.CORRECTION:
        return _("The words of version %(number)d are corrected.") % vars(found)
    return _("Version %(number)d is published. New plans ask it.") % vars(found)


@require_safe
def preview(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the draft, drawn as people will meet it. There is nothing to send."""
    if not can_write_instruments(request.user):
        raise PermissionDenied
    instrument = get_object_or_404(Instrument, pk=pk)
    file, problems = _draft(instrument)
    if file is None:
        words = _("It cannot be shown yet: %(reason)s")
        messages.warning(request, words % {"reason": problems[0]})
        return redirect(_edit(instrument))
    number = min(max(number, 1), len(file.sections))
    section = file.section(number)
    context = {
        "instrument": instrument,
        "file": file,
        "section": section,
        "form": SectionForm(items=list(section.items), answers={}),
        "number": number,
        "many": len(file.sections),
        "shown": _("Here stands what they wrote down for themselves."),
        "conditioned": [item for item in section.items if item.shown_when],
        "edit": _edit(instrument),
    }
    return render(request, "evaluation/cms/preview.html", context)


def _draft(instrument: Instrument) -> tuple[InstrumentFile | None, list[str]]:
    """None, and why, where something in it makes no sense yet."""
    try:
        return instrument.draft, []
    except InstrumentFileError as wrong:
        return None, wrong.problems


def _edit(instrument: Instrument) -> str:
    return reverse("wagtailsnippets_evaluation_instrument:edit", args=[instrument.pk])
