"""Evaluation plans as leads keep them: begin one, change its words, rules and moments."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import open_to
from evaluation.actions.agreeing import SeveralPlacesError, ask_for_small_groups
from evaluation.actions.moments import (
    SameCodesError,
    drop_moment,
    keep_moment,
    moments_to_keep,
)
from evaluation.actions.planning import (
    NotAgreedError,
    PlanLockedError,
    StaleError,
    change_plan,
    start_plan,
)
from evaluation.forms.planning import MomentForm, OfPlanForm, PlanForm, SmallGroupsForm, StartForm
from evaluation.models import Plan, Wave
from evaluation.permissions import can_clear_quotations, can_keep_plans
from evaluation.plan_pages import flow_in_words, groups_in_words, moments_of, use_of

AT_ONCE = 25
FLOW_COLUMNS = (gettext_lazy("What it counts"), gettext_lazy("How many"))
STALE = gettext_lazy(
    "Somebody saved this plan meanwhile. What you wrote still stands here: look at what is saved "
    "now, then save again."
)
LOCKED = gettext_lazy("Somebody has answered meanwhile, so this stays as it was.")
SEVERAL = gettext_lazy(
    "This plan is used in more than one place. Five people are for one pilot or one session: begin "
    "a plan of its own for it."
)
TOO_FEW = gettext_lazy("Fewer than ten need the agreement of the privacy officer.")


@open_to(can_keep_plans)
@require_safe
def list_plans(request: HttpRequest) -> HttpResponse:
    pages = Paginator(Plan.objects.with_use(), AT_ONCE)
    context = {"page": pages.get_page(request.GET.get("page"))}
    return render(request, "evaluation/plans/list.html", context)


@open_to(can_keep_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = start_plan(**form.facts, by=request.user.person, at=timezone.now())
        messages.success(request, _("Kept. Read it through, and change what should be different."))
        return redirect("evaluation:plan", made.uuid)
    return render(request, "evaluation/plans/start.html", {"form": form})


@never_cache
@open_to(can_keep_plans)
@require_safe
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Plan, uuid=uuid)
    context = {
        "plan": found,
        "is_answered": found.is_answered,
        "consent": found.consent,
        "moments": moments_of(found),
        "groups": groups_in_words(found),
        "use": use_of(found),
        "may_clear": can_clear_quotations(request.user.person),
        "flow": flow_in_words(found),
        "flow_columns": FLOW_COLUMNS,
        "has_results": found.releases.exists(),
    }
    return render(request, "evaluation/plans/plan.html", context)


@require_safe
def protocol(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For whoever is asked, with an account or without, and whoever wants to know how."""
    found = get_object_or_404(Plan, uuid=uuid)
    context = {
        "plan": found,
        "consent": found.consent,
        "moments": [row for row in moments_of(found) if row.planned],
        "groups": groups_in_words(found),
    }
    return render(request, "evaluation/plans/protocol.html", context)


@never_cache
@open_to(can_keep_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Plan, uuid=uuid)
    form = PlanForm(request.POST or None, plan=_saved(found))

    def save() -> None:
        change_plan(
            plan=found,
            facts=form.facts,
            consent=form.cleaned_data["consent"],
            by=request.user.person,
            seen=form.cleaned_data["seen"],
            at=timezone.now(),
        )

    if _is_saved(request, form, save, lambda: PlanForm(plan=_saved(found))):
        return redirect("evaluation:plan", uuid)
    return _page(request, "change", form, found)


@never_cache
@open_to(can_keep_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def moment(request: HttpRequest, uuid: UUID, wave: str) -> HttpResponse:
    found = get_object_or_404(Plan, uuid=uuid)
    is_locked = wave not in moments_to_keep(found)
    if wave not in Wave.values or (is_locked and request.method != "POST"):
        raise Http404
    form = _moment_form(request.POST or None, _saved(found), wave)

    def save() -> None:
        keep_moment(
            plan=found,
            wave=wave,
            facts=form.facts,
            by=request.user.person,
            seen=form.cleaned_data["seen"],
            at=timezone.now(),
        )

    if _is_saved(request, form, save, lambda: _moment_form(None, _saved(found), wave)):
        return redirect("evaluation:plan", uuid)
    is_there = found.waves.filter(wave=wave).exists()
    can_drop = is_there and not found.is_answered
    more = {"moment": Wave(wave).label, "wave": wave, "can_drop": can_drop}
    return _page(request, "moment", form, found, **more)


@open_to(can_keep_plans)
@require_POST
def drop(request: HttpRequest, uuid: UUID, wave: str) -> HttpResponse:
    found = get_object_or_404(Plan, uuid=uuid)
    form = OfPlanForm(request.POST, plan=found)
    if wave not in Wave.values or not form.is_valid():
        raise Http404
    by, seen = request.user.person, form.cleaned_data["seen"]
    try:
        drop_moment(plan=found, wave=wave, by=by, seen=seen, at=timezone.now())
    except PlanLockedError:
        messages.error(request, LOCKED)
    except StaleError:
        messages.error(request, _("Somebody saved this plan meanwhile. Nothing was taken away."))
    else:
        messages.success(request, _("Taken away. Nobody is asked at that moment any more."))
    return redirect("evaluation:plan", uuid)


@never_cache
@open_to(can_keep_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_small(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Plan, uuid=uuid)
    if found.is_answered and request.method != "POST":
        raise Http404
    form = SmallGroupsForm(request.POST or None, plan=found)

    def save() -> None:
        seen = form.cleaned_data["seen"]
        by, now = request.user.person, timezone.now()
        ask_for_small_groups(plan=found, **form.facts, by=by, seen=seen, at=now)

    if _is_saved(request, form, save, lambda: SmallGroupsForm(plan=_saved(found))):
        return redirect("evaluation:plan", uuid)
    return _page(request, "ask_small", form, found)


def _saved(plan: Plan) -> Plan:
    """As it is now."""
    return Plan.objects.get(pk=plan.pk)


def _moment_form(data: QueryDict | None, plan: Plan, wave: str) -> MomentForm:
    planned = plan.waves.filter(wave=wave).first()
    return MomentForm(data, plan=plan, wave=wave, planned=planned)


def _is_saved(
    request: HttpRequest,
    form: OfPlanForm,
    save: Callable[[], None],
    fresh: Callable[[], OfPlanForm],
) -> bool:
    """What stands in the way is said on the form, with everything typed still there.

    That somebody has answered since it was opened is such a thing.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save()
    except StaleError:
        form.hold_against(fresh())
        form.add_error(None, STALE)
    except PlanLockedError:
        form.add_error(None, LOCKED)
    except NotAgreedError:
        form.add_error("k", TOO_FEW)
    except SeveralPlacesError:
        form.add_error(None, SEVERAL)
    except SameCodesError as problem:
        form.add_error(None, _same_codes(problem))
    else:
        messages.success(request, _("Saved."))
        return True
    return False


def _same_codes(problem: SameCodesError) -> str:
    words = _(
        "“%(one)s” and “%(other)s” use the same code (%(codes)s), so their figures could not be "
        "told apart. Ask only one of them, or publish one with other codes."
    )
    one, other = problem.titles
    return words % {"one": one, "other": other, "codes": ", ".join(problem.codes)}


def _page(
    request: HttpRequest, name: str, form: OfPlanForm, found: Plan, **more: object
) -> HttpResponse:
    context = {"form": form, "plan": found, "saved": form.saved_meanwhile, **more}
    return render(request, f"evaluation/plans/{name}.html", context)
