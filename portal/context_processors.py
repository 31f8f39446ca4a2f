from functools import partial

from django.conf import settings

from portal.navigation import account_links, main_links, unread_messages


def site(request):
    """What the frame of every page needs; each part is worked out only where a template asks."""
    return {
        "demo": settings.DEMO,
        "main_links": partial(main_links, request),
        "account_links": partial(account_links, request),
        "unread_messages": partial(unread_messages, request),
    }
