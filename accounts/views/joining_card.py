from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.cards import choose_password, spend_card
from accounts.forms.joining import CardForm, OwnPasswordForm
from accounts.views.signin import let_in


def card(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    form = CardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["username"].strip().lower()
        if not ratelimit.consume(request, action="join_card_missed", key=who, dry_run=True):
            return ratelimit.respond_429(request)
        user = spend_card(at=timezone.now(), **form.cleaned_data)
        if user:
            return let_in(request, user, method="card")
        ratelimit.consume(request, action="join_card_missed", key=who)
        form.add_error(
            None,
            _(
                "This user name and these words do not go together, or the card has been used. "
                "Check them, or ask for a new card."
            ),
        )
    return render(request, "joining/card.html", {"form": form})


@login_required
def own_password(request: HttpRequest) -> HttpResponse:
    """Right after a card, the phrase stands for the old password."""
    records = get_authentication_records(request, request.user)
    if not any(record["method"] == "card" for record in records):
        return redirect("account_change_password")
    form = OwnPasswordForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        choose_password(user=request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Next time, sign in with your user name and your password."))
        return redirect("/")
    return render(request, "joining/own_password.html", {"form": form})
