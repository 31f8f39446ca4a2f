"""What editors keep besides pages: recordings, people to turn to, and words."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from resources.models import (
    ContentNoteTopic,
    Licence,
    Media,
    Principle,
    PrincipleSet,
    ResourceType,
    SafeguardingRoute,
    SupportContact,
    Topic,
)


class EditRecording(EditView):
    context_object_name = "recording"
    """Django would name it `media`, where Wagtail keeps the scripts of the form."""


class RecordingViewSet(SnippetViewSet):
    model = Media
    edit_view_class = EditRecording
    icon = "media"
    menu_label = _("Recordings")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["title", "kind", "length", "created_at"]
    list_filter = ["kind", "collection"]
    panels = [
        FieldPanel("title"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("file"),
                FieldPanel("seconds"),
                FieldPanel("poster"),
            ],
            heading=_("Recording"),
        ),
        MultiFieldPanel(
            [FieldPanel("captions"), FieldPanel("transcript")],
            heading=_("Its words"),
            help_text=_("Audio needs a transcript. Video needs captions or a transcript."),
        ),
        MultiFieldPanel(
            [FieldPanel("credit"), FieldPanel("licence"), FieldPanel("collection")],
            heading=_("Whose it is"),
        ),
    ]


CHECKED = [
    FieldPanel("responsible"),
    FieldPanel("checked_on"),
    FieldPanel("check_every_days"),
    FieldPanel("order"),
    FieldPanel("is_active"),
]


class SupportContactViewSet(SnippetViewSet):
    model = SupportContact
    icon = "help"
    list_display = [
        "name",
        "area",
        "phone",
        BooleanColumn("is_active", label=_("Shown")),
        DateColumn("check_again_on", label=_("Check again by"), sort_key="check_again_on"),
    ]
    list_filter = ["area", "reach", "audience", "is_active"]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("about"),
                FieldPanel("audience"),
                FieldPanel("reach"),
                FieldPanel("area"),
            ],
            heading=_("Who it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("hours"), FieldPanel("url")], heading=_("How to reach")
        ),
        MultiFieldPanel(
            [FieldPanel("in_support_box"), FieldPanel("in_footer")], heading=_("Where it is shown")
        ),
        MultiFieldPanel(CHECKED, heading=_("Keeping it right")),
    ]


class SafeguardingRouteViewSet(SnippetViewSet):
    model = SafeguardingRoute
    icon = "warning"
    list_display = [
        "name",
        "area",
        "concern",
        "phone",
        BooleanColumn("is_active", label=_("Shown")),
        DateColumn("check_again_on", label=_("Check again by"), sort_key="check_again_on"),
    ]
    list_filter = ["area", "concern", "is_active"]
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("concern"), FieldPanel("area")],
            heading=_("Which team, for whom"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldPanel("hours"),
                FieldPanel("out_of_hours_phone"),
                FieldPanel("url"),
                FieldPanel("what_to_do"),
            ],
            heading=_("How to reach"),
        ),
        MultiFieldPanel(CHECKED, heading=_("Keeping it right")),
    ]


class SupportGroup(SnippetViewSetGroup):
    menu_label = _("Support")
    menu_icon = "help"
    menu_order = 320
    items = [SupportContactViewSet, SafeguardingRouteViewSet]


TERM = [
    FieldPanel("label"),
    FieldPanel("slug"),
    FieldPanel("order"),
    FieldPanel("is_active"),
    FieldPanel("translations"),
]


class TermViewSet(SnippetViewSet):
    icon = "tag"
    list_display = ["label", "order", BooleanColumn("is_active", label=_("Offered"))]
    ordering = ["order", "label"]
    panels = TERM


class TopicViewSet(TermViewSet):
    model = Topic
    panels = [*TERM, FieldPanel("suggests_note"), FieldPanel("least_sectors")]


class ContentNoteTopicViewSet(TermViewSet):
    model = ContentNoteTopic


class PrincipleSetViewSet(TermViewSet):
    model = PrincipleSet
    panels = [*TERM, FieldPanel("source"), FieldPanel("url")]


class PrincipleViewSet(TermViewSet):
    model = Principle
    list_filter = ["principle_set"]
    panels = [FieldPanel("principle_set"), *TERM]


class LicenceViewSet(TermViewSet):
    model = Licence
    panels = [
        *TERM,
        FieldPanel("url"),
        FieldPanel("may_be_hosted"),
        FieldPanel("may_be_changed"),
    ]


class ResourceTypeViewSet(TermViewSet):
    model = ResourceType


class WordsGroup(SnippetViewSetGroup):
    menu_label = _("Words for content")
    menu_icon = "tag"
    menu_order = 330
    items = [
        TopicViewSet,
        ContentNoteTopicViewSet,
        PrincipleSetViewSet,
        PrincipleViewSet,
        LicenceViewSet,
        ResourceTypeViewSet,
    ]
