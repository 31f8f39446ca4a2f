"""Sessions as whoever runs them plans them: write, open, change, call off, see who comes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.booking import OverError
from courses.actions.mixing import ImpossibleMixError, NoPlaceError, wish_for, wish_no_longer
from courses.actions.planning import (
    NotReadyError,
    PromiseError,
    SmallShareError,
    StaleError,
    TooFewPlacesError,
    call_off_session,
    change_session,
    open_session,
    plan_session,
    what_is_missing,
)
from courses.cohort_links import cohort_path
from courses.forms.cohorts import preset_for
from courses.forms.edits import SAVED_MEANWHILE
from courses.forms.following import check_in_after
from courses.forms.mixing import WishForm
from courses.forms.people import is_key
from courses.forms.sessions import CallOffForm, PlanForm
from courses.heard import heard_paths
from courses.mix import mix_of
from courses.models import Cohort, DisciplineRule, LiveSession
from courses.querysets import sessions_to_follow
from courses.views.planned import gone_is_not_found

AT_ONCE = 25
PROMISED = gettext_lazy(
    "People have booked, and were told who sees that they come. Keep its kind and facilitators; "
    "of a wellbeing session, only a facilitator adds another. Or cancel it and plan a new one."
)
MISSING = {
    "facilitator": gettext_lazy("Name at least one facilitator."),
    "facilitator_left": gettext_lazy("Whoever was to run it has left. Name somebody else."),
    "support": gettext_lazy("Name a support person: no session opens without one."),
    "support_left": gettext_lazy("The support person has left. Name another one."),
    "support_is_facilitator": gettext_lazy("The support person must be somebody else."),
    "place": gettext_lazy("Say where it is, or give a video link."),
    "time": gettext_lazy("Choose a day that is still to come."),
}

OVER_MEANWHILE = gettext_lazy("This session has begun or was cancelled meanwhile.")

FIELD_OF = {
    "facilitator": "facilitators",
    "facilitator_left": "facilitators",
    "support": "support_person",
    "support_left": "support_person",
    "support_is_facilitator": "support_person",
    "place": "place",
    "time": "day",
}


@needs(Right.RUN_SESSIONS)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    found = LiveSession.objects.run_by(request.user.person).with_taken()
    pages = Paginator(found.order_by("-starts_at", "-pk"), AT_ONCE)
    context = {"page": pages.get_page(request.GET.get("page"))}
    return render(request, "courses/sessions/run.html", context)


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    initial = None if request.method == "POST" else _preset(request)
    form = PlanForm(request.POST or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = plan_session(
            facts=form.facts,
            facilitators=form.cleaned_data["facilitators"],
            by=request.user.person,
            at=timezone.now(),
        )
        messages.success(request, _("Kept. Nobody sees it before you open it for booking."))
        if made.least_sectors:
            messages.info(request, _say_what_theme_asks(made))
        return redirect("courses:session_people", made.pk)
    return render(request, "courses/sessions/plan.html", {"form": form})


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_not_found
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _planned_by_me(request, pk)
    if found.is_over(at=timezone.now()):
        return say_it_is_over(request, pk)
    form = PlanForm(request.POST or None, instance=LiveSession.objects.get(pk=pk), by=request.user)
    if request.method == "POST" and form.is_valid() and _change(request, found, form):
        still = LiveSession.objects.planned_by(request.user).filter(pk=pk).exists()
        return redirect("courses:session_people", pk) if still else redirect("courses:sessions_run")
    return render(request, "courses/sessions/plan.html", {"form": form, "session": found})


@needs(Right.RUN_SESSIONS)
@require_POST
@gone_is_not_found
def open_it(request: HttpRequest, pk: int) -> HttpResponse:
    found = _planned_by_me(request, pk)
    try:
        open_session(session=found, by=request.user.person, at=timezone.now())
    except OverError:
        return say_it_is_over(request, pk)
    except NotReadyError as error:
        for code in error.missing:
            messages.error(request, MISSING[code])
        return redirect("courses:change_session", pk)
    messages.success(request, _("Open for booking."))
    return redirect("courses:session_people", pk)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes and who waits, with what would help them: for whoever runs it alone."""
    found = _planned_by_me(request, pk)
    now = timezone.now()
    bookings = found.bookings.visible_to(request.user).open().in_line()
    shown = list(bookings.select_related("person", "sector"))
    check_ins = LiveSession.objects.visible_to(request.user).filter(follows=found)
    holding = [one for one in shown if one.holds_a_place]
    context = {
        "session": found,
        "has_begun": found.has_begun(at=now),
        "check_in": check_ins.exclude(state=LiveSession.State.CANCELLED).first(),
        "shows_people": found.shows_people_to(request.user.person),
        "is_over": found.is_over(at=now),
        "missing": _missing_while_open(found, at=now),
        "cohort_path": cohort_path(found, request.user),
        "can_be_marked": found.can_be_marked(at=now),
        "holding": holding,
        "mix": mix_of(found, holding),
        "heard": heard_paths(request.user, found, found.cohort, found.course),
        "waiting": [one for one in shown if not one.holds_a_place],
    }
    return render(request, "courses/sessions/people.html", context)


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@gone_is_not_found
def mix(request: HttpRequest, pk: int) -> HttpResponse:
    """Which disciplines it wants: how many at most, how many places are held for whom."""
    found = _planned_by_me(request, pk)
    if found.is_over(at=timezone.now()):
        return say_it_is_over(request, pk)
    form = WishForm(request.POST or None, starts_at=found.starts_at)
    if request.method == "POST" and form.is_valid() and _wish(request, found, form):
        return redirect("courses:session_mix", pk)
    rules = found.rules.select_related("sector")
    context = {"session": found, "form": form, "rules": rules}
    return render(request, "courses/sessions/mix.html", context)


