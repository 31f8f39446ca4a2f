"""Pages of the editor for a language review: copies, what groups said, and the answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from resources.actions import language_review
from resources.cms.review_forms import AnswerForm, CommentForm, LinkForm, ReviewCopyForm, ShowForm
from resources.models import BasePage, ReviewComment, ReviewCopy
from resources.models.workflow import left_of_copy, what_is_left_of_review
from resources.permissions import can_review_words
from resources.views.review_copies import copy_to_read, outcome_of

ICON = "group"


@never_cache
def copies(request: HttpRequest, page_pk: int) -> HttpResponse:
    """The copies of a page. Making one shows its link, this one time."""
    page = get_object_or_404(BasePage, pk=page_pk)
    _check(request, page)
    form = ReviewCopyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        facts = {"by": request.user.person, "page": page, "at": timezone.now()}
        try:
            made = language_review.make_review_copy(**facts, **form.cleaned_data)
        except language_review.LinkAlreadyShownError:
            return _already_shown(request, redirect("review_copies", page.pk))
        return _link(request, *made)
    context = {
        "page": page,
        "copies": ReviewCopy.objects.of(page).with_counts().defer("body", "paragraphs", "files"),
        "today": timezone.localdate(),
        "left": what_is_left_of_review(page),
        "form": form,
        **_head(_("Language review"), page.get_admin_display_title()),
    }
    return render(request, "resources/cms/review_copies.html", context)


@never_cache
def one_copy(request: HttpRequest, pk: int) -> HttpResponse:
    copy = _copy(request, pk)
    comment = ReviewComment(copy=copy)
    is_sent = request.method == "POST" and copy.closed_at is None
    form = CommentForm(request.POST if is_sent else None, instance=comment)
    if is_sent and form.is_valid():
        return _keep(request, form)
    context = {
        "copy": copy,
        "comments": copy.comments.all(),
        "works": copy.works_on(timezone.localdate()),
        "left": [] if copy.closed_at else left_of_copy(copy),
        "form": form,
        "link_form": LinkForm(),
        **_head(copy.group_name, copy.title),
    }
    return render(request, "resources/cms/review_copy.html", context)


@never_cache
def one_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it, or mend a slip in it."""
    comment = _comment(request, pk)
    kind = ShowForm if comment.copy.closed_at else AnswerForm
    form = kind(request.POST if request.method == "POST" else None, instance=comment)
    if request.method == "POST" and form.is_valid():
        return _show(request, form) if comment.copy.closed_at else _keep(request, form)
    context = {"comment": comment, "copy": comment.copy, "form": form}
    context |= _head(_("A comment from %(group)s") % {"group": comment.copy.group_name}, "")
    return render(request, "resources/cms/review_comment.html", context)


@require_POST
def remove_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _comment(request, pk)
    try:
        language_review.take_comment_out(comment=comment)
    except language_review.ReviewClosedError:
        return _closed(request, comment.copy)
    messages.success(request, _("The comment is taken out."))
    return redirect(comment.copy)


@never_cache
@require_POST
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    copy = _copy(request, pk)
    form = LinkForm(request.POST)
    if not form.is_valid():
        problems = [each for errors in form.errors.values() for each in errors]
        messages.error(request, " ".join(problems))
        return redirect(copy)
    facts = {"by": request.user.person, "copy": copy, "at": timezone.now()}
    try:
        token = language_review.give_new_link(**facts, **form.cleaned_data)
    except language_review.LinkAlreadyShownError:
        return _already_shown(request, redirect(copy))
    return _link(request, copy, token)


@require_POST
def end_link(request: HttpRequest, pk: int) -> HttpResponse:
    copy = _copy(request, pk)
    language_review.end_link(by=request.user.person, copy=copy, at=timezone.now())
    messages.success(request, _("The link opens nothing now."))
    return redirect(copy)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    copy = _copy(request, pk)
    try:
        language_review.close_review(
            by=request.user.person,
            copy=copy,
            no_comments_came=bool(request.POST.get("no_comments_came")),
            at=timezone.now(),
        )
    except language_review.ReviewNotAnsweredError as left:
        messages.error(request, " ".join(left.args[0]))
    else:
        messages.success(request, _("Closed. The link now shows what you said, we did."))
    return redirect(copy)


@require_safe
def to_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy itself, for paper: the link is not on it, since nothing can show it again."""
    return copy_to_read(request, _copy(request, pk))


@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    return outcome_of(request, _copy(request, pk))


def _check(request: HttpRequest, page: BasePage) -> None:
    if not can_review_words(request.user, page):
        raise PermissionDenied


def _copy(request: HttpRequest, pk: int) -> ReviewCopy:
    copies = ReviewCopy.objects.with_counts().select_related("page", "made_by")
    copy = get_object_or_404(copies, pk=pk)
    _check(request, copy.page)
    return copy


def _comment(request: HttpRequest, pk: int) -> ReviewComment:
    comments = ReviewComment.objects.select_related("copy__page")
    comment = get_object_or_404(comments, pk=pk)
    _check(request, comment.copy.page)
    return comment


def _show(request: HttpRequest, form: ShowForm) -> HttpResponse:
    comment = form.save(commit=False)
    language_review.show_comment(comment=comment)
    messages.success(request, _("Kept."))
    return redirect(comment.copy)


def _keep(request: HttpRequest, form: CommentForm | AnswerForm) -> HttpResponse:
    comment = form.save(commit=False)
    try:
        language_review.keep_comment(comment=comment)
    except language_review.ReviewClosedError:
        return _closed(request, comment.copy)
    messages.success(request, _("Kept."))
    return redirect(comment.copy)


def _closed(request: HttpRequest, copy: ReviewCopy) -> HttpResponse:
    messages.error(request, _("This review is closed, so what was said in it stays as it is."))
    return redirect(copy)


def _already_shown(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    messages.warning(request, _("This link was shown once already. If it is lost, make a new one."))
    return answer


def _link(request: HttpRequest, copy: ReviewCopy, token: str) -> HttpResponse:
    """The one time this address is shown."""
    address = request.build_absolute_uri(reverse("resources:review_copy", args=[token]))
    context = {"copy": copy, "address": address, **_head(_("The link"), copy.group_name)}
    return render(request, "resources/cms/review_link.html", context)


def _head(title: str, subtitle: str) -> dict[str, str]:
    return {"page_title": title, "page_subtitle": subtitle, "header_icon": ICON}
