from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums import actions
from forums.forms import PostForm, ThreadForm
from forums.models import POSTS_A_PAGE, Board, Post, Thread
from forums.permissions import can_moderate, is_member

THREADS_A_PAGE = 25


@login_required
@require_safe
def list_boards(request: HttpRequest) -> HttpResponse:
    boards = Board.objects.visible_to(request.user).with_activity()
    return render(
        request,
        "forums/boards.html",
        {"boards": boards, "is_member": is_member(request.user.person)},
    )


@login_required
@require_safe
def show_board(request: HttpRequest, slug: str) -> HttpResponse:
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug)
    threads = board.threads.visible_to(request.user).latest_first().with_replies()
    page = Paginator(threads, THREADS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "forums/board.html", {"board": board, "page": page})


@login_required
def begin_thread(request: HttpRequest, slug: str) -> HttpResponse:
    board = get_object_or_404(Board.objects.visible_to(request.user), slug=slug, is_open=True)
    form = ThreadForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        post = actions.open_thread(by=request.user.person, board=board, **form.cleaned_data)
        _say_what_happens(request, post)
        return redirect(post)
    return render(request, "forums/new_thread.html", {"board": board, "form": form})


@login_required
def show_thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    threads = Thread.objects.visible_to(request.user).select_related("board")
    thread = get_object_or_404(threads, board__slug=slug, pk=pk)
    form = PostForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        post = actions.reply(by=request.user.person, thread=thread, **form.cleaned_data)
        _say_what_happens(request, post)
        return redirect(post)
    return render(request, "forums/thread.html", _thread_page(request, thread, form))


def _thread_page(request: HttpRequest, thread: Thread, form: PostForm) -> dict:
    """A page is a window of numbers: the last one of a long thread costs what the first does."""
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    window = range(first, first + POSTS_A_PAGE)
    posts = thread.posts.visible_to(request.user).with_authors().order_by("number")
    return {
        "thread": thread,
        "posts": posts.filter(number__gte=window.start, number__lt=window.stop),
        "earlier": max(1, first - POSTS_A_PAGE) if first > 1 else None,
        "later": window.stop if thread.last_number >= window.stop else None,
        "form": form,
    }


def _say_what_happens(request: HttpRequest, post: Post) -> None:
    if post.is_held:
        messages.success(request, _("Thank you. A champion reads it before others see it."))
    else:
        messages.success(request, _("Your post is up."))


@login_required
@require_safe
def show_queue(request: HttpRequest) -> HttpResponse:
    posts = list(_held_posts(request))
    return render(
        request,
        "forums/queue.html",
        {"posts": posts, "minutes": sum(post.minutes for post in posts)},
    )


@login_required
def decide_post(request: HttpRequest, pk: int) -> HttpResponse:
    if not can_moderate(request.user.person):
        raise PermissionDenied
    posts = Post.objects.visible_to(request.user).with_authors().select_related("thread__board")
    post = get_object_or_404(posts, pk=pk)
    if request.method == "POST" and actions.approve_post(by=request.user.person, post=post):
        messages.success(request, _("The post is up. Thank you."))
        return redirect("forums:queue")
    if not post.is_held:
        messages.info(request, _("Somebody else has already put this post up."))
        return redirect("forums:queue")
    return render(request, "forums/decide.html", {"post": post})


def _held_posts(request: HttpRequest):
    """The oldest first; nobody is asked about their own."""
    if not can_moderate(request.user.person):
        raise PermissionDenied
    held = Post.objects.held().exclude(author=request.user.person)
    return held.with_authors().select_related("thread__board").order_by("written_at", "pk")


def _posted(request: HttpRequest) -> QueryDict | None:
    """An empty POST is still a POST."""
    return request.POST if request.method == "POST" else None
