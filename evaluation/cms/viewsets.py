"""Where trainers write what is asked, the answers to choose from, and on what licence."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from evaluation.cms.buttons import buttons_of
from evaluation.cms.instrument_forms import InstrumentForm, ResponseSetForm
from evaluation.models import Instrument, Licence, ResponseSet


class EditInstrument(EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        own = buttons_of(self.object, self.request.user)
        return [*super().header_buttons, *(HeaderButton(**one) for one in own)]


class InstrumentViewSet(SnippetViewSet):
    model = Instrument
    edit_view_class = EditInstrument
    icon = "clipboard-list"
    menu_label = _("Questions asked")
    search_fields = ["title", "slug"]
    list_display = [
        "title",
        Column("newest_number", label=_("Published version"), sort_key="newest_number"),
        DateColumn("newest_published_at", label=_("Published"), sort_key="newest_published_at"),
        Column("licence_terms", label=_("Licence")),
        DateColumn("licence_checked_on", label=_("Licence checked"), sort_key="licence_checked_on"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("intro"),
            FieldPanel("who_sees"),
            FieldPanel("sections"),
            FieldPanel("scales"),
            FieldRowPanel([FieldPanel("minutes"), FieldPanel("slug")]),
            MultiFieldPanel(
                [
                    FieldPanel("licence_holder"),
                    FieldPanel("licence_terms"),
                    FieldPanel("licence_source"),
                    FieldPanel("licence_checked_on"),
                ],
                heading=_("Licence"),
                help_text=_(
                    "On what ground these questions may be asked here. Nothing is published "
                    "without it."
                ),
            ),
        ],
        base_form_class=InstrumentForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Instrument]:
        return Instrument.objects.with_newest()


class ResponseSetViewSet(SnippetViewSet):
    model = ResponseSet
    icon = "list-ul"
    menu_label = _("Sets of answers")
    list_display = ["label", "slug"]
    search_fields = ["label", "slug"]
    edit_handler = ObjectList(
        [
            FieldPanel("label"),
            InlinePanel(
                "options",
                heading=_("Answers to choose"),
                label=_("Answer"),
                min_num=1,
                panels=[
                    FieldPanel("label"),
                    FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
                ],
                help_text=_(
                    "In this order. Versions that are published keep their own copy: a change here "
                    "reaches a form when it is published again."
                ),
            ),
            FieldPanel("slug"),
        ],
        base_form_class=ResponseSetForm,
    )


class LicenceViewSet(SnippetViewSet):
    """All of them, the longest unchecked first. They are begun beside the questions."""

    model = Licence
    icon = "lock-open"
    menu_label = _("Licences of questions")
    list_display = [
        "instrument",
        "holder",
        "terms",
        "source",
        DateColumn("checked_on", label=_("Checked on"), sort_key="checked_on"),
    ]
    ordering = ["checked_on", "pk"]
    panels = [
        FieldPanel("instrument", read_only=True),
        FieldPanel("holder"),
        FieldPanel("terms"),
        FieldPanel("source"),
        FieldPanel("checked_on"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Licence]:
        return Licence.objects.select_related("instrument")


class EvaluationGroup(SnippetViewSetGroup):
    menu_label = _("Evaluation")
    menu_icon = "clipboard-list"
    menu_order = 340
    items = (InstrumentViewSet, ResponseSetViewSet, LicenceViewSet)
