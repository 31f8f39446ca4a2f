import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.settings.required import refuse_unsafe
from portal.settings.storage import storage_from

WHOLE = {
    "SECRET_KEY": "a" * 25 + "Zx9-" * 10,
    "PSEUDONYM_KEY": "b" * 25 + "Qw7-" * 10,
    "REFLECTION_KEYS": "c" * 25 + "Ru5-" * 10,
    "SITE_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://portal:word@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://portal:word@mail.example.org:587",
}


def start(*command, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "portal.settings.production", **environment},
        capture_output=True,
        text=True,
    )


def test_a_whole_production_set_up_passes_the_deploy_check_without_a_warning():
    result = start("check", "--deploy", "--fail-level", "WARNING", **WHOLE)

    assert result.returncode == 0, result.stderr
    assert "WARNINGS" not in result.stderr


@pytest.mark.parametrize("missing", WHOLE)
def test_what_is_missing_stops_the_start_and_is_named(missing):
    given = {name: value for name, value in WHOLE.items() if name != missing}

    result = start("check", **given)

    assert result.returncode != 0
    assert f"- {missing}" in result.stderr


def test_staff_without_a_second_step_stop_the_start():
    sound = {
        "DEBUG": False,
        "DEMO": False,
        "SECOND_FACTOR_REQUIRED": True,
        **{name: WHOLE[name] for name in ("SECRET_KEY", "PSEUDONYM_KEY", "SITE_URL", "REDIS_URL")},
        "REFLECTION_KEYS": [WHOLE["REFLECTION_KEYS"]],
        "ALLOWED_HOSTS": ["portal.example.org"],
        "DATABASES": {"default": {"NAME": "portal"}},
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    }
    refuse_unsafe(sound)
    with pytest.raises(ImproperlyConfigured, match="- SECOND_FACTOR_REQUIRED"):
        refuse_unsafe(sound | {"SECOND_FACTOR_REQUIRED": False})


def test_all_that_is_wrong_is_said_at_once():
    wrong = {**WHOLE, "DEMO": "on", "SITE_URL": "http://portal.example.org", "ALLOWED_HOSTS": "*"}

    said = start("check", **wrong).stderr

    assert all(f"- {name}" in said for name in ("DEMO", "SITE_URL", "ALLOWED_HOSTS"))


@pytest.mark.parametrize(
    ("url", "option", "value"),
    [
        ("", "location", "/var/lib/portal/media"),
        ("file:///srv/files", "location", "/srv/files"),
        ("s3://key:se%2Fcret@store.example.org:9000/portal", "secret_key", "se/cret"),
        ("s3://store.example.org/portal?region=eu-west-2", "region_name", "eu-west-2"),
        ("s3://store.example.org:9000/portal", "endpoint_url", "https://store.example.org:9000"),
    ],
)
def test_files_are_kept_where_the_address_says(url, option, value):
    storage = storage_from(url, default_folder="/var/lib/portal/media")

    assert storage["OPTIONS"][option] == value


@pytest.mark.parametrize(
    "url", ["ftp://store.example.org/portal", "s3://store.example.org", "file:"]
)
def test_an_address_of_files_that_is_not_understood_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        storage_from(url, default_folder="/var/lib/portal/media")
