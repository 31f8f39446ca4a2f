"""What follows a person from page to page: roles that begin and end, texts to agree to."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accounts.actions.agreements import in_force
from accounts.actions.groups import sync_groups
from accounts.models import AgreementText

AGREED = "agreed"


def roles_keep_time(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A role that ended a minute ago opens nothing in the CMS now. Costs no query until then."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user, now = request.user, timezone.now()
        if user.is_authenticated and user.roles_change_at and user.roles_change_at <= now:
            sync_groups(user=user, at=now)
        return get_response(request)

    return middleware


def agreements_asked(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Asks for a new version once, on the next whole page. What somebody sends is never lost."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_whole_page(request) or not request.user.is_authenticated:
            return get_response(request)
        texts = in_force()
        if request.session.get(AGREED) == texts:
            return get_response(request)
        if AgreementText.objects.outstanding_for(request.user.person).exists():
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('people:agree')}?{query}")
        request.session[AGREED] = texts
        return get_response(request)

    return middleware


def _is_whole_page(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not request.htmx
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and not request.path.startswith(settings.OPEN_WITHOUT_AGREEMENT)
    )
