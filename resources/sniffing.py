"""Does a file hold what its name says? A first look at its first bytes, not a virus scan."""

from __future__ import annotations

ZIP = b"PK\x03\x04"
BEGINNINGS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "pdf": ((0, b"%PDF-"),),
    "docx": ((0, ZIP),),
    "xlsx": ((0, ZIP),),
    "pptx": ((0, ZIP),),
    "odt": ((0, ZIP),),
    "ods": ((0, ZIP),),
    "odp": ((0, ZIP),),
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    "m4a": ((4, b"ftyp"),),
    "mp4": ((4, b"ftyp"),),
    "ogg": ((0, b"OggS"),),
    "wav": ((0, b"RIFF"),),
    "webm": ((0, b"\x1a\x45\xdf\xa3"),),
    "vtt": ((0, b"WEBVTT"), (0, b"\xef\xbb\xbfWEBVTT")),
}
PLAIN = ("txt", "csv")
HEAD = 1024


def holds_what_it_says(extension: str, head: bytes) -> bool:
    extension = extension.lower()
    if extension in PLAIN:
        return b"\x00" not in head and not looks_like_markup(head)
    return any(
        head[place : place + len(mark)] == mark for place, mark in BEGINNINGS.get(extension, ())
    )


def looks_like_markup(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml"))
