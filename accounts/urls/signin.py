"""Signing in. Every address of allauth that we use is named here; the rest does not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as organisation
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.apps import apps
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.views import (
    signin,
    signin_devices,
    signin_email,
    signin_kept,
    signin_organisation,
    signin_proof,
    signin_second_factor,
    signin_sessions,
)

ways_in = [
    path("login/", signin.SignInView.as_view(), name="account_login"),
    path("login/code/", account.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("login/demo/", signin.use_demo_account, name="account_demo"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    # Mail to an address that nobody has registered points here.
    path("signup/", RedirectView.as_view(url="/join/"), name="account_signup"),
]
proof = [
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", signin_proof.by_code, name="account_reauthenticate_by_code"),
    path("again/second-step/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
password = [
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", signin_email.FirstPasswordView.as_view(), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "password/reset/confirm/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
]
address = [
    path("email/", signin_email.AddressView.as_view(), name="account_email"),
    path("email/undo/<str:token>/", signin_email.undo, name="account_undo_address"),
    path("recover/<uuid:uuid>/", signin_email.recover, name="account_recover"),
    path("email/confirm/", account.email_verification_sent, name="account_email_verification_sent"),
]
second_step = [
    path("second-step/", signin_second_factor.needed, name="account_second_factor"),
    path("second-step/app/", signin_second_factor.SetUpAppView.as_view(), name="mfa_activate_totp"),
    path(
        "second-step/app/remove/",
        signin_second_factor.RemoveAppView.as_view(),
        name="mfa_deactivate_totp",
    ),
    path("second-step/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-step/codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/add/", signin_second_factor.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        signin_second_factor.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "passkeys/<int:pk>/rename/",
        signin_second_factor.RenamePasskeyView.as_view(),
        name="mfa_edit_webauthn",
    ),
]
sessions = [
    path("sessions/", signin_sessions.sessions, name="usersessions_list"),
    path("sessions/end/", signin_sessions.end, name="account_end_session"),
    path("sessions/end-others/", signin_sessions.end_others, name="account_end_others"),
    path("own-device/", signin_devices.own_device, name="account_own_device"),
    path("idle/", signin_sessions.time_left, name="account_idle"),
    path("stay/", signin_sessions.stay, name="account_stay"),
]
kept = [
    path("keep/", signin_kept.keep, name="account_keep"),
    path("kept/", signin_kept.kept_page, name="account_kept"),
    path("kept/words/", signin_kept.words, name="account_kept_words"),
    path("kept/throw-away/", signin_kept.throw_away, name="account_throw_away"),
]
organisations = [
    path(
        "organisation/",
        signin_organisation.OrganisationsView.as_view(),
        name="socialaccount_connections",
    ),
    path("organisation/new/", signin_organisation.newcomer, name="socialaccount_signup"),
    path("organisation/error/", organisation.login_error, name="socialaccount_login_error"),
    path(
        "organisation/cancelled/",
        organisation.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path(
        "organisation/sign-in/<slug:provider_id>/",
        signin_organisation.leave,
        name="openid_connect_login",
    ),
    path(
        "organisation/sign-in/<slug:provider_id>/back/",
        openid_connect.callback,
        name="openid_connect_callback",
    ),
]
if apps.is_installed("allauth.socialaccount.providers.saml"):
    organisations += [
        # Before that of the library, which would redirect a form to another site.
        path("saml/<slug:organization_slug>/login/", signin_organisation.leave_by_saml),
        path("", include("allauth.socialaccount.providers.saml.urls")),
    ]

urlpatterns = [
    path("", signin.home, name="account_home"),
    # The library looks for these two lists and finds our one.
    path("passkeys/", RedirectView.as_view(pattern_name="account_home"), name="mfa_list_webauthn"),
    path("second-step/list/", RedirectView.as_view(pattern_name="account_home"), name="mfa_index"),
    *ways_in,
    *proof,
    *password,
    *address,
    *second_step,
    *sessions,
    *kept,
    *organisations,
]
