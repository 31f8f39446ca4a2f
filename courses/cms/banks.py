"""Pages of the editor on which banks of questions come in and go out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from courses.actions.banks import export_bank, import_bank
from courses.cms.question_forms import ImportForm
from courses.cms.questions import keepers_only
from courses.models import QuestionCategory
from courses.packages.formats import FORMATS


@keepers_only
def bring_in(request: HttpRequest) -> HttpResponse:
    """The same report as the command prints."""
    form = ImportForm(request.POST or None, request.FILES or None)
    brought = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        brought = import_bank(
            content=given["file"].read(),
            format_name=None,
            usual_category=given["category"],
            by=request.user.person,
            at=timezone.now(),
            dry_run=given["is_trial"],
        )
    context = {
        "form": form,
        "brought": brought,
        "page_title": _("Bring questions in"),
        "header_icon": "download",
    }
    return render(request, "courses/cms/import_questions.html", context)


@keepers_only
def send_out(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A file, or, where the format has no place for something, first what it would lose."""
    found = get_object_or_404(QuestionCategory, pk=pk)
    if name not in FORMATS:
        raise Http404
    written = export_bank(category=found, format_name=name)
    if written.problems and "anyway" not in request.GET:
        context = {
            "category": found,
            "format": FORMATS[name].label,
            "problems": written.problems,
            "page_title": _("Send questions out"),
            "page_subtitle": found.path,
            "header_icon": "upload",
        }
        return render(request, "courses/cms/export_questions.html", context)
    answer = HttpResponse(written.content, content_type="application/octet-stream")
    file_name = f"{slugify(found.path) or 'questions'}{FORMATS[name].suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer
