"""How seldom and when we write, and the days on which we do not."""

from __future__ import annotations

from django.contrib import messages as said
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import open_to
from notifications.actions import setting
from notifications.forms.kindness import KindnessForm, QuietTimeForm
from notifications.models import Kindness, QuietTime
from notifications.permissions import may_look_after_messages, may_set_quiet_times


@open_to(may_look_after_messages)
def kindness(request: HttpRequest) -> HttpResponse:
    form = KindnessForm(request.POST or None, instance=Kindness.load())
    if request.method == "POST" and form.is_valid():
        setting.save_kindness(by=request.user.person, kindness=form.save(commit=False))
        said.success(request, _("Saved. It holds from the next letter on."))
        return redirect("messages:kindness")
    return render(request, "notifications/kindness.html", {"form": form})


@open_to(may_set_quiet_times)
@require_safe
def quiet_times(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    rows = QuietTime.objects.not_over(on=timezone.localdate()).seen_by(person)
    rows = list(rows.select_related("organisation"))
    mine = set(QuietTime.objects.kept_by(person).values_list("pk", flat=True))
    for row in rows:
        row.may_be_changed = row.pk in mine
    return render(request, "notifications/quiet_times.html", {"rows": rows})


@open_to(may_set_quiet_times)
def add_quiet_time(request: HttpRequest) -> HttpResponse:
    return _edit(request, QuietTime())


@open_to(may_set_quiet_times)
def change_quiet_time(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, _found(request, pk))


@open_to(may_set_quiet_times)
@require_POST
def remove_quiet_time(request: HttpRequest, pk: int) -> HttpResponse:
    setting.remove_quiet_time(by=request.user.person, quiet_time=_found(request, pk))
    said.success(request, _("It is no longer a quiet time."))
    return redirect("messages:quiet_times")


def _edit(request: HttpRequest, quiet_time: QuietTime) -> HttpResponse:
    by = request.user.person
    form = QuietTimeForm(request.POST or None, instance=quiet_time, by=by)
    if request.method == "POST" and form.is_valid():
        setting.save_quiet_time(by=by, quiet_time=form.save(commit=False))
        said.success(request, _("Saved. Nobody there gets reminders on these days."))
        return redirect("messages:quiet_times")
    return render(request, "notifications/quiet_time.html", {"form": form})


def _found(request: HttpRequest, pk: int) -> QuietTime:
    return get_object_or_404(QuietTime.objects.kept_by(request.user.person), pk=pk)
