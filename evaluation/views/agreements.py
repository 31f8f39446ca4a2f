"""Plans that ask for totals of fewer than ten: the privacy officer agrees, or says why not."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import open_to
from evaluation.actions.agreeing import (
    NothingAskedError,
    SeveralPlacesError,
    agree_to_small_groups,
    decline_small_groups,
)
from evaluation.actions.planning import NotAgreedError, PlanLockedError
from evaluation.forms.planning import DeclineForm
from evaluation.models import Plan
from evaluation.permissions import can_agree_to_small_groups
from evaluation.plan_pages import groups_in_words, moments_of


@never_cache
@open_to(can_agree_to_small_groups)
@require_safe
def list_asked(request: HttpRequest) -> HttpResponse:
    plans = Plan.objects.waiting_for_agreement().select_related("k_asked_by")
    return render(request, "evaluation/plans/agreements.html", {"plans": plans})


@never_cache
@open_to(can_agree_to_small_groups)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    waiting = Plan.objects.waiting_for_agreement().select_related("k_asked_by")
    plan = get_object_or_404(waiting, uuid=uuid)
    agrees = "agree" in request.POST
    form = DeclineForm(request.POST if request.method == "POST" and not agrees else None)
    if request.method == "POST" and (agrees or form.is_valid()):
        _answer(request, plan, why="" if agrees else form.cleaned_data["why"])
        return redirect("evaluation:agreements")
    own = plan.k_asked_by_id == request.user.person.pk
    context = {
        "plan": plan,
        "form": form,
        "moments": moments_of(plan),
        "groups": groups_in_words(plan),
        "own": own,
    }
    return render(request, "evaluation/plans/agreement.html", context)


def _answer(request: HttpRequest, plan: Plan, *, why: str) -> None:
    by, now = request.user.person, timezone.now()
    try:
        if why:
            decline_small_groups(plan=plan, why=why, by=by, at=now)
        else:
            agree_to_small_groups(plan=plan, by=by, at=now)
    except PlanLockedError:
        messages.error(request, _("Somebody has answered meanwhile: the plan stays as it is."))
    except SeveralPlacesError:
        messages.error(request, _("The plan is used in several places by now. It stays as it is."))
    except NotAgreedError:
        messages.error(request, _("It does not say whether it is a pilot. The lead asks again."))
    except NothingAskedError:
        messages.info(request, _("Somebody has answered this already."))
    except PermissionDenied:
        messages.error(request, _("You asked for it yourself. Somebody else answers it."))
    else:
        messages.success(request, _("Answered. The lead sees it on the page of the plan."))
