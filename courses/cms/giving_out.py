"""Pages of the editor on which a course is given out, and a lesson is taken away."""

from __future__ import annotations

from typing import Any

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

MEANWHILE = gettext_lazy(
    "It was given out since you opened this page, by you or by somebody else, and nothing more was "
    "done. Read what is different now."
)


def give_out(request: HttpRequest, pk: int) -> HttpResponse:
    """What is different, which kind of change it is, and what it will do to whom."""
    course = get_object_or_404(CoursePage, pk=pk)
    if not can_give_out(request.user, course):
        raise PermissionDenied
    context = _context(request, course)
    form = context["form"]
    if request.method == "POST" and form.is_valid() and context["is_ready"]:
        context["coming"] = _still_to_say(course, form)
        if context["coming"]:
            messages.info(request, _("Not given out yet. Read what it will do, then press again."))
        elif _give_out(request, course, form):
            return redirect("give_out", course.pk)
        else:
            context = _context(request, CoursePage.objects.get(pk=pk))
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


def _context(request: HttpRequest, course: CoursePage) -> dict[str, Any]:
    plan, seen = plan_change(course), _number(course)
    unwritten = [one for one in questions_in(course.lessons) if one.gap]
    has_support, circle = offers_support(course), circle_in_words(course)
    return {
        "course": course,
        "plan": plan,
        "unwritten": unwritten,
        "has_support": has_support,
        "circle": circle,
        "is_ready": plan.proposed and has_support and not (unwritten or circle),
        "found": [(one.title, IN_WORDS[one.what]) for one in plan.found],
        "form": _form(request, course, plan.proposed),
        "seen": seen,
        "is_first": not seen,
        "impact": foresee(course) if seen else None,
        "page_title": _("Give out"),
        "page_subtitle": course.title,
        "header_icon": "upload",
    }


def _number(course: CoursePage) -> int:
    """Of the newest release; 0 before the first."""
    return course.current_release.number if course.current_release else 0


def _form(
    request: HttpRequest, course: CoursePage, proposed: Change | None
) -> FirstReleaseForm | GiveOutForm:
    given = request.POST if request.method == "POST" else None
    if course.current_release is None:
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


def _still_to_say(course: CoursePage, form: FirstReleaseForm | GiveOutForm) -> Impact | None:
    """What a replacement will do, unless the page that was sent has said just that."""
    if isinstance(form, FirstReleaseForm) or form.change is not Change.REPLACEMENT:
        return None
    sunset_on = form.cleaned_data["sunset_on"]
    impact = foresee(course, form.change, sunset_on=sunset_on, instead=form.instead)
    return None if form.cleaned_data["foreseen"] == impact.mark else impact


def _give_out(
    request: HttpRequest, course: CoursePage, form: FirstReleaseForm | GiveOutForm
) -> bool:
    """Do it, and say so; False where the page that was sent no longer holds."""
    seen = form.cleaned_data["seen"]
    facts = {"course": course, "by": request.user.person, "at": timezone.now()}
    facts["seen"] = _number(course) if seen is None else seen
    try:
        said = _change(form, facts) if isinstance(form, GiveOutForm) else _begin(facts)
    except releasing.GivenOutMeanwhileError:
        messages.error(request, MEANWHILE)
        return False
    messages.success(request, said)
    return True


def _begin(facts: dict[str, Any]) -> str:
    releasing.make_release(**facts)
    return _("The course is given out. People can begin it.")


def _change(form: GiveOutForm, facts: dict[str, Any]) -> str:
    given = form.cleaned_data
    if form.change is Change.CORRECTION:
        return _told(releasing.correct(**facts))
    if form.change is Change.ADDITION:
        return _told(releasing.add(**facts))
    said = {"words": given["words"], "sunset_on": given["sunset_on"], "instead": form.instead}
    return _told(releasing.replace(**facts, **said))


def _told(impact: Impact) -> str:
    words = _(
        "Given out. %(in_progress)d in progress, %(finished)d finished: nobody lost anything. "
        "%(move)d went on with the new release, and %(finish)d of them have nothing left."
    )
    return words % vars(impact)
