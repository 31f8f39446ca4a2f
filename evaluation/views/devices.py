"""Which device began to answer by a code or a link: only that one is shown what was typed.

Whoever handed out the code may know it. The device is known by a signed cookie with the random ids
of what it saved; another device that begins anew gets other ids.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from evaluation.bearers import Bearer

SALT = "began to answer"


@dataclass(frozen=True)
class Mark:
    """In a cookie of this name, under this address, for so many seconds."""

    name: str
    path: str
    lasts: int

    def of(self, request: HttpRequest) -> frozenset[str]:
        kept = request.get_signed_cookie(self.name, default="", salt=SALT, max_age=self.lasts)
        return frozenset(filter(None, kept.split(",")))

    def seen(self, request: HttpRequest, bearer: Bearer) -> Bearer:
        """As this device may see it: on another than the one that began, as if nothing was there.

        The way on is the same either way, so that nobody learns who has answered.
        """
        if bearer.anew is None:
            return bearer
        if not bearer.wave:
            return bearer.anew
        pages = bearer.pages
        is_mine = pages.ids and pages.ids <= self.of(request)
        return bearer if is_mine or pages.is_begun_elsewhere else bearer.anew

    def leave(
        self, request: HttpRequest, answer: HttpResponse, before: Bearer, now: Bearer
    ) -> HttpResponse:
        """Of what this request saved, and of what this device had saved already."""
        saved = now.pages.ids - before.pages.ids
        if before.anew is None or not saved:
            return answer
        mine = (self.of(request) & now.pages.ids) | saved
        answer.set_signed_cookie(
            self.name,
            ",".join(sorted(mine)),
            salt=SALT,
            max_age=self.lasts,
            path=self.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return answer
