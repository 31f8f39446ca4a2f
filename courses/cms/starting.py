"""Pages of the editor on which a course begins, and is seen and sent off as a whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from accounts.models import User
from courses.actions import reviewing, starting
from courses.models import CoursePage, ProgrammeIndexPage
from courses.outlines import BY_CODE, OUTLINES
from courses.permissions import can_give_out, can_start_course, programmes_to_start_in
from courses.whole import whole_of


class StartForm(forms.Form):
    outline = forms.ChoiceField(
        label=gettext_lazy("Start from"),
        choices=lambda: [
            (one.code, format_html("<strong>{}</strong>: {}", one.label, one.about))
            for one in OUTLINES
        ],
        widget=forms.RadioSelect,
        initial=OUTLINES[0].code,
    )
    like = forms.ModelChoiceField(
        CoursePage.objects.none(),
        label=gettext_lazy("Or from a copy of a course that is here"),
        required=False,
        empty_label=gettext_lazy("No, from what is chosen above"),
        help_text=gettext_lazy("Its lessons become drafts of yours. It asks the same questions."),
    )
    title = forms.CharField(label=gettext_lazy("Title of the new course"), max_length=255)
    programme = forms.ModelChoiceField(
        ProgrammeIndexPage.objects.none(), label=gettext_lazy("Below"), empty_label=None
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["programme"].queryset = programmes_to_start_in(by)
        self.fields["like"].queryset = CoursePage.objects.visible_to(by).order_by("title")

    def start(self) -> CoursePage:
        given = self.cleaned_data
        facts = {name: given[name] for name in ("programme", "title")}
        begin = partial(starting.start_course, outline=BY_CODE[given["outline"]])
        if given["like"]:
            begin = partial(starting.copy_course, like=given["like"])
        return begin(**facts, by=self.by, at=timezone.now())


def start(request: HttpRequest) -> HttpResponse:
    if not can_start_course(request.user):
        raise PermissionDenied
    initial = {"programme": request.GET.get("below") or programmes_to_start_in(request.user)[0].pk}
    form = StartForm(request.POST or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        course = form.start()
        messages.success(request, _("The drafts are made. Write your words where a prompt stands."))
        return redirect("whole_course", course.pk)
    context = {"form": form, "page_title": _("Start a course"), "header_icon": "plus"}
    return render(request, "courses/cms/start_course.html", context)


def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Every page and question, what each still needs, and one button for what comes next."""
    course = _course(request, pk)
    found = whole_of(course)
    context = {
        "course": course,
        "whole": found,
        "waits_for_reader": reviewing.waits_for(request.user, found.in_review),
        "may_give_out": can_give_out(request.user, course),
        "page_title": _("The whole course"),
        "page_subtitle": course.get_admin_display_title(),
        "header_icon": "list-ul",
    }
    return render(request, "courses/cms/whole_course.html", context)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    try:
        sent = reviewing.send_course_for_review(course=course, by=request.user)
    except reviewing.StillToWriteError:
        messages.error(request, _("Not sent yet: a prompt is still there. The list says where."))
    else:
        words = ngettext(
            "%(n)d page is sent. Somebody else reads it.",
            "%(n)d pages are sent. Somebody else reads them.",
            sent,
        )
        messages.success(request, words % {"n": sent})
    return redirect("whole_course", pk)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    course = _course(request, pk)
    approved = reviewing.approve_course(course=course, by=request.user)
    if not approved:
        messages.warning(request, _("Nothing here waits for you."))
        return redirect("whole_course", pk)
    words = ngettext("%(n)d page is published.", "%(n)d pages are published.", approved)
    messages.success(request, words % {"n": approved})
    return redirect("give_out" if can_give_out(request.user, course) else "whole_course", pk)


def _course(request: HttpRequest, pk: int) -> CoursePage:
    course = get_object_or_404(CoursePage, pk=pk)
    allowed = course.permissions_for_user(request.user)
    if not (allowed.can_edit() or allowed.can_publish()):
        raise PermissionDenied
    return course
