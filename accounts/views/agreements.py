from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions.agreements import publish_agreement, record_agreement
from accounts.doors import open_to
from accounts.forms.agreements import AgreementForm
from accounts.models import AgreementText
from accounts.permissions import may_manage_agreements


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    context = {
        "agreements": person.agreements.select_related("text"),
        "outstanding": AgreementText.objects.outstanding_for(person),
        "may_manage": may_manage_agreements(person),
    }
    return render(request, "accounts/agreements.html", context)


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    person = request.user.person
    texts = list(AgreementText.objects.outstanding_for(person))
    onwards = _onwards(request)
    form = AgreementForm(request.POST if request.method == "POST" else None, texts=texts)
    if not texts:
        return redirect(onwards)
    if form.is_valid():
        record_agreement(person=person, texts=texts, at=timezone.now())
        messages.success(request, _("Thank you. You can read these again under your details."))
        return redirect(onwards)
    context = {"form": form, "texts": texts, "next": onwards}
    return render(request, "accounts/agree.html", context)


@login_required
def text(request: HttpRequest, pk: int) -> HttpResponse:
    person = request.user.person
    texts = AgreementText.objects.all()
    if not may_manage_agreements(person):
        texts = texts.published()
    text = get_object_or_404(texts, pk=pk)
    context = {"text": text, "agreement": person.agreements.filter(text=text).first()}
    return render(request, "accounts/agreement.html", context)


@open_to(may_manage_agreements)
def versions(request: HttpRequest) -> HttpResponse:
    texts = AgreementText.objects.order_by("kind", "-version").with_counts()
    return render(request, "accounts/agreement_versions.html", {"texts": texts})


@open_to(may_manage_agreements)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(AgreementText, pk=pk)
    text = publish_agreement(by=request.user.person, text=text, at=timezone.now())
    messages.success(
        request, _("%(text)s is published. Everybody is asked for it.") % {"text": text}
    )
    return redirect("people:agreement_versions")


def _onwards(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
