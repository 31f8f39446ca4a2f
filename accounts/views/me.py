from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.addresses import clear_trouble
from accounts.actions.jobs import end_job, start_job
from accounts.actions.people import change_username, edit_person
from accounts.forms.jobs import LastDayForm, OwnJobForm
from accounts.forms.people import NameForm, UsernameForm
from accounts.forms.refusals import told_in
from accounts.models import Organisation
from accounts.permissions import current_grants, current_roles


@login_required
def me(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    today = timezone.localdate()
    context = {
        "person": person,
        "jobs": person.employments.not_over(on=today).select_related(
            "organisation", "profession", "employment_type", "locality", "line_manager"
        ),
        "roles": current_roles(person),
        "grants": current_grants(person),
    }
    return render(request, "accounts/me.html", context)


@login_required
def name(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    form = NameForm(request.POST or None, person=person)
    if form.is_valid():
        edit_person(by=person, person=person, **form.words())
        messages.success(request, _("Your details are saved."))
        return redirect("people:me")
    return render(request, "accounts/my_name.html", {"form": form})


@login_required
def username(request: HttpRequest) -> HttpResponse:
    form = UsernameForm(request.POST or None, instance=request.user)
    if form.is_valid():
        with told_in(form):
            change_username(user=request.user, username=form.cleaned_data["username"])
        if form.is_valid():
            messages.success(request, _("Your user name is changed."))
            return redirect("people:me")
    return render(request, "accounts/my_username.html", {"form": form})


@login_required
@require_POST
def address_works_again(request: HttpRequest) -> HttpResponse:
    """The reader says so, and letters go there again."""
    person = request.user.person
    if person.email and clear_trouble(address=person.email, by=person):
        messages.success(request, _("Thank you. Letters go to this address again."))
    return redirect("people:me")


@login_required
def add_job(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    form = OwnJobForm(request.POST or None, places=Organisation.objects.active())
    if form.is_valid():
        with told_in(form):
            start_job(
                by=person, person=person, job=form.details(), starts_on=form.cleaned_data["on"]
            )
        if form.is_valid():
            messages.success(request, _("Your job is written down. Somebody there confirms it."))
            return redirect("people:me")
    return render(request, "accounts/my_job.html", {"form": form})


@login_required
def leave_job(request: HttpRequest, pk: int) -> HttpResponse:
    person = request.user.person
    jobs = person.employments.select_related("organisation", "profession")
    job = get_object_or_404(jobs, pk=pk)
    form = LastDayForm(request.POST or None)
    if form.is_valid():
        with told_in(form):
            end_job(by=person, job=job, on=form.cleaned_data["on"])
        if form.is_valid():
            messages.success(request, _("Your last day is written down."))
            return redirect("people:me")
    return render(request, "accounts/leave_job.html", {"form": form, "job": job})
