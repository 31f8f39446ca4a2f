"""After a session, as whoever was there finds it: their commitment, and what to read again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from courses.actions.committing import (
    NotNowError,
    keep_commitment,
    may_commit,
    say_where_it_stands,
    take_back_commitment,
)
from courses.afterwards import afterwards_of
from courses.evidence import TYPES
from courses.forms.afterwards import CommitmentForm, StandsForm
from courses.models import Commitment, LiveSession, Material
from courses.querysets import sessions_been_to
from courses.views.elsewhere import sent
from resources.serving import RESTRICTED, send_file

AT_ONCE = 25


@never_cache
@login_required
@require_safe
def been(request: HttpRequest) -> HttpResponse:
    """One's own alone, wellbeing sessions among them."""
    found = sessions_been_to(request.user.person, at=timezone.now())
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "courses/sessions/been.html", {"page": page})


@sensitive_post_parameters("words")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """From the session's page; a page of its own where something stands in the way."""
    session, person = _visible(request, pk), request.user.person
    if not may_commit(session, person):
        raise Http404
    if not session.takes_commitments(at=timezone.now()):
        return _say_it_is_closed(request, pk)
    own = person.commitments.filter(session=session).first()
    initial = {"words": own.words, "is_shown": own.is_shown} if own else {}
    form = CommitmentForm(session=session, initial=initial, **sent(request))
    if request.method == "POST" and form.is_valid():
        return _keep(request, session, form)
    context = {"session": session, "form": form}
    return render(request, "courses/sessions/commitment.html", context)


@never_cache
@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(Commitment, pk=pk, person=request.user.person)
    take_back_commitment(commitment=own, person=request.user.person)
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect("courses:session", own.session_id)


@never_cache
@login_required
@require_POST
def stands(request: HttpRequest, pk: int) -> HttpResponse:
    check_in, form = _visible(request, pk), StandsForm(request.POST)
    if not form.is_valid():
        messages.info(request, _("Choose one of the answers, then save it."))
        return redirect("courses:session", pk)
    try:
        said = form.cleaned_data["stands"]
        person, now = request.user.person, timezone.now()
        say_where_it_stands(check_in=check_in, person=person, stands=said, at=now)
    except Commitment.DoesNotExist:
        raise Http404 from None
    except NotNowError:
        return _say_it_is_closed(request, pk)
    messages.success(request, _("Saved, for you alone."))
    return redirect("courses:session", pk)


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Never shown in place, and kept by no browser or proxy."""
    material = get_object_or_404(Material.objects.visible_to(request.user), pk=pk)
    if not material.is_file:
        raise Http404
    file = material.document.file if material.document_id else material.file
    kind = material.document.content_type if material.document_id else TYPES[material.ending]
    response = send_file(request, file, content_type=kind, cache_control=RESTRICTED)
    name = material.document.filename if material.document_id else f"{material}.{material.ending}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def what_stays(session: LiveSession, user: User, *, at: datetime) -> dict[str, Any]:
    """For the session's page: what was said, with the forms to say it."""
    found = afterwards_of(session, user, at=at)
    own = found.now.own or found.before.own
    # At a check-in somebody's words of then stand in the box, to be renewed.
    words = {"words": own.words, "is_shown": own.is_shown and own == found.now.own} if own else {}
    stands = found.before.own.stands if found.before.own else ""
    return {
        "afterwards": found,
        "commitment_form": CommitmentForm(session=session, initial=words),
        "stands_form": StandsForm(initial={"stands": stands}),
    }


def _visible(request: HttpRequest, pk: int) -> LiveSession:
    return get_object_or_404(LiveSession.objects.visible_to(request.user), pk=pk)


def _keep(request: HttpRequest, session: LiveSession, form: CommitmentForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        kept = keep_commitment(
            session=session,
            person=request.user.person,
            words=given["words"],
            is_shown=given.get("is_shown", False),
            at=timezone.now(),
        )
    except NotNowError:
        return _say_it_is_closed(request, session.pk)
    seen = _("Kept. The group may see it.") if kept.is_shown else _("Kept, for you alone.")
    messages.success(request, seen)
    return redirect("courses:session", session.pk)


def _say_it_is_closed(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("This can be written from the start of a session until four weeks after it.")
    messages.info(request, words)
    return redirect("courses:session", pk)
