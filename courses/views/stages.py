"""Pathways with stages: one's own, and those of the people one decides about or supervises."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions import staging
from courses.forms.stages import MoveOnForm, SupervisionForm, SupervisorForm
from courses.models import Candidacy, StagedPathway, Supervision
from courses.stages import Stage

AT_ONCE = 25


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    own = request.user.person.candidacies.with_stage().order_by("ended_on", "pk")
    on_now = own.filter(ended_on=None).values("pathway")
    to_apply_for = StagedPathway.objects.filter(is_open=True).exclude(pk__in=on_now)
    context = {
        "candidacies": own,
        "open": to_apply_for.annotate(courses_asked=Count("courses")),
        "others": _others(request).exists(),
    }
    return render(request, "courses/stages/mine.html", context)


@login_required
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    pathway = get_object_or_404(StagedPathway, pk=pk, is_open=True)
    person, now = request.user.person, timezone.now()
    made = staging.apply_for_pathway(person=person, pathway=pathway, at=now)
    messages.success(request, _("You have applied. This page shows what comes next."))
    return redirect("courses:candidacy", made.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """The four stages, what is left, and the hours: a POST writes one down."""
    found = _found(request.user.person.candidacies, pk)
    is_logging = not found.ended_on and Stage.SUPERVISED in found.facts.reached
    form = SupervisionForm(request.POST or None) if is_logging else None
    if form and request.method == "POST" and form.is_valid():
        held_on = form.cleaned_data["held_on"]
        person, minutes = request.user.person, form.minutes
        staging.log_supervision(person=person, candidacy=found, held_on=held_on, minutes=minutes)
        messages.success(request, _("Written down. It counts once it is confirmed."))
        return redirect("courses:candidacy", pk)
    context = {
        "candidacy": found,
        "stages": Stage,
        "form": form,
        "is_mine": True,
        "names_courses": True,
    }
    return render(request, "courses/stages/candidacy.html", context)


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    page = Paginator(_others(request).with_stage().order_by("pk"), AT_ONCE)
    context = {"page": page.get_page(request.GET.get("page")), "labels": dict(Stage.choices)}
    return render(request, "courses/stages/people.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever decides moves them on and names their supervisor; a supervisor only confirms."""
    found = _found(_others(request), pk)
    may_decide = _decidable(request).filter(pk=pk).exists()
    said = request.POST if request.method == "POST" else None
    is_naming = bool(said and "address" in said)
    move = MoveOnForm(None if is_naming else said, candidacy=found)
    name = SupervisorForm(said if is_naming else None, candidacy=found)
    if said and not may_decide:
        raise Http404
    if said and (name if is_naming else move).is_valid():
        _decide(request, found, name if is_naming else move)
        return redirect("courses:candidacy_of", pk)
    context = {
        "candidacy": found,
        "stages": Stage,
        "move": move if may_decide else None,
        "name": name if may_decide else None,
        "is_mine": False,
        "names_courses": may_decide,  # What somebody has finished is no business of a supervisor.
    }
    return render(request, "courses/stages/candidacy.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Supervision, pk=pk, candidacy__in=_others(request).values("pk"))
    seen = request.POST.get("minutes", "")
    minutes = int(seen) if seen.isdecimal() and len(seen) < 5 else found.minutes
    by, now = request.user.person, timezone.now()
    if staging.confirm_supervision(supervision=found, minutes=minutes, by=by, at=now):
        messages.success(request, _("Confirmed."))
    elif found.confirmed_at is None:
        messages.info(request, _("The time was changed meanwhile. Read it again, then confirm."))
    return redirect("courses:candidacy_of", found.candidacy_id)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: HttpRequest, pk: int) -> HttpResponse:
    by = request.user.person
    allowed = Candidacy.objects.current() & (
        Candidacy.objects.filter(person=by) | _decidable(request)
    )
    found = _found(allowed, pk)
    is_mine = found.person_id == by.pk
    if request.method == "POST":
        staging.step_back(candidacy=found, by=by, at=timezone.now())
        messages.success(request, _("Kept as history. What was reached stays written down."))
        return redirect("courses:stages" if is_mine else "courses:stages_people")
    context = {"candidacy": found, "is_mine": is_mine}
    return render(request, "courses/stages/step_back.html", context)


def _decide(request: HttpRequest, found: Candidacy, form: MoveOnForm | SupervisorForm) -> None:
    facts = {"candidacy": found, "by": request.user.person, "at": timezone.now()}
    if isinstance(form, SupervisorForm):
        staging.name_supervisor(**facts, supervisor=form.person)
        messages.success(request, _("They may confirm the hours now."))
        return
    to = request.POST.get("to", "")
    try:
        if to not in set(Stage):
            raise staging.NotReadyError
        staging.move_on(**facts, to=Stage(to), on=form.cleaned_data["on"])
    except staging.NotReadyError:
        messages.warning(request, _("Something is left before that stage. This page says what."))
    else:
        messages.success(request, _("Written down, with its day."))


def _decidable(request: HttpRequest):
    return Candidacy.objects.decidable_by(request.user.person, on=timezone.localdate())


def _others(request: HttpRequest):
    return Candidacy.objects.current().open_to(request.user.person, on=timezone.localdate())


def _found(rows, pk: int) -> Candidacy:
    return get_object_or_404(rows.with_facts(), pk=pk)