@needs(Right.RUN_SESSIONS)
@require_POST
@gone_is_not_found
def drop_wish(request: HttpRequest, pk: int) -> HttpResponse:
    planned = LiveSession.objects.planned_by(request.user)
    rule = get_object_or_404(DisciplineRule, pk=pk, session__in=planned.values("pk"))
    try:
        wish_no_longer(rule=rule, by=request.user.person, at=timezone.now())
    except OverError:
        return say_it_is_over(request, rule.session_id)
    messages.success(request, _("Taken away. Whoever waits for such a place hears at once."))
    return redirect("courses:session_mix", rule.session_id)


@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    found = _planned_by_me(request, pk)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _call_off(request, found, form.cleaned_data["because"])
    told = found.bookings.open().count() if _may_count(request, found) else None
    context = {"form": form, "session": found, "told": told}
    return render(request, "courses/sessions/call_off.html", context)


def _missing_while_open(found: LiveSession, *, at: datetime) -> list[Promise]:
    """What it had when it was opened, and has lost since."""
    if not found.is_bookable(at=at):
        return []
    return [MISSING[code] for code in what_is_missing(found, at=at)]


def _preset(request: HttpRequest) -> dict[str, Any] | None:
    """Of a check-in, from the page of the session that it follows; or of a cohort, from its own."""
    chosen = request.GET.get("follows", "")
    if not is_key(chosen):
        return preset_for(Cohort.objects.planned_by(request.user), request.GET)
    mine = sessions_to_follow(request.user.person, at=timezone.now())
    return check_in_after(get_object_or_404(mine, pk=chosen))


def _call_off(request: HttpRequest, found: LiveSession, because: str) -> HttpResponse:
    by, now = request.user.person, timezone.now()
    try:
        was_open = call_off_session(session=found, because=because, by=by, at=now)
    except OverError:
        return say_it_is_over(request, found.pk)
    words = _("Taken away. It was never open, so nobody hears of it.")
    if was_open:
        words = _("Cancelled. Everybody who booked hears of it now.")
    messages.success(request, words)
    return redirect("courses:sessions_run")


def say_it_is_over(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("This session has begun or was cancelled. Plan another one instead."))
    return redirect("courses:session_people", pk)


def _planned_by_me(request: HttpRequest, pk: int) -> LiveSession:
    found = LiveSession.objects.planned_by(request.user)
    return get_object_or_404(found.select_related("support_person"), pk=pk)


def _wish(request: HttpRequest, found: LiveSession, form: WishForm) -> bool:
    try:
        wish_for(session=found, wish=form.wish, by=request.user.person, at=timezone.now())
    except ImpossibleMixError as error:
        words = _(
            "At most %d places can be held for them: there are no more, or they may not have more."
        )
        form.add_error("held", words % error.most)
        return False
    except NoPlaceError:
        form.add_error("at_most", _("That is less than one place. Give them one, or no limit."))
        return False
    except OverError:
        form.add_error(None, OVER_MEANWHILE)
        return False
    messages.success(request, _("Kept. Nobody who has a place loses it."))
    return True


def _change(request: HttpRequest, found: LiveSession, form: PlanForm) -> bool:
    """What stands in the way is said beside its field, with everything typed still there."""
    try:
        change_session(
            session=found,
            facts=form.facts,
            facilitators=form.cleaned_data["facilitators"],
            by=request.user.person,
            at=timezone.now(),
            seen=form.cleaned_data["edits"],
        )
    except PromiseError:
        form.add_error(None, PROMISED)
    except StaleError:
        form.show_edit(LiveSession.objects.get(pk=found.pk).edits)
        form.add_error(None, SAVED_MEANWHILE)
    except NotReadyError as error:
        for code in error.missing:
            form.add_error(FIELD_OF[code], MISSING[code])
    except TooFewPlacesError as error:
        form.add_error("capacity", _too_few(error, says_how_many=_may_count(request, found)))
    except SmallShareError as error:
        form.add_error("capacity", _too_small(error))
    except OverError:
        form.add_error(None, OVER_MEANWHILE)
    else:
        messages.success(request, _("Changed. Whoever booked hears of another day, time or place."))
        return True
    return False


def _too_small(error: SmallShareError) -> str:
    words = _(
        "Of so few places %(names)s would have none, or fewer than are held for them. "
        "Change that wish first."
    )
    return words % {"names": get_text_list([str(one) for one in error.sectors], _("and"))}


def _say_what_theme_asks(made: LiveSession) -> str:
    words = ngettext(
        "Its theme asks for at least %d discipline. You can change that.",
        "Its theme asks for at least %d disciplines. You can change that.",
        made.least_sectors,
    )
    return words % made.least_sectors


def _may_count(request: HttpRequest, found: LiveSession) -> bool:
    """How many come to a wellbeing session, its facilitators alone read."""
    return not found.is_private or found.shows_people_to(request.user.person)


def _too_few(error: TooFewPlacesError, *, says_how_many: bool) -> str:
    if error.held > error.taken:
        return _("%d places are held for disciplines. Take such a wish away first.") % error.held
    if not says_how_many:
        return _("More people have a place already. Cancel the session, or keep more places.")
    return (
        ngettext(
            "%d person has a place already. Cancel the session, or keep at least so many.",
            "%d people have a place already. Cancel the session, or keep at least so many.",
            error.taken,
        )
        % error.taken
    )
