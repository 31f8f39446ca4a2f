"""Answer by the code on a slip, without an account."""

from __future__ import annotations

from functools import partial

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.rooms import take_part_by_code
from evaluation.forms.rooms import CodeForm
from evaluation.models import AccessCode
from evaluation.pages import Pages
from evaluation.views.page import Asking, answer_page

IN_SESSION = "survey_code"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not ratelimit.consume(request, action="survey_code_missed", dry_run=True):
            return ratelimit.respond_429(request)
        if form.is_valid():
            return _opened(request, form.cleaned_data["code"])
        ratelimit.consume(request, action="survey_code_missed")
    return render(request, "evaluation/code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_code(request: HttpRequest, number: int) -> HttpResponse:
    codes = AccessCode.objects.select_related("occasion__plan")
    code = codes.filter(pk=request.session.get(IN_SESSION)).first()
    room = code and code.occasion.rooms.open().first()
    if code is None or room is None:
        return _not_open(request)
    pages = Pages.by_code(code, room.wave)
    if pages.is_begun_elsewhere:
        return _on_paper(request)
    asking = Asking(
        occasion=code.occasion,
        moment=room.get_wave_display(),
        pages=pages,
        reload=partial(Pages.by_code, code, room.wave),
        begin=partial(take_part_by_code, code=code, on=timezone.localdate()),
        url_name="evaluation:code_page",
        args=(),
        onward=reverse("evaluation:code_done"),
        has_account=False,
    )
    return answer_page(request, asking, number)


@never_cache
@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest) -> HttpResponse:
    """The next person at this device begins anew."""
    request.session.pop(IN_SESSION, None)
    return render(request, "evaluation/code_done.html")


def _opened(request: HttpRequest, code: AccessCode) -> HttpResponse:
    room = code.occasion.rooms.open().first()
    if room is None:
        return _not_open(request)
    pages = Pages.by_code(code, room.wave)
    if pages.is_begun_elsewhere:
        return _on_paper(request)
    request.session[IN_SESSION] = str(code.pk)
    return redirect("evaluation:code_page", pages.goes_on_at or 1)


def _on_paper(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("The sheet with this code was filled in on paper."))
    return redirect("evaluation:code")


def _not_open(request: HttpRequest) -> HttpResponse:
    words = _("The questions are not open just now. Ask your facilitator to open them.")
    messages.info(request, words)
    return redirect("evaluation:code")
