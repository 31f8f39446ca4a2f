from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = _("Evaluation")

    def ready(self):
        from evaluation.messages import CONTACT_WISHED, QUESTIONS_OPEN
        from notifications.kinds import register

        register(QUESTIONS_OPEN)
        register(CONTACT_WISHED)
