"""What administrators and programme leads edit in the CMS: places, numbers and words for people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from accounts.forms.terms import other_languages, term_form
from accounts.models import (
    AgeBand,
    AgreementText,
    EmploymentType,
    Headcount,
    Level,
    LevelCrosswalk,
    LevelSet,
    Locality,
    Organisation,
    OrganisationType,
    Profession,
    Sector,
)
from accounts.models.vocabularies import Term

SHOWN = {"sector", "level_set", "is_cumulative"}


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ["name", "type", "parent", "is_active"]
    list_filter = ["type", "is_active"]
    search_fields = ["name", "ods_code", "gss_code", "urn", "ukprn", "charity_number"]
    list_per_page = 50
    panels = [
        FieldPanel("name"),
        FieldPanel("type"),
        FieldPanel("parent"),
        FieldPanel("locality"),
        FieldPanel("is_active"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("ods_code"), FieldPanel("gss_code")]),
                FieldRowPanel([FieldPanel("urn"), FieldPanel("ukprn")]),
                FieldPanel("charity_number"),
            ],
            heading=_("Identifiers"),
            help_text=_("All may be left empty."),
        ),
        InlinePanel("contacts", heading=_("Whom to ask"), label=_("Contact")),
        InlinePanel(
            "email_domains",
            heading=_("E-mail domains whose addresses may join"),
            label=_("Domain"),
            help_text=_("Several organisations may share one, such as nhs.net."),
        ),
    ]


class HeadcountViewSet(SnippetViewSet):
    model = Headcount
    icon = "group"
    list_display = ["organisation", "profession", "locality", "people", "counted_on", "source"]
    list_filter = ["organisation", "profession"]
    search_fields = ["organisation__name", "profession__label", "source"]
    list_per_page = 50
    panels = [
        FieldPanel("organisation"),
        FieldPanel("profession"),
        FieldPanel("locality"),
        FieldRowPanel([FieldPanel("people"), FieldPanel("counted_on")]),
        FieldPanel("source"),
    ]


class LocalityViewSet(SnippetViewSet):
    model = Locality
    icon = "site"
    list_display = ["name", "kind", "code", "vintage", "parent"]
    list_filter = ["kind", "vintage"]
    search_fields = ["name", "code"]
    list_per_page = 50
    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("vintage")]),
        FieldPanel("parent"),
    ]


class PlaceGroup(SnippetViewSetGroup):
    menu_label = _("Places")
    menu_icon = "site"
    menu_order = 400
    items = (OrganisationViewSet, HeadcountViewSet, LocalityViewSet)


def words(model: type[Term], *extra: str) -> SnippetViewSet:
    """One vocabulary. `extra` are the fields it has besides those of every word."""
    boxes = [
        f"{name}_{code}" for code, _name in other_languages() for name in model.translated_fields
    ]
    names = ["label", "slug", *extra, *boxes, "is_active"]
    return SnippetViewSet(
        model=model,
        icon="list-ul",
        list_display=["label", *[name for name in extra if name in SHOWN], "is_active"],
        search_fields=["label", "slug"],
        sort_order_field="order",
        list_per_page=100,
        edit_handler=ObjectList(
            [FieldPanel(name) for name in names], base_form_class=term_form(model)
        ),
    )


class CrosswalkViewSet(SnippetViewSet):
    model = LevelCrosswalk
    icon = "list-ul"
    list_display = ["level", "equivalent"]
    panels = [FieldPanel("level"), FieldPanel("equivalent")]


class WordsForPeopleGroup(SnippetViewSetGroup):
    menu_label = _("Words for people")
    menu_icon = "list-ul"
    menu_order = 410
    items = (
        words(Sector),
        words(Profession, "sector"),
        words(EmploymentType),
        words(OrganisationType),
        words(AgeBand),
        words(LevelSet, "is_cumulative"),
        words(Level, "level_set", "plain_description"),
        CrosswalkViewSet,
    )


class DraftEditView(EditView):
    def get_object(self, *args: Any, **kwargs: Any) -> AgreementText:
        text = super().get_object(*args, **kwargs)
        if text.is_published:
            raise PermissionDenied
        return text


class AgreementTextViewSet(SnippetViewSet):
    model = AgreementText
    icon = "doc-full"
    menu_label = _("Agreements")
    menu_order = 420
    add_to_admin_menu = True
    list_display = ["__str__", "published_at"]
    list_filter = ["kind"]
    copy_view_enabled = True
    edit_view_class = DraftEditView
    panels = [FieldPanel("kind"), FieldPanel("change_note"), FieldPanel("text")]
