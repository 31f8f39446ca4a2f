"""For those who look after what the portal sends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from urllib.parse import urlencode

from django.contrib import messages as said
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.doors import open_to
from accounts.models import AddressTrouble
from notifications import tallies
from notifications.actions import looking_after
from notifications.forecast import tomorrow as foresee
from notifications.forms.desk import MessagesFilter
from notifications.kinds import find_kind
from notifications.models import Message
from notifications.permissions import may_look_after_messages
from notifications.writing import sample_words, write

ON_A_PAGE = 50
WHY_COLUMNS = (gettext_lazy("Reason"), gettext_lazy("Messages"))
for_keepers = open_to(may_look_after_messages)


@for_keepers
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    reasons = dict(Message.Why.choices) | {Message.State.CANCELLED: Message.State.CANCELLED.label}
    why = tallies.why_not_sent(at=now)
    context = {
        "days": tallies.DAYS,
        "tallies": tallies.tallies(at=now),
        "why": [(reasons.get(code, code), number) for code, number in why.items()],
        "why_columns": WHY_COLUMNS,
        "longest_due": tallies.longest_due(at=now),
        "troubles": AddressTrouble.objects.all()[:ON_A_PAGE],
    }
    return render(request, "notifications/desk.html", context)


@for_keepers
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    form = MessagesFilter(request.GET)
    standing, kind = form.chosen()
    told = Message.objects.that_may_be_told().select_related("person")
    rows = told.in_standing(standing, at=timezone.now())
    if kind:
        rows = rows.filter(kind=kind)
    page = Paginator(rows.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    for message in page:
        message.kind_label = _label_of(message.kind)
    _hide_readers(page.object_list)
    context = {
        "form": form,
        "page": page,
        "standing": standing,
        "kind": kind,
        "query": urlencode({"standing": standing, "kind": kind}) + "&",
    }
    return render(request, "notifications/desk_list.html", context)


@for_keepers
@require_safe
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """Its facts, and what such a message says; never what it says to this reader."""
    told = Message.objects.that_may_be_told().select_related("person")
    message = get_object_or_404(told, pk=pk)
    kind = find_kind(message.kind)
    _hide_readers([message])
    context = {
        "message": message,
        "standing": _standing(message),
        "label": _label_of(message.kind),
        "sample": write(kind=kind, words=sample_words(kind)) if kind else None,
        "may_try": looking_after.may_be_tried_again(message),
        "may_hold": looking_after.may_be_held_back(message),
    }
    return render(request, "notifications/desk_message.html", context)


@for_keepers
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk)
    by, now = request.user.person, timezone.now()
    if looking_after.try_again(by=by, message=message, at=now):
        said.success(request, _("It goes with the next round, if it is still wanted."))
    else:
        said.info(request, _("Nothing was changed: it no longer waits for another try."))
    return redirect("messages:desk_message", pk=pk)


@for_keepers
@require_POST
def try_all_again(request: HttpRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    number = looking_after.try_all_again(by=request.user.person, kind=kind, at=timezone.now())
    words = ngettext("%d message is tried again.", "%d messages are tried again.", number)
    said.success(request, words % number)
    return redirect("messages:desk")


@for_keepers
@require_POST
def hold_back(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk)
    if looking_after.hold_back(by=request.user.person, message=message, at=timezone.now()):
        said.success(request, _("It is held back and does not go."))
    else:
        said.info(request, _("It could not be held back: it has gone, or is on its way."))
    if not Message.objects.that_may_be_told().filter(pk=pk).exists():
        return redirect("messages:desk")
    return redirect("messages:desk_message", pk=pk)


@for_keepers
@require_safe
def tomorrow(request: HttpRequest) -> HttpResponse:
    forecast = foresee(at=timezone.now())
    kinds = sorted(forecast.letters.keys() | forecast.in_portal.keys())
    why = dict(Message.Why.choices)
    context = {
        "forecast": forecast,
        "rows": [
            (_label_of(kind), forecast.letters[kind], forecast.in_portal[kind]) for kind in kinds
        ],
        "columns": [_("Kind"), _("By e-mail"), _("In the portal only")],
        "why_columns": WHY_COLUMNS,
        "why": [(why[code], number) for code, number in forecast.not_wanted.most_common()],
    }
    return render(request, "notifications/tomorrow.html", context)


def _hide_readers(messages: Collection[Message]) -> None:
    """Whoever keeps the portal need not know who has a place in a wellbeing session."""
    alike = defaultdict(list)
    for message in messages:
        if kind := find_kind(message.kind):
            alike[kind.hides_readers].append(message)
    hidden = {key for hides, theirs in alike.items() for key in hides(theirs)}
    for message in messages:
        message.hides_reader = message.pk in hidden


def _standing(message: Message) -> str:
    """The list of the desk that it stands in."""
    if message.state in {Message.State.WAITING, Message.State.CLAIMED}:
        return "due" if message.try_at <= timezone.now() else "later"
    kept = {Message.State.SENT: "sent", Message.State.FAILED: "unsent"}
    return kept.get(message.state, "not_sent")


def _label_of(code: str) -> str:
    kind = find_kind(code)
    return str(kind.label) if kind else code
