import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from resources.models.contents import check_contents, keep_if_held
from resources.models.vocabularies import Licence


class LibraryDocument(AbstractDocument):
    """A file to take away, with its licence and a word on how accessible it is."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    credit = models.CharField(_("made by"), max_length=160, blank=True)
    licence = models.ForeignKey(
        Licence,
        verbose_name=_("licence"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    accessibility_note = models.CharField(
        _("how accessible it is"),
        max_length=240,
        blank=True,
        help_text=_("For example “Tagged PDF, tested with a screen reader” or “Scanned pages”."),
    )

    admin_form_fields = (
        "title",
        "file",
        "credit",
        "licence",
        "accessibility_note",
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]

    def clean(self):
        super().clean()
        keep_if_held(self, field="file")
        if self.file and not self.file._committed:
            check_contents(self.file, field="file")
        if self.file_extension.lower() == "pdf" and not self.accessibility_note:
            raise ValidationError(
                {
                    "accessibility_note": _(
                        "Many people cannot use a PDF, above all on a phone. A page of the portal "
                        "is easier for everybody. If it has to be a PDF, say how accessible it is."
                    )
                }
            )
