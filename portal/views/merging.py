"""Two records of one person: found, looked at beside each other, put together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.claims import settle_claim
from accounts.models import Person, RecordClaim
from accounts.permissions import may_merge_people
from portal import privacy
from portal.actions.merging import check_may_merge, merge_people

FOUND_AT_MOST = 20


@login_required
def merge(request: HttpRequest) -> HttpResponse:
    _check_door(request)
    keep, other = _chosen(request, "keep"), _chosen(request, "other")
    if not (keep and other):
        return _find(request, keep)
    problem = _problem(request, keep, other)
    if request.method == "POST" and not problem:
        merge_people(by=request.user.person, keep=keep, into_keep=other, at=timezone.now())
        messages.success(request, _("The two records of %(name)s are one now.") % {"name": keep})
        return redirect("people:person", uuid=keep.uuid)
    context = {"keep": _shown(keep), "other": _shown(other), "problem": problem}
    context["rows"] = _beside(privacy.rows_about(keep), privacy.rows_about(other))
    return render(request, "portal/merge.html", context)


@login_required
@require_POST
def keep_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody said that two records are one person, and they are not."""
    _check_door(request)
    claim = get_object_or_404(RecordClaim.objects.open(), pk=pk)
    declined = RecordClaim.Outcome.DECLINED
    settle_claim(claim=claim, by=request.user.person, outcome=declined, at=timezone.now())
    messages.success(request, _("The two records stay apart."))
    return redirect("merge_people")


def _check_door(request: HttpRequest) -> None:
    if not may_merge_people(request.user.person):
        raise PermissionDenied


def _chosen(request: HttpRequest, name: str) -> Person | None:
    wanted = request.GET.get(name)
    if not wanted:
        return None
    people = Person.objects.visible_to(request.user).select_related("user")
    try:
        return get_object_or_404(people, uuid=wanted)
    except ValidationError as not_a_uuid:
        raise Http404 from not_a_uuid


def _find(request: HttpRequest, keep: Person | None) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    user, today = request.user, timezone.localdate()
    people = Person.objects.visible_to(user).with_jobs(user=user, on=today)
    if keep:
        people = people.exclude(pk=keep.pk)
    claims = RecordClaim.objects.open().select_related("person", "other")
    context = {
        "keep": keep,
        "words": words,
        "found": people.matching(words)[:FOUND_AT_MOST] if words else [],
        "shown": FOUND_AT_MOST,
        "claims": [] if keep else claims,
    }
    return render(request, "portal/merge_find.html", context)


def _problem(request: HttpRequest, keep: Person, other: Person) -> str:
    try:
        check_may_merge(by=request.user.person, keep=keep, into_keep=other, at=timezone.now())
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def _shown(person: Person) -> dict[str, Any]:
    jobs = person.employments.select_related("organisation", "profession")
    return {
        "person": person,
        "jobs": jobs,
        "roles": person.role_grants.not_ended(at=timezone.now()),
    }


def _beside(ours: dict, theirs: dict) -> list[tuple[str, int, int]]:
    models = sorted(ours.keys() | theirs.keys(), key=lambda model: model._meta.label)
    return [
        (str(model._meta.verbose_name_plural), ours.get(model, 0), theirs.get(model, 0))
        for model in models
    ]
