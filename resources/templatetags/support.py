from django import template
from django.utils.translation import gettext as _

from accounts.models import Person
from resources.frame import Frame, areas_of, frame
from resources.support import boxed, footer_contact, oldest_check, route_for

register = template.Library()


@register.simple_tag(takes_context=True)
def site_frame(context) -> Frame:
    """Who runs the site, in which colours, and its legal links: `{% site_frame as frame %}`."""
    return _frame(context)


@register.simple_tag(takes_context=True)
def support_now(context) -> dict:
    """The footer's lines for this reader: `{% support_now as support %}`.

    Keys: route (or None), contact (or None), checked_on.
    """
    kept, areas = _frame(context), areas_of(_reader(context))
    route, contact = route_for(kept.routes, areas), footer_contact(kept.contacts, areas)
    return {
        "route": route,
        "contact": contact,
        "checked_on": oldest_check([route, contact]),
    }


@register.inclusion_tag("components/support_box.html", takes_context=True)
def support_box(context, contacts=None, heading="", text=""):
    """The chosen contacts, or the usual ones of this reader's area."""
    kept, areas = _frame(context), areas_of(_reader(context))
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


def _frame(context) -> Frame:
    request = context.get("request")
    if request is None:
        return frame()
    if not hasattr(request, "_frame"):
        request._frame = frame()
    return request._frame


def _reader(context) -> Person | None:
    user = getattr(context.get("request"), "user", None)
    return user.person if user is not None and user.is_authenticated else None
