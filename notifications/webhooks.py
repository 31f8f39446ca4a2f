"""Where a mail service reports what became of our letters."""

from __future__ import annotations

from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from notifications.actions.bounces import note_report
from notifications.reports import UnreadableReportError, read_report


@csrf_exempt
@require_POST
def bounces(request: HttpRequest) -> HttpResponse:
    """Without a configured secret there is no such address. The same report twice is one."""
    if not settings.BOUNCE_SECRET:
        raise Http404
    expected = f"Bearer {settings.BOUNCE_SECRET}".encode()
    given = request.headers.get("Authorization", "").encode()
    if not compare_digest(given, expected):
        return _answer("Send the secret as a bearer token.", status=401)
    try:
        troubles = read_report(request.body)
    except UnreadableReportError as problem:
        return _answer(str(problem), status=400)
    note_report(troubles=troubles, at=timezone.now())
    return HttpResponse(status=204)


def _answer(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain", status=status)
