from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models.pages import CoursePage
from resources.models import BasePage

LONGEST_REFLECTION = 10_000


class LessonForm(BasePage.editor_form_class):
    """What the editor of a lesson checks when it is saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.path:
            around = CoursePage.objects.ancestor_of(self.parent_page, inclusive=True)
            self.instance.course = around.get()


class PlaceForm(forms.Form):
    part = forms.IntegerField(min_value=1, max_value=999)
    block = forms.RegexField(r"^[0-9a-f-]{36}$", required=False)


class ReflectionForm(forms.Form):
    words = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=LONGEST_REFLECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    known = forms.CharField(required=False, widget=forms.HiddenInput)
