"""What is taken out of a picture before it is kept: place, camera, names, hidden previews."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, ImageSequence

HIGH = 92
OF_ITS_LOOKS = {
    "adobe",
    "adobe_transform",
    "background",
    "chromaticity",
    "dpi",
    "duration",
    "extension",
    "gamma",
    "icc_profile",
    "interlace",
    "jfif",
    "jfif_density",
    "jfif_unit",
    "jfif_version",
    "loop",
    "progression",
    "progressive",
    "srgb",
    "timestamp",
    "transparency",
    "version",
}
"""What Pillow tells of a file that says how it is drawn, and nothing else."""


def without_metadata(opened: IO[bytes]) -> bytes:
    """The same picture, turned the way it was meant to be seen, holding nothing but the picture.

    A JPEG that needs no turning keeps its own quality; colour profiles stay, since they carry how
    it looks.
    """
    opened.seek(0)
    source = Image.open(opened)
    kind, profile = source.format or "PNG", source.info.get("icc_profile")
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if kind == "MPO":  # A phone's JPEG with further pictures behind the first.
        return _written(_bare(ImageOps.exif_transpose(source)), "JPEG", options | {"quality": HIGH})
    if getattr(source, "is_animated", False):
        return _animated(source, kind)
    turned = ImageOps.exif_transpose(source)
    if kind == "JPEG":
        is_turned = turned.size != source.size or source.getexif().get(0x0112, 1) != 1
        options |= {"quality": HIGH} if is_turned else {"quality": "keep"}
        clean = turned if is_turned else source
    else:
        clean = turned
        options |= {"quality": HIGH} if kind == "WEBP" else {}
    return _written(_bare(clean), kind, options)


def bare_if_picture(content: bytes) -> bytes:
    """What holds nothing but its picture, or is no picture, stays as it is to the byte."""
    try:
        source = Image.open(BytesIO(content))
        if not (set(source.info) - OF_ITS_LOOKS or source.getexif()):
            return content
        return without_metadata(BytesIO(content))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return content


def _bare(picture: Image.Image) -> Image.Image:
    """Writers copy what stands in `info`; transparency is part of the picture."""
    kept = {key: picture.info[key] for key in ("transparency",) if key in picture.info}
    picture.info = kept
    return picture


def _animated(source: Image.Image, kind: str) -> bytes:
    frames, lengths = [], []
    for frame in ImageSequence.Iterator(source):
        lengths.append(frame.info.get("duration", 100))
        frames.append(_bare(frame.copy()))
    options: dict[str, object] = {
        "save_all": True,
        "append_images": frames[1:],
        "duration": lengths,
        "loop": source.info.get("loop", 0),
    }
    return _written(frames[0], kind, options)


def _written(picture: Image.Image, kind: str, options: dict[str, object]) -> bytes:
    written = BytesIO()
    picture.save(written, kind, exif=b"", **options)
    return written.getvalue()
