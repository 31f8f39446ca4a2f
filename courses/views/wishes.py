"""What somebody says for themselves alone about the small groups of a session."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.wishing import (
    EnoughWishesError,
    say_about_managers,
    take_wish_back,
    wish_apart,
)
from courses.after import FOUR_WEEKS
from courses.forms.groups import ApartForm, ConsentForm
from courses.models import BreakoutWish, LiveSession
from courses.wishes import words_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, pk: int) -> HttpResponse:
    session = _booked(request, pk)
    form = ApartForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _wish(request, session, form):
        return redirect("courses:group_wishes", pk)
    own = session.breakout_wishes.visible_to(request.user)
    context = {
        "session": session,
        "form": form,
        "wishes": [(wish, words_of(wish)) for wish in own],
        "consent_form": _consent_form(request, session),
    }
    return render(request, "courses/sessions/group_wishes.html", context)


@login_required
@require_POST
def manager(request: HttpRequest, pk: int) -> HttpResponse:
    session = _booked(request, pk)
    form = _consent_form(request, session, request.POST)
    if form.is_valid():
        say_about_managers(session=session, person=request.user.person, **form.said)
        messages.success(request, _("Kept. Only you see it."))
    return redirect("courses:group_wishes", pk)


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    wish = get_object_or_404(BreakoutWish.objects.visible_to(request.user), pk=pk)
    take_wish_back(wish=wish)
    messages.success(request, _("Taken away."))
    return redirect("courses:group_wishes", wish.session_id)


def _booked(request: HttpRequest, pk: int) -> LiveSession:
    """Of whoever booked it, even where they gave the place up since: their words stay theirs.

    Until all of it is deleted.
    """
    own = request.user.person.bookings.values("session")
    kept = LiveSession.objects.to_come(at=timezone.now() - FOUR_WEEKS)
    return get_object_or_404(kept.filter(pk__in=own), pk=pk)


def _consent_form(
    request: HttpRequest, session: LiveSession, data: QueryDict | None = None
) -> ConsentForm:
    person, today = request.user.person, timezone.localdate()
    jobs = person.employments.current(on=today)
    return ConsentForm(
        data,
        instance=session.manager_consents.visible_to(request.user).first(),
        has_manager=jobs.exclude(line_manager=None).exists(),
        manages=person.manages.current(on=today).exists(),
    )


def _wish(request: HttpRequest, session: LiveSession, form: ApartForm) -> bool:
    words = form.cleaned_data["words"]
    try:
        wish_apart(session=session, person=request.user.person, words=words)
    except EnoughWishesError:
        form.add_error("words", _("Three are the most. Take one away first."))
        return False
    messages.success(request, _("Kept. Only you see it."))
    return True
