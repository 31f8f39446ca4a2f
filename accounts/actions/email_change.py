"""An address changes; the old one hears of it and can take it back for seven days."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from accounts import audit
from accounts.actions.sessions import end_other_sessions
from accounts.mail import queue_mail
from accounts.models import AddressChange, Person, User


class CannotUndoError(Exception):
    """The link is too old or spent, or the old address serves somebody else by now."""


def address_confirmed(*, user: User, old: str, new: str, at: datetime) -> None:
    """A code typed at the new address: the first one anybody gave, or one in place of another."""
    if old:
        record_change(user=user, old=old, new=new, at=at)
    else:
        _follow(user.person, old=new, new=new)


@transaction.atomic
def record_change(
    *, user: User, old: str, new: str, at: datetime, by: Person | None = None
) -> AddressChange:
    """After the address of somebody who signs in has changed. Locks the login."""
    User.objects.select_for_update(of=["self"]).get(pk=user.pk)
    token = secrets.token_urlsafe(32)
    change = AddressChange.objects.create(
        user=user, old=old, new=new, changed_at=at, changed_by=by, token_mac=mac(token)
    )
    _follow(user.person, old=old, new=new)
    audit.record(actor=by or user.person, verb="account.address_changed", target=user.person)
    until = date_format(timezone.localtime(change.undo_until), "j F Y, H:i")
    queue_mail(
        template="address_changed_from",
        to=old,
        context={"token": token, "until": until},
        expires_after=AddressChange.UNDO_FOR,
    )
    queue_mail(template="address_changed_to", to=new, context={})
    return change


@transaction.atomic
def undo_change(*, token: str, at: datetime) -> AddressChange:
    """Whoever reads the old mailbox has it back, and whoever came in since is out.

    Ends every session and takes away the password and each way in that was added since. Locks the
    change and the login.
    """
    change = find_change(token, at=at)
    if change is None:
        raise CannotUndoError
    change = AddressChange.objects.select_for_update(of=["self"]).get(pk=change.pk)
    user = User.objects.select_for_update(of=["self"]).get(pk=change.user_id)
    if change.undone_at or is_taken(change.old, user):
        raise CannotUndoError
    set_address(user, change.old, verified=True)
    _follow(user.person, old=change.new, new=change.old)
    _close_what_came_since(user, change.changed_at)
    # A later change began from the address that is now taken back.
    user.address_changes.filter(changed_at__gte=change.changed_at).update(undone_at=at)
    audit.record(actor=None, verb="account.address_change_undone", target=user.person)
    queue_mail(template="address_change_undone", to=change.old, context={})
    return change


def find_change(token: str, *, at: datetime) -> AddressChange | None:
    return AddressChange.objects.undoable(at=at).filter(token_mac=mac(token)).first()


def forget_changes(*, at: datetime) -> int:
    """Old addresses are kept for as long as they can be taken back."""
    return AddressChange.objects.past_undoing(at=at).delete()[0]


def set_address(user: User, email: str, *, verified: bool) -> None:
    """This one address, and no other, belongs to the login."""
    email = email.lower()
    EmailAddress.objects.filter(user=user).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": verified, "primary": True}
    )
    user.email = email
    user.save(update_fields=["email"])


def is_taken(email: str, user: User) -> bool:
    proved = Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    others = User.objects.exclude(pk=user.pk)
    return others.filter(Q(email__iexact=email) | proved).exists()


def mac(token: str) -> str:
    """The table holds no token that opens anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def _follow(person: Person, *, old: str, new: str) -> None:
    if person.email.lower() in {"", old.lower()}:
        person.email = new
        person.save(update_fields=["email"])


def _close_what_came_since(user: User, moment: datetime) -> None:
    Authenticator.objects.filter(user=user, created_at__gte=moment).delete()
    user.socialaccount_set.filter(date_joined__gte=moment).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_other_sessions(user=user)
