"""Choices from the vocabularies, drawn so that a long list is found quickly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import EmploymentType, Level, Locality, Profession


class Grouped(forms.models.ModelChoiceIterator):
    """Choices under the names of what they belong to. The queryset is ordered by it."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rows = self.queryset.select_related(self.field.under)
        for heading, found in groupby(rows, key=lambda row: getattr(row, self.field.under)):
            yield (str(heading), [self.choice(row) for row in found])


class ProfessionField(forms.ModelChoiceField):
    iterator = Grouped
    under = "sector"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Choose a role"))
        super().__init__(Profession.objects.filter(is_active=True), **kwargs)


class LevelField(forms.ModelChoiceField):
    iterator = Grouped
    under = "level_set"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Not said"))
        super().__init__(Level.objects.filter(is_active=True), **kwargs)


class EmploymentTypeField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        queryset = EmploymentType.objects.filter(is_active=True)
        super().__init__(queryset, empty_label=None, widget=forms.RadioSelect, **kwargs)


class LocalityField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Not said"))
        super().__init__(Locality.objects.all(), **kwargs)


def offer(field: forms.ModelChoiceField, choices: QuerySet) -> None:
    """Where there is only one to choose, it is chosen already."""
    field.queryset = choices
    first_two = choices[:2]
    if len(first_two) == 1:
        field.initial = first_two[0]
