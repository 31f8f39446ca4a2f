"""Pages that change how somebody signs in ask first whether it is them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

STATE = "proof_by_code"
View = Callable[..., HttpResponse]


def is_fresh(request: HttpRequest) -> bool:
    """Signing in counts, and so does any way of showing it again."""
    records = get_authentication_records(request, request.user)
    proofs = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(proofs) and time.time() - proofs[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def proof_required(view: View) -> View:
    """The library asks only for a password, an app or a passkey; we ask those without any too."""

    @wraps(view)
    def asks_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not is_fresh(request):
            if get_adapter().get_reauthentication_methods(request.user):
                raise ReauthenticationRequired
            where = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('account_reauthenticate_by_code')}?{where}")
        return view(request, *args, **kwargs)

    return asks_first


class ProofByCode(AbstractCodeVerificationProcess):
    """A code to the address of somebody who has no password, app or passkey."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        self.request = request
        super().__init__(
            user=request.user,
            state=state,
            timeout=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
            max_attempts=3,
        )

    @classmethod
    def begin(cls, request: HttpRequest) -> ProofByCode | None:
        address = EmailAddress.objects.filter(user=request.user, verified=True).first()
        if address is None:
            return None
        process = cls(request, cls.initial_state(user=request.user, email=address.email))
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: HttpRequest) -> ProofByCode | None:
        state = request.session.get(STATE)
        return cls(request, state).abort_if_invalid() if state else None

    def send(self) -> None:
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        adapter.send_mail("proof_code", self.state["email"], {"code": self.state["code"]})

    def persist(self) -> None:
        self.request.session[STATE] = self.state

    def abort(self) -> None:
        self.request.session.pop(STATE, None)

    def finish(self) -> None:
        self.abort()
        record_authentication(
            self.request,
            self.request.user,
            "code",
            email=self.state["email"],
            reauthenticated=True,
        )
