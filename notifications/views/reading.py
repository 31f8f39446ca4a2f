from __future__ import annotations

from django.contrib import messages as said
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications.actions import choosing, reading
from notifications.forms.choices import ChoicesForm
from notifications.kinds import find_kind
from notifications.models import Choice, Message, Rhythm
from notifications.stopping import read_stop

ON_A_PAGE = 30


@login_required
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    sent = Message.objects.visible_to(request.user.person).order_by("-ended_at", "-pk")
    page = Paginator(sent, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/messages.html", {"page": page})


@login_required
@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message.objects.visible_to(request.user.person), pk=pk)
    reading.mark_read(message=message, at=timezone.now())
    return redirect(message.path or "messages:all")


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    reading.mark_all_read(person=request.user.person, at=timezone.now())
    return redirect("messages:all")


@login_required
def choices(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    rhythm = Rhythm.objects.filter(person=person).first() or Rhythm(person=person)
    chosen = {row.kind: row for row in Choice.objects.filter(person=person)}
    form = ChoicesForm(request.POST or None, instance=rhythm, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        form.save()
        for kind, by_email, in_portal in form.ways():
            choosing.choose(person=person, kind=kind, by_email=by_email, in_portal=in_portal)
        said.success(request, _("Saved. It holds from the next message on."))
        return redirect("messages:choices")
    return render(request, "notifications/choices.html", {"form": form})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program presses for its reader (RFC 8058), so the key in the address is the proof."""
    wanted = read_stop(token)
    kind = find_kind(wanted.kind) if wanted else None
    if kind is None:
        raise Http404
    if request.method == "POST":
        choosing.stop_kind(wanted)
    context = {"kind": kind, "is_stopped": request.method == "POST"}
    return render(request, "notifications/stop.html", context)
