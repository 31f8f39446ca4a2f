"""Words whose writers ticked that they may be quoted, for the editor who clears them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import open_to
from evaluation.actions.planning import StaleError
from evaluation.actions.quoting import FullError, clear_quotation, leave_out_quotation
from evaluation.forms.quoting import QuotationForm
from evaluation.models import Comment, Plan
from evaluation.permissions import can_clear_quotations
from evaluation.quotations import MOST_IN_A_REPORT, readable_to_editors

AT_ONCE = 25
STALE = gettext_lazy(
    "Somebody else has decided on these words meanwhile. Nothing of yours was kept: this is how "
    "they stand now."
)
FULL = gettext_lazy(
    "A report holds %(most)d quotations, and as many are cleared. Leave one of them out first."
)


@never_cache
@open_to(can_clear_quotations)
@require_safe
def list_quotations(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan = get_object_or_404(Plan, uuid=uuid)
    words = readable_to_editors(plan, at=timezone.now())
    context = {
        "plan": plan,
        "page": Paginator(words, AT_ONCE).get_page(request.GET.get("page")),
        "cleared": Comment.objects.to_quote(plan).cleared().count(),
        "most": MOST_IN_A_REPORT,
        "writers": 2 * plan.k,
    }
    return render(request, "evaluation/quotations/list.html", context)


@never_cache
@open_to(can_clear_quotations)
@require_http_methods(["GET", "HEAD", "POST"])
def quotation(request: HttpRequest, uuid: UUID, words: UUID) -> HttpResponse:
    plan = get_object_or_404(Plan, uuid=uuid)
    comment = get_object_or_404(readable_to_editors(plan, at=timezone.now()), pk=words)
    leaves_out = "leave_out" in request.POST
    form = QuotationForm(request.POST if request.method == "POST" else None, comment=comment)
    if request.method == "POST" and (leaves_out or form.is_valid()):
        return _decide(request, plan, comment, form, leaves_out=leaves_out)
    context = {"plan": plan, "comment": comment, "form": form}
    return render(request, "evaluation/quotations/quotation.html", context)


def _decide(
    request: HttpRequest, plan: Plan, comment: Comment, form: QuotationForm, *, leaves_out: bool
) -> HttpResponse:
    by, now, seen = request.user.person, timezone.now(), form.seen_at
    try:
        if leaves_out:
            leave_out_quotation(comment=comment, by=by, seen=seen, at=now)
            messages.success(request, _("Left out. No report to come holds these words."))
        else:
            words = form.cleaned_data["words"]
            clear_quotation(comment=comment, words=words, by=by, seen=seen, at=now)
            messages.success(request, _("Cleared. The next figures take these words along."))
    except StaleError:
        messages.error(request, STALE)
        return redirect("evaluation:quotation", plan.uuid, comment.pk)
    except FullError:
        messages.error(request, FULL % {"most": MOST_IN_A_REPORT})
    return redirect("evaluation:quotations", plan.uuid)
