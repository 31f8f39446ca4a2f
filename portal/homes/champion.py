from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from forums.models import Board, Post, Thread

UNANSWERED_FOR = timedelta(days=2)
QUIET_FOR = timedelta(days=14)
SHOWN = 5


def champion(user: User, at: datetime) -> dict[str, Any]:
    waiting = list(
        Post.objects.held()
        .exclude(author=user.person)
        .with_authors()
        .select_related("thread__board")
        .order_by("written_at", "pk")
    )
    unanswered = Thread.objects.visible_to(user).unanswered_since(at - UNANSWERED_FOR)
    return {
        "posts": waiting[:SHOWN],
        "posts_count": len(waiting),
        "minutes": sum(post.minutes for post in waiting),
        "unanswered": unanswered.select_related("board").order_by("last_post_at")[:SHOWN],
        "quiet_boards": Board.objects.visible_to(user).quiet_since(at - QUIET_FOR),
    }
