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
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.actions.answering import Sent, save_page, send_answers
from evaluation.forms import SectionForm
from evaluation.models import ConsentText, Invitation, Occasion, Participant, Way
from evaluation.pages import Pages
from evaluation.steps import Step, begins

READ_FIRST = gettext_lazy(
    "The text below about your answers is new to you. Read it, and save again if you agree. Your "
    "answers still stand here."
)


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

    def page(self, number: int) -> str:
        address = reverse(self.url_name, args=[*self.args, number])
        return f"{address}?{urlencode({'next': self.onward})}" if self.has_account else address


def answer_page(request: HttpRequest, asking: Asking, number: int | None) -> HttpResponse:
    pages = asking.pages
    if pages.is_sent:
        return over(request, _("Your answers are in. Thank you."), asking.onward)
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
        return over(request, words, asking.onward)
    if "back" in request.POST:
        return redirect(asking.page(max(step.number - 1, 1)))
    if step.number < len(asking.pages.steps):
        return redirect(asking.page(step.number + 1))
    sent = send_answers(
        participant=participant,
        pages=asking.reload(),
        on=timezone.localdate(),
        others=asking.also,
    )
    messages.success(request, _thanks(sent))
    return redirect(asking.onward)


def _thanks(sent: Sent) -> str:
    thanks = _("Your answers are in. Thank you.")
    if not sent.also:
        return thanks
    also = _("They count for “%(other)s” as well, so you are not asked the same again there.")
    return f"{thanks} {also % {'other': '”, “'.join(sent.also)}}"


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
        "is_last": step.number == len(asking.pages.steps),
        "many": len(asking.pages.steps) > 1,
    }


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST is still a POST."""
    return request.POST if request.method == "POST" else None
