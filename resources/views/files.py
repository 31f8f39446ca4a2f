from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as serve_document

from resources.models import LibraryDocument, Media, Rendition
from resources.permissions import File, can_open_file, restrictions_on
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
    found = get_object_or_404(
        Rendition.objects.select_related("image__collection"),
        image__uuid=uuid,
        file__endswith=f"/{name}",
    )
    cache_control = _open_or_404(request, found.image)
    kind = PICTURE_TYPES.get(name.rpartition(".")[2])
    if kind is None:
        raise Http404
    return send_file(request, found.file, content_type=kind, cache_control=cache_control)


@require_safe
def recording(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(Media.objects.select_related("collection"), uuid=uuid)
    cache_control = _open_or_404(request, found)
    return send_file(
        request, found.file, content_type=found.content_type, cache_control=cache_control
    )


@require_safe
def captions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(
        Media.objects.select_related("collection").exclude(captions=""), uuid=uuid
    )
    cache_control = _open_or_404(request, found)
    return send_file(
        request, found.captions, content_type="text/vtt; charset=utf-8", cache_control=cache_control
    )


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponse:
    """Wagtail sends the file; the door and the cache header are ours.

    Links to documents travel in e-mails, so that somebody signed out is asked to sign in, whether
    or not there is such a document.
    """
    try:
        found = get_object_or_404(
            LibraryDocument.objects.select_related("collection"), pk=document_id
        )
        cache_control = _open_or_404(request, found)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    response = serve_document(request, document_id, filename)
    response["Cache-Control"] = cache_control
    return response


def _open_or_404(request: HttpRequest, file: File) -> str:
    """Refused files do not exist, so that an address tells nothing. Returns how to cache it."""
    if not can_open_file(request.user, file):
        raise Http404
    if not request.user.is_authenticated:
        return PUBLIC
    return RESTRICTED if restrictions_on(file) else ACCOUNT
