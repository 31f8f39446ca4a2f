"""Pages of the editor on which questions are kept."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.actions import questions as keeping
from courses.cms.question_forms import CategoryForm, QuestionEditor
from courses.models import BankQuestion, QuestionCategory
from courses.models.questions import KINDS
from courses.packages.questions import Kind
from courses.permissions import can_correct_keys, can_keep_questions
from courses.results import results_of

View = Callable[..., HttpResponse]


def keepers_only(view: View) -> View:
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not can_keep_questions(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@keepers_only
def index(request: HttpRequest) -> HttpResponse:
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        category = keeping.category_named(form.cleaned_data["path"])
        return redirect("question_category", category.pk)
    context = {
        "categories": QuestionCategory.objects.with_counts(),
        "form": form,
        **_heading(_("Questions")),
    }
    return render(request, "courses/cms/questions.html", context)


@keepers_only
def category(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(QuestionCategory, pk=pk)
    questions = list(BankQuestion.objects.kept().filter(category=found).select_related("current"))
    items = results_of(questions)
    context = {
        "category": found,
        "rows": [(question, items.get(question.pk)) for question in questions],
        "put_away": found.questions.exclude(put_away_at=None).select_related("current"),
        "kinds": [(kind.value, label) for kind, label in KINDS.items()],
        **_heading(found.path),
    }
    return render(request, "courses/cms/question_category.html", context)


@keepers_only
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = get_object_or_404(QuestionCategory, pk=pk)
    if kind not in set(Kind):
        raise Http404
    editor = QuestionEditor(Kind(kind), request.POST or None)
    if request.method == "POST" and editor.is_valid():
        keeping.add_questions(
            category=found, items=[editor.made()], by=request.user.person, at=timezone.now()
        )
        messages.success(request, _("The question is kept."))
        if "another" in request.POST:
            return redirect("add_question", pk, kind)
        return redirect("question_category", pk)
    return _edit_page(request, editor, found, _("Add a question"))


@keepers_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    question = _question(pk)
    if not question.current.is_asked:
        return _draft_page(request, question)
    editor = QuestionEditor(
        Kind(question.current.kind), request.POST or None, question.current.item()
    )
    if request.method == "POST" and editor.is_valid():
        keeping.change_question(
            question=question, item=editor.made(), by=request.user.person, at=timezone.now()
        )
        messages.success(request, _("Kept as a new version."))
        if keeping.foresee_key(question):
            return redirect("correct_question", pk)
        return redirect("question_category", question.category_id)
    return _edit_page(request, editor, question.category, str(question))


@keepers_only
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changes, before a key that was given out is corrected."""
    question = _question(pk)
    may = can_correct_keys(request.user)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        impact = keeping.correct_key(question=question, by=request.user.person, at=timezone.now())
        words = _("Corrected. %(answers)d answers earn something else, %(passes)d more passed.")
        messages.success(request, words % vars(impact))
        return redirect("question_category", question.category_id)
    context = {
        "question": question,
        "impact": keeping.foresee_key(question),
        "may": may,
        **_heading(_("Correct what was given out"), str(question)),
    }
    return render(request, "courses/cms/correct_question.html", context)


@keepers_only
@require_POST
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Up, down, away and back, by the name of the button."""
    question = _question(pk)
    if "up" in request.POST or "down" in request.POST:
        places = -1 if "up" in request.POST else 1
        if not keeping.move_question(question=question, by_places=places):
            words = _("This question was put away in the meantime. Take it out again to move it.")
            messages.warning(request, words)
    elif "away" in request.POST:
        keeping.put_away(question=question, at=timezone.now())
        messages.success(request, _("Put away. Whoever was asked it keeps what they have."))
    elif "back" in request.POST:
        keeping.take_out_again(question=question)
    return redirect("question_category", question.category_id)


def _question(pk: int) -> BankQuestion:
    return get_object_or_404(BankQuestion.objects.select_related("current", "category"), pk=pk)


def _edit_page(
    request: HttpRequest, editor: QuestionEditor, found: QuestionCategory, title: str
) -> HttpResponse:
    context = {
        "editor": editor,
        "category": found,
        "kind": KINDS[editor.kind],
        **_heading(title, str(KINDS[editor.kind])),
    }
    return render(request, "courses/cms/question.html", context)


def _draft_page(request: HttpRequest, question: BankQuestion) -> HttpResponse:
    context = {"question": question, **_heading(str(question))}
    return render(request, "courses/cms/question_draft.html", context)


def _heading(title: str, subtitle: str = "") -> dict[str, str]:
    return {"page_title": title, "page_subtitle": subtitle, "header_icon": "help"}
