"""A page of its own for questions about people themselves, after their answers were sent.

That somebody may open it stands in their session alone, for one use, and is written down nowhere.
"""

from __future__ import annotations

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation.actions.equality import count_equality_answers
from evaluation.disclosure.thresholds import QUOTING
from evaluation.forms.equality import EqualityForm
from evaluation.models import Plan

IN_SESSION = "equality_questions"
REMEMBERED_FOR = timedelta(days=1)
"""A form sent twice at one moment is counted once."""


def offer(request: HttpRequest, plan: Plan, onward: str) -> str:
    """Returns where to go from here."""
    once = token_urlsafe(16)
    request.session[IN_SESSION] = {"plan": str(plan.uuid), "onward": onward, "once": once}
    return reverse("evaluation:equality")


def take_offer_back(request: HttpRequest) -> None:
    """The next person at this device is somebody else."""
    request.session.pop(IN_SESSION, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_equality(request: HttpRequest) -> HttpResponse:
    offered = request.session.get(IN_SESSION) or {}
    plans = Plan.objects.filter(has_equality_questions=True)
    plan = plans.filter(uuid=offered["plan"]).first() if offered else None
    if plan is None:
        return redirect("/")
    form = EqualityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        take_offer_back(request)
        if cache.add(f"equality:{offered['once']}", 1, timeout=REMEMBERED_FOR.total_seconds()):
            _count(request, plan, form)
        return redirect(offered["onward"])
    context = {"form": form, "onward": offered["onward"], "least": QUOTING * plan.k}
    return render(request, "evaluation/equality.html", context)


def _count(request: HttpRequest, plan: Plan, form: EqualityForm) -> None:
    if count_equality_answers(plan=plan, given=form.cleaned_data):
        messages.success(request, _("These answers are counted, apart from all others."))
