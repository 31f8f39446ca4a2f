from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Level
from courses.models import CoursePage
from courses.required import Status


class LevelField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Level) -> str:
        return f"{obj.level_set}: {obj}"


class RequiredForm(forms.Form):
    named = forms.CharField(label=_("Name, or a part of it"), required=False, max_length=80)
    course = forms.ChoiceField(label=_("Course"), required=False)
    status = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("All")), *Status.choices]
    )
    level = LevelField(
        label=_("Practice level expected"),
        required=False,
        queryset=Level.objects.select_related("level_set"),
        empty_label=_("Every level"),
    )
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, courses: list[CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._courses = {str(course.pk): course for course in courses}
        titles = [(key, course.title) for key, course in self._courses.items()]
        self.fields["course"].choices = [("", _("All courses")), *titles]
        self.is_valid()

    @property
    def narrowing(self) -> dict[str, Any]:
        """An address typed by hand may ask for anything; what makes no sense narrows nothing."""
        said = self.cleaned_data
        return {
            "named": said.get("named", ""),
            "course": self._courses.get(said.get("course", "")),
            "status": said.get("status", ""),
            "level": said.get("level"),
        }
