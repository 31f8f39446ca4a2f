"""Cohorts as whoever leads them plans them, and as the people in them see them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.cohorts import (
    PartInUseError,
    change_cohort,
    keep_series,
    plan_cohort,
)
from courses.actions.planning import StaleError
from courses.credit import own_parts, sessions_again, standings_of, taken_by
from courses.forms.cohorts import CohortForm, SeriesForm
from courses.forms.edits import SAVED_MEANWHILE
from courses.heard import heard_paths
from courses.models import Cohort, LiveSession, Membership, Series, SeriesPart
from courses.series import Standing, standing_with
from evaluation.models import PlannedWave
from evaluation.permissions import can_see_results

AT_ONCE = 25


@needs(Right.RUN_SESSIONS)
@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    found = Cohort.objects.planned_by(request.user).with_size().select_related("lead", "series")
    pages = Paginator(found, AT_ONCE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "series": Series.objects.prefetch_related("parts"),
        "changeable": set(Series.objects.changed_by(request.user).values_list("pk", flat=True)),
    }
    return render(request, "courses/cohorts/list.html", context)


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    form = CohortForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        made = plan_cohort(facts=form.facts, by=request.user.person)
        messages.success(request, _("Kept. Now say who belongs to it."))
        return redirect("courses:cohort", made.pk)
    return render(request, "courses/cohorts/plan.html", {"form": form})


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Cohort.objects.planned_by(request.user), pk=pk)
    form = CohortForm(request.POST or None, instance=Cohort.objects.get(pk=pk), by=request.user)
    if request.method == "POST" and form.is_valid() and _change(request, found, form):
        still = Cohort.objects.planned_by(request.user).filter(pk=pk).exists()
        return redirect("courses:cohort", pk) if still else redirect("courses:cohorts")
    return render(request, "courses/cohorts/plan.html", {"form": form, "cohort": found})


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs to it and from where, its sessions, and for its lead who has which part."""
    planned = Cohort.objects.planned_by(request.user)
    found = get_object_or_404(
        planned.select_related("lead", "series", "age_band", "course", "evaluation_plan"), pk=pk
    )
    members = found.memberships.current().by_name()
    parts = _parts_of(found)
    sessions = LiveSession.objects.visible_to(request.user).filter(cohort=found)
    shows_parts = bool(parts) and found.shows_parts_to(request.user.person)
    context = {
        "cohort": found,
        "rows": _rows(found, members, parts if shows_parts else []),
        "size": len(members),
        "mix": members.mix(),
        "shows_parts": shows_parts,
        "heard": heard_paths(request.user, found),
        "groups": _by_part(parts, list(sessions)),
        "moments": _asked_when(found),
        "sees_results": can_see_results(request.user.person),
    }
    return render(request, "courses/cohorts/cohort.html", context)


@never_cache
@login_required
@require_safe
def own_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """What a member sees: their sessions, which parts they have, and where to take one again."""
    person, now = request.user.person, timezone.now()
    mine = Cohort.objects.of(person).select_related("lead", "series", "evaluation_plan")
    found = get_object_or_404(mine, pk=pk)
    own, parts = own_parts(person, at=now), _parts_of(found)
    booked = {meeting.part for meeting in taken_by([person], at=now)[person.pk]}
    sessions = found.sessions.offered().for_list(person)
    keys = {part.pk for part in parts}
    context = {
        "cohort": found,
        "parts": [
            (part, standing_with(part.pk, had=own.had, booked=booked, missed=own.missed))
            for part in parts
        ],
        "again": [one for one in sessions_again(person, own, at=now) if one.part_id in keys],
        "to_come": sessions.to_come(at=now),
        "over": sessions.filter(starts_at__lte=now),
        "moments": _asked_when(found),
    }
    return render(request, "courses/cohorts/own.html", context)


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_series(request: HttpRequest) -> HttpResponse:
    return _series_page(request, None)


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_series(request: HttpRequest, pk: int) -> HttpResponse:
    return _series_page(request, get_object_or_404(Series.objects.changed_by(request.user), pk=pk))


def _series_page(request: HttpRequest, series: Series | None) -> HttpResponse:
    start = {}
    if series:
        titles = "\n".join(part.title for part in series.parts.all())
        start = {"title": series.title, "about": series.about, "parts": titles}
        start["edits"] = series.edits
    form = SeriesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and _keep_series(request, form, series):
        return redirect("courses:cohorts")
    return render(request, "courses/cohorts/series.html", {"form": form, "series": series})


def _change(request: HttpRequest, found: Cohort, form: CohortForm) -> bool:
    by, seen = request.user.person, form.cleaned_data["edits"]
    try:
        change_cohort(cohort=found, facts=form.facts, by=by, seen=seen)
    except StaleError:
        form.show_edit(Cohort.objects.get(pk=found.pk).edits)
        form.add_error(None, SAVED_MEANWHILE)
        return False
    messages.success(request, _("Saved."))
    return True


def _keep_series(request: HttpRequest, form: SeriesForm, series: Series | None) -> bool:
    try:
        by, seen = request.user.person, form.cleaned_data["edits"]
        keep_series(**form.facts, by=by, series=series, seen=seen)
    except StaleError:
        form.show_edit(Series.objects.get(pk=series.pk).edits)
        form.add_error(None, SAVED_MEANWHILE)
        return False
    except PartInUseError as error:
        words = _(
            "“%(part)s” has sessions already, and its title is not in the list. Put it back. To "
            "give it another title, change that line alone and save; then add or take away others."
        )
        form.add_error("parts", words % {"part": error.part.title})
        return False
    messages.success(request, _("Kept."))
    return True


def _asked_when(cohort: Cohort) -> list[PlannedWave]:
    """The moments of its plan, in their order, with what each asks."""
    plan = cohort.evaluation_plan
    return list(plan.waves.prefetch_related("measures__version__wordings")) if plan else []


def _parts_of(cohort: Cohort) -> list[SeriesPart]:
    return list(cohort.series.parts.all()) if cohort.series else []


def _rows(
    cohort: Cohort, members: list[Membership], parts: list[SeriesPart]
) -> list[tuple[Membership, str]]:
    """Each member, with words on their parts where `parts` are shown."""
    if not parts:
        return [(membership, "") for membership in members]
    people = [membership.person for membership in members]
    standings = standings_of(cohort, people, parts, at=timezone.now())
    return [(one, _words_on_parts(standings[one.person_id], parts)) for one in members]


def _words_on_parts(stands: dict[int, Standing], parts: list[SeriesPart]) -> str:
    had, missed = (
        [str(part.number) for part in parts if stands[part.pk] is wanted]
        for wanted in (Standing.HAD, Standing.MISSED)
    )
    words = [_("Has no part yet.")]
    if had:
        said = ngettext("Has part %s.", "Has parts %s.", len(had))
        words = [said % get_text_list(had, _("and"))]
    if missed:
        said = ngettext("Was not at part %s.", "Was not at parts %s.", len(missed))
        words.append(said % get_text_list(missed, _("and")))
    return " ".join(words)


def _by_part(
    parts: list[SeriesPart], sessions: list[LiveSession]
) -> list[tuple[SeriesPart | None, list[LiveSession]]]:
    """Its sessions under the part each is of; what is of none comes last."""
    keys = {part.pk for part in parts}
    others = [one for one in sessions if one.part_id not in keys]
    found: list[tuple[SeriesPart | None, list[LiveSession]]] = [
        (part, [one for one in sessions if one.part_id == part.pk]) for part in parts
    ]
    return [*found, (None, others)] if others or not parts else found
