from django import template

from courses.previews import asked_in_preview

register = template.Library()


@register.inclusion_tag("courses/_quiz_preview.html")
def quiz_preview(value, key):
    """A knowledge check that is not given out: `{% quiz_preview value key %}`."""
    asked = asked_in_preview(value["category"], count=value["asks"], block=key)
    return {"heading": value["heading"], "asked": asked}
