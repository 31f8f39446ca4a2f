from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import idle, second_factor
from accounts.actions.sessions import end_other_sessions, end_session, list_sessions


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    found = list_sessions(
        user=request.user, this_one=request.session.session_key, at=timezone.now()
    )
    context = {"sessions": found, "others": [each for each in found if not each.is_this_one]}
    return render(request, "usersessions/usersession_list.html", context)


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("session", "")
    if wanted.isdecimal() and end_session(
        user=request.user, session_id=int(wanted), this_one=request.session.session_key
    ):
        messages.success(request, _("You are signed out there."))
    else:
        messages.info(request, _("That one had ended already."))
    return redirect("usersessions_list")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    number = end_other_sessions(user=request.user, this_one=request.session.session_key)
    words = ngettext(
        "You are signed out on %(number)s other browser.",
        "You are signed out on %(number)s other browsers.",
        number,
    )
    messages.success(request, words % {"number": number})
    return redirect("usersessions_list")


@never_cache
def time_left(request: HttpRequest) -> HttpResponse:
    """Asked by the page, and not a sign of life."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds": 0})
    return JsonResponse({"seconds": int(_left(request).total_seconds())})


@login_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Too late it changes nothing, so that the page can still put a draft away."""
    if _left(request):
        idle.start_again(request.session, at=timezone.now())
    if request.accepts("text/html"):
        return redirect(settings.LOGIN_REDIRECT_URL)
    return time_left(request)


def _left(request: HttpRequest) -> timedelta:
    is_staff = second_factor.is_required(request.user)
    return idle.time_left(request.session, is_staff=is_staff, at=timezone.now())
