"""For whoever runs a session: slips with codes, a room to answer in, and answers from paper."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.doors import open_to
from accounts.phrases import spaced_key
from evaluation.actions.rooms import close_room, make_codes, open_room, take_part_by_code
from evaluation.forms.answering import QUOTE_ME, hint_of
from evaluation.forms.rooms import PaperForm, SlipsForm
from evaluation.links import link_path
from evaluation.models import AccessCode, ConsentText, Occasion, Wave, Way
from evaluation.pages import Pages
from evaluation.permissions import can_run_rooms
from evaluation.views.page import Asking, answer_page

A_PAGE = 25
IN_SESSION = "survey_sheet"


@open_to(can_run_rooms)
@require_safe
def list_rooms(request: HttpRequest) -> HttpResponse:
    occasions = Occasion.objects.asking().order_by("-opened_at", "pk").with_open_room()
    page = Paginator(occasions, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluation/rooms.html", {"page": page})


@open_to(can_run_rooms)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, uuid: UUID) -> HttpResponse:
    occasion = _occasion(uuid)
    form = PaperForm(request.POST if request.method == "POST" else None, occasion=occasion)
    if request.method == "POST" and form.is_valid():
        return _sheet(request, **form.cleaned_data)
    address = request.build_absolute_uri(reverse("evaluation:code"))
    context = {
        "occasion": occasion,
        "open": occasion.rooms.open().first(),
        "waves": [(one.wave, Wave(one.wave).label) for one in occasion.plan.waves.all()],
        "codes": occasion.codes.count(),
        "form": form,
        "slips": SlipsForm(),
        "address": address,
        "picture": _picture(address),
    }
    return render(request, "evaluation/room.html", context)


@open_to(can_run_rooms)
@require_POST
def change_room(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A moment opens; none closes what is open."""
    occasion, now = _occasion(uuid), timezone.now()
    wave = request.POST.get("wave", "")
    if occasion.plan.waves.filter(wave=wave).exists():
        open_room(occasion=occasion, wave=wave, at=now)
        messages.success(request, _("The questions are open in the room."))
    elif now_open := occasion.rooms.open().first():
        close_room(room=now_open, at=now)
        messages.success(request, _("The questions are closed."))
    return redirect("evaluation:room", uuid)


@open_to(can_run_rooms)
@never_cache
@require_POST
def print_slips(request: HttpRequest, uuid: UUID) -> HttpResponse:
    occasion, form = _occasion(uuid), SlipsForm(request.POST)
    if not form.is_valid():
        for problem in form.errors["count"]:
            messages.error(request, problem)
        return redirect("evaluation:room", uuid)
    count, by = form.cleaned_data["count"], request.user.person
    codes = make_codes(occasion=occasion, count=count, by=by)
    if "links" in request.POST:
        addresses = [request.build_absolute_uri(link_path(code)) for code in codes]
        links = [(one, _picture(one)) for one in addresses]
        return render(request, "evaluation/links.html", {"occasion": occasion, "links": links})
    address = request.build_absolute_uri(reverse("evaluation:code"))
    slips = [(spaced_key(code), _picture(f"{address}#{code}")) for code in codes]
    context = {"occasion": occasion, "slips": slips, "address": address}
    return render(request, "evaluation/slips.html", context)


@open_to(can_run_rooms)
@require_safe
def print_sheet(request: HttpRequest, uuid: UUID, wave: str) -> HttpResponse:
    occasion = _occasion(uuid)
    get_object_or_404(occasion.plan.waves, wave=wave)
    steps = [
        (step, [(item, hint_of(item)) for item in step.section.items])
        for step in Pages(occasion, wave, []).steps
    ]
    context = {"occasion": occasion, "moment": Wave(wave).label, "steps": steps, "tick": QUOTE_ME}
    return render(request, "evaluation/sheet.html", context)


@open_to(can_run_rooms)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key_in(request: HttpRequest, number: int) -> HttpResponse:
    """Write only: a sheet that was sent, or answers given on a screen, are not shown."""
    pk, wave, agreed = request.session.get(IN_SESSION, (None, "", None))
    code = AccessCode.objects.select_related("occasion__plan").filter(pk=pk).first()
    if code is None:
        return redirect("evaluation:rooms")
    pages = Pages.by_code(code, wave, Way.PAPER)
    if pages.is_begun_elsewhere:
        return _in_already(request, code)
    text = ConsentText.objects.filter(pk=agreed, plan=code.occasion.plan_id).first()
    asking = Asking(
        occasion=code.occasion,
        moment=Wave(wave).label,
        pages=pages,
        reload=partial(Pages.by_code, code, wave, Way.PAPER),
        begin=partial(take_part_by_code, code=code, on=timezone.localdate(), agreed=text),
        url_name="evaluation:key_in",
        args=(),
        onward=reverse("evaluation:room", args=[code.occasion.uuid]),
        has_account=False,
        is_keyed_in=True,
    )
    return answer_page(request, asking, number)


def _sheet(
    request: HttpRequest, code: AccessCode, wave: str, agreed: ConsentText | None
) -> HttpResponse:
    pages = Pages.by_code(code, wave, Way.PAPER)
    if pages.is_sent or pages.is_begun_elsewhere:
        return _in_already(request, code)
    request.session[IN_SESSION] = (str(code.pk), wave, agreed and agreed.pk)
    return redirect("evaluation:key_in", pages.goes_on_at)


def _in_already(request: HttpRequest, code: AccessCode) -> HttpResponse:
    messages.info(request, _("Answers with this code are in already. Take the next sheet."))
    return redirect("evaluation:room", code.occasion.uuid)


def _occasion(uuid: UUID) -> Occasion:
    return get_object_or_404(Occasion.objects.asking().select_related("plan"), uuid=uuid)


def _picture(address: str) -> str:
    """Paths only: the content security policy forbids styles in a picture."""
    code = segno.make(address, error="m")
    return mark_safe(code.svg_inline(scale=4, border=2, svgclass="cp-qr", lineclass=None))
