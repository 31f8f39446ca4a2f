"""Courses of others, and what somebody says they learned there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.declaring import declare_learning, take_back_learning
from courses.evidence import send_evidence
from courses.forms.elsewhere import DeclareForm, OwnLearningForm
from courses.models import DeclaredLearning, ExternalCourse


@login_required
@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "courses/elsewhere.html",
        {
            "externals": ExternalCourse.objects.shown().for_list(request.user),
            "declared": request.user.person.declared_learning.all(),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a course that is listed here."""
    external = get_object_or_404(ExternalCourse.objects.shown(), pk=pk)
    form = DeclareForm(**sent(request))
    if request.method == "POST" and form.is_valid():
        learning = form.learning(external)
        declare_learning(person=request.user.person, learning=learning, external=external)
        return _written_down(request)
    return render(request, "courses/declare.html", {"form": form, "external": external})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare_own(request: HttpRequest) -> HttpResponse:
    form = OwnLearningForm(**sent(request))
    if request.method == "POST" and form.is_valid():
        declare_learning(person=request.user.person, learning=form.learning())
        return _written_down(request)
    return render(request, "courses/declare.html", {"form": form, "external": None})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    person = request.user.person
    if request.method == "POST" and not DeclaredLearning.objects.filter(pk=pk).exists():
        messages.info(request, _("It was taken back already."))
        return redirect("courses:elsewhere")
    learning = get_object_or_404(person.declared_learning, pk=pk)
    if request.method == "POST":
        take_back_learning(person=person, learning=learning)
        messages.success(request, _("It is no longer in your record."))
        return redirect("courses:elsewhere")
    return render(request, "courses/take_back.html", {"learning": learning})


@login_required
@require_safe
def declared_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    learning = get_object_or_404(request.user.person.declared_learning, pk=pk)
    if not learning.evidence:
        raise Http404
    return send_evidence(request, learning.evidence)


def sent(request: HttpRequest) -> dict[str, Any]:
    """What a form is given; an empty POST is still a POST."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES}


def _written_down(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("It is in your record, as something you have declared."))
    return redirect("courses:elsewhere")
