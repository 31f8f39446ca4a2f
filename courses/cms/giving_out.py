"""Pages of the editor on which a course is given out, and a lesson is taken away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.actions import releasing, withdrawing
from courses.caring import losing_support, offers_support
from courses.changes import Change, What
from courses.cms.forms import FirstReleaseForm, GiveOutForm, WithdrawForm
from courses.impact import Impact, foresee, plan_change
from courses.models import CoursePage, LessonPage
from courses.permissions import can_give_out
from courses.prerequisites import circle_in_words
from courses.whole import questions_in

IN_WORDS = {
    What.ADDED: gettext_lazy("is new"),
    What.NEW_WAY: gettext_lazy("is a new way to another lesson"),
    What.REMOVED: gettext_lazy("is gone"),
    What.MOVED: gettext_lazy("is in another module"),
    What.COUNTS_OTHERWISE: gettext_lazy(
        "has become another way to a lesson, or stands for itself again"
    ),
    What.FINISHED_OTHERWISE: gettext_lazy("is finished in another way"),
    What.HARDER: gettext_lazy(
        "has a knowledge check that asks more; whoever is in this release keeps the old one"
    ),
    What.LONGER: gettext_lazy("has something added"),
    What.SHORTER: gettext_lazy("has something taken out"),
    What.REWORDED: gettext_lazy("says something in other words"),
    What.BESIDES: gettext_lazy("has other minutes, another content note, support box or other way"),
    What.ORDER: gettext_lazy("has its lessons in another order"),
    What.NEEDS: gettext_lazy("asks for another number of its lessons"),
    What.RENAMED: gettext_lazy("is a module with a new name"),
    What.FACTS: gettext_lazy(
        "its title, level, outcomes or hours; certificates given already stay as they are"
    ),
}


def give_out(request: HttpRequest, pk: int) -> HttpResponse:
    """What is different, which kind of change it is, and what it will do to whom."""
    course = get_object_or_404(CoursePage, pk=pk)
    if not can_give_out(request.user, course):
        raise PermissionDenied
    plan, is_first = plan_change(course), course.current_release is None
    unwritten = [one for one in questions_in(course.lessons) if one.gap]
    has_support, circle = offers_support(course), circle_in_words(course)
    is_ready = plan.proposed and has_support and not (unwritten or circle)
    form = _form(request, course, plan.proposed, is_first=is_first)
    coming = None
    if request.method == "POST" and form.is_valid() and is_ready:
        coming = None if is_first else _still_to_say(course, form)
        if coming is None:
            messages.success(request, _give_out(request, course, form))
            return redirect("give_out", course.pk)
        messages.info(request, _("Not given out yet. Read what it will do, then press again."))
    context = {
        "course": course,
        "plan": plan,
        "unwritten": unwritten,
        "has_support": has_support,
        "circle": circle,
        "is_ready": is_ready,
        "found": [(one.title, IN_WORDS[one.what]) for one in plan.found],
        "form": form,
        "is_first": is_first,
        "impact": None if is_first else foresee(course),
        "coming": coming,
        "page_title": _("Give out"),
        "page_subtitle": course.title,
        "header_icon": "upload",
    }
    return render(request, "courses/cms/give_out.html", context)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    lesson = _lesson(request, pk)
    withdrawal = lesson.withdrawals.open().first()
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        by, now = request.user.person, timezone.now()
        withdrawing.withdraw_lesson(by=by, lesson=lesson, words=words, at=now)
        messages.success(request, _("Nobody sees the lesson now, and it counts as done for all."))
        return redirect("withdraw_lesson", pk)
    context = {
        "lesson": lesson,
        "withdrawal": withdrawal,
        "form": form,
        "impact": foresee(lesson.course) if lesson.course.current_release else None,
        "page_title": _("Withdraw"),
        "page_subtitle": lesson.title,
        "header_icon": "warning",
    }
    return render(request, "courses/cms/withdraw.html", context)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    lesson = _lesson(request, pk)
    withdrawing.bring_back_lesson(by=request.user.person, lesson=lesson, at=timezone.now())
    messages.success(request, _("The lesson is back. Whoever was credited keeps it."))
    return redirect("withdraw_lesson", pk)


def _lesson(request: HttpRequest, pk: int) -> LessonPage:
    lesson = get_object_or_404(LessonPage, pk=pk)
    if not can_give_out(request.user, lesson):
        raise PermissionDenied
    return lesson


def _form(
    request: HttpRequest, course: CoursePage, proposed: Change | None, *, is_first: bool
) -> FirstReleaseForm | GiveOutForm:
    given = request.POST if request.method == "POST" else None
    if is_first:
        return FirstReleaseForm(given)
    given_out = course.current_release.lessons.filter(other_way_of=None)
    now, before = (
        set(course.lessons),
        LessonPage.objects.filter(pk__in=given_out.values("lesson")),
    )
    return GiveOutForm(
        given,
        added=now - set(before),
        removed=set(before) - now,
        losing_support=losing_support(course),
        initial={"kind": proposed.value if proposed else None},
    )


def _still_to_say(course: CoursePage, form: GiveOutForm) -> Impact | None:
    """What a replacement will do, unless the page that was sent has said just that."""
    if form.change is not Change.REPLACEMENT:
        return None
    sunset_on = form.cleaned_data["sunset_on"]
    impact = foresee(course, form.change, sunset_on=sunset_on, instead=form.instead)
    return None if form.cleaned_data["foreseen"] == impact.mark else impact


def _give_out(
    request: HttpRequest, course: CoursePage, form: FirstReleaseForm | GiveOutForm
) -> str:
    """Do it; in words, what was done."""
    if course.current_release is None:
        releasing.make_release(course=course, by=request.user.person, at=timezone.now())
        return _("The course is given out. People can begin it.")
    return _told(_change(request, course, form))


def _change(request: HttpRequest, course: CoursePage, form: GiveOutForm) -> Impact:
    facts = {"course": course, "by": request.user.person, "at": timezone.now()}
    if form.change is Change.CORRECTION:
        return releasing.correct(**facts)
    if form.change is Change.ADDITION:
        return releasing.add(**facts)
    given = form.cleaned_data
    return releasing.replace(
        **facts, words=given["words"], sunset_on=given["sunset_on"], instead=form.instead
    )


def _told(impact: Impact) -> str:
    words = _(
        "Given out. %(in_progress)d in progress, %(finished)d finished: nobody lost anything. "
        "%(move)d went on with the new release, and %(finish)d of them have nothing left."
    )
    return words % vars(impact)
