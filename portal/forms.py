"""How every form of the site is drawn: plain Django forms, the component base's markup.

Only the templates for a whole form and for one field are ours, so a widget drawn by itself (as the
Wagtail admin does) keeps its own look. What a form may add to a field, as plain attributes:

    field.seen_by = _("Only you can read this.")          who will see it, said beside the box
    field.choice_hints = {"later": _("We ask again in May.")}   a hint beneath one choice
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.core import validators
from django.core.exceptions import ValidationError
from django.forms import BoundField, Field, fields, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Most particular first: a widget is drawn as the first kind it is an instance of.
KINDS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.MultiWidget, "boxes"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.Select, "select"),
    (widgets.Textarea, "textarea"),
    (widgets.PasswordInput, "password"),
    (widgets.FileInput, "file"),
)
CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
}
# The browser's own pickers speak ISO whatever the language of the page.
PICKERS: dict[type[widgets.Widget], tuple[str, str]] = {
    widgets.DateInput: ("date", "%Y-%m-%d"),
    widgets.TimeInput: ("time", "%H:%M"),
    widgets.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}
UNCORRECTED = {"email", "password", "url"}

FILL_IN = gettext_noop("Fill in “%(label)s”.")
REQUIRED = {
    "radios": gettext_noop("Choose an answer for “%(label)s”."),
    "select": gettext_noop("Choose an answer for “%(label)s”."),
    "checkboxes": gettext_noop("Choose at least one for “%(label)s”."),
    "checkbox": gettext_noop("Tick “%(label)s” to go on."),
    "file": gettext_noop("Choose a file for “%(label)s”."),
}
# Django's own words, and ours. A form that has words of its own keeps them.
PLAIN: tuple[tuple[str, str], ...] = (
    (
        validators.EmailValidator.message,
        gettext_noop("Enter an e-mail address with an @, such as name@example.org."),
    ),
    (
        fields.IntegerField.default_error_messages["invalid"],
        gettext_noop("Enter a whole number for “%(label)s”, such as 12."),
    ),
    (
        fields.DateField.default_error_messages["invalid"],
        gettext_noop("Enter a real date for “%(label)s”, such as 27/3/2026."),
    ),
    (
        validators.MinValueValidator.message,
        gettext_noop("“%(label)s” must be %(limit_value)s or more."),
    ),
    (
        validators.MaxValueValidator.message,
        gettext_noop("“%(label)s” must be %(limit_value)s or less."),
    ),
    (
        fields.ChoiceField.default_error_messages["invalid_choice"],
        gettext_noop("Choose one of the answers shown for “%(label)s”."),
    ),
    (
        validators.URLValidator.message,
        gettext_noop("Enter a full web address, such as https://example.org."),
    ),
)


@dataclass(frozen=True)
class Option:
    id: str
    name: str
    value: str
    label: str
    hint: str
    is_selected: bool
    is_disabled: bool


@dataclass(frozen=True)
class Box:
    id: str
    name: str
    value: str
    label: str
    width: int


class GovukBoundField(BoundField):
    @cached_property
    def kind(self) -> str:
        widget = self.field.widget
        return next((kind for class_, kind in KINDS if isinstance(widget, class_)), "input")

    @property
    def widget_template(self) -> str:
        return f"forms/widgets/{self.kind}.html"

    @property
    def first_id(self) -> str:
        """Where a link from the error summary lands."""
        if self.kind in {"radios", "checkboxes", "boxes"}:
            return f"{self.auto_id}_0"
        return self.id_for_label

    @cached_property
    def is_marked_optional(self) -> bool:
        """Mark the few, never the many: a form with nothing required marks nothing."""
        if self.field.required or self.field.disabled or self.kind.startswith("checkbox"):
            return False
        return any(field.required for field in self.form.fields.values())

    @cached_property
    def messages(self) -> list[str]:
        """This field's errors, saying what to do where the form left Django's own words."""
        if not self.errors:
            return []
        return [
            str(message)
            for error in self.form.errors.as_data().get(self.name, [])
            for message in self._in_words(error)
        ]

    def _in_words(self, error: ValidationError) -> list[str]:
        if error.code == "required" and error.message == Field.default_error_messages["required"]:
            return [_(REQUIRED.get(self.kind, FILL_IN)) % {"label": self.label}]
        for theirs, ours in PLAIN:
            if error.message == theirs:
                return [_(ours) % {**(error.params or {}), "label": self.label}]
        return error.messages

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None:
            return None
        parts = described.split()
        if self.seen_by:
            parts.append(f"{self.auto_id}_seen")
        if self.limit:
            parts.append(f"{self.auto_id}-info")
        return " ".join(parts)

    @property
    def seen_by(self) -> str:
        return getattr(self.field, "seen_by", "")

    @property
    def limit(self) -> int | None:
        """A text box with a limit counts down beneath it."""
        if self.kind == "textarea":
            return getattr(self.field, "max_length", None)
        return None

    @cached_property
    def options(self) -> list[Option]:
        return list(self._options())

    def _options(self) -> Iterator[Option]:
        hints = getattr(self.field, "choice_hints", {})
        for bound in self.subwidgets:
            yield Option(
                id=bound.id_for_label,
                name=bound.data["name"],
                value=str(bound.data["value"]),
                label=bound.choice_label,
                hint=hints.get(bound.data["value"], ""),
                is_selected=bound.data["selected"],
                is_disabled=bool(bound.data["attrs"].get("disabled")),
            )

    @property
    def boxes(self) -> Iterator[Box]:
        widget = self.field.widget
        labels = getattr(widget, "box_labels", [""] * len(widget.widgets))
        widths = getattr(widget, "box_widths", [10] * len(widget.widgets))
        inputs = self.subwidgets[0].data["subwidgets"]
        for part, label, width in zip(inputs, labels, widths, strict=True):
            yield Box(part["attrs"]["id"], part["name"], part["value"] or "", label, width)

    @property
    def current_file(self) -> str:
        """A file's own name, without the folders it is kept in."""
        if self.kind != "file" or not self.initial:
            return ""
        return PurePath(str(self.initial)).name

    @property
    def clear_name(self) -> str:
        widget = self.field.widget
        if not self.current_file or self.field.required:
            return ""
        if not isinstance(widget, widgets.ClearableFileInput):
            return ""
        return widget.clear_checkbox_name(self.html_name)

    def drawn(self) -> str:
        """The bare control with the component base's classes."""
        widget = self._bare_widget()
        attrs = {"class": " ".join(self._classes(widget))}
        if getattr(widget, "input_type", "") in UNCORRECTED:
            attrs = {"spellcheck": "false", "autocapitalize": "none"} | widget.attrs | attrs
        return self.as_widget(widget, attrs=attrs)

    def _bare_widget(self) -> widgets.Widget:
        widget = self.field.widget
        if isinstance(widget, widgets.ClearableFileInput):
            return widgets.FileInput(widget.attrs)
        input_type, iso = PICKERS.get(type(widget), ("", ""))
        if not input_type or widget.input_type != "text":
            return widget
        picker = copy.copy(widget)
        picker.input_type, picker.format = input_type, iso
        return picker

    def _classes(self, widget: widgets.Widget) -> Iterator[str]:
        name = CLASSES.get(self.kind, "govuk-input")
        yield name
        if self.errors and self.kind != "checkbox":
            yield f"{name}--error"
        if self.kind == "password":
            yield "govuk-password-input__input govuk-js-password-input-input"
        if self.limit:
            yield "govuk-js-character-count"
        own = widget.attrs.get("class", "")
        if own:
            yield own
        if name == "govuk-input" and "--width-" not in own:
            yield from self._width(widget)

    def _width(self, widget: widgets.Widget) -> Iterator[str]:
        input_type = getattr(widget, "input_type", "text")
        longest = getattr(self.field, "max_length", None) or 1000
        if input_type in {"number", "time"} or longest <= 6:
            yield "govuk-input--width-5"
        elif input_type in {"date", "datetime-local"} or longest <= 20:
            yield "govuk-input--width-20" if longest > 10 else "govuk-input--width-10"


class GovukRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField
