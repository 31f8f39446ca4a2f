from django.core.exceptions import ValidationError
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
