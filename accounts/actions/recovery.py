"""An administrator gives somebody their sign-in back, after checking who they are."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.email_change import is_taken, record_change, set_address
from accounts.actions.sessions import end_other_sessions
from accounts.mail import queue_mail
from accounts.models import IdentityCheck, Person, User
from accounts.permissions import may_recover


@transaction.atomic
def recover_account(
    *,
    by: Person,
    user: User,
    check: IdentityCheck,
    at: datetime,
    new_address: str = "",
    reset_second_step: bool = False,
) -> User:
    """Locks the login. The new address must still be proved with a code at the first sign-in."""
    if not may_recover(by, user):
        raise PermissionDenied
    user = User.objects.select_for_update(of=["self"]).get(pk=user.pk)
    if new_address:
        _give_address(by=by, user=user, address=new_address.lower(), at=at)
    if reset_second_step:
        Authenticator.objects.filter(user=user).delete()
        audit.record(actor=by, verb="account.second_step_reset", target=user.person)
        _tell(user, "second_step_reset")
    end_other_sessions(user=user)
    audit.record(actor=by, verb="account.recovered", target=user.person, reason_code=check)
    return user


def _give_address(*, by: Person, user: User, address: str, at: datetime) -> None:
    """Whoever knew the old password may be why the account was lost, so it opens nothing now."""
    old = user.email
    if address == old.lower():
        raise ValidationError({"new_address": _("This is their address already.")})
    if is_taken(address, user):
        raise ValidationError({"new_address": _("Somebody else signs in with this address.")})
    set_address(user, address, verified=False)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    if old:
        record_change(user=user, old=old, new=address, at=at, by=by)
        return
    user.person.email = address
    user.person.save(update_fields=["email"])
    audit.record(actor=by, verb="account.address_changed", target=user.person)
    queue_mail(template="address_changed_to", to=address, context={})


def _tell(user: User, template: str) -> None:
    address = EmailAddress.objects.get_primary_email(user)
    if address:
        queue_mail(template=template, to=address, context={})
