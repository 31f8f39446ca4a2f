"""What the editor of a course checks when it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from courses.prerequisites import circle_in_words
from courses.small_plans import why_not
from resources.models import BasePage


class CourseForm(BasePage.editor_form_class):
    def clean(self) -> Mapping[str, Any]:
        given = super().clean()
        if given.get("refresh_months") and given.get("refresh_in_month"):
            self.add_error("refresh_in_month", _("Choose this or a number of months, not both."))
        course = self.instance
        if words := why_not(given.get("evaluation_plan"), key=f"course:{course.translation_key}"):
            self.add_error("evaluation_plan", words)
        chosen = given.get("prerequisites")
        if chosen and self.instance.pk:
            circle = circle_in_words(self.instance, chosen)
            if circle:
                self.add_error("prerequisites", circle)
        return given
