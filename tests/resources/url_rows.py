from django.core.files.base import ContentFile

from resources.frame import forget_frame, frame
from resources.models import Partnership
from tests.resources.factories import (
    LibraryDocumentFactory,
    MediaFactory,
    PictureFactory,
)
from tests.urls_matrix import OPEN, SIGNED_IN, Row, everybody


def document(_):
    return LibraryDocumentFactory().url


def picture(_):
    return PictureFactory().get_rendition("width-20").url


def recording(_):
    return MediaFactory().url


def captions(_):
    words = ContentFile(b"WEBVTT\n", name="visit.vtt")
    return (MediaFactory(captions=words).uuid,)


def colours(_):
    Partnership.objects.update_or_create(defaults={"action_light": "#5b21b6"})
    forget_frame()
    return (frame().colours.key,)


LIBRARY = everybody(200, signed_out=404)
"""Of what no public page shows, so that an address tells nothing."""

ROWS = [
    Row("resources:support", OPEN),
    Row("resources:worried", OPEN),
    Row("resources:colours", OPEN, args=colours),
    Row("resources:colours", everybody(404, signed_out=404), "of old", args=lambda _: ("old",)),
    Row("resources:robots", OPEN),
    Row("resources:sitemap", OPEN),
    Row("resources:picture", LIBRARY, at=picture),
    Row("resources:recording", LIBRARY, at=recording),
    Row("resources:captions", LIBRARY, args=captions),
    Row("wagtaildocs_serve", SIGNED_IN, at=document),
    Row(
        "wagtaildocs_serve",
        everybody(404),
        "which is not there",
        args=lambda _: (9999, "notes.pdf"),
    ),
]
