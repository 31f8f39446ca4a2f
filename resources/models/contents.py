from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from resources.sniffing import HEAD, holds_what_it_says


def check_contents(file: FieldFile, *, field: str, most_bytes: int | None = None) -> None:
    """Refuse a file that is too large, or whose first bytes belie its name."""
    if most_bytes and file.size > most_bytes:
        raise ValidationError(
            {
                field: _("This file has %(size)s. The most is %(most)s. Make it smaller.")
                % {"size": filesizeformat(file.size), "most": filesizeformat(most_bytes)}
            }
        )
    opened = file.file
    opened.seek(0)
    head = opened.read(HEAD)
    opened.seek(0)
    extension = file.name.rpartition(".")[2]
    if not holds_what_it_says(extension, head):
        raise ValidationError(
            {
                field: _(
                    "This does not look like a .%(extension)s file inside. Open it in the program "
                    "that made it and save it again."
                )
                % {"extension": extension}
            }
        )


def keep_if_held(row: models.Model, *, field: str) -> None:
    """Refuse another file where somebody relies on this row and may not lose it."""
    file = getattr(row, field)
    if row.pk and file and not file._committed and _is_held(row):
        raise ValidationError(
            {
                field: _(
                    "A lesson that was given out shows this file, so it cannot be exchanged. Add "
                    "yours as a new one, choose it in the lesson and give that out."
                )
            }
        )


def keep_words_if_held(row: models.Model, *, fields: Iterable[str]) -> None:
    """The same for what stands in place of what is heard and seen.

    Where there is none yet it may be added; other white space changes nothing.
    """
    before = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
    others = [name for name in fields if before and _has_others(before, row, name)]
    if others and _is_held(row):
        words = _(
            "A lesson that was given out shows these words, so they stay. Add the recording as a "
            "new one with the words mended, choose it in the lesson and give that out."
        )
        raise ValidationError(dict.fromkeys(others, words))


def _has_others(before: models.Model, row: models.Model, name: str) -> bool:
    was, now = getattr(before, name), getattr(row, name)
    if isinstance(now, FieldFile):
        return bool(was) and (was.name != now.name or not now._committed)
    return bool(was) and was.split() != now.split()


def _is_held(row: models.Model) -> bool:
    keys = row._meta.get_fields(include_hidden=True)
    return any(
        key.related_model._base_manager.filter(**{key.field.name: row.pk}).exists()
        for key in keys
        if getattr(key, "on_delete", None) is models.PROTECT
    )
