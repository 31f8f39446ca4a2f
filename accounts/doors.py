"""Views open to whoever may; what a page shows has a door of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import Person
from accounts.permissions import has_right
from accounts.rights import Right

View = Callable[..., HttpResponse]


def open_to(may: Callable[[Person], bool]) -> Callable[[View], View]:
    """Signed in, and allowed by the very predicate that the menus ask."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user.person):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def needs(right: Right) -> Callable[[View], View]:
    """Open to whoever holds the right somewhere."""
    return open_to(partial(has_right, right=right))
