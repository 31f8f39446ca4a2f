"""What somebody wrote for themselves: to read, take along and remove, by them alone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.actions.reflecting import remove_reflection
from courses.diary import entries_of


@login_required
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    entries = list(entries_of(request.user.person))
    return render(request, "courses/reflections.html", {"entries": entries})


@login_required
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    entries = list(entries_of(request.user.person))
    words = render_to_string("courses/reflections.txt", {"entries": entries})
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="reflections.txt"'
    return answer


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    remove_reflection(person=request.user.person, key=pk)
    messages.success(request, _("It is gone for good."))
    return redirect("courses:reflections")
