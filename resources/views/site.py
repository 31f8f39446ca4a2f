from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.frame import areas_near, frame, frame_of
from resources.support import nearest_first, oldest_check

YEAR = 31_536_000


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    kept, areas = frame_of(request), areas_near(request)
    near = nearest_first(kept.contacts, areas)
    return render(
        request,
        "resources/support.html",
        {
            "local": [contact for contact in near if contact.reach == "local"],
            "elsewhere": [contact for contact in kept.contacts if contact not in near],
            "national": [contact for contact in near if contact.reach == "national"],
            "checked_on": oldest_check(kept.contacts),
            "exit_title": True,
        },
    )


@require_safe
def worried(request: HttpRequest) -> HttpResponse:
    kept, areas = frame_of(request), areas_near(request)
    near = nearest_first(kept.routes, areas)
    return render(
        request,
        "resources/worried.html",
        {
            "near": near,
            "elsewhere": [route for route in kept.routes if route not in near],
            "checked_on": oldest_check(kept.routes),
        },
    )


@require_safe
def colours(request: HttpRequest, key: str) -> HttpResponse:
    """The name holds the content's hash, so that it may be kept for a year."""
    own = frame().colours
    if key != own.key:
        raise Http404
    response = HttpResponse(own.stylesheet, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Only public pages are worth finding; everything with a person in it is closed."""
    return render(
        request,
        "resources/robots.txt",
        {"site_url": settings.SITE_URL},
        content_type="text/plain; charset=utf-8",
    )
