"""Who belongs to a cohort: found by name, read from a spreadsheet, taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.doors import needs
from accounts.rights import Right
from accounts.spreadsheets import MAX_BYTES, SpreadsheetError
from courses.actions.cohorts import add_members, take_members_out
from courses.forms.cohorts import MembersForm, RosterForm, TakeOutForm
from courses.models import Cohort
from courses.rosters import read_roster

FIND = "find"


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Finding somebody keeps who is ticked; only the last button adds anybody."""
    cohort = get_object_or_404(Cohort.objects.planned_by(request.user), pk=pk)
    is_looking = FIND in request.POST
    form = MembersForm(
        request.POST or None, cohort=cohort, by=request.user.person, is_looking=is_looking
    )
    if request.method == "POST" and not is_looking and form.is_valid():
        people = list(form.cleaned_data["people"])
        count = add_members(cohort=cohort, people=people, by=request.user.person, at=timezone.now())
        words = ngettext("%d person added.", "%d people added.", count) % count
        messages.success(request, words if count else _("They are in it already."))
        return redirect("courses:cohort", pk)
    context = {"cohort": cohort, "form": form, "is_looking": is_looking}
    return render(request, "courses/cohorts/add.html", context)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What a list would do, row by row. It is kept nowhere: its last button names the people."""
    cohort = get_object_or_404(Cohort.objects.planned_by(request.user), pk=pk)
    is_post = request.method == "POST"
    form = RosterForm(request.POST if is_post else None, request.FILES if is_post else None)
    context = {"cohort": cohort, "form": form}
    if is_post and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            context["roster"] = read_roster(
                # A byte more than is read says that there is more.
                file.read(MAX_BYTES + 1),
                cohort=cohort,
                by=request.user.person,
                on=timezone.localdate(),
            )
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
    return render(request, "courses/cohorts/file.html", context)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = get_object_or_404(Cohort.objects.planned_by(request.user), pk=pk)
    person = request.user.person
    form = TakeOutForm(request.POST or None, cohort=cohort, by=person)
    if request.method == "POST" and form.is_valid():
        people = list(form.cleaned_data["people"])
        take_members_out(cohort=cohort, people=people, by=person, at=timezone.now())
        messages.success(request, _("Taken out. What they took or booked stays theirs."))
        return redirect("courses:cohort", pk)
    return render(request, "courses/cohorts/take_out.html", {"cohort": cohort, "form": form})
