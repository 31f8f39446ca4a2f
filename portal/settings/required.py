"""What production cannot start without."""

from django.core.exceptions import ImproperlyConfigured

UNSAFE_KEYS = {"", "changeme", "secret", "insecure"}


def refuse_unsafe(settings: dict) -> None:
    """Name every missing or unsafe setting at once, so that one restart mends them all."""
    problems = [message for is_wrong, message in _checks(settings) if is_wrong]
    if problems:
        raise ImproperlyConfigured("The portal cannot start:\n- " + "\n- ".join(problems))


def _checks(settings: dict) -> list[tuple[bool, str]]:
    key = settings["SECRET_KEY"]
    return [
        (settings["DEBUG"], "DEBUG is on. Turn it off."),
        (settings["DEMO"], "DEMO is on. Demo accounts must not reach a real installation."),
        (
            not settings["SECOND_FACTOR_REQUIRED"],
            "SECOND_FACTOR_REQUIRED is off. Staff need a second step everywhere but in the demo.",
        ),
        (
            key in UNSAFE_KEYS or len(key) < 40,
            "SECRET_KEY is missing, a default or under 40 characters.",
        ),
        (
            len(settings["PSEUDONYM_KEY"]) < 40 or settings["PSEUDONYM_KEY"] == key,
            "PSEUDONYM_KEY is missing, under 40 characters or the same as SECRET_KEY.",
        ),
        (
            not _are_keys_of_their_own(settings["REFLECTION_KEYS"], key),
            "REFLECTION_KEYS is missing, or one is under 40 characters or the same as SECRET_KEY.",
        ),
        (
            not settings["SITE_URL"].startswith("https://"),
            "SITE_URL is missing or does not begin with https://.",
        ),
        (
            not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"],
            "ALLOWED_HOSTS is missing or open.",
        ),
        (
            settings["DATABASES"]["default"]["NAME"] in ("", "unset"),
            "DATABASE_URL is missing. For example postgres://user:password@host/name.",
        ),
        (not settings["REDIS_URL"], "REDIS_URL is missing. For example redis://host:6379/0."),
        (
            settings["EMAIL_BACKEND"].endswith("console.EmailBackend"),
            "EMAIL_URL is missing. For example smtp+tls://user:password@host:587.",
        ),
    ]


def _are_keys_of_their_own(keys: list[str], other: str) -> bool:
    return bool(keys) and all(len(key) >= 40 and key != other for key in keys)
