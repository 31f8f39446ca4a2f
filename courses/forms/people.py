"""People found by name and ticked in a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.models import Person

MOST_WORDS = 80


class KeyField(forms.ModelChoiceField):
    """Of what is no key at all, a database may think what it likes."""

    def to_python(self, value: Any) -> Any:
        is_odd = isinstance(value, str) and value and not is_key(value)
        return super().to_python("0" if is_odd else value)


class KeysField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        keys = [str(one) for one in value or []]
        return super().clean([one if is_key(one) else "0" for one in keys])


class PeopleField(KeysField):
    def label_from_instance(self, person: Person) -> str:
        """With where they work: two people may share a name."""
        jobs = ", ".join(str(job) for job in person.jobs_here)
        return f"{person} ({jobs})" if jobs else str(person)


def words_in(field: BoundField) -> str:
    """As they may be searched for, before the form is known to be valid."""
    return str(field.value() or "").replace("\0", "")[:MOST_WORDS].strip()


def keys_in(field: BoundField) -> list[str]:
    """Of whoever is ticked, as far as these are keys."""
    return [str(one) for one in field.value() or [] if is_key(str(one))]


def is_key(words: str) -> bool:
    return words.isdecimal() and len(words) < 19
