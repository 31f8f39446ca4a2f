from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from resources.blocks.callouts import (
    DetailsBlock,
    DosBlock,
    KeyFactBlock,
    PanelBlock,
    PausePointBlock,
    QuoteBlock,
    SupportBlock,
)
from resources.blocks.files import DownloadBlock, PictureBlock, RecordingBlock
from resources.blocks.text import HeadingBlock, LinkListBlock, TableBlock, TextBlock


class ContentStreamBlock(blocks.StreamBlock):
    """What every page may be made of; a page type that teaches adds its own blocks."""

    text = TextBlock(group=_("Words"))
    heading = HeadingBlock(group=_("Words"))
    details = DetailsBlock(group=_("Words"))
    link_list = LinkListBlock(group=_("Words"))
    table = TableBlock(group=_("Words"))
    key_fact = KeyFactBlock(group=_("Emphasis"))
    quote = QuoteBlock(group=_("Emphasis"))
    panel = PanelBlock(group=_("Emphasis"))
    dos = DosBlock(group=_("Emphasis"))
    picture = PictureBlock(group=_("Pictures and files"))
    recording = RecordingBlock(group=_("Pictures and files"))
    download = DownloadBlock(group=_("Pictures and files"))
    support = SupportBlock(group=_("Care"))
    pause = PausePointBlock(group=_("Care"))
