"""One's own certificates, and the page on which anybody with a code checks one."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.certifying import show_name
from courses.forms.certificates import CodeForm
from courses.models import Certificate
from courses.pdf.papers import certificate_pdf


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = request.user.person.certificates.with_status(on=timezone.localdate())
    return render(request, "courses/certificates.html", {"certificates": rows})


@login_required
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """To print, by its owner."""
    own = request.user.person.certificates.with_status(on=timezone.localdate())
    found = get_object_or_404(own, code=code)
    return render(request, "courses/certificate.html", {"certificate": found})


@login_required
@require_safe
@never_cache
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """By its owner, to keep or to send."""
    own = request.user.person.certificates.with_facts()
    found = get_object_or_404(own, code=code)
    check_url = request.build_absolute_uri(reverse("courses:check"))
    name = f"{slugify(found.facts_then.title)[:60] or _('certificate')}.pdf"
    return HttpResponse(
        certificate_pdf(found, check_url=check_url),
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@login_required
@require_POST
def show_my_name(request: HttpRequest, code: str) -> HttpResponse:
    person = request.user.person
    found = get_object_or_404(person.certificates, code=code)
    shows = bool(request.POST.get("shows"))
    show_name(person=person, certificate=found, shows=shows)
    words = _("Whoever has the code sees your name.") if shows else _("Nobody sees your name.")
    messages.success(request, words)
    return redirect("courses:certificate", code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """An address may bring the code along; pressing the button looks it up, so often an hour."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    found = None
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="check_certificate"):
            return ratelimit.respond_429(request)
        rows = Certificate.objects.with_status(on=timezone.localdate())
        found = rows.filter(code=form.cleaned_data["code"]).first()
        if found is None:
            form.add_error("code", _("There is no certificate with this code. Check each letter."))
    return render(request, "courses/check.html", {"form": form, "certificate": found})
