"""Pages of the desk open to whoever holds the right somewhere; what they show has its own door."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.permissions import has_right
from accounts.rights import Right
from accounts.views.doors import open_to

A_PAGE = 25


def needs(right: Right) -> Callable:
    return open_to(partial(has_right, right=right))


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
