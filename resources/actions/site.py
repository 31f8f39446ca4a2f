"""Lays the ground that pages stand on. Every step may run again and changes nothing twice."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Collection, Locale, Site

from accounts.actions.groups import declare_groups
from resources.models import BasePage

DEFAULT_LANGUAGE = "en-gb"


@transaction.atomic
def build_site(
    *,
    home: type[BasePage],
    fields: dict[str, Any],
    site_name: str = "",
    hostname: str = "localhost",
    port: int = 80,
) -> BasePage:
    """Makes language, root collection, root page, home page and site where they are missing.

    A home page that exists is left as its editors wrote it. Wagtail's own welcome page goes.
    """
    root = lay_root()
    _remove_welcome_page(root)
    page = home.objects.child_of(root).first()
    if page is None:
        page = home(slug="home", **fields)
        root.add_child(instance=page)
        page.save_revision().publish()
    _point_site_at(page, site_name=site_name, hostname=hostname, port=port)
    return page


def lay_root() -> BasePage:
    """The root page, its language and the root collection, and who may edit below them."""
    language = get_supported_content_language_variant(DEFAULT_LANGUAGE)
    locale, _made = Locale.objects.get_or_create(language_code=language)
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    root = BasePage.objects.filter(depth=1).first()
    if root is None:
        root = BasePage(
            title="Root",
            slug="root",
            locale=locale,
            content_type=ContentType.objects.get_for_model(BasePage),
        )
        BasePage.add_root(instance=root)
        declare_groups()
    return root


def _point_site_at(page: BasePage, *, site_name: str, hostname: str, port: int) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.root_page, site.hostname, site.port = page, hostname, port
    site.site_name = site_name or site.site_name
    site.save()


def _remove_welcome_page(root: BasePage) -> None:
    kind = ContentType.objects.get_for_model(BasePage)
    for page in root.get_children().filter(content_type=kind, numchild=0):
        page.delete()
