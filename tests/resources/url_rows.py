from django.core.files.base import ContentFile

from resources.frame import forget_frame, frame
from resources.models import Partnership
from tests.resources.factories import (
    LibraryDocumentFactory,
    MediaFactory,
    PictureFactory,
    closed_review,
    page_under,
    review_copy,
    site_root,
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


def copy_to_read(_):
    return (review_copy()[1],)


def outcome(_):
    return (closed_review()[1],)


def file_of_copy(_):
    picture = PictureFactory()
    picture.contextual_alt_text, picture.decorative = "A wall by the sea", False
    page = page_under(site_root(), body=[("picture", {"picture": picture, "caption": ""})])
    copy, token = review_copy(page)
    return token, copy.files[0].removeprefix("/")


ENDED = everybody(410, signed_out=410)
LIBRARY = everybody(200, signed_out=404)
"""Of what no public page shows, so that an address tells nothing."""

ROWS = [
    Row("resources:support", OPEN),
    Row("resources:worried", OPEN),
    Row("resources:colours", OPEN, args=colours),
    Row("resources:colours", everybody(404, signed_out=404), "of old", args=lambda _: ("old",)),
    Row("resources:robots", OPEN),
    Row("resources:sitemap", OPEN),
    Row("resources:review_copy", OPEN, args=copy_to_read),
    Row("resources:review_copy", OPEN, "answered", args=outcome),
    Row("resources:review_copy", ENDED, "ended", args=lambda _: ("ended",)),
    Row("resources:review_file", OPEN, args=file_of_copy),
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
