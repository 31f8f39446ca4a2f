"""What trainers keep besides pages."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import ExternalCourse, Requirement, StagedPathway


class ExternalCourseViewSet(SnippetViewSet):
    model = ExternalCourse
    icon = "link-external"
    menu_label = _("Courses elsewhere")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["title", "provider", BooleanColumn("is_active", label=_("Shown"))]
    list_filter = ["level", "is_active"]
    panels = [
        FieldPanel("title"),
        FieldPanel("provider"),
        FieldPanel("url"),
        FieldPanel("lead"),
        FieldPanel("level"),
        FieldPanel("age_bands", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("self_directed_minutes"), FieldPanel("participatory_minutes")]),
        FieldPanel("fits_with", widget=CheckboxSelectMultiple),
        FieldPanel("is_active"),
    ]


class RequirementViewSet(SnippetViewSet):
    model = Requirement
    icon = "tasks"
    menu_label = _("Required courses")
    menu_order = 335
    add_to_admin_menu = True
    list_display = [
        "course",
        "profession",
        "sector",
        "level",
        BooleanColumn("is_active", label=_("Asked")),
    ]
    list_filter = ["profession", "sector", "level", "is_active"]
    panels = [
        FieldPanel("course"),
        FieldPanel("profession"),
        FieldPanel("sector"),
        FieldPanel("level"),
        FieldPanel("age_band"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("suggested_within_days")]),
        FieldPanel("is_active"),
    ]


class StagedPathwayViewSet(SnippetViewSet):
    model = StagedPathway
    icon = "list-ol"
    menu_label = _("Pathways with stages")
    menu_order = 336
    add_to_admin_menu = True
    list_display = ["title", "supervision_hours", BooleanColumn("is_open", label=_("Open"))]
    panels = [
        FieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("courses", widget=CheckboxSelectMultiple),
        FieldPanel("supervision_hours"),
        FieldPanel("is_open"),
    ]
