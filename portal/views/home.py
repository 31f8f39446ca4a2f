from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.views import serve

from accounts.permissions import has_right
from accounts.rights import Right
from portal.coverage import reach_of_courses
from portal.homes import homes_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page of the site; with an account, the home of one's role."""
    if not request.user.is_authenticated:
        return serve(request, "")
    return _home_of(request)


@never_cache
def _home_of(request: HttpRequest) -> HttpResponse:
    homes = homes_of(request.user.person)
    asked_for = request.GET.get("as")
    chosen = next((one for one in homes if one.role == asked_for), homes[0])
    content = chosen.content(request.user, timezone.now())
    return render(request, chosen.template, {"home": chosen, "homes": homes, **content})


@login_required
@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    if not has_right(request.user.person, Right.SEE_AGGREGATES):
        raise PermissionDenied
    return render(request, "portal/reach.html", {"courses": reach_of_courses()})
