from django import template
from django.utils import timezone

from courses.actions.evaluating import is_to_ask_before
from courses.hours import in_words, split_in_words
from courses.meetings import sessions_that_finish
from courses.stages import Stage

register = template.Library()
register.simple_tag(split_in_words, name="hours")
register.simple_tag(in_words)


@register.simple_tag
def state_of(session):
    return session.stands(at=timezone.now())


@register.simple_tag
def sessions_for(lesson, user):
    """Sessions to come of which one finishes it: `{% sessions_for page user as sessions %}`."""
    return sessions_that_finish(lesson, user.person, at=timezone.now())


@register.simple_tag
def asks_first(course, user):
    """Questions before the first lesson: `{% asks_first course user as asks_first %}`."""
    return is_to_ask_before(course, user.person)


@register.simple_tag
def stage_name(stage):
    return Stage(stage).label if stage else ""
