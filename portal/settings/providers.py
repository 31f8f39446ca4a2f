"""Sign-in through organisations, read from the environment and refused at the start if unsafe."""

import re
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

NEEDED = {"openid_connect": ("server_url",), "saml": ("idp",)}


def apps(providers: list[dict], *, kind: str) -> list[dict]:
    """What allauth calls apps, with our own rules beside its settings."""
    problems = [
        f"{provider.get('id', 'a provider without id')}: {problem}"
        for provider in providers
        for problem in _problems(provider, kind)
    ]
    ids = [provider.get("id") for provider in providers]
    problems += [f"{each}: this id is used twice" for each in set(ids) if ids.count(each) > 1]
    if problems:
        raise ImproperlyConfigured("Sign-in through organisations: " + "; ".join(sorted(problems)))
    return [_app(provider) for provider in providers]


def _problems(provider: dict, kind: str) -> list[str]:
    checks = [
        (
            not re.fullmatch(r"[a-z0-9-]{2,40}", str(provider.get("id", ""))),
            "id must be small letters, digits and hyphens",
        ),
        (not provider.get("name"), "name is missing"),
        (not provider.get("client_id"), "client_id is missing"),
        (not _is_uuid(provider.get("organisation")), "organisation must be its public id"),
        (
            not provider.get("domains")
            and not (provider.get("claim") and provider.get("claim_values")),
            "domains, or claim with claim_values, must say whom it lets in",
        ),
        (
            provider.get("newcomers", "confirmed") not in {"confirmed", "to_confirm", "closed"},
            "newcomers must be confirmed, to_confirm or closed",
        ),
        (
            "server_url" in provider and not _is_safe(provider["server_url"]),
            "server_url needs https",
        ),
    ]
    missing = [f"{name} is missing" for name in NEEDED[kind] if not provider.get(name)]
    return [problem for is_wrong, problem in checks if is_wrong] + missing


def _app(provider: dict) -> dict:
    own_fields = {"id", "name", "client_id", "secret"}
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider.get("secret", ""),
        "settings": {name: value for name, value in provider.items() if name not in own_fields},
    }


def _is_uuid(value: object) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1"}
