"""Of two logins one stays. What else opened the other opens this one from now on."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from accounts.actions.merging import fold, login_pair, repoint
from accounts.actions.sessions import end_other_sessions
from accounts.models import Person, User
from accounts.passkeys import MADE_FOR


def merge_logins(*, keep: Person, into_keep: Person) -> None:
    """The user name, the password and the one-time codes of the login that goes are gone.

    Its addresses, passkeys and organisation sign-ins open the one that stays, so nobody is shut
    out by a merge.
    """
    pair = login_pair(keep, into_keep)
    if pair:
        stays, goes = pair
        _move_ways_in(stays, goes)
        end_other_sessions(user=goes)
        goes.delete()
    elif into_keep.has_login:
        stays = into_keep.user
    else:
        return
    if stays.person_id != keep.pk:
        stays.person, stays.came_with_merge = keep, True
        stays.save(update_fields=["person", "came_with_merge"])


def _move_ways_in(stays: User, goes: User) -> None:
    EmailAddress.objects.filter(user=goes).update(primary=False)
    fold(
        EmailAddress.objects.all(),
        "user",
        keep=stays,
        into_keep=goes,
        same=["email"],
        join=_join_addresses,
    )
    repoint(SocialAccount, "user", old=goes, new=stays)
    for passkey in Authenticator.objects.filter(user=goes, type=Authenticator.Type.WEBAUTHN):
        # The passkey itself goes on naming the login it was made for: see `find_by_passkey`.
        passkey.data.setdefault(MADE_FOR, goes.pk)
        passkey.user = stays
        passkey.save(update_fields=["data", "user"])


def _join_addresses(kept: EmailAddress, other: EmailAddress) -> None:
    is_verified = kept.verified or other.verified
    # A proved address is unique, so the other lets go of it first.
    other.verified = False
    other.save(update_fields=["verified"])
    kept.verified = is_verified
    kept.save(update_fields=["verified"])
