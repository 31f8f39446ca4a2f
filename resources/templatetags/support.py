from django import template
from django.utils.translation import gettext as _

from resources.frame import Frame, areas_near, frame, frame_of
from resources.support import boxed, footer_contact, oldest_check, route_for

register = template.Library()


@register.simple_tag(takes_context=True)
def site_frame(context) -> Frame:
    """Who runs the site, in which colours, and its legal links: `{% site_frame as frame %}`."""
    return _around(context)[0]


@register.simple_tag(takes_context=True)
def support_now(context) -> dict:
    """The footer's lines for this reader: `{% support_now as support %}`.

    Keys: route (or None), contact (or None), checked_on.
    """
    kept, areas = _around(context)
    route, contact = route_for(kept.routes, areas), footer_contact(kept.contacts, areas)
    return {
        "route": route,
        "contact": contact,
        "checked_on": oldest_check([route, contact]),
    }


@register.inclusion_tag("components/support_box.html", takes_context=True)
def support_box(context, contacts=None, heading="", text=""):
    """The chosen contacts, or the usual ones of this reader's area."""
    kept, areas = _around(context)
    if contacts:
        wanted = {contact.pk for contact in contacts}
        shown = [contact for contact in kept.contacts if contact.pk in wanted]
    else:
        shown = boxed(kept.contacts, areas)
    return {
        "contacts": shown,
        "heading": heading or _("If this is close to home"),
        "text": text
        or _("That is common, and it is not a weakness. You can pause, or talk to someone."),
        "checked_on": oldest_check(shown),
    }


def _around(context) -> tuple[Frame, tuple[int, ...]]:
    """A page of an error may be drawn without a request."""
    request = context.get("request")
    return (frame_of(request), areas_near(request)) if request else (frame(), ())
