from __future__ import annotations

from allauth.account.views import EmailView, PasswordSetView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.actions.email_change import CannotUndoError, find_change, undo_change
from accounts.actions.recovery import recover_account
from accounts.forms.recovery import RecoverForm
from accounts.models import User
from accounts.permissions import may_recover
from accounts.proof import proof_required


@method_decorator(proof_required, name="dispatch")
class AddressView(EmailView):
    pass


@method_decorator(proof_required, name="dispatch")
class FirstPasswordView(PasswordSetView):
    pass


@never_cache
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a letter: opening it changes nothing."""
    if request.method == "POST":
        try:
            undo_change(token=token, at=timezone.now())
        except CannotUndoError:
            return render(request, "account/undo_closed.html", status=410)
        return render(request, "account/undo_done.html")
    if find_change(token, at=timezone.now()) is None:
        return render(request, "account/undo_closed.html", status=410)
    return render(request, "account/undo.html")


@never_cache
@login_required
@proof_required
def recover(request: HttpRequest, uuid: str) -> HttpResponse:
    login = get_object_or_404(User, person__uuid=uuid)
    if not may_recover(request.user.person, login):
        raise PermissionDenied
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            recover_account(
                by=request.user.person, user=login, at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Done. They have been told by e-mail."))
            return redirect("people:person", uuid=uuid)
    return render(request, "account/recover.html", {"form": form, "person": login.person})
