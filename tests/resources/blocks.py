"""One of each block that an editor may use."""

from wagtail.contrib.typed_table_block.blocks import TypedTable

from resources.blocks import ContentStreamBlock
from tests.resources.factories import LibraryDocumentFactory, MediaFactory, PictureFactory

STREAM = ContentStreamBlock()


def table():
    block = STREAM.child_blocks["table"].child_blocks["table"]
    columns = [
        {"block": block.child_blocks["text"], "heading": "Year"},
        {"block": block.child_blocks["number"], "heading": "People"},
    ]
    return TypedTable(columns, [{"values": ["2014", "3,885"]}], "")


def described(picture):
    picture.contextual_alt_text = "A wall by the sea"
    picture.decorative = False
    return picture


def every_block():
    return {
        "text": "<p>Rest <b>helps</b>.</p>",
        "heading": {"text": "What helps", "level": "2"},
        "details": {"summary": "Why is that?", "text": "<p>Because.</p>"},
        "link_list": {
            "heading": "Read on",
            "links": [{"text": "OHID", "url": "https://example.org/", "about": "A definition"}],
        },
        "table": {"caption": "Who was asked", "rows_have_headings": True, "table": table()},
        "key_fact": {
            "claim": "Counts describe groups.",
            "citation": "Baldwin and others, 2021",
            "url": "https://example.org/b",
            "strength": "Two birth cohorts.",
        },
        "quote": {"words": "She listened.", "who": "A parent in Wenlow", "has_consent": True},
        "panel": {"heading": "In your setting", "text": "<p>Set the number aside.</p>"},
        "dos": {
            "do_heading": "Do",
            "dos": ["Listen"],
            "dont_heading": "Try not to",
            "donts": ["Promise secrecy"],
        },
        "picture": {"picture": described(PictureFactory(credit="A. Nair")), "caption": "Wenlow"},
        "recording": {"recording": MediaFactory(), "about": "A first visit."},
        "download": {"document": LibraryDocumentFactory(), "about": "For the room"},
        "support": {"heading": "Close to home?", "text": "Talk.", "contacts": []},
        "pause": {"text": "A good place to stop."},
    }
