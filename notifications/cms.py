"""Where editors say a message in their own words."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from notifications.models import Wording


class WordingViewSet(SnippetViewSet):
    model = Wording
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["__str__", "kind"]
    panels = [FieldPanel("kind"), FieldPanel("source")]
