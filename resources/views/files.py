from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as serve_document

from resources.models import LibraryDocument, Media, Rendition
from resources.permissions import File, can_open_file, is_kept, restrictions_on
from resources.serving import ACCOUNT, PUBLIC, RESTRICTED, send_file

PICTURE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@require_safe
def picture(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    found = find_picture(uuid, name)
    return send_picture(request, found, _open_or_404(request, found.image))


@require_safe
def recording(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_recording(uuid)
    return send_recording(request, found, _open_or_404(request, found))


@require_safe
def captions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_captions(uuid)
    return send_captions(request, found, _open_or_404(request, found))


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponse:
    """Wagtail sends the file; the door and the cache header are ours.

    Links to documents travel in e-mails, so that somebody signed out is asked to sign in, whether
    or not there is such a document.
    """
    try:
        found = find_document(document_id)
        cache_control = _open_or_404(request, found)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    response = serve_document(request, document_id, filename)
    response["Cache-Control"] = cache_control
    return response


def send_any(request: HttpRequest, path: str) -> HttpResponse:
    """Behind a door that the caller has kept: not to be stored by any browser or proxy."""
    match = resolve(path)
    find, send = FINDERS[match.view_name]
    return send(request, find(**match.kwargs), RESTRICTED)


def find_picture(uuid: UUID, name: str) -> Rendition:
    found = get_object_or_404(
        Rendition.objects.select_related("image__collection"),
        image__uuid=uuid,
        file__endswith=f"/{name}",
    )
    if name.rpartition(".")[2] not in PICTURE_TYPES:
        raise Http404
    return found


def find_recording(uuid: UUID) -> Media:
    return get_object_or_404(Media.objects.select_related("collection"), uuid=uuid)


def find_captions(uuid: UUID) -> Media:
    with_captions = Media.objects.select_related("collection").exclude(captions="")
    return get_object_or_404(with_captions, uuid=uuid)


def find_document(document_id: int, filename: str = "") -> LibraryDocument:
    return get_object_or_404(LibraryDocument.objects.select_related("collection"), pk=document_id)


def send_picture(request: HttpRequest, found: Rendition, cache_control: str) -> HttpResponse:
    kind = PICTURE_TYPES[found.file.name.rpartition(".")[2]]
    return send_file(request, found.file, content_type=kind, cache_control=cache_control)


def send_recording(request: HttpRequest, found: Media, cache_control: str) -> HttpResponse:
    return send_file(
        request, found.file, content_type=found.content_type, cache_control=cache_control
    )


def send_captions(request: HttpRequest, found: Media, cache_control: str) -> HttpResponse:
    return send_file(
        request, found.captions, content_type="text/vtt; charset=utf-8", cache_control=cache_control
    )


def send_document(request: HttpRequest, found: LibraryDocument, cache_control: str) -> HttpResponse:
    response = send_file(
        request, found.file, content_type=found.content_type, cache_control=cache_control
    )
    response["Content-Disposition"] = content_disposition_header(True, found.filename)
    return response


FINDERS = {
    "resources:picture": (find_picture, send_picture),
    "resources:recording": (find_recording, send_recording),
    "resources:captions": (find_captions, send_captions),
    "wagtaildocs_serve": (find_document, send_document),
}


def _open_or_404(request: HttpRequest, file: File) -> str:
    """Refused files do not exist, so that an address tells nothing. Returns how to cache it."""
    if not can_open_file(request.user, file):
        raise Http404
    if not request.user.is_authenticated:
        return PUBLIC
    return RESTRICTED if restrictions_on(file) or is_kept(file) else ACCOUNT
