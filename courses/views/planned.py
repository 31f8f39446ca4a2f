"""Sessions that are being planned, and may be taken away between two presses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from courses.models import LiveSession


def gone_is_not_found(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Somebody took it away after the view had found it, and before it was locked."""

    @wraps(view)
    def looked_up(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return view(request, pk)
        except LiveSession.DoesNotExist as gone:
            raise Http404 from gone

    return looked_up
