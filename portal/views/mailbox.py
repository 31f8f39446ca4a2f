"""Where mail goes in a demonstration: nowhere but this page."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.demo.mailbox import Letter, letters_in

ON_A_PAGE = 25
# Mail programs know no style sheets beside the letter, so letters carry their styles in themselves.
LETTER_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(_letters(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/mailbox.html", {"page": page})


@require_safe
@never_cache
def letter(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "portal/letter.html", {"letter": _letter(key)})


@require_safe
@never_cache
@csp(LETTER_POLICY)
def letter_as_sent(request: HttpRequest, key: str) -> HttpResponse:
    return HttpResponse(_letter(key).html)


def _letters() -> list[Letter]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if not settings.DEMO or not folder:
        raise Http404
    return letters_in(Path(folder))


def _letter(key: str) -> Letter:
    for one in _letters():
        if one.key == key:
            return one
    raise Http404
