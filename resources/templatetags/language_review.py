from django import template

from resources.models import ReviewCopy

register = template.Library()


@register.inclusion_tag("resources/_made_together.html")
def made_together(page, note="", classes="cp-stack"):
    """Who helped, and what groups said and what came of it: `{% made_together page %}`."""
    copies = ReviewCopy.objects.of(page).told_in_public() if page.pk else []
    return {"note": note, "copies": copies, "classes": classes}


@register.simple_tag
def left_of_task(task_state, page, user) -> list[str]:
    """Why a step of the review cannot end yet, in sentences."""
    return task_state.task.specific.what_is_left(page, user)
