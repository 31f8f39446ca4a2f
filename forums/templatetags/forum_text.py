from django import template
from django.utils.safestring import SafeString, mark_safe

from forums import markdown

register = template.Library()


@register.filter
def as_html(text: str) -> SafeString:
    return mark_safe(markdown.as_html(text))


@register.filter
def as_excerpt(text: str) -> SafeString:
    return mark_safe(markdown.as_excerpt(text))
