from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.claims import claim_with_card
from accounts.forms.joining import CardForm


@login_required
def claim(request: HttpRequest) -> HttpResponse:
    """Somebody who signs in shows, with a card, that another record is theirs too."""
    form = CardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["username"].strip().lower()
        if not ratelimit.consume(request, action="join_card_missed", key=who, dry_run=True):
            return ratelimit.respond_429(request)
        found = claim_with_card(person=request.user.person, at=timezone.now(), **form.cleaned_data)
        if found:
            messages.success(request, _("Thank you. An administrator will join your two records."))
            return redirect("/")
        ratelimit.consume(request, action="join_card_missed", key=who)
        form.add_error(
            None, _("This user name and these words do not go together, or are your own.")
        )
    return render(request, "joining/claim.html", {"form": form})
