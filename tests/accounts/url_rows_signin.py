"""The rows of signing in: the ways in, proof, address, second step, sessions, kept words."""

import secrets

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts import kept
from accounts.actions.email_change import mac
from accounts.models import AddressChange
from tests.accounts.factories import PASSWORD, UserFactory
from tests.urls_matrix import (
    BUTTON,
    ELSEWHERE,
    OPEN,
    SIGN_IN,
    SIGNED_IN,
    Row,
    everybody,
    only,
    sign_in,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEWCOMERS = everybody(ELSEWHERE, signed_out=200)
ALWAYS_A_BUTTON = everybody(405, signed_out=405)
NOWHERE = everybody(ELSEWHERE, signed_out=SIGN_IN)


def council(_):
    return ("council",)


def undo_of(reader):
    user, token = reader or UserFactory(), secrets.token_urlsafe(8)
    AddressChange.objects.create(
        user=user, old="old@example.org", new="new@example.org", token_mac=mac(token)
    )
    return (token,)


def with_app(client, reader):
    if reader:
        TOTP.activate(reader, SECRET)
        RecoveryCodes.activate(reader)


def passkey_of(reader):
    user = reader or UserFactory()
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Phone"})
    return (key.pk,)


def without_password(client, reader):
    if reader:
        reader.set_unusable_password()
        reader.save()
        sign_in(client, reader)


def asked_for_a_code(client, reader):
    if not reader:
        client.post("/account/login/code/", {"email": UserFactory().email})


def asked_for_a_new_password(client, reader):
    if not reader:
        client.post("/account/password/reset/", {"email": UserFactory().email})


def half_way_in(client, reader):
    """The password was right; the second step is next."""
    if not reader:
        user = UserFactory()
        with_app(client, user)
        client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def with_a_new_address(client, reader):
    if reader:
        email = f"new.{reader.username}@example.org"
        client.post("/account/email/", {"email": email, "action_add": "1"})


def with_kept_words(client, reader):
    if reader:
        kept.keep(reader.pk, kept.Words("/people/me/name/", "/people/me/", (("name", "Priya"),)))


WAYS_IN = [
    Row("account_login", NEWCOMERS),
    Row("account_request_login_code", NEWCOMERS),
    Row("account_confirm_login_code", NOWHERE, "without a code"),
    Row("account_confirm_login_code", NEWCOMERS, "on the way", arrive=asked_for_a_code),
    Row("mfa_login_webauthn", NOWHERE),
    Row("mfa_authenticate", NOWHERE, "without a password"),
    Row("mfa_authenticate", NEWCOMERS, "on the way", arrive=half_way_in),
    Row("account_demo", ALWAYS_A_BUTTON),
    Row("account_logout", everybody(200, signed_out=ELSEWHERE)),
    Row("account_inactive", OPEN),
    Row("account_signup", everybody(ELSEWHERE, signed_out=ELSEWHERE)),
    Row("socialaccount_connections", SIGNED_IN),
    Row("socialaccount_signup", everybody(SIGN_IN)),
    Row("socialaccount_login_error", everybody(401, signed_out=401)),
    Row("socialaccount_login_cancelled", OPEN),
    Row("openid_connect_login", everybody(SIGN_IN), args=council),
    Row("openid_connect_callback", everybody(404, signed_out=404), args=council),
]

PROOF = [
    Row("account_reauthenticate", SIGNED_IN),
    Row("account_reauthenticate_by_code", SIGNED_IN),
    Row("mfa_reauthenticate", everybody(ELSEWHERE), "without an app"),
    Row("mfa_reauthenticate", SIGNED_IN, "with an app", arrive=with_app),
    Row("mfa_reauthenticate_webauthn", everybody(ELSEWHERE)),
    Row("account_change_password", SIGNED_IN),
    Row("account_set_password", everybody(ELSEWHERE), "with a password"),
    Row("account_set_password", SIGNED_IN, "without one", arrive=without_password),
    Row("account_reset_password", OPEN),
    Row("account_confirm_password_reset_code", everybody(SIGN_IN), "without a code"),
    Row(
        "account_confirm_password_reset_code",
        everybody(SIGN_IN, signed_out=200),
        "on the way",
        arrive=asked_for_a_new_password,
    ),
    Row("account_complete_password_reset", everybody(ELSEWHERE, signed_out=ELSEWHERE)),
    Row("account_password_reset_completed", OPEN),
    Row("account_recover", only("administrator"), args=lambda _: (UserFactory().person.uuid,)),
]

ADDRESS = [
    Row("account_email", SIGNED_IN),
    Row("account_email_verification_sent", NOWHERE, "with nothing to confirm"),
    Row("account_email_verification_sent", SIGNED_IN, "on the way", arrive=with_a_new_address),
    Row("account_undo_address", OPEN, own=undo_of),
    Row("account_undo_address", everybody(410, signed_out=410), "made up", args=lambda _: ("x",)),
]

SECOND_STEP = [
    Row("mfa_list_webauthn", everybody(ELSEWHERE, signed_out=ELSEWHERE)),
    Row("mfa_index", everybody(ELSEWHERE, signed_out=ELSEWHERE)),
    Row("account_second_factor", SIGNED_IN),
    Row("mfa_activate_totp", SIGNED_IN),
    Row("mfa_deactivate_totp", everybody(404), "without an app"),
    Row("mfa_deactivate_totp", SIGNED_IN, "with an app", arrive=with_app),
    Row("mfa_view_recovery_codes", everybody(404), "without codes"),
    Row("mfa_view_recovery_codes", SIGNED_IN, "with codes", arrive=with_app),
    Row("mfa_generate_recovery_codes", SIGNED_IN, "with an app", arrive=with_app),
    Row("mfa_download_recovery_codes", everybody(404), "without codes"),
    Row("mfa_download_recovery_codes", SIGNED_IN, "with codes", arrive=with_app),
    Row("mfa_add_webauthn", SIGNED_IN),
    Row("mfa_remove_webauthn", SIGNED_IN, own=passkey_of),
    Row("mfa_remove_webauthn", everybody(404), "somebody else's", args=lambda _: passkey_of(None)),
    Row("mfa_edit_webauthn", SIGNED_IN, own=passkey_of),
    Row("mfa_edit_webauthn", everybody(404), "somebody else's", args=lambda _: passkey_of(None)),
]

SESSIONS = [
    Row("account_home", SIGNED_IN),
    Row("account_home", SIGNED_IN, "with an app", arrive=with_app),
    Row("usersessions_list", SIGNED_IN),
    Row("account_end_session", BUTTON),
    Row("account_end_others", BUTTON),
    Row("account_own_device", SIGNED_IN),
    Row("account_idle", OPEN),
    Row("account_stay", BUTTON),
    Row("account_keep", ALWAYS_A_BUTTON),
    Row("account_kept", SIGNED_IN, "empty"),
    Row("account_kept", SIGNED_IN, "with words", arrive=with_kept_words),
    Row("account_kept_words", SIGNED_IN),
    Row("account_throw_away", BUTTON),
]

ROWS = [*WAYS_IN, *PROOF, *ADDRESS, *SECOND_STEP, *SESSIONS]
