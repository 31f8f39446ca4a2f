"""What facilitators run sessions from, as trainers write it."""

from __future__ import annotations

from typing import Any

from django.forms import Textarea
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import SessionKit
from courses.run_sheet import opens_each_in_order

LINES = Textarea(attrs={"rows": 8})


class SessionKitForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Django would hand over the usual plan as it is written, not as blocks."""
        super().__init__(*args, **kwargs)
        self.fields["plan"].show_hidden_initial = False
        if self.instance.pk is None:
            self.initial["plan"] = self.instance.plan

    def clean(self) -> dict[str, Any]:
        """Asked only once the case itself is whole: else one slip would be told twice."""
        given = super().clean()
        plan, case = given.get("plan"), given.get("case")
        if plan is None or case is None:
            return given
        stages = sum(len(block.value["stages"]) for block in case)
        if not opens_each_in_order([block.value for block in plan], stages=stages):
            self.add_error("plan", _amiss(stages))
        return given


def _amiss(stages: int) -> str:
    if not stages:
        return _("This kit has no case study: leave the stage empty in every step.")
    numbers = ", ".join(str(number) for number in range(1, stages + 1))
    return _("Each stage of the case is opened by one step, in this order: %s.") % numbers


class SessionKitViewSet(SnippetViewSet):
    model = SessionKit
    icon = "clipboard-list"
    menu_label = gettext_lazy("Facilitator kits")
    menu_order = 337
    add_to_admin_menu = True
    list_display = [
        "title",
        "age_band",
        "theme",
        BooleanColumn("is_active", label=gettext_lazy("Can be chosen")),
    ]
    list_filter = ["age_band", "theme", "is_active"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("age_band"), FieldPanel("theme")]),
            FieldPanel("mentions"),
            FieldPanel("plan"),
            FieldPanel("case"),
            FieldPanel("agreement", widget=LINES),
            FieldPanel("care", widget=LINES),
            FieldPanel("handouts"),
            FieldPanel("is_active"),
        ],
        base_form_class=SessionKitForm,
    )
