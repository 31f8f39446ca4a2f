from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notifications.kinds import register


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Resources")

    def ready(self):
        from resources import signals  # noqa: F401
        from resources.review_messages import REVIEW_ENDED, REVIEW_WAITS
        from resources.review_steps import offer_our_steps

        offer_our_steps()

        register(REVIEW_WAITS)
        register(REVIEW_ENDED)
