from wagtail.snippets.models import register_snippet

from notifications.cms import WordingViewSet

register_snippet(WordingViewSet)
