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
from resources.blocks.stream import ContentStreamBlock
from resources.blocks.text import HeadingBlock, LinkListBlock, TableBlock, TextBlock

__all__ = [
    "ContentStreamBlock",
    "DetailsBlock",
    "DosBlock",
    "DownloadBlock",
    "HeadingBlock",
    "KeyFactBlock",
    "LinkListBlock",
    "PanelBlock",
    "PausePointBlock",
    "PictureBlock",
    "QuoteBlock",
    "RecordingBlock",
    "SupportBlock",
    "TableBlock",
    "TextBlock",
]
