from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import idle, second_factor
from accounts.actions.devices import name_own_device


@login_required
def own_device(request: HttpRequest) -> HttpResponse:
    passkey = passkey_used(request)
    may = not second_factor.is_required(request.user)
    owned = request.user.own_devices.current(at=timezone.now()).filter(
        session_key=request.session.session_key
    )
    if request.method == "POST" and passkey and may and not owned.exists():
        device = name_own_device(
            user=request.user,
            passkey=passkey,
            session_key=request.session.session_key,
            at=timezone.now(),
        )
        request.session.set_expiry(settings.OWN_DEVICE_LIMIT)
        idle.call_own(request.session, device=str(device.uuid), at=timezone.now())
        messages.success(request, _("You stay signed in on this device for 14 days."))
        return redirect("usersessions_list")
    passkeys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    context = {
        "may": may,
        "passkey": passkey,
        "has_passkey": passkeys.exists(),
        "owned": owned.first(),
    }
    return render(request, "account/own_device.html", context)


def passkey_used(request: HttpRequest) -> Authenticator | None:
    """The one that was used, or made, in this session."""
    used = [
        record["id"]
        for record in get_authentication_records(request, request.user)
        if record.get("type") == Authenticator.Type.WEBAUTHN and "id" in record
    ]
    return Authenticator.objects.filter(user=request.user, pk__in=used).order_by("pk").last()
