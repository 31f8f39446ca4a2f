from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from accounts.audit_seal import seal_after_migrating


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and access")

    def ready(self):
        from accounts.actions.groups import declare_groups

        post_migrate.connect(seal_after_migrating, sender=self)
        # Each app makes its permissions in its own turn; groups need those of all of them.
        last_app = list(apps.get_app_configs())[-1]
        post_migrate.connect(declare_groups, sender=last_app)
