"""One page of questions, for whoever answers: saved as it goes, sent at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from evaluation.actions.answering import Sent, save_page, send_answers
from evaluation.actions.equality import is_to_be_asked
from evaluation.actions.talking import support_for
from evaluation.bearers import Bearer
from evaluation.forms import SectionForm
from evaluation.models import ConsentText, Invitation, Occasion, Participant, Way
from evaluation.pages import Pages
from evaluation.steps import Step, begins
from evaluation.views.equality import offer

READ_FIRST = gettext_lazy(
    "The text below about your answers is new to you. Read it, and save again if you agree. Your "
    "answers still stand here."
)


SHEET_KEPT = gettext_lazy("The sheet is kept. Key in the next one.")


@dataclass(frozen=True)
class Asking:
    """Who is asked what, and where each page of it is."""

    occasion: Occasion
    moment: str
    pages: Pages
    reload: Callable[[], Pages]
    begin: Callable[..., Participant]
    """Takes the text that was agreed to just now."""
    url_name: str
    args: tuple[object, ...]
    onward: str
    shown: str = ""
    also: Sequence[Invitation] = ()
    """Invitations that the same answers serve."""
    has_account: bool = True
    support: Person | None = None
    talk: str = ""
    """Where somebody is offered who would rather talk; nowhere for whoever answers by code."""
    own: str = ""
    """Where the answers are taken back."""
    is_anew: bool = False
    """Of what this device did not type nothing is shown."""
    is_keyed_in: bool = False
    """By somebody else, who is not asked about themselves."""

    def page(self, number: int) -> str:
        address = reverse(self.url_name, args=[*self.args, number])
        return f"{address}?{urlencode({'next': self.onward})}" if self.has_account else address

    def way_on(self, onward: str, *, is_upsetting: bool) -> str:
        """By somebody to talk to, where something was upsetting."""
        if is_upsetting and self.talk:
            return f"{self.talk}?{urlencode({'next': onward})}"
        return onward


def asked_of(
    bearer: Bearer, *, url_name: str, args: tuple[object, ...], onward: str, own: str
) -> Asking:
    """Somebody without an account, by a code or a link."""
    return Asking(
        occasion=bearer.occasion,
        moment=bearer.moment,
        pages=bearer.pages,
        reload=bearer.read,
        begin=bearer.begin,
        url_name=url_name,
        args=args,
        onward=onward,
        shown=bearer.shown,
        also=bearer.also,
        has_account=False,
        support=support_for(bearer.occasion),
        own=own,
        is_anew=bearer.is_anew,
    )


def answer_page(request: HttpRequest, asking: Asking, number: int | None) -> HttpResponse:
    pages = asking.pages
    if pages.is_sent:
        return over(request, _said_of_sent(asking), asking.onward)
    step = pages.steps[min(number or pages.goes_on_at, len(pages.steps)) - 1]
    if step.number > pages.goes_on_at:
        return redirect(asking.page(pages.goes_on_at))
    asked = pages.asked_at(step)
    form = SectionForm(
        _posted(request),
        items=step.items(asked.answers),
        answers=asked.answers,
        quotable=asked.quotable,
    )
    if request.method == "POST":
        answer = _saved(request, asking, step, form)
        if answer is not None:
            return answer
    return render(request, "evaluation/survey.html", _context(asking, step, form))


def over(request: HttpRequest, words: str, onward: str) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({}, status=409)
    messages.info(request, words)
    return redirect(onward)


def _saved(
    request: HttpRequest, asking: Asking, step: Step, form: SectionForm
) -> HttpResponse | None:
    """None where something is to be put right first."""
    is_by_script = not request.accepts("text/html")
    text = _to_agree_to(asking.pages)
    if text and request.POST.get("agreed") != text.digest:
        form.add_error(None, READ_FIRST)
    if not form.is_valid():
        return JsonResponse({"problems": form.errors}, status=400) if is_by_script else None
    participant = asking.begin(agreed=text) if text else asking.begin()
    save_page(
        participant=participant,
        pages=asking.pages,
        step=step,
        given=form.answers(),
        quotable=form.quotable(),
        on=timezone.localdate(),
    )
    if is_by_script:
        return JsonResponse({"saved_at": time_format(timezone.localtime(), "H:i")})
    if "later" in request.POST:
        words = _("Saved. You can carry on with these questions any time.")
        return over(request, words, asking.way_on(asking.onward, is_upsetting=form.is_upsetting))
    if "back" in request.POST:
        return redirect(asking.page(max(step.number - 1, 1)))
    if step.number < len(asking.pages.steps):
        return redirect(asking.page(step.number + 1))
    asks_more = not asking.is_keyed_in and is_to_be_asked(
        participant, wave=asking.pages.wave, occasion_id=asking.occasion.pk
    )
    sent = send_answers(
        participant=participant,
        pages=asking.reload(),
        on=timezone.localdate(),
        others=asking.also,
    )
    messages.success(request, SHEET_KEPT if asking.is_keyed_in else _thanks(sent))
    onward = reverse("evaluation:equality") if asks_more else asking.onward
    answer = redirect(asking.way_on(onward, is_upsetting=sent.is_upsetting))
    return offer(answer, participant.plan, asking.onward) if asks_more else answer


def onward_of(request: HttpRequest) -> str:
    """To where somebody was going; never to another site."""
    asked_for = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked_for, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked_for if is_ours else "/"


def _thanks(sent: Sent) -> str:
    thanks = _("Your answers are in. Thank you.")
    if not sent.also:
        return thanks
    also = _("They count for “%(other)s” as well, so you are not asked the same again there.")
    return f"{thanks} {also % {'other': '”, “'.join(sent.also)}}"


def _said_of_sent(asking: Asking) -> str:
    if day := asking.pages.served_on:
        words = _(
            "What you sent on %(day)s counts for “%(here)s” too, so you are not asked the same "
            "again."
        )
        return words % {"day": date_format(day, "j F Y"), "here": asking.occasion.label}
    return _("Your answers are in. Thank you.")


def _to_agree_to(pages: Pages) -> ConsentText | None:
    """None where they have agreed before, or on their sheet."""
    if pages.has_agreed or pages.way == Way.PAPER:
        return None
    return pages.agreed_to


def _context(asking: Asking, step: Step, form: SectionForm) -> dict[str, object]:
    is_first, to_agree_to = step.number == 1, _to_agree_to(asking.pages)
    return {
        "asking": asking,
        "step": step,
        "file": step.measure.file,
        "form": form,
        "begins": begins(step, asking.pages.steps),
        "consent": asking.pages.agreed_to if is_first or to_agree_to else None,
        "to_agree_to": to_agree_to,
        "also": [other.occasion.label for other in asking.also] if is_first else [],
        "served_on": asking.pages.served_on if is_first else None,
        "is_last": step.number == len(asking.pages.steps),
        "many": len(asking.pages.steps) > 1,
    }


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST is still a POST."""
    return request.POST if request.method == "POST" else None
