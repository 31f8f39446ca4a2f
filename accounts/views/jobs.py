from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.jobs import (
    change_job,
    correct_job,
    end_job,
    reopen_job,
    set_line_manager,
    start_job,
)
from accounts.doors import open_to
from accounts.forms.jobs import CorrectionForm, JobForm, LastDayForm, ManagerForm
from accounts.forms.refusals import told_in
from accounts.models import Employment, Organisation, Person
from accounts.permissions import may_add_people, may_record_job
from accounts.rights import Right
from accounts.views.people import find_person

MANAGERS_SHOWN = 20


@open_to(may_add_people)
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = find_person(request, uuid)
    form = JobForm(request.POST or None, places=_places(request))
    if form.is_valid():
        with told_in(form):
            start_job(
                by=request.user.person,
                person=person,
                job=form.details(),
                starts_on=form.cleaned_data["on"],
            )
        if form.is_valid():
            return _back(request, person, _("The job is added."))
    return render(request, "accounts/add_job.html", {"form": form, "person": person})


@login_required
def correct(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    job = find_job(request, uuid, pk)
    form = CorrectionForm(request.POST or None, job=job)
    if form.is_valid():
        correct_job(by=request.user.person, job=job, to=form.details())
        return _back(request, job.person, _("The job is corrected."))
    return render(request, "accounts/correct_job.html", {"form": form, "job": job})


@login_required
def change(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    job = find_job(request, uuid, pk)
    form = JobForm(request.POST or None, places=_places(request), job=job)
    if form.is_valid():
        with told_in(form):
            change_job(
                by=request.user.person, job=job, to=form.details(), on=form.cleaned_data["on"]
            )
        if form.is_valid():
            return _back(request, job.person, _("The new job is written down."))
    return render(request, "accounts/change_job.html", {"form": form, "job": job})


@login_required
def end(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    job = find_job(request, uuid, pk)
    form = LastDayForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            end_job(by=request.user.person, job=job, on=form.cleaned_data["on"])
        if form.is_valid():
            return _back(request, job.person, _("The last day is written down."))
    return render(request, "accounts/end_job.html", {"form": form, "job": job})


@login_required
@require_POST
def reopen(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    job = find_job(request, uuid, pk)
    try:
        reopen_job(by=request.user.person, job=job)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("people:person", uuid=uuid)
    return _back(request, job.person, _("The job goes on."))


@login_required
def manager(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    job = find_job(request, uuid, pk)
    words = request.GET.get("q", "").strip()
    people = Person.objects.visible_to(request.user).exclude(pk=job.person_id)
    if request.method == "POST":
        form = ManagerForm(request.POST, people=people)
        if not form.is_valid():
            raise Http404
        manager = form.cleaned_data["manager"]
        set_line_manager(by=request.user.person, job=job, manager=manager)
        return _back(request, job.person, _("The line manager is saved."))
    found = people.matching(words)[:MANAGERS_SHOWN] if words else []
    context = {"job": job, "found": found, "words": words, "shown": MANAGERS_SHOWN}
    return render(request, "accounts/line_manager.html", context)


def find_job(request: HttpRequest, uuid: UUID, pk: int) -> Employment:
    jobs = Employment.objects.visible_to(request.user).select_related(
        "person__user", "organisation", "profession", "line_manager"
    )
    job = get_object_or_404(jobs, person__uuid=uuid, pk=pk)
    if not may_record_job(request.user.person, job):
        raise PermissionDenied
    return job


def _places(request: HttpRequest):
    return Organisation.objects.active().where(request.user.person, Right.INVITE_PEOPLE)


def _back(request: HttpRequest, person: Person, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("people:person", uuid=person.uuid)
