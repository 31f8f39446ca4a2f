from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import idle, kept
from accounts.actions.devices import is_still_own
from accounts.actions.sessions import note_seen
from accounts.second_factor import is_proved, is_required

# Asking for the time does not count as being there, and neither do the editor's own pings.
QUIET = {"account_idle", "wagtailadmin_editing_sessions:ping"}
# These look at the clock themselves.
OWN_CLOCK = {"account_idle", "account_keep", "account_logout", "account_stay"}
# Where somebody without their second step may still go.
WITHOUT_SECOND_STEP = {
    "account_second_factor",
    "account_logout",
    "account_reauthenticate",
    "account_reauthenticate_by_code",
    "account_email",
    "account_email_verification_sent",
    "account_idle",
    "account_stay",
    "account_keep",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "healthz",
    "readyz",
}


class SessionClockMiddleware:
    """Ends a session that rested too long. Runs after the check of the form token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        now = timezone.now()
        name = request.resolver_match.view_name
        if idle.time_left(request.session, is_staff=is_required(request.user), at=now):
            if name not in QUIET and not self._note(request, at=now):
                return self._end(request)
            if is_sent_again(request):
                kept.let_go(request.user.pk, request.get_full_path())
            return None
        return None if name in OWN_CLOCK else self._end(request)

    def _note(self, request: HttpRequest, *, at: datetime) -> bool:
        """Whether the session may go on: a device may have been taken off the list meanwhile."""
        if not idle.note_activity(request.session, at=at):
            return True
        key = request.session.session_key
        note_seen(session_key=key, at=at)
        device = request.session.get(idle.OWN_DEVICE)
        return device is None or is_still_own(uuid=device, session_key=key, at=at)

    def _end(self, request: HttpRequest) -> HttpResponse | None:
        """A page that is open to all still opens; a form is kept and its writer asked in again."""
        was_kept = request.method == "POST" and keep_words(request)
        logout(request)
        messages.info(request, idle.goodbye(was_kept=was_kept))
        if request.method == "POST" or request.htmx:
            return _to_sign_in(request)
        return None


class SecondFactorMiddleware:
    """Staff go nowhere but to setting up, or using, their second step until they have done so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in WITHOUT_SECOND_STEP:
            return None
        if request.path.startswith(settings.ALWAYS_OPEN) or not is_required(request.user):
            return None
        if is_proved(request):
            return None
        return _redirect(request, "account_second_factor", next_path=_where(request))


def is_sent_again(request: HttpRequest) -> bool:
    """By the button on the page of kept words."""
    is_plain = request.content_type == "application/x-www-form-urlencoded"
    return request.method == "POST" and is_plain and "_kept" in request.POST


def keep_words(request: HttpRequest) -> bool:
    if request.path.startswith(settings.NEVER_KEPT):
        return False
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    words = kept.Words(request.get_full_path(), _where(request), kept.keepable(pairs))
    return kept.keep(request.user.pk, words)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.htmx:
        return _redirect(request, settings.LOGIN_URL, next_path=_where(request))
    return redirect_to_login(_where(request))


def _redirect(request: HttpRequest, name: str, *, next_path: str) -> HttpResponse:
    url = f"{reverse(name)}?{urlencode({'next': next_path})}"
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _where(request: HttpRequest) -> str:
    """The page itself, or the page whose form was sent."""
    if request.method in {"GET", "HEAD"} and not request.htmx:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
