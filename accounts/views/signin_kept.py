from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import idle, kept, second_factor


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """A page puts its draft away, perhaps a moment after the session came to its end."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    path = request.POST.get("_path", "")
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "_path"
    ]
    was_kept = is_ours(path) and kept.keep(
        request.user.pk, kept.Words(path, path, kept.keepable(pairs), is_draft=True)
    )
    is_staff = second_factor.is_required(request.user)
    if not idle.time_left(request.session, is_staff=is_staff, at=timezone.now()):
        logout(request)
        messages.info(request, idle.goodbye(was_kept=was_kept))
    return HttpResponse(status=204)


def is_ours(path: str) -> bool:
    return (
        path.startswith("/")
        and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
        and not path.startswith(settings.NEVER_KEPT)
    )


@never_cache
@login_required
def kept_page(request: HttpRequest) -> HttpResponse:
    return render(request, "account/kept.html", {"kept": kept.kept_for(request.user.pk)})


@never_cache
@login_required
def words(request: HttpRequest) -> HttpResponse:
    path = request.GET.get("path", "")
    found = next((each for each in kept.kept_for(request.user.pk) if each.page == path), None)
    return JsonResponse({"fields": found.fields if found else []})


@login_required
@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    kept.let_go(request.user.pk, request.POST.get("path", ""))
    messages.success(request, _("It is thrown away."))
    return redirect("account_kept" if kept.kept_for(request.user.pk) else "/")
