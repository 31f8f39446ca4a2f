"""A page of its own for questions about people themselves, after their answers were sent.

That somebody may open it stands on their device alone, for one use, and is written down nowhere.
"""

from __future__ import annotations

import json
from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.equality import count_equality_answers
from evaluation.disclosure.thresholds import QUOTING
from evaluation.forms.equality import EqualityForm
from evaluation.models import Plan

COOKIE = "about_you"
REMEMBERED_FOR = timedelta(days=1)
"""A form sent twice at one moment is counted once."""


def offer(answer: HttpResponse, plan: Plan, onward: str) -> HttpResponse:
    """Kept by the device alone: a session would keep it in the database, beside a name."""
    offered = {"plan": str(plan.uuid), "onward": onward, "once": token_urlsafe(16)}
    answer.set_signed_cookie(
        COOKIE,
        urlsafe_base64_encode(json.dumps(offered).encode()),
        salt=COOKIE,
        max_age=REMEMBERED_FOR,
        path=reverse("evaluation:equality"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def take_offer_back(answer: HttpResponse) -> HttpResponse:
    """The next person at this device is somebody else."""
    answer.delete_cookie(COOKIE, path=reverse("evaluation:equality"))
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_equality(request: HttpRequest) -> HttpResponse:
    offered = _offered(request)
    plans = Plan.objects.filter(has_equality_questions=True)
    plan = plans.filter(uuid=offered["plan"]).first() if offered else None
    if plan is None:
        return redirect("/")
    form = EqualityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if cache.add(f"equality:{offered['once']}", 1, timeout=REMEMBERED_FOR.total_seconds()):
            _count(request, plan, form)
        return take_offer_back(redirect(offered["onward"]))
    context = {"form": form, "onward": offered["onward"], "least": QUOTING * plan.k}
    return render(request, "evaluation/equality.html", context)


def _offered(request: HttpRequest) -> dict[str, str]:
    kept = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=REMEMBERED_FOR)
    return json.loads(urlsafe_base64_decode(kept)) if kept else {}


def _count(request: HttpRequest, plan: Plan, form: EqualityForm) -> None:
    if count_equality_answers(plan=plan, given=form.cleaned_data):
        messages.success(request, _("These answers are counted, apart from all others."))
