"""Sends a private file: whole or a part of it, from a disk or from S3-compatible storage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
NOTHING_RUNS = "default-src 'none'; sandbox"

PUBLIC = "public, max-age=300"
ACCOUNT = "private, max-age=300"
RESTRICTED = "private, no-store"


def send_file(
    request: HttpRequest, file: FieldFile, *, content_type: str, cache_control: str
) -> HttpResponse:
    size = file.size
    etag = f'"{sha256(f"{file.name}:{size}".encode()).hexdigest()[:32]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return _with_headers(unchanged, etag, cache_control)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        wanted = ""
    span = span_of(wanted, size)
    if span is None:
        response: HttpResponse = FileResponse(file.open("rb"), content_type=content_type)
        response["Content-Length"] = size
    elif span == ():
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        first, last = span
        response = StreamingHttpResponse(
            read_part(file, first, last), status=206, content_type=content_type
        )
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = last - first + 1
    response["Accept-Ranges"] = "bytes"
    return _with_headers(response, etag, cache_control)


def span_of(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte asked for; () when the file has none of them; None for all of it.

    Several ranges at once, and what is not understood, are answered with the whole file.
    """
    match = ONE_RANGE.match(header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) and size else ()
    if int(first) >= size:
        return ()
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def read_part(file: FieldFile, first: int, last: int) -> Iterator[bytes]:
    bucket = getattr(file.storage, "bucket", None)
    if bucket is not None:
        # Opening an object of the storage library would fetch all of it.
        stored = bucket.Object(file.storage._normalize_name(file.name))
        yield from stored.get(Range=f"bytes={first}-{last}")["Body"].iter_chunks(CHUNK)
        return
    with file.storage.open(file.name, "rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left and (chunk := opened.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _with_headers(response: HttpResponse, etag: str, cache_control: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = cache_control
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    if cache_control != PUBLIC:
        patch_vary_headers(response, ["Cookie"])
    return response
