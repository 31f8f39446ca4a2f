"""Rows of learning elsewhere, and files to show for it."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from courses.actions.declaring import declare_learning
from courses.actions.recognising import ask_for_recognition
from courses.models import ExternalCourse
from courses.outside import Learning
from tests.courses.factories import course as make_course

PDF = b"%PDF-1.7 a certificate"


def external(*, fits_with=(), **facts):
    facts = {
        "title": "Trauma-informed care, an introduction",
        "provider": "NHS Wenlow",
        "url": "https://learn.example.org/trauma",
        "self_directed_minutes": 90,
        "participatory_minutes": 30,
        **facts,
    }
    row = ExternalCourse.objects.create(**facts)
    row.fits_with.set(fits_with)
    return row


def declared(person, **facts):
    facts = {
        "title": "A day about attachment",
        "provider": "Wenlow College",
        "finished_on": timezone.localdate(),
        "participatory_minutes": 300,
        **facts,
    }
    return declare_learning(person=person, learning=Learning(**facts))


def asked(person, *, course=None, by=None, words="I use it each week.", **facts):
    facts = {
        "title": "Two days about attachment",
        "provider": "Wenlow College",
        "finished_on": timezone.localdate(),
        "participatory_minutes": 720,
        **facts,
    }
    return ask_for_recognition(
        person=person,
        course=course or make_course(lessons=1),
        by=by or person,
        learning=Learning(**facts),
        words=words,
        at=timezone.now(),
    )


def photo():
    return ContentFile(_jpeg(), name="evidence.jpg")


def upload(name="certificate.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def phone_photo():
    """As a phone takes it: with the place and the camera inside."""
    exif = Image.Exif()
    exif[0x010F] = "Harbour Phones"
    return SimpleUploadedFile("IMG_1.JPG", _jpeg(exif=exif))


def _jpeg(**options):
    written = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(written, "JPEG", **options)
    return written.getvalue()
