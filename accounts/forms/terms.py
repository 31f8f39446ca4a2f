"""The words of a vocabulary in the CMS, with a box for each other language of the site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.models.vocabularies import Term


def other_languages() -> list[tuple[str, str]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def translation_boxes(model: type[Term]) -> dict[str, forms.CharField]:
    boxes = {}
    for code, language in other_languages():
        for name in model.translated_fields:
            field = model._meta.get_field(name)
            boxes[f"{name}_{code}"] = field.formfield(
                required=False, label=f"{field.verbose_name} ({language})"
            )
    return boxes


class TermForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Courses, files and imports know the word by its short name.
            self.fields["slug"].disabled = True
        for code, name, box in self._boxes():
            self.fields[box].initial = self.instance.translations.get(code, {}).get(name, "")

    def save(self, commit: bool = True) -> Term:
        for code, name, box in self._boxes():
            self.instance.translations.setdefault(code, {})[name] = self.cleaned_data[box]
        return super().save(commit)

    def _boxes(self) -> list[tuple[str, str, str]]:
        return [
            (code, name, f"{name}_{code}")
            for code, _language in other_languages()
            for name in self.instance.translated_fields
        ]


def term_form(model: type[Term]) -> type[TermForm]:
    return type(f"{model.__name__}Form", (TermForm,), translation_boxes(model))
