from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from resources.models import Picture
from resources.picture_files import bare_if_picture, without_metadata
from tests.resources.factories import PictureFactory

SECRET = "Kitchen at 12 Wenlow Road"


def exif(orientation=1):
    held = Image.Exif()
    held[0x0112] = orientation
    held[0x010E] = SECRET
    held.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    return held


def written(kind, *, mode="RGB", size=(60, 40), **options):
    buffer = BytesIO()
    Image.new(mode, size, "#0b5c63").save(buffer, kind, **options)
    return BytesIO(buffer.getvalue())


def png_text():
    info = PngInfo()
    info.add_text("Comment", SECRET)
    return info


@pytest.mark.parametrize(
    "source",
    [
        written("JPEG", exif=exif()),
        written("JPEG", comment=SECRET.encode()),
        written("PNG", pnginfo=png_text()),
        written("PNG", exif=exif()),
        written("WEBP", exif=exif()),
        written("GIF", comment=SECRET.encode()),
    ],
    ids=["jpeg exif", "jpeg comment", "png text", "png exif", "webp exif", "gif comment"],
)
def test_nothing_but_the_picture_is_kept(source):
    clean = without_metadata(source)

    opened = Image.open(BytesIO(clean))
    assert opened.size == (60, 40)
    assert not opened.getexif()
    assert SECRET.encode() not in clean
    assert b"Exif" not in clean


@pytest.mark.parametrize(
    "source",
    [
        written("JPEG", dpi=(72, 72)),
        written("JPEG", quality=30, progressive=True),
        written("PNG", mode="RGBA"),
        written("PNG", mode="P", transparency=0),
        written("WEBP"),
        written("GIF"),
        BytesIO(b"no picture at all"),
    ],
    ids=["jpeg", "progressive", "rgba", "transparent", "webp", "gif", "words"],
)
def test_what_holds_nothing_else_stays_as_it_is_to_the_byte(source):
    assert bare_if_picture(source.getvalue()) == source.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_was_bared_once_stays_as_it_is(kind):
    once = bare_if_picture(written(kind, exif=exif()).getvalue())
    assert SECRET.encode() not in once
    assert bare_if_picture(once) == once


def test_a_picture_taken_sideways_is_turned_before_that_is_forgotten():
    clean = without_metadata(written("JPEG", exif=exif(orientation=6)))

    assert Image.open(BytesIO(clean)).size == (40, 60)


def test_a_moving_picture_goes_on_moving():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green", "blue")]
    buffer = BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=200)

    opened = Image.open(BytesIO(without_metadata(buffer)))

    assert opened.n_frames == 3
    assert opened.info["duration"] == 200


@pytest.mark.django_db
def test_an_upload_is_cleaned_before_it_is_stored():
    picture = PictureFactory(
        file=ContentFile(written("JPEG", exif=exif(orientation=6)).getvalue(), name="visit.jpg")
    )

    stored = picture.file.storage.open(picture.file.name).read()
    assert SECRET.encode() not in stored
    assert (picture.width, picture.height) == (40, 60)
    assert picture.file_size == len(stored)


@pytest.mark.django_db
def test_a_picture_is_described_or_said_to_be_decoration():
    with pytest.raises(ValidationError, match="Say what the picture shows"):
        Picture(title="x", description="").clean()

    Picture(title="x", is_decorative=True).clean()
    assert Picture(title="x", description="A wall", is_decorative=True).default_alt_text == ""
