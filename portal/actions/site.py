"""The first pages of a new installation: true of this software, for the partnership to finish."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import vocabularies as words_for_people
from evaluation.starter import load_starter_instruments
from portal.models import HomePage
from resources.actions import vocabularies as words_for_content
from resources.actions.review import install_review
from resources.actions.site import build_site
from resources.markdown_blocks import blocks_of
from resources.models import LegalPage, Partnership

STARTER = Path(__file__).resolve().parent.parent / "starter"
KINDS = LegalPage.Kind
LEGAL = (
    (KINDS.ACCESSIBILITY, "accessibility", "Accessibility statement", "Accessibility"),
    (KINDS.PRIVACY, "privacy", "Privacy notice", "Privacy"),
    (KINDS.COOKIES, "cookies", "Cookies", "Cookies"),
    (KINDS.TERMS, "terms", "Terms of use", "Terms"),
    (KINDS.CHARTER, "charter", "Community charter", "Community charter"),
)


@transaction.atomic
def install_portal(*, name: str, short_name: str, contact_email: str = "") -> HomePage:
    """What a new installation begins with. After an upgrade it adds what is new."""
    words_for_people.load_vocabularies()
    words_for_content.load_vocabularies()
    load_starter_instruments()
    return build_portal(
        name=name,
        short_name=short_name,
        site_url=settings.SITE_URL,
        contact_email=contact_email,
    )


@transaction.atomic
def build_portal(*, name: str, short_name: str, site_url: str, contact_email: str = "") -> HomePage:
    """Home page, legal pages and review. What an editor has made or changed stays as it is."""
    partnership = Partnership.load()
    if not partnership.name:
        partnership.name, partnership.short_name = name, short_name
        partnership.contact_email = contact_email
        partnership.save()
    address = urlsplit(site_url)
    home = build_site(
        home=HomePage,
        fields=home_words(short_name),
        site_name=name,
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
    )
    words = {"partnership": name, "short_name": short_name, "site_url": site_url}
    words["contact"] = contact_email or "[your contact e-mail]"
    for kind, slug, title, footer_words in LEGAL:
        if not LegalPage.objects.filter(kind=kind).exists():
            _add_legal_page(home, kind, slug, title, footer_words, words)
    install_review(root=home.get_root())
    return home


def home_words(short_name: str) -> dict[str, Any]:
    fields = tomllib.loads((STARTER / "home.toml").read_text(encoding="utf-8"))
    for name in ("search_description", "lead"):
        fields[name] = Template(fields[name]).substitute(short_name=short_name)
    fields["offers"] = [("offer", offer) for offer in fields["offers"]]
    fields["promises"] = [("promise", promise) for promise in fields["promises"]]
    return fields


def _add_legal_page(
    home: HomePage, kind: str, slug: str, title: str, footer_words: str, words: dict[str, str]
) -> None:
    text = (STARTER / f"{slug}.md").read_text(encoding="utf-8")
    page = LegalPage(
        title=title,
        slug=slug,
        kind=kind,
        footer_words=footer_words,
        prepared_on=timezone.localdate(),
        body=blocks_of(Template(text).safe_substitute(words)),
    )
    home.add_child(instance=page)
    page.save_revision().publish()
