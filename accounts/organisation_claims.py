"""What an organisation's own sign-in says about somebody, and whether we may believe it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Newcomers(StrEnum):
    CONFIRMED = "confirmed"
    TO_CONFIRM = "to_confirm"
    CLOSED = "closed"


class Verdict(StrEnum):
    WELCOME = "welcome"
    MIXED_UP = "mixed_up"
    LEFT = "left"
    NOT_OURS = "not_ours"
    UNPROVED = "unproved"
    UNKNOWN_PLACE = "unknown_place"


@dataclass(frozen=True)
class Rules:
    """Whom the partnership agreed to let in through one organisation's sign-in."""

    organisation: str = ""
    domains: frozenset[str] = frozenset()
    claim: str = ""
    claim_values: frozenset[str] = frozenset()
    leaver_claim: str = ""
    leaver_values: frozenset[str] = frozenset()
    newcomers: Newcomers = Newcomers.CONFIRMED
    has_second_step: bool = False

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> Rules:
        return cls(
            organisation=str(settings.get("organisation", "")),
            domains=_words(settings.get("domains", ())),
            claim=settings.get("claim", ""),
            claim_values=_words(settings.get("claim_values", ())),
            leaver_claim=settings.get("leaver_claim", ""),
            leaver_values=_words(settings.get("leaver_values", ())),
            newcomers=Newcomers(settings.get("newcomers", Newcomers.CONFIRMED)),
            has_second_step=bool(settings.get("has_second_step", False)),
        )

    @property
    def restricts(self) -> bool:
        """A sign-in that lets everybody in vouches for nobody."""
        return bool(self.domains or (self.claim and self.claim_values))


@dataclass(frozen=True)
class Claims:
    email: str
    is_proved: bool
    name: str
    is_mixed_up: bool
    all: Mapping[str, Any]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Claims:
        """OpenID Connect gives two sets that must speak of one person; SAML gives one of lists."""
        token, info = data.get("id_token") or {}, data.get("userinfo") or {}
        claims = {**token, **info} if token or info else dict(data)
        parts = (claims.get("given_name", ""), claims.get("family_name", ""))
        return cls(
            email=str(_one(claims.get("email", ""))).strip().lower(),
            is_proved=_is_true(claims.get("email_verified")),
            name=str(
                _one(claims.get("name")) or " ".join(str(_one(part)) for part in parts)
            ).strip(),
            is_mixed_up=bool(token and info and token.get("sub") != info.get("sub")),
            all=claims,
        )

    @property
    def domain(self) -> str:
        return self.email.rpartition("@")[2]


def judge(claims: Claims, rules: Rules, *, is_known: bool, is_trusted: bool = False) -> Verdict:
    """`is_known`: this very account was joined to a person before. `is_trusted`: the partnership
    knows that this sign-in only ever gives out addresses it has proved.
    """
    if not rules.restricts or not rules.organisation:
        return Verdict.UNKNOWN_PLACE
    if claims.is_mixed_up:
        return Verdict.MIXED_UP
    if rules.leaver_claim and _says(claims, rules.leaver_claim, rules.leaver_values):
        return Verdict.LEFT
    if rules.claim and not _says(claims, rules.claim, rules.claim_values):
        return Verdict.NOT_OURS
    if rules.domains and claims.domain not in rules.domains:
        return Verdict.NOT_OURS
    is_proved = claims.email and (claims.is_proved or is_trusted)
    if not is_proved and (rules.domains or not is_known):
        return Verdict.UNPROVED
    return Verdict.WELCOME


def _says(claims: Claims, name: str, wanted: frozenset[str]) -> bool:
    value = claims.all.get(name)
    values = value if isinstance(value, list | tuple) else [value]
    return any(str(each).strip().lower() in wanted for each in values if each is not None)


def _is_true(value: Any) -> bool:
    """Some send the word. Everything but a clear yes is a no."""
    return _one(value) is True or str(_one(value)).lower() == "true"


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _words(values: Iterable[Any]) -> frozenset[str]:
    return frozenset(str(value).strip().lower() for value in values)
