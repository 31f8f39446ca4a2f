import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

os.environ.setdefault("DATABASE_URL", "sqlite:///unset")

from portal.settings.base import *
from portal.settings.base import BASE_DIR, CACHES, DATABASES, REDIS_URL, STORAGES, VAR_DIR

DEMO = True
SECRET_KEY = "only-for-tests-and-never-for-people-00000000000000000000"  # noqa: S105
PSEUDONYM_KEY = "only-for-test-pseudonyms-000000000000000000000000000000"
REFLECTION_KEYS = ["only-for-test-reflections-000000000000000000000000000000"]
SITE_URL = "http://localhost"
WAGTAILADMIN_BASE_URL = SITE_URL
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

if DATABASES["default"]["NAME"] == "unset":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["NAME"] = VAR_DIR / "test.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test_portal.sqlite3")}
else:
    # A pool would outlive the test database.
    DATABASES["default"]["OPTIONS"] = {}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 0
SECOND_FACTOR_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

EMBEDDED_SOCKET = None
if REDIS_URL:
    # Each test process empties the cache, so each has a database of its own.
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    given = urlsplit(REDIS_URL)
    if given.scheme == "unix":
        REDIS_URL = f"unix://{given.path}?db={number}"
        CELERY_BROKER_URL = f"redis+socket://{given.path}?virtual_host={number}"
    else:
        REDIS_URL = CELERY_BROKER_URL = f"{given.scheme}://{given.netloc}/{number}"
    CACHES = {"default": {**CACHES["default"], "LOCATION": REDIS_URL}}
else:
    EMBEDDED_SOCKET = Path(tempfile.gettempdir()) / f"portal-test-{os.getpid()}" / "valkey.sock"
    REDIS_URL = f"unix://{EMBEDDED_SOCKET}"
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
    CACHES = {"default": {**CACHES["default"], "LOCATION": REDIS_URL}}
