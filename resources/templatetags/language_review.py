from dataclasses import dataclass

from django import template

from resources.frame import frame_of
from resources.models import ReviewCopy

register = template.Library()


@dataclass(frozen=True)
class Told:
    """What one group said of a page; only the comments that a trainer chose to show."""

    copy: ReviewCopy

    @property
    def said(self) -> int:
        return len(self.copy.comments.all())

    @property
    def changed(self) -> int:
        return sum(comment.answer == "changed" for comment in self.copy.comments.all())

    @property
    def shown(self) -> list:
        return [comment for comment in self.copy.comments.all() if comment.is_shown]


@register.inclusion_tag("resources/_made_together.html", takes_context=True)
def made_together(context, page, note="", classes="cp-stack"):
    """Who helped, and what groups said and what came of it: `{% made_together page %}`."""
    is_told = page.pk in frame_of(context["request"]).made_together
    copies = ReviewCopy.objects.of(page).told_in_public() if is_told else []
    return {"note": note, "groups": [Told(copy) for copy in copies], "classes": classes}


@register.simple_tag
def left_of_task(task_state, page, user) -> list[str]:
    """Why a step of the review cannot end yet, in sentences."""
    return task_state.task.specific.what_is_left(page, user)
