"""How many disciplines a session asks for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.booking import OverError
from courses.actions.mixing import TooManySectorsError, wait_for_sectors
from courses.forms.mixing import SectorsForm
from courses.models import LiveSession
from courses.views.planned import gone_is_not_found
from courses.views.planning import OVER_MEANWHILE, say_it_is_over


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_not_found
def sectors(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(LiveSession.objects.planned_by(request.user), pk=pk)
    if session.is_over(at=timezone.now()):
        return say_it_is_over(request, pk)
    form = SectorsForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid() and _keep(request, session, form):
        return redirect("courses:session_mix", pk)
    return render(request, "courses/sessions/sectors.html", {"session": session, "form": form})


def _keep(request: HttpRequest, session: LiveSession, form: SectorsForm) -> bool:
    by, now = request.user.person, timezone.now()
    try:
        wait_for_sectors(session=session, **form.facts, by=by, at=now)
    except TooManySectorsError as error:
        words = ngettext(
            "There are places for %d discipline at most.",
            "There are places for %d disciplines at most.",
            error.most,
        )
        form.add_error("least", words % error.most)
        return False
    except OverError:
        form.add_error(None, OVER_MEANWHILE)
        return False
    messages.success(request, _("Kept. Nobody who has a place loses it."))
    return True
