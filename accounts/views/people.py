from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.people import add_person, edit_person
from accounts.doors import open_to
from accounts.forms.people import AddPersonForm, NameForm, PeopleFilter
from accounts.forms.refusals import told_in
from accounts.models import Person
from accounts.permissions import (
    may_add_people,
    may_edit_person,
    may_give_roles,
    may_merge_people,
    may_record_job,
    may_recover,
    may_see_people,
)

PEOPLE_ON_A_PAGE = 50


@open_to(may_see_people)
def index(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    form = PeopleFilter(request.GET, person=user.person)
    people = Person.objects.visible_to(user).narrowed(user=user, on=today, **form.chosen())
    page = Paginator(people.with_jobs(user=user, on=today), PEOPLE_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "query": query_without_page(request),
        "may_add": may_add_people(user.person),
    }
    return render(request, "accounts/people.html", context)


@login_required
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who somebody is and where they work; never what they learn, answer or write."""
    user = request.user
    kept = Person.objects.visible_to(user).filter(merged_from__uuid=uuid).first()
    if kept:
        return redirect("people:person", uuid=kept.uuid)
    person = find_person(request, uuid)
    if person == user.person:
        return redirect("people:me")
    audit.record(actor=user.person, verb="person.viewed", target=person)
    jobs = person.employments.visible_to(user).select_related(
        "organisation", "profession__sector", "employment_type", "locality", "line_manager"
    )
    for job in jobs:
        job.may_be_changed = may_record_job(user.person, job)
    grants = person.role_grants.visible_to(user).current(at=timezone.now())
    context = {
        "person": person,
        "jobs": jobs,
        "grants": grants.select_related("organisation"),
        "may_edit": may_edit_person(user.person, person),
        "may_add_job": may_add_people(user.person),
        "may_grant": may_give_roles(user.person),
        "may_merge": may_merge_people(user.person),
        "may_recover": person.has_login and may_recover(user.person, person.user),
    }
    return render(request, "accounts/person.html", context)


@open_to(may_add_people)
def add(request: HttpRequest) -> HttpResponse:
    form = AddPersonForm(request.POST or None, person=request.user.person)
    if form.is_valid():
        with told_in(form):
            person = add_person(
                by=request.user.person,
                display_name=form.cleaned_data["display_name"],
                email=form.cleaned_data["email"],
                job=form.job(),
                starts_on=form.cleaned_data["starts_on"],
            )
        if form.is_valid():
            messages.success(request, _("%(name)s is added.") % {"name": person})
            return redirect("people:person", uuid=person.uuid)
    return render(request, "accounts/add_person.html", {"form": form})


@login_required
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = find_person(request, uuid)
    if not may_edit_person(request.user.person, person):
        raise PermissionDenied
    form = NameForm(request.POST or None, person=person)
    if form.is_valid():
        edit_person(by=request.user.person, person=person, **form.words())
        messages.success(request, _("The details are saved."))
        return redirect("people:person", uuid=person.uuid)
    return render(request, "accounts/edit_person.html", {"form": form, "person": person})


def find_person(request: HttpRequest, uuid: UUID) -> Person:
    people = Person.objects.visible_to(request.user).select_related("user")
    return get_object_or_404(people, uuid=uuid)


def query_without_page(request: HttpRequest) -> str:
    """What the list was narrowed to, for the links to its other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
