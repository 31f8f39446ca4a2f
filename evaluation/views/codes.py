"""Answer by the code on a slip, without an account.

Which code it is stands in a cookie of this device. A session would keep it in the database, to the
minute, and beside the name of whoever is signed in there.
"""

from __future__ import annotations

from dataclasses import replace

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.phrases import tidy_key
from evaluation.actions.talking import support_for
from evaluation.bearers import Bearer, Standing, bearer_of_code
from evaluation.forms.rooms import CodeForm
from evaluation.models import AccessCode, Way
from evaluation.views.devices import Mark
from evaluation.views.equality import take_offer_back
from evaluation.views.page import answer_page, asked_of, over

COOKIE = "survey_code"
AT_MOST = 12 * 60 * 60
WORDS = {
    Standing.CLOSED: _("The questions are not open just now. Ask your facilitator to open them."),
    Standing.SENT: _("Your answers are in. Thank you."),
    Standing.TAKEN_BACK: _("You took your answers back, so you are not asked again."),
    Standing.ON_PAPER: _("The sheet with this code was filled in on paper."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not ratelimit.consume(request, action="survey_code_missed", dry_run=True):
            return ratelimit.respond_429(request)
        if form.is_valid():
            return _opened(request, form)
        ratelimit.consume(request, action="survey_code_missed")
    return render(request, "evaluation/code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_code(request: HttpRequest, number: int) -> HttpResponse:
    code = _code_of(request)
    if code is None:
        return _told(request, Standing.CLOSED)
    bearer, mark, is_posted = _bearer(code), _mark(), request.method == "POST"
    shown = mark.seen(request, bearer)
    if shown.standing not in {Standing.OPEN, Standing.SENT}:
        return _told(request, shown.standing)
    if is_posted and bearer.standing is not Standing.OPEN:
        return over(request, WORDS[bearer.standing], reverse("evaluation:code"))
    asking = asked_of(
        shown,
        url_name="evaluation:code_page",
        args=(),
        onward=reverse("evaluation:code_done"),
        own=reverse("evaluation:code"),
    )
    answer = answer_page(request, asking, number)
    return mark.leave(request, answer, bearer, replace(bearer)) if is_posted else answer


@never_cache
@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest) -> HttpResponse:
    """The next person at this device begins anew. Whom to turn to is said to everybody."""
    code = _code_of(request)
    context = {"support_person": support_for(code.occasion) if code else None}
    answer = render(request, "evaluation/code_done.html", context)
    answer.delete_cookie(COOKIE, path=reverse("evaluation:code"))
    if code and _bearer(code).standing is not Standing.OPEN:
        answer.delete_cookie(_mark().name, path=_mark().path)
    return take_offer_back(answer)


def _opened(request: HttpRequest, form: CodeForm) -> HttpResponse:
    code = form.cleaned_data["code"]
    if "take_back" in request.POST:
        return redirect("evaluation:link_take_back", tidy_key(request.POST["code"]))
    bearer = _mark().seen(request, _bearer(code))
    if bearer.standing not in {Standing.OPEN, Standing.SENT}:
        return _told(request, bearer.standing)
    answer = redirect("evaluation:code_page", bearer.pages.goes_on_at or 1)
    answer.set_signed_cookie(
        COOKIE,
        str(code.pk),
        salt=COOKIE,
        path=reverse("evaluation:code"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return take_offer_back(answer)


def _mark() -> Mark:
    return Mark("code_begun", reverse("evaluation:code"), AT_MOST)


def _bearer(code: AccessCode) -> Bearer:
    return bearer_of_code(code, way=Way.ROOM, at=timezone.now())


def _code_of(request: HttpRequest) -> AccessCode | None:
    pk = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE, max_age=AT_MOST)
    return AccessCode.objects.select_related("occasion__plan").filter(pk=pk).first()


def _told(request: HttpRequest, standing: Standing) -> HttpResponse:
    messages.info(request, WORDS[standing])
    return redirect("evaluation:code")
