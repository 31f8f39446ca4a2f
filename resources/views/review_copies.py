"""What a group opens by its link. Nothing is asked, set, counted or written down of the reader.

Whoever is signed in sees the very same page as anybody else, and their session is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from resources.models import ReviewCopy
from resources.views.files import send_any

View = Callable[..., HttpResponse]


def leaving_no_trace(view: View) -> View:
    @wraps(view)
    def unseen(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        request.user = AnonymousUser()
        response = view(request, *args, **kwargs)
        request.session.modified = False
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "private, no-store"
        return response

    return unseen


@require_safe
@leaving_no_trace
def review_copy(request: HttpRequest, token: str) -> HttpResponse:
    copy = ReviewCopy.objects.behind(token, on=timezone.localdate())
    if copy is None:
        return ended(request)
    return outcome_of(request, copy) if copy.closed_at else copy_to_read(request, copy, token)


@require_safe
@leaving_no_trace
def review_file(request: HttpRequest, token: str, path: str) -> HttpResponse:
    """A picture, recording or document that the copy shows, whoever else may open it."""
    copy = ReviewCopy.objects.behind(token, on=timezone.localdate())
    if copy is None or copy.closed_at:
        return ended(request)
    if f"/{path}" not in copy.files:
        raise Http404
    return send_any(request, f"/{path}")


def copy_to_read(request: HttpRequest, copy: ReviewCopy, token: str = "") -> HttpResponse:
    context = {
        "copy": copy,
        "page": copy.page,
        "body": mark_safe(with_own_files(copy, token) if token else copy.body),
        "messages": [],
        "by_link": bool(token),
    }
    return render(request, "resources/review_copy.html", context)


def outcome_of(request: HttpRequest, copy: ReviewCopy) -> HttpResponse:
    context = {"copy": copy, "page": copy.page, "comments": copy.comments.all(), "messages": []}
    return render(request, "resources/review_outcome.html", context)


def ended(request: HttpRequest) -> HttpResponse:
    """Of links that ran out, were ended or never were: an address tells nothing."""
    return render(request, "resources/review_ended.html", {"messages": []}, status=410)


def with_own_files(copy: ReviewCopy, token: str) -> str:
    """Files of a draft open by the link alone."""
    if not copy.files:
        return copy.body
    longest_first = sorted(copy.files, key=len, reverse=True)
    addresses = re.compile("|".join(re.escape(address) for address in longest_first))
    return addresses.sub(lambda found: f"/review-copy/{token}{found[0]}", copy.body)
