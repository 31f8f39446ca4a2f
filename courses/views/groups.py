"""Small groups of a session: make them, move one person, show or print them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.grouping import (
    ApartError,
    MovedOnError,
    NoGroupsError,
    make_breakouts,
    move_in_groups,
)
from courses.breakouts import FEWEST, most_groups, other_count, uneven
from courses.forms.groups import GroupsForm, MoveForm
from courses.models import BreakoutSeat, LiveSession
from courses.seating import Room, room_of

Groups = list[tuple[int, list[BreakoutSeat]]]


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, pk: int) -> HttpResponse:
    session = _shown(request, pk)
    room = room_of(session, on=timezone.localdate())
    form = GroupsForm(request.POST or None, people=len(room.here))
    if request.method == "POST" and form.is_valid() and _make(request, session, form):
        return redirect("courses:session_groups", pk)
    made = _groups_of(session)
    context = {
        "session": session,
        "form": form,
        "room": room,
        "can_make": most_groups(len(room.here)) >= FEWEST,
        "groups": made,
        "uneven": _uneven(made),
        "move_form": _move_form(room, made, initial={"who": request.GET.get("who")}),
        **_changes(room, made),
    }
    return render(request, "courses/sessions/groups.html", context)


@needs(Right.RUN_SESSIONS)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    session = _shown(request, pk)
    room = room_of(session, on=timezone.localdate())
    form = _move_form(room, _groups_of(session), data=request.POST)
    if not form.is_valid():
        messages.info(request, _("Choose somebody and a group that is there now."))
        return redirect("courses:session_groups", pk)
    _move(request, session, form)
    again = urlencode({"who": form.cleaned_data["who"]})
    return redirect(f"{reverse('courses:session_groups', args=[pk])}?{again}")


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Names alone, to print or to put on a screen."""
    session = _shown(request, pk)
    context = {"session": session, "groups": _groups_of(session)}
    return render(request, "courses/sessions/groups_shown.html", context)


def _shown(request: HttpRequest, pk: int) -> LiveSession:
    return get_object_or_404(LiveSession.objects.showing_people_to(request.user.person), pk=pk)


def _groups_of(session: LiveSession) -> Groups:
    seats = session.breakout_seats.with_names()
    return [(number, list(some)) for number, some in groupby(seats, key=lambda one: one.group)]


def _uneven(made: Groups) -> list[str]:
    found = uneven([[seat.sector for seat in seats] for _number, seats in made])
    return sorted(str(one or _("people without a discipline")) for one in found)


def _changes(room: Room, made: Groups) -> dict[str, list[str]]:
    """Who came since the groups were made, and who is not there after all."""
    seated = {seat.key: str(seat) for _number, seats in made for seat in seats}
    return {
        "without_group": [room.everybody[key].name for key in room.here if key not in seated],
        "gone": [name for key, name in seated.items() if key not in room.here],
    }


def _move_form(room: Room, made: Groups, **said: Any) -> MoveForm:
    seated = {seat.key: number for number, seats in made for seat in seats}
    people = [(key, room.everybody[key].name) for key in room.here]
    who = [
        (key, _("%(name)s, group %(n)d") % {"name": name, "n": seated[key]})
        if key in seated
        else (key, _("%(name)s, in no group yet") % {"name": name})
        for key, name in sorted(people, key=lambda one: one[1])
    ]
    return MoveForm(**said, who=who, groups=[number for number, _seats in made])


def _make(request: HttpRequest, session: LiveSession, form: GroupsForm) -> bool:
    count = form.cleaned_data["count"]
    try:
        make_breakouts(session=session, count=count, by=request.user.person, at=timezone.now())
    except NoGroupsError:
        form.add_error("count", _none_found(form.people, count))
        return False
    messages.success(request, _("The groups are made."))
    return True


def _none_found(people: int, count: int) -> str:
    other = other_count(people, count)
    if other is None:
        words = _("We found no %(n)d groups that work for everybody. Stay together as one today.")
        return words % {"n": count}
    words = _("We found no %(n)d groups that work for everybody. Try %(other)d groups instead.")
    return words % {"n": count, "other": other}


def _move(request: HttpRequest, session: LiveSession, form: MoveForm) -> None:
    said = {"key": form.cleaned_data["who"], "group": form.cleaned_data["to"]}
    try:
        seat = move_in_groups(session=session, **said, by=request.user.person, at=timezone.now())
    except ApartError:
        messages.warning(
            request, _("Two people of this group cannot be in one group. Choose another group.")
        )
    except MovedOnError:
        messages.info(request, _("The groups have changed meanwhile. Choose again."))
    else:
        words = _("%(name)s is in group %(n)d now.")
        messages.success(request, words % {"name": seat, "n": seat.group})
