from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from portal import health


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Is this process alive?"""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Can it do its work? Says which part cannot."""
    parts = health.parts(at=timezone.now())
    is_ready = all(state == health.OK for state in parts.values())
    return JsonResponse({"ready": is_ready, **parts}, status=200 if is_ready else 503)
