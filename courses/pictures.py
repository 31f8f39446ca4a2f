"""Which picture a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile

BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
LONGEST = 12


def type_of_picture(file: FieldFile) -> str:
    """What is no picture goes out as bytes that no browser runs."""
    with file.open("rb") as opened:
        head = opened.read(LONGEST)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    found = (kind for beginning, kind in BEGINNINGS.items() if head.startswith(beginning))
    return next(found, "application/octet-stream")
