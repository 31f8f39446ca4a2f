from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.organisation_claims import Claims, Rules, Verdict, judge
from portal.settings.providers import apps

BY_DOMAIN = {"organisation": "x", "domains": ["Alderbrook.example.org"]}
BY_CLAIM = {"organisation": "x", "claim": "groups", "claim_values": ["portal"]}
PRIYA = {"sub": "1", "email": "Priya@alderbrook.example.org", "email_verified": True}


def verdict(claims, rules=BY_DOMAIN, *, is_known=False, is_trusted=False):
    return judge(Claims.read(claims), Rules.read(rules), is_known=is_known, is_trusted=is_trusted)


def test_a_proved_address_of_the_organisation_is_welcome():
    assert verdict({"userinfo": PRIYA}) is Verdict.WELCOME


@pytest.mark.parametrize("word", [False, None, "false", "no", 0, "", [], "1"])
@pytest.mark.parametrize("is_known", [True, False])
def test_anything_but_a_clear_yes_proves_no_address(word, is_known):
    claims = {"userinfo": PRIYA | {"email_verified": word}}
    assert verdict(claims, is_known=is_known) is Verdict.UNPROVED


@pytest.mark.parametrize("word", [True, "true", "True"])
def test_some_say_yes_with_a_word(word):
    assert verdict({"id_token": PRIYA | {"email_verified": word}}) is Verdict.WELCOME


def test_a_sign_in_known_to_prove_its_addresses_need_not_say_so():
    claims = {"userinfo": PRIYA | {"email_verified": None}}
    assert verdict(claims, is_trusted=True) is Verdict.WELCOME


@pytest.mark.parametrize(
    "email",
    [
        "priya@elsewhere.example.org",
        "priya@sub.alderbrook.example.org",
        "priya@alderbrook.example.org.evil.example.org",
        "",
    ],
)
def test_another_domain_is_not_ours(email):
    assert verdict({"userinfo": PRIYA | {"email": email}}) is Verdict.NOT_OURS


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["staff", "Portal"], Verdict.WELCOME),
        ("portal", Verdict.WELCOME),
        (["staff"], Verdict.NOT_OURS),
        (None, Verdict.NOT_OURS),
    ],
)
def test_a_claim_may_decide_instead_of_the_domain(groups, expected):
    assert verdict({"userinfo": PRIYA | {"groups": groups}}, BY_CLAIM) is expected


def test_somebody_joined_before_needs_no_proved_address_where_a_claim_decides():
    claims = {"userinfo": {"sub": "1", "groups": ["portal"]}}
    assert verdict(claims, BY_CLAIM, is_known=True) is Verdict.WELCOME
    assert verdict(claims, BY_CLAIM, is_known=False) is Verdict.UNPROVED


def test_two_answers_about_two_people_are_refused():
    claims = {"id_token": PRIYA, "userinfo": PRIYA | {"sub": "2"}}
    assert verdict(claims) is Verdict.MIXED_UP


def test_the_organisation_may_say_that_somebody_left():
    rules = BY_DOMAIN | {"leaver_claim": "status", "leaver_values": ["Left", "suspended"]}
    assert verdict({"userinfo": PRIYA | {"status": "left"}}, rules) is Verdict.LEFT
    assert verdict({"userinfo": PRIYA | {"status": "active"}}, rules) is Verdict.WELCOME
    assert verdict({"userinfo": PRIYA}, rules) is Verdict.WELCOME


@pytest.mark.parametrize("rules", [{}, {"organisation": "x"}, {"domains": ["a.example.org"]}])
def test_a_sign_in_without_rules_lets_nobody_in(rules):
    assert verdict({"userinfo": PRIYA}, rules) is Verdict.UNKNOWN_PLACE


def provider(**changes):
    return {
        "id": "alderbrook",
        "name": "Alderbrook Council",
        "client_id": "portal",
        "secret": "not a real one",
        "server_url": "https://login.example.org",
        "organisation": str(uuid4()),
        "domains": ["alderbrook.example.org"],
    } | changes


def test_a_provider_of_the_environment_becomes_an_app_with_its_rules():
    (app,) = apps([provider()], kind="openid_connect")
    assert app["provider_id"] == "alderbrook"
    assert Rules.read(app["settings"]).domains == {"alderbrook.example.org"}
    assert "secret" not in app["settings"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": "Alder Brook"}, "id must be"),
        ({"name": ""}, "name is missing"),
        ({"client_id": ""}, "client_id is missing"),
        ({"organisation": "Alderbrook"}, "public id"),
        ({"domains": []}, "whom it lets in"),
        ({"domains": [], "claim": "groups"}, "whom it lets in"),
        ({"server_url": "http://login.example.org"}, "needs https"),
        ({"server_url": ""}, "server_url is missing"),
        ({"newcomers": "everybody"}, "newcomers must be"),
    ],
)
def test_an_unsafe_provider_stops_the_start_and_is_named(changes, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        apps([provider(**changes)], kind="openid_connect")


def test_an_id_cannot_be_used_twice():
    with pytest.raises(ImproperlyConfigured, match="used twice"):
        apps([provider(), provider()], kind="openid_connect")
