from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.reporting import start_reporting


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")

    def ready(self):
        from portal import timekeeping

        timekeeping.join_workers()
        start_reporting(dsn=settings.SENTRY_DSN, release=settings.REVISION)
