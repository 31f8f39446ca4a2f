from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, default="", max_length=240)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "resources/blocks/picture.html"


class RecordingBlock(blocks.StructBlock):
    """The words come first; nothing is loaded or played until somebody asks for it."""

    recording = SnippetChooserBlock("resources.Media", label=_("Recording"))
    about = blocks.TextBlock(
        label=_("What it is about"),
        max_length=400,
        rows=2,
        help_text=_("Enough to decide whether to play it, read it or leave it."),
    )

    class Meta:
        icon = "media"
        label = _("Video or audio")
        template = "resources/blocks/recording.html"


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    about = blocks.CharBlock(label=_("What it is for"), required=False, default="", max_length=240)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "resources/blocks/download.html"
