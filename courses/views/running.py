"""A session run from its kit, one step on each page, by whoever may change it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.doors import needs
from accounts.rights import Right
from courses.models import LiveSession

PAGES = "courses/sessions/running"


def of_a_session_to_run(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Somebody who comes to take part meets the case in the room, whatever else they may do."""

    @needs(Right.RUN_SESSIONS)
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, pk: int, **more: int) -> HttpResponse:
        planned = LiveSession.objects.planned_by(request.user)
        found = get_object_or_404(planned.select_related("kit", "support_person"), pk=pk)
        own = LiveSession.objects.taken_part_in_by(request.user.person)
        if own.filter(pk=pk).exists():
            words = _("You take part in this session, so its case waits for you in the room.")
            messages.info(request, words)
            return redirect("courses:session", pk)
        return view(request, found, **more)

    return opened


@of_a_session_to_run
def begin(request: HttpRequest, session: LiveSession) -> HttpResponse:
    shown = _shown(request, session) | {"facilitators": session.facilitators}
    return render(request, f"{PAGES}/begin.html", shown)


@of_a_session_to_run
def step(request: HttpRequest, session: LiveSession, number: int) -> HttpResponse:
    """A step that the kit no longer has leads to those that it has."""
    shown = _shown(request, session)
    steps = shown["steps"]
    if not 1 <= number <= len(steps):
        return redirect("courses:run_session", session.pk)
    before, after = steps[: number - 1], steps[number:]
    shown |= {"step": steps[number - 1], "previous": before[-1:], "next": after[:1]}
    return render(request, f"{PAGES}/step.html", shown)


@of_a_session_to_run
def close(request: HttpRequest, session: LiveSession) -> HttpResponse:
    return render(request, f"{PAGES}/close.html", _shown(request, session))


@of_a_session_to_run
def whole_kit(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """On one page, for rooms without a signal."""
    return render(request, f"{PAGES}/whole.html", _shown(request, session))


def _shown(request: HttpRequest, session: LiveSession) -> dict[str, Any]:
    now, shows_people = timezone.now(), session.shows_people_to(request.user.person)
    return {
        "session": session,
        "kit": session.kit,
        "steps": session.kit.steps_from(session.starts_at) if session.kit else [],
        "shows_people": shows_people,
        "can_mark": shows_people and session.can_be_marked(at=now),
        "is_over": session.is_over(at=now),
    }
