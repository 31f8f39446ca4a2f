"""The embedded set-up of `make run`: SQLite and Valkey beside the code, mail as files."""

import hashlib
import tempfile
from pathlib import Path

from portal.demo.accounts import ABOUT
from portal.settings.base import *
from portal.settings.base import (
    BASE_DIR,
    CACHES,
    DATABASES,
    LOGGING,
    REDIS_URL,
    STATIC_ROOT,
    STORAGES,
    VAR_DIR,
    env,
)

LONGEST_SOCKET_PATH = 100

DEMO = env.bool("DEMO", default=True)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-never-for-people-000000000000")
PSEUDONYM_KEY = env(
    "PSEUDONYM_KEY", default="only-for-development-pseudonyms-0000000000000000000000"
)
REFLECTION_KEYS = env.list(
    "REFLECTION_KEYS", default=["only-for-development-reflections-000000000000000000000"]
)
SITE_URL = env("SITE_URL", default="http://localhost:8000")
WAGTAILADMIN_BASE_URL = SITE_URL
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

VAR_DIR.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["NAME"] == "unset":
    DATABASES["default"]["NAME"] = VAR_DIR / "portal.sqlite3"

if not REDIS_URL:
    VALKEY_SOCKET = VAR_DIR / "valkey.sock"
    if len(str(VALKEY_SOCKET)) > LONGEST_SOCKET_PATH:
        own_name = hashlib.sha256(str(VAR_DIR).encode()).hexdigest()[:12]
        VALKEY_SOCKET = Path(tempfile.gettempdir()) / f"portal-{own_name}.sock"
    REDIS_URL = f"unix://{VALKEY_SOCKET}"
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
    CACHES = {"default": {**CACHES["default"], "LOCATION": REDIS_URL}}

if "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 0
SECOND_FACTOR_REQUIRED = not DEMO
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

DEMO_ACCOUNTS = ABOUT

# The finders read each file where it lies: no collecting and compressing before the first page.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

LOGGING["formatters"]["plain"] = {"format": "%(levelname)s %(name)s: %(message)s"}
LOGGING["handlers"]["stderr"]["formatter"] = "plain"
LOGGING["root"]["level"] = "WARNING"
LOGGING["loggers"] = {}
