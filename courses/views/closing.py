"""After a session, for whoever runs it: what the group will do, and what there is to read."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import needs
from accounts.rights import Right
from courses.actions.committing import EnoughError, share_commitment, take_shared_away
from courses.actions.materials import (
    add_document,
    add_file,
    add_link,
    send_materials,
    take_material_away,
)
from courses.forms.afterwards import FileForm, FindForm, LinkForm, SharedForm
from courses.forms.people import is_key, words_in
from courses.messages.afterwards import people_to_tell
from courses.models import Commitment, LiveSession, Material
from resources.models import LibraryDocument
from resources.permissions import files_open_to

MOST_FOUND = 20


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group will do; none of a wellbeing session."""
    shown = LiveSession.objects.showing_people_to(request.user.person)
    session = get_object_or_404(shown.exclude(kind=LiveSession.Kind.WELLBEING), pk=pk)
    if not session.has_begun(at=timezone.now()):
        return _say_it_is_early(request, pk)
    form = SharedForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _share(request, session, form):
        return redirect("courses:shared_commitments", pk)
    seen = list(Commitment.objects.visible_to(request.user).filter(session=session))
    group = [one for one in seen if one.person_id is None]
    context = {
        "session": session,
        "form": form,
        "shared": group,
        "shown": [one for one in seen if one.is_shown],
        "is_full": len(group) >= Commitment.MOST_SHARED,
    }
    return render(request, "courses/sessions/shared.html", context)


@needs(Right.RUN_SESSIONS)
@require_POST
def drop_shared(request: HttpRequest, pk: int) -> HttpResponse:
    person = request.user.person
    mine = Commitment.objects.shared().filter(
        session__in=LiveSession.objects.showing_people_to(person).values("pk")
    )
    found = get_object_or_404(mine.select_related("session"), pk=pk)
    take_shared_away(commitment=found, by=person)
    messages.success(request, _("Taken away."))
    return redirect("courses:shared_commitments", found.session_id)


@never_cache
@needs(Right.RUN_SESSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST adds a link, or a file; a GET with `q` finds documents of the library."""
    session = _run_by_me(request, pk)
    if not session.has_begun(at=timezone.now()):
        return _say_it_is_early(request, pk)
    is_file = "upload" in request.POST
    link_form = LinkForm(None if is_file else request.POST or None)
    file_form = FileForm(*((request.POST, request.FILES) if is_file else ()))
    form, add_it = (file_form, add_file) if is_file else (link_form, add_link)
    if request.method == "POST" and form.is_valid():
        by = request.user.person
        add_it(session=session, **form.cleaned_data, by=by, at=timezone.now())
        messages.success(request, _("Added. Nobody is told before you send it."))
        return redirect("courses:session_materials", pk)
    find = FindForm(request.GET)
    words = words_in(find["q"])
    there = list(Material.objects.visible_to(request.user).filter(session=session))
    context = {
        "session": session,
        "form": form,
        "link_form": link_form,
        "file_form": file_form,
        "materials": there,
        "find": find,
        "q": words,
        "found": _documents(request, words, there) if words else [],
        "to_tell": 0 if session.is_private else people_to_tell(session).count(),
    }
    return render(request, "courses/sessions/materials.html", context)


@needs(Right.RUN_SESSIONS)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    session, chosen = _run_by_me(request, pk), request.POST.get("document", "")
    if not session.has_begun(at=timezone.now()):
        return _say_it_is_early(request, pk)
    mine = files_open_to(request.user, LibraryDocument.objects.all())
    document = get_object_or_404(mine, pk=chosen if is_key(chosen) else None)
    add_document(session=session, document=document, by=request.user, at=timezone.now())
    messages.success(request, _("Added. Nobody is told before you send it."))
    return redirect("courses:session_materials", pk)


@needs(Right.RUN_SESSIONS)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    mine = LiveSession.objects.showing_people_to(request.user.person).values("pk")
    found = get_object_or_404(Material.objects.select_related("session"), pk=pk, session__in=mine)
    take_material_away(material=found, by=request.user.person, at=timezone.now())
    messages.success(request, _("Taken away."))
    return redirect("courses:session_materials", found.session_id)


@needs(Right.RUN_SESSIONS)
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    session = _run_by_me(request, pk)
    if not session.has_begun(at=timezone.now()):
        return _say_it_is_early(request, pk)
    told = send_materials(session=session, by=request.user.person, at=timezone.now())
    words = ngettext("%d person hears of them.", "%d people hear of them.", told) % told
    messages.success(request, words if told else _("Nobody is left to write to."))
    return redirect("courses:session_materials", pk)


def _run_by_me(request: HttpRequest, pk: int) -> LiveSession:
    return get_object_or_404(LiveSession.objects.showing_people_to(request.user.person), pk=pk)


def _documents(
    request: HttpRequest, words: str, there: list[Material]
) -> QuerySet[LibraryDocument]:
    named = LibraryDocument.objects.exclude(pk__in=[one.document_id or 0 for one in there])
    for word in words.split():
        named = named.filter(title__icontains=word)
    return files_open_to(request.user, named).order_by("title", "pk")[:MOST_FOUND]


def _share(request: HttpRequest, session: LiveSession, form: SharedForm) -> bool:
    by, now = request.user.person, timezone.now()
    try:
        share_commitment(session=session, words=form.cleaned_data["shared"], by=by, at=now)
    except EnoughError:
        form.add_error("shared", _("The group has three. Take one away first."))
        return False
    messages.success(request, _("Kept. Those who were there see it on the session's page."))
    return True


def _say_it_is_early(request: HttpRequest, pk: int) -> HttpResponse:
    messages.info(request, _("This opens when the session begins, and never for a cancelled one."))
    return redirect("courses:session_people", pk)
