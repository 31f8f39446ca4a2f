"""People and sign-in: allauth told how this house does it."""

from datetime import timedelta

import environ

from portal.settings.providers import apps

env = environ.Env()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "accounts.passwords.BreachedPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.signin.SignInForm",
    "request_login_code": "accounts.forms.signin.AskForCodeForm",
    "confirm_login_code": "accounts.forms.signin.CodeForm",
    "reset_password": "accounts.forms.signin.ForgottenPasswordForm",
    "confirm_password_reset_code": "accounts.forms.signin.PasswordCodeForm",
    "reset_password_from_key": "accounts.forms.signin.NewPasswordForm",
    "change_password": "accounts.forms.signin.ChangePasswordForm",
    "set_password": "accounts.forms.signin.FirstPasswordForm",
    "reauthenticate": "accounts.forms.signin.PasswordAgainForm",
    "add_email": "accounts.forms.signin.NewAddressForm",
    "confirm_email_verification_code": "accounts.forms.signin.AddressCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# A whole council or hospital comes from one address, and a training room signs in at once: the
# limits on an address are wide, those on one account narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "request_login_code": "100/m/ip,3/m/key",
    "reset_password": "100/m/ip,3/m/key",
    "reset_password_from_key": "100/m/ip",
    "join_address": "300/h/ip,5/h/key",
    "join_code": "600/h/ip,15/h/key",
    "join_key_missed": "120/h/ip",
    "check_certificate": "60/h/ip",
    "session_feed": "60/h/key",
    "session_feed_missed": "60/h/ip",
    "join_card_missed": "120/h/ip,5/5m/key",
    "survey_code_missed": "30/5m/ip",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.SecondStepForm",
    "reauthenticate": "accounts.forms.second_factor.SecondStepAgainForm",
    "activate_totp": "accounts.forms.second_factor.SetUpAppForm",
    "add_webauthn": "accounts.forms.second_factor.AddPasskeyForm",
    "login_webauthn": "accounts.forms.passkeys.PasskeyForm",
    "edit_webauthn": "accounts.forms.second_factor.RenamePasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "ChATR Portal"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "accounts.organisation_adapter.OrganisationSignInAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": apps(env.json("OIDC_PROVIDERS", default=[]), kind="openid_connect"),
        "OAUTH_PKCE_ENABLED": True,
    },
    "saml": {"APPS": apps(env.json("SAML_PROVIDERS", default=[]), kind="saml")},
}
# SAML needs the `saml` extra; its code is loaded only where a provider is named.
SAML_APPS = (
    ["allauth.socialaccount.providers.saml"] if SOCIALACCOUNT_PROVIDERS["saml"]["APPS"] else []
)
SECOND_FACTOR_REQUIRED = True

# The session row outlives the time it may be used (`accounts.idle`), so that words sent too late
# can still be kept for the person who wrote them.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_LIMIT = timedelta(hours=12)
IDLE_LIMIT = timedelta(minutes=env.int("IDLE_MINUTES", default=30))
STAFF_IDLE_LIMIT = timedelta(minutes=env.int("STAFF_IDLE_MINUTES", default=20))
PRIVATE_IDLE_LIMIT = timedelta(minutes=env.int("PRIVATE_IDLE_MINUTES", default=120))
IDLE_WARNING = timedelta(minutes=2)
OWN_DEVICE_LIMIT = timedelta(days=14)
DEMO_ACCOUNTS = {}
PROVIDERS_WITH_SECOND_FACTOR = frozenset(
    app["provider_id"]
    for kind in SOCIALACCOUNT_PROVIDERS.values()
    for app in kind["APPS"]
    if app["settings"].get("has_second_step")
)
# Help is never behind a second step, nor is what a page is drawn with.
ALWAYS_OPEN = ("/support/", "/worried/", "/colours/", "/review-copy/")
# Sign-in pages hold secrets, and the editor keeps its own drafts.
NEVER_KEPT = ("/account/", "/cms/")
