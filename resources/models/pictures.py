import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from resources.models.contents import keep_if_held
from resources.models.vocabularies import Licence
from resources.picture_files import without_metadata


class Picture(AbstractImage):
    """A picture that is described, or said to be decorative, and whose owner is named."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("People who use a screen reader miss nothing when it is skipped."),
    )
    credit = models.CharField(_("made by"), max_length=160, blank=True)
    licence = models.ForeignKey(
        Licence,
        verbose_name=_("licence"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "is_decorative",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            clean = without_metadata(self.file.file)
            self.file = ContentFile(clean, name=self.file.name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        keep_if_held(self, field="file")
        if not self.description and not self.is_decorative:
            raise ValidationError(
                {
                    "description": _(
                        "Say what the picture shows, or tick that it is only decoration."
                    )
                }
            )

    @property
    def default_alt_text(self):
        return "" if self.is_decorative else self.description


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

    @property
    def url(self):
        """Files have no public address: the view behind this one looks at who asks."""
        name = self.file.name.rpartition("/")[2]
        return reverse("resources:picture", args=[self.image.uuid, name])
