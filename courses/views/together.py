"""Courses that people took together, on one screen: written down, printed, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.together import not_open_to, record_sitting, take_out_of_sitting
from courses.forms.together import SittingForm
from courses.models import Certificate, Presence, Sitting
from courses.pdf.papers import certificates_pdf

AT_ONCE = 25
FIND, SHEET = "find", "sheet"


@needs(Right.RUN_SESSIONS)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    pages = Paginator(Sitting.objects.visible_to(request.user).with_count(), AT_ONCE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "courses/together/list.html", {"page": page})


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Finding more people keeps what is ticked; only the last button writes anything down."""
    form = SittingForm(request.POST or None, by=request.user)
    if request.method == "POST" and SHEET in request.POST:
        return _sheet(request, form)
    if request.method == "POST" and FIND not in request.POST and form.is_valid():
        return _record(request, form)
    is_finding = FIND in request.POST
    if is_finding:
        form = SittingForm(initial=_typed(request), by=request.user)
    return render(request, "courses/together/record.html", {"form": form})


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Sitting.objects.visible_to(request.user), pk=pk)
    presences = found.presences.select_related("person__user")
    context = {
        "sitting": found,
        "presences": presences,
        "certificates": _certificates(found).exists(),
    }
    return render(request, "courses/together/sitting.html", context)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_safe
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """On paper, for people who have no other way to theirs."""
    found = get_object_or_404(Sitting.objects.visible_to(request.user), pk=pk)
    given = list(_certificates(found))
    if not given:
        messages.info(request, _("Nobody here has a certificate of it yet."))
        return redirect("courses:sitting", pk)
    check_url = request.build_absolute_uri(reverse("courses:check"))
    return HttpResponse(
        certificates_pdf(given, check_url=check_url),
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="certificates.pdf"'},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more, since what it gave goes with it."""
    presences = Presence.objects.select_related("sitting__course")
    own = presences.filter(person=request.user.person)
    written = presences.filter(sitting__in=Sitting.objects.visible_to(request.user))
    found = get_object_or_404(own | written, pk=pk)
    is_me = found.person_id == request.user.person_id
    is_sent = request.method == "POST"
    if not is_sent and not found.taken_back_at:
        return render(request, "courses/together/take_out.html", {"found": found, "is_me": is_me})
    by, now = request.user.person, timezone.now()
    if is_sent and take_out_of_sitting(presence=found, by=by, at=now):
        messages.success(request, _("Taken back."))
    else:
        messages.info(request, _("It was taken back already."))
    return redirect(
        found.sitting.course.url if is_me else reverse("courses:sitting", args=[found.sitting_id])
    )


def _record(request: HttpRequest, form: SittingForm) -> HttpResponse:
    people, occasion = list(form.cleaned_data["people"]), form.occasion()
    left_out = not_open_to(occasion.course, people)
    made = record_sitting(
        key=form.cleaned_data["key"],
        occasion=occasion,
        people=people,
        by=request.user.person,
        at=timezone.now(),
    )
    messages.success(request, _("Written down. Each person sees it on their own page."))
    if left_out:
        words = _("Not written down, because this course is not open to them yet: %(names)s.")
        names = get_text_list([str(person) for person in left_out], _("and"))
        messages.warning(request, words % {"names": names})
    return redirect("courses:sitting", made.pk)


def _sheet(request: HttpRequest, form: SittingForm) -> HttpResponse:
    """To sign with a pen, where there is no computer; entered here afterwards."""
    form.is_valid()
    given = form.cleaned_data
    names = [label for _key, label in form.fields["people"].choices]
    if given.get("people"):
        names = [form.fields["people"].label_from_instance(one) for one in form.chosen()]
    context = {"names": names, "blank": range(10), **given}
    return render(request, "courses/together/sheet.html", context)


def _typed(request: HttpRequest) -> dict[str, object]:
    typed = {name: request.POST.get(name, "") for name in SittingForm.base_fields}
    return {**typed, "people": request.POST.getlist("people")}


def _certificates(found: Sitting):
    """Of those whom this very sitting brought to the end."""
    there = found.presences.filter(taken_back_at=None, finishes_course=True)
    given = Certificate.objects.filter(
        enrolment__progress__presence__in=there, withdrawn_at=None
    ).distinct()
    return given.with_facts().order_by("person__display_name", "pk")
