from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import has_right
from accounts.rights import Right
from portal.styleguide.parts import BY_SLUG, CHAPTERS
from portal.styleguide.specimens import specimens


def chapter(request: HttpRequest, slug: str = CHAPTERS[0].slug) -> HttpResponse:
    if slug not in BY_SLUG or not _may_see(request):
        raise Http404
    context = {"chapter": BY_SLUG[slug], "chapters": CHAPTERS, "specimens": specimens()}
    return render(request, "styleguide/chapter.html", context)


def _may_see(request: HttpRequest) -> bool:
    if settings.DEMO:
        return True
    user = request.user
    return user.is_authenticated and has_right(user.person, Right.SEE_STYLEGUIDE)
