from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.http import urlencode

from accounts import idle, second_factor

register = template.Library()


@register.inclusion_tag("account/_idle.html", takes_context=True)
def idle_watch(context):
    """The warning that a page shows before its reader is signed out."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    limit = idle.limit(request.session, is_staff=second_factor.is_required(request.user))
    where = urlencode({"next": request.get_full_path()})
    return {
        "reader": request.user.pk,
        "limit": int(limit.total_seconds()),
        "warning": int(settings.IDLE_WARNING.total_seconds()),
        "sign_in_url": f"{reverse('account_login')}?{where}",
        "csrf_token": get_token(request),
    }
