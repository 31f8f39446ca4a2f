"""Earlier learning that counts for a course: asked for by learners, answered by trainers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import needs
from accounts.permissions import has_right
from accounts.rights import Right
from courses.actions.recognising import (
    NothingToRecogniseError,
    ask_for_recognition,
    decide_recognition,
    take_back_request,
)
from courses.evidence import send_evidence
from courses.forms.recognition import DecisionForm, RecognitionForm, RecognitionForSomebodyForm
from courses.models import CoursePage, RecognitionRequest
from courses.views.elsewhere import sent

REQUESTS_A_PAGE = 25


@needs(Right.RECOGNISE_LEARNING)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    requests = RecognitionRequest.objects.decidable_by(request.user.person, on=timezone.localdate())
    pages = Paginator(requests.select_related("person", "course"), REQUESTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "courses/recognitions.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    course = get_object_or_404(CoursePage.objects.visible_to(request.user), pk=pk)
    form = RecognitionForm(**sent(request))
    if request.method == "POST" and form.is_valid():
        person = request.user.person
        return _ask(request, form, person=person, course=course) or redirect(course.url)
    return render(request, "courses/ask_recognition.html", {"form": form, "course": course})


@needs(Right.RECOGNISE_LEARNING)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_somebody(request: HttpRequest) -> HttpResponse:
    form = RecognitionForSomebodyForm(by=request.user.person, **sent(request))
    if request.method == "POST" and form.is_valid():
        _ask(request, form, person=form.person, course=form.cleaned_data["course"])
        return redirect("courses:recognitions")
    return render(request, "courses/ask_recognition.html", {"form": form, "course": None})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Its owner reads it; whoever may answer does so here."""
    found = _of_reader(request).filter(pk=pk).first()
    if found is None:
        recognises = has_right(request.user.person, Right.RECOGNISE_LEARNING)
        if request.method == "POST" and recognises:
            return _answered_already(request)
        raise Http404
    may_decide = found.is_waiting and found.person_id != request.user.person_id
    recognises = request.POST.get("answer") != "no"
    form = DecisionForm(recognises=recognises, **sent(request)) if may_decide else None
    if form and request.method == "POST" and form.is_valid():
        is_answered = decide_recognition(
            by=request.user.person,
            request=found,
            recognises=recognises,
            why=form.cleaned_data["why"],
            at=timezone.now(),
        )
        if not is_answered:
            return _answered_already(request)
        messages.success(request, _("Thank you. We tell them that there is an answer."))
        return redirect("courses:recognitions")
    return render(request, "courses/recognition.html", {"found": found, "form": form})


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    person = request.user.person
    if not RecognitionRequest.objects.filter(pk=pk).exists():
        messages.info(request, _("It was taken back already."))
        return redirect("courses:pathway")
    found = get_object_or_404(person.recognition_requests.select_related("course"), pk=pk)
    if take_back_request(person=person, request=found):
        messages.success(request, _("Your request and its evidence are gone."))
    else:
        messages.info(request, _("It stays: it has been recognised, and the course rests on it."))
    return redirect(found.course.url)


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if not found.evidence:
        raise Http404
    return send_evidence(request, found.evidence)


def _ask(
    request: HttpRequest, form: RecognitionForm, *, person, course: CoursePage
) -> HttpResponse | None:
    try:
        asked = ask_for_recognition(
            person=person,
            course=course,
            by=request.user.person,
            learning=form.learning(),
            words=form.cleaned_data["words"],
            at=timezone.now(),
        )
    except NothingToRecogniseError:
        messages.info(request, _("There is nothing to ask: it counts already, or is not open."))
        return None
    messages.success(request, _("Sent. A trainer reads it and answers."))
    return redirect("courses:recognition", asked.pk)


def _answered_already(request: HttpRequest) -> HttpResponse:
    """Whoever had it open learns that their answer was not needed any more."""
    words = _("It waits no longer: somebody has answered it, or it was taken back.")
    messages.info(request, words)
    return redirect("courses:recognitions")


def _visible(request: HttpRequest, pk: int) -> RecognitionRequest:
    return get_object_or_404(_of_reader(request), pk=pk)


def _of_reader(request: HttpRequest) -> QuerySet[RecognitionRequest]:
    return RecognitionRequest.objects.visible_to(request.user, on=timezone.localdate())
