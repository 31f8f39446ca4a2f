from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notifications.kinds import register


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self):
        from courses import checks  # noqa: F401
        from courses.messages import KINDS

        for kind in KINDS:
            register(kind)
