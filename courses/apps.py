from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notifications.kinds import register


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self):
        from courses.recognition_messages import RECOGNITION_DECIDED
        from courses.reminders import LESSON_WAITS

        register(LESSON_WAITS)
        register(RECOGNITION_DECIDED)
