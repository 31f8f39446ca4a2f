"""What an address may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

GREATEST_KEY = 2**63 - 1
"""No row has a greater one, and SQLite fails where it is asked for it."""


class AddressesThatCanBe:
    """A longer number leads nowhere, whichever page it is given to.

    Nor does U+0000 in a path; in what is asked of a page it is left out. PostgreSQL fails where
    it is looked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, Any]
    ) -> None:
        if any(isinstance(value, int) and value > GREATEST_KEY for value in kwargs.values()):
            raise Http404
