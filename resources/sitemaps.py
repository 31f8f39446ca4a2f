from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap

from resources.models import BasePage
from resources.querysets import PublishedPageQuerySet


class PageSitemap(Sitemap):
    """Pages that somebody without an account may open."""

    limit = 1000

    def items(self) -> PublishedPageQuerySet:
        pages = BasePage.objects.visible_to(AnonymousUser()).filter(depth__gt=1)
        return pages.filter(shows_exit=False).order_by("path")

    def location(self, page: BasePage) -> str:
        return page.url or "/"

    def lastmod(self, page: BasePage):
        return page.last_published_at
