from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.roles import end_role, grant_role
from accounts.actions.two_people import (
    AlreadyAnsweredError,
    agree_to_role,
    ask_for_role,
    others_who_may_agree,
    turn_down_role,
)
from accounts.doors import open_to
from accounts.forms.refusals import told_in
from accounts.forms.roles import EndRoleForm, GrantForm, RoleFilter
from accounts.models import AskedRole, Person, RoleGrant
from accounts.permissions import may_end_role, may_give_roles, may_read_audit
from accounts.roles import BY_CODE, ROLES
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
            "waiting": AskedRole.objects.visible_to(request.user).waiting().count(),
        }
    return render(request, "accounts/permissions.html", context)


@open_to(may_give_roles)
def give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = find_person(request, uuid)
    form = GrantForm(request.POST or None, person=person)
    if form.is_valid():
        with told_in(form):
            words = _give(request, person, form.grant())
        if form.is_valid():
            messages.success(request, words)
            return redirect("people:person", uuid=person.uuid)
    return render(request, "accounts/give_role.html", {"form": form, "person": person})


def _give(request: HttpRequest, person: Person, terms: dict[str, Any]) -> str:
    by, role = request.user.person, BY_CODE[terms["role"]]
    names = {"name": person, "role": role.label}
    if role.takes_two:
        asked = ask_for_role(by=by, person=person, at=timezone.now(), **terms)
        if others_who_may_agree(asked, at=timezone.now()).exists():
            return _("%(name)s will be %(role)s when another administrator agrees.") % names
        return _(
            "It waits: nobody else may agree yet. Whoever runs the portal can appoint somebody."
        )
    grant_role(by=by, person=person, **terms)
    return _("%(name)s is now %(role)s.") % names


@open_to(may_give_roles)
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What waits for a second administrator."""
    rows = AskedRole.objects.visible_to(request.user).waiting().for_a_list()
    page = Paginator(rows, GRANTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/asked_roles.html", {"page": page, "me": request.user.person})


@open_to(may_give_roles)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(AskedRole.objects.visible_to(request.user), pk=pk)
    given = {"asked": row, "by": request.user.person, "at": timezone.now()}
    names = {"name": row.person, "role": row.get_role_display()}
    try:
        if "agree" in request.POST:
            agree_to_role(**given)
            messages.success(request, _("%(name)s is now %(role)s.") % names)
        elif "turn_down" in request.POST:
            turn_down_role(**given)
            messages.info(request, _("%(name)s was not made %(role)s.") % names)
    except AlreadyAnsweredError:
        messages.info(request, _("Somebody else has answered this already."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("people:asked_roles")


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
