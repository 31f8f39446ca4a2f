"""Answer by a link of one's own, without an account. Opening it does nothing; only buttons act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.actions.answering import take_back
from evaluation.actions.rooms import find_code
from evaluation.actions.talking import support_for
from evaluation.bearers import Bearer, Standing, bearer_of_code, bearer_of_invitation
from evaluation.links import invitation_behind, link_path
from evaluation.models import Participant, Way
from evaluation.views.devices import Mark
from evaluation.views.page import answer_page, asked_of, over

MARK_LASTS = 60 * 24 * 60 * 60
WORDS = {
    Standing.CLOSED: gettext_lazy("The questions are not open just now. Keep your link for later."),
    Standing.SENT: gettext_lazy("Your answers are in. Thank you. Keep your link for next time."),
    Standing.TAKEN_BACK: gettext_lazy("You took your answers back, so you are not asked again."),
    Standing.ON_PAPER: gettext_lazy("The sheet with this code was filled in on paper."),
}


def of_bearer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds whose link it is. A key that nobody was given is counted, a right one is not.

    Whoever has an account by now signs in, so that nobody answers for them from an old letter.
    """

    @wraps(view)
    def opened(request: HttpRequest, key: str, *args: object, **kwargs: object) -> HttpResponse:
        if not _count_miss(request, dry_run=True):
            return ratelimit.respond_429(request)
        now = timezone.now()
        if invitation := invitation_behind(key):
            if invitation.person.has_login:
                return redirect("evaluation:survey", invitation.uuid)
            found = bearer_of_invitation(invitation, at=now)
        elif code := find_code(key):
            found = bearer_of_code(code, way=Way.LINK, at=now)
        else:
            _count_miss(request, dry_run=False)
            return render(request, "evaluation/link_unknown.html", status=404)
        return view(request, key, found, *args, **kwargs)

    return opened


def _count_miss(request: HttpRequest, *, dry_run: bool) -> object:
    """None where there were too many. A link is opened by GET, so that is counted as well."""
    action = "survey_code_missed"
    return consume(request, app="allauth.account", action=action, dry_run=dry_run, limit_get=True)


@never_cache
@require_safe
@of_bearer
def open_link(request: HttpRequest, key: str, found: Bearer) -> HttpResponse:
    """What is asked, and what one can do with answers given before."""
    found = _mark(key).seen(request, found)
    is_open = found.standing is Standing.OPEN
    context = {
        "occasion": found.occasion,
        "support_person": support_for(found.occasion),
        "bearer": found,
        "words": "" if is_open else WORDS[found.standing],
        "goes_on": reverse("evaluation:link_page", args=[key, found.pages.goes_on_at])
        if is_open
        else "",
        "mine": _own(found),
        "is_handed_out": _is_handed_out(found),
        "take_back": reverse("evaluation:link_take_back", args=[key]),
    }
    return render(request, "evaluation/link.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_bearer
def answer_by_link(request: HttpRequest, key: str, found: Bearer, number: int) -> HttpResponse:
    mark, is_posted = _mark(key), request.method == "POST"
    shown = mark.seen(request, found)
    if shown.standing is not Standing.OPEN:
        return redirect("evaluation:link", key)
    if is_posted and found.standing is not Standing.OPEN:
        return over(request, WORDS[found.standing], link_path(key))
    asking = asked_of(
        shown,
        url_name="evaluation:link_page",
        args=(key,),
        onward=link_path(key),
        own=reverse("evaluation:link_take_back", args=[key]),
    )
    answer = answer_page(request, asking, number)
    return mark.leave(request, answer, found, replace(found)) if is_posted else answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_bearer
def take_back_by_link(request: HttpRequest, key: str, found: Bearer) -> HttpResponse:
    plan = found.occasion.plan
    if request.method != "POST":
        context = {"plan": plan, "back": link_path(key)}
        return render(request, "evaluation/take_back.html", context)
    take_back(plan=plan, pseudonym=found.pseudonym, at=timezone.now())
    words = _("If there were answers, they are gone. They are in no result that is still to come.")
    messages.success(request, words)
    return redirect("evaluation:link", key)


def _mark(key: str) -> Mark:
    return Mark("link_begun", link_path(key), MARK_LASTS)


def _is_handed_out(found: Bearer) -> bool:
    """By somebody who may have kept it, so that nothing is said of what was answered before."""
    return found.is_anew or found.anew is not None


def _own(found: Bearer) -> Iterable[Participant]:
    if _is_handed_out(found) or found.participant is None:
        return []
    mine = Participant.objects.filter(pk=found.participant.pk)
    return mine.select_related("plan", "consent").with_moments()
