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

from accounts.actions.roles import end_role, grant_role
from accounts.doors import open_to
from accounts.forms.refusals import told_in
from accounts.forms.roles import EndRoleForm, GrantForm, RoleFilter
from accounts.models import Person, RoleGrant
from accounts.permissions import may_end_role, may_give_roles, may_read_audit
from accounts.roles import ROLES
from accounts.views.people import find_person, query_without_page

GRANTS_ON_A_PAGE = 50


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What each role may do is everybody's business; who holds it, that of those who give it."""
    person = request.user.person
    context = {"roles": ROLES, "form": None}
    if may_give_roles(person) or may_read_audit(person):
        form = RoleFilter(request.GET)
        grants = RoleGrant.objects.visible_to(request.user).not_ended(at=timezone.now())
        grants = grants.narrowed(**form.chosen()).for_a_list()
        context |= {
            "form": form,
            "page": Paginator(grants, GRANTS_ON_A_PAGE).get_page(request.GET.get("page")),
            "query": query_without_page(request),
            "may_give": may_give_roles(person),
        }
    return render(request, "accounts/permissions.html", context)


@open_to(may_give_roles)
def give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = find_person(request, uuid)
    form = GrantForm(request.POST or None, person=person)
    if form.is_valid():
        with told_in(form):
            grant = grant_role(by=request.user.person, person=person, **form.grant())
        if form.is_valid():
            words = _("%(name)s is now %(role)s.")
            role = grant.get_role_display()
            messages.success(request, words % {"name": person, "role": role})
            return redirect("people:person", uuid=person.uuid)
    return render(request, "accounts/give_role.html", {"form": form, "person": person})


@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    grants = RoleGrant.objects.visible_to(request.user).not_ended(at=timezone.now())
    grant = get_object_or_404(grants.select_related("person", "organisation"), pk=pk)
    if not may_end_role(request.user.person, grant):
        raise PermissionDenied
    form = EndRoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with told_in(form):
            end_role(by=request.user.person, grant=grant)
        if form.is_valid():
            messages.success(request, _("The role has ended."))
            return _after(request, grant.person)
    return render(request, "accounts/end_role.html", {"form": form, "grant": grant})


def _after(request: HttpRequest, person: Person) -> HttpResponse:
    if person == request.user.person:
        return redirect("people:me")
    return redirect("people:permissions")
