"""Forms in which instruments, their licence and sets of answers are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from evaluation.draft_checks import problems_between
from evaluation.models import Instrument, Licence

LICENCE = {"licence_holder": "holder", "licence_terms": "terms", "licence_source": "source"}
CHECKED_ON = "licence_checked_on"


def short_name(form: forms.ModelForm, words: str) -> str:
    """As it was typed, or made from the words; of a new one with a number where it is taken."""
    if typed := form.cleaned_data.get("slug"):
        return typed
    given = slugify(form.data.get(words, ""))[:50] or "questions"
    others = type(form.instance)._default_manager.exclude(pk=form.instance.pk)
    slug, number = given, 1
    while others.filter(slug=slug).exists():
        number += 1
        slug = f"{given}-{number}"
    return slug


class ResponseSetForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Left empty, it is made from the name.")

    def clean_slug(self) -> str:
        return short_name(self, "label")


def _label(name: str) -> str:
    return capfirst(Licence._meta.get_field(name).verbose_name)


class InstrumentForm(WagtailAdminModelForm):
    licence_holder = forms.CharField(
        label=_label("holder"),
        max_length=200,
        required=False,
    )
    licence_terms = forms.CharField(
        label=_label("terms"),
        help_text=Licence._meta.get_field("terms").help_text,
        max_length=200,
        required=False,
    )
    licence_source = forms.CharField(
        label=_label("source"),
        max_length=300,
        required=False,
    )
    licence_checked_on = forms.DateField(
        label=_label("checked_on"),
        help_text=gettext_lazy("Empty: today."),
        required=False,
        widget=AdminDateInput,
    )
    began_with = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Left empty, it is made from the title.")
        self.kept = _mark(self.instance)
        self.initial["began_with"] = self.kept
        licence = self._licence()
        if licence:
            self.initial |= {name: getattr(licence, own) for name, own in LICENCE.items()}
            self.initial[CHECKED_ON] = licence.checked_on

    def clean_slug(self) -> str:
        return short_name(self, "title")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if self.instance.pk and given.get("began_with") != self.kept:
            words = _(
                "Somebody else saved these questions after you opened them, and nothing of yours "
                "is kept yet. Open them in another window, and bring your words in there."
            )
            self.add_error(None, words)
        self._check_licence(given)
        if given.get("sections") is not None and given.get("scales") is not None:
            problems = problems_between(given["sections"], given["scales"])
            if problems:
                self.add_error("scales", problems)
        return given

    def _check_licence(self, given: dict[str, Any]) -> None:
        """Whoever says nothing says so when it is published; half a licence says nothing."""
        told = [given.get(name) for name in LICENCE]
        for name in ("licence_holder", "licence_terms"):
            if (any(told) or self._licence()) and not given.get(name) and name not in self.errors:
                self.add_error(name, _("A licence says who holds the rights, and on what terms."))

    def _save_m2m(self) -> None:
        super()._save_m2m()
        given = self.cleaned_data
        if not given.get("licence_holder"):
            return
        licence = self._licence() or Licence(instrument=self.instance)
        for name, own in LICENCE.items():
            setattr(licence, own, given[name])
        licence.checked_on = given[CHECKED_ON] or timezone.localdate()
        licence.save()

    def _licence(self) -> Licence | None:
        return Licence.objects.filter(instrument=self.instance.pk).first()


def _mark(instrument: Instrument) -> str:
    """Of what is kept now, so that a second window is told of the first."""
    if instrument.pk is None:
        return ""
    fields: list[tuple[str, Callable[[Model], Any]]] = [
        (field.name, field.value_to_string) for field in instrument._meta.concrete_fields
    ]
    words = json.dumps([(name, text(instrument)) for name, text in fields])
    return hashlib.sha256(words.encode()).hexdigest()[:16]
