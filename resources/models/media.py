import uuid

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import CollectionMember
from wagtail.search import index

from resources.models.contents import check_contents, keep_if_held, keep_words_if_held
from resources.models.pictures import Picture
from resources.models.vocabularies import Licence

TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}

EITHER = ("webm", "ogg")
MOST_BYTES = 500 * 1024 * 1024
MOST_CAPTION_BYTES = 1024 * 1024


class Media(CollectionMember, index.Indexed, models.Model):
    """A recording of our own, never without its words."""

    class Kind(models.TextChoices):
        AUDIO = "audio", _("Audio")
        VIDEO = "video", _("Video")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    file = models.FileField(
        _("recording"), upload_to="media", validators=[FileExtensionValidator(list(TYPES))]
    )
    seconds = models.PositiveIntegerField(_("length in seconds"))
    captions = models.FileField(
        _("captions"),
        upload_to="captions",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("A WebVTT file (.vtt)."),
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("Every word that is said and what can be seen or heard that matters."),
    )
    poster = models.ForeignKey(
        Picture,
        verbose_name=_("still picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
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
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("transcript"),
    ]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        keep_if_held(self, field="file")
        keep_words_if_held(self, fields=("captions", "transcript"))
        self._check_files()
        if self.kind == self.Kind.AUDIO and not self.transcript:
            raise ValidationError({"transcript": _("Audio needs a transcript.")})
        if self.kind == self.Kind.VIDEO and not self.transcript and not self.captions:
            raise ValidationError({"captions": _("Video needs captions or a transcript.")})

    def _check_files(self):
        if self.file and not self.file._committed:
            check_contents(self.file, field="file", most_bytes=MOST_BYTES)
            if not self.content_type.startswith(self.kind) and self.extension not in EITHER:
                raise ValidationError({"kind": _("The file and this choice do not agree.")})
        if self.captions and not self.captions._committed:
            check_contents(self.captions, field="captions", most_bytes=MOST_CAPTION_BYTES)

    @property
    def extension(self):
        return self.file.name.rpartition(".")[2].lower()

    @property
    def url(self):
        return reverse("resources:recording", args=[self.uuid])

    @property
    def captions_url(self):
        return reverse("resources:captions", args=[self.uuid])

    @property
    def content_type(self):
        return TYPES[self.extension]

    @property
    def length(self):
        """For example “3 minutes 20 seconds”."""
        minutes, seconds = divmod(self.seconds, 60)
        parts = []
        if minutes:
            parts.append(ngettext("%d minute", "%d minutes", minutes) % minutes)
        if seconds and minutes < 10:
            parts.append(ngettext("%d second", "%d seconds", seconds) % seconds)
        return " ".join(parts)
