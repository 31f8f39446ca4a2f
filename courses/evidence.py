"""A file that shows what somebody learned: read with care when it comes, gone when it goes."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from PIL import Image

from resources.models.contents import check_contents
from resources.picture_files import without_metadata
from resources.serving import RESTRICTED, send_file

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
PICTURES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
PICTURE_ENDINGS = {"jpg", "jpeg", "png", "webp"}


def read_evidence(upload: UploadedFile) -> ContentFile:
    """As it may be kept: named anew, and a picture without place, camera and names."""
    ending = upload.name.rpartition(".")[2].lower()
    if ending not in PICTURE_ENDINGS | set(TYPES):
        raise ValidationError(_("Choose a PDF, a Word or OpenDocument file, or a photo."))
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 10 MB. Make it smaller."))
    if ending in PICTURE_ENDINGS:
        return _read_picture(upload)
    try:
        check_contents(_Named(upload), field="evidence")
    except ValidationError as problem:
        raise ValidationError(problem.messages) from problem
    upload.seek(0)
    return ContentFile(upload.read(), name=f"evidence.{ending}")


def send_evidence(request: HttpRequest, file: FieldFile) -> HttpResponse:
    """Never shown in place: what somebody else made does not run here."""
    ending = file.name.rpartition(".")[2]
    response = send_file(request, file, content_type=TYPES[ending], cache_control=RESTRICTED)
    response["Content-Disposition"] = f'attachment; filename="evidence.{ending}"'
    return response


def delete_with_evidence(rows: QuerySet) -> int:
    """The files go once the rows are gone for good."""
    gone = list(rows)
    rows.delete()
    for row in gone:
        delete_file_of(row)
    return len(gone)


def delete_file_of(row: Model) -> None:
    if row.evidence:
        transaction.on_commit(partial(row.evidence.storage.delete, row.evidence.name))


class _Named:
    """What `check_contents` reads of a file that is not yet kept."""

    def __init__(self, upload: UploadedFile) -> None:
        self.file, self.name, self.size = upload, upload.name, upload.size


def _read_picture(upload: UploadedFile) -> ContentFile:
    try:
        upload.seek(0)
        with Image.open(upload, formats=["JPEG", "PNG", "WEBP"]) as picture:
            kind, pixels = picture.format, picture.width * picture.height
        if pixels > MOST_PIXELS:
            raise ValidationError(_("This picture is too large. Make it smaller."))
        content = without_metadata(BytesIO(_all_of(upload)))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise ValidationError(_("We cannot open this picture. Save it again as JPEG.")) from problem
    return ContentFile(content, name=f"evidence.{PICTURES[kind]}")


def _all_of(upload: UploadedFile) -> bytes:
    upload.seek(0)
    return upload.read()
