from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import AbstractPage, PageViewRestriction, Site
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin, PageManager
from wagtail.search import index

from accounts.models import Person
from resources.content_notes import ContentNote, Detail, Form
from resources.forms import CopyAsDraftForm, KeptPageForm
from resources.models.support import SupportContact
from resources.models.vocabularies import ContentNoteTopic
from resources.querysets import PublishedPageQuerySet
from resources.readiness import refused_as_a_whole, refused_by_fields
from resources.search_text import words_of
from resources.streams import blocks_in


class BasePage(AbstractPage, DefaultBasePageMixin):
    """Every page of the site: what all of them carry stands in one table (decision record 2)."""

    class Support(models.TextChoices):
        NONE = "none", _("No support box")
        USUAL = "usual", _("The usual contacts")
        CHOSEN = "chosen", _("The contacts chosen below")

    needs_sign_in = False
    """True on page types that only people with an account may open, drafts and lists included."""
    _some_restricted = None

    editor_form_class = KeptPageForm
    """Wagtail sets `base_form_class` of the class that stands for its pages to its own."""
    copy_form_class = CopyAsDraftForm
    private_page_options = ["login", "groups"]

    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("The day by which somebody should read this page again."),
    )
    responsible = models.ForeignKey(
        Person,
        verbose_name=_("who looks after this page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pages_looked_after",
    )
    note_topics = ParentalManyToManyField(
        ContentNoteTopic, verbose_name=_("mentions"), blank=True, related_name="+"
    )
    note_form = models.CharField(
        _("in which form"), max_length=10, choices=Form.choices, default=Form.TEXT
    )
    note_detail = models.PositiveSmallIntegerField(
        _("how much detail"), choices=Detail.choices, default=Detail.NONE
    )
    note_minutes = models.PositiveSmallIntegerField(
        _("for how many minutes"), null=True, blank=True
    )
    note_why = models.CharField(
        _("why it is needed"),
        max_length=240,
        blank=True,
        help_text=_("One plain sentence, for example “It shows how a letter can do harm.”"),
    )
    alternative_page = models.ForeignKey(
        "self",
        verbose_name=_("another way to the same learning"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A page that counts the same. Nobody is asked why they took it."),
    )
    shows_exit = models.BooleanField(
        _("show “Exit this page”"),
        default=False,
        help_text=_(
            "Only where being seen reading this could put somebody at risk. The browser tab then "
            "carries a neutral title."
        ),
    )
    neutral_title = models.CharField(
        _("neutral title for the browser tab"),
        max_length=60,
        blank=True,
        help_text=_("Empty means “Information”."),
    )
    support = models.CharField(
        _("support box"), max_length=10, choices=Support, default=Support.NONE
    )
    support_contacts = ParentalManyToManyField(
        SupportContact, verbose_name=_("contacts in the support box"), blank=True, related_name="+"
    )
    co_production_note = models.TextField(
        _("made together with"),
        blank=True,
        help_text=_(
            "Who helped to make this and how, named as they wished to be named, with their consent."
        ),
    )
    search_text = models.TextField(editable=False, blank=True, default="")

    objects = PageManager.from_queryset(PublishedPageQuerySet)()

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        index.SearchField("search_text"),
        index.FilterField("review_by"),
    ]
    promote_panels = DefaultBasePageMixin.promote_panels
    care_panels = [
        MultiFieldPanel(
            [
                FieldPanel("note_topics", widget=CheckboxSelectMultiple),
                FieldPanel("note_detail"),
                FieldPanel("note_form"),
                FieldPanel("note_minutes"),
                FieldPanel("note_why"),
                FieldPanel("alternative_page"),
            ],
            heading=_("Content note"),
            help_text=_(
                "A short fact that people read before they open the page, always with a choice. "
                "Tick nothing when there is nothing to say."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("support"),
                FieldPanel("support_contacts", widget=CheckboxSelectMultiple),
            ],
            heading=_("Support"),
        ),
        MultiFieldPanel(
            [FieldPanel("shows_exit"), FieldPanel("neutral_title")],
            heading=_("Leaving quickly"),
        ),
        FieldPanel("co_production_note"),
    ]
    keeping_panels = [
        MultiFieldPanel(
            [FieldPanel("responsible"), FieldPanel("review_by")], heading=_("Looking after it")
        ),
    ]

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @classproperty
    def edit_handler(cls):
        """The tabs of the editor; a page type changes them through the lists of panels."""
        tabs = [
            (cls.content_panels, _("Content")),
            (cls.care_panels, _("Care")),
            ([*cls.keeping_panels, *cls.promote_panels], _("Promote")),
            (cls.settings_panels, _("Settings")),
        ]
        return TabbedInterface(
            [ObjectList(panels, heading=heading) for panels, heading in tabs if panels],
            base_form_class=cls.editor_form_class,
        )

    def save(self, *args, **kwargs):
        # A page loaded as its base type knows nothing of its own words.
        if type(self) is self.specific_class:
            self.search_text = words_of(self)
        super().save(*args, **kwargs)

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """The editor saves over its own last version, but never over one that somebody relies on.

        A tab opened before would otherwise change what readers have, or what a reviewer read.
        """
        if overwrite_revision and self._is_relied_on(overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def _is_relied_on(self, revision):
        """Published, due to be published, or read in a review."""
        is_live = BasePage.objects.filter(pk=self.pk, live_revision=revision).exists()
        return is_live or revision.approved_go_live_at or revision.task_states.exists()

    def unfilled(self):
        """In sentences, what is empty that must not be, or is refused by its field."""
        return list(refused_by_fields(self))

    def faults(self):
        """In sentences, what keeps these words from being published; prompts stand apart."""
        return [*self.unfilled(), *refused_as_a_whole(self)]

    def is_previewable(self):
        """All are; Wagtail would read each page of a list in full to find that out."""
        return True

    @staticmethod
    def route_for_request(request, path):
        """With one site, whose root Wagtail keeps in its cache: no question for either."""
        roots = Site.get_site_root_paths()
        if len(roots) != 1:
            return AbstractPage.route_for_request(request, path)
        if not hasattr(request, "_wagtail_route_for_request"):
            request._wagtail_route_for_request = _routed(request, roots, path)
        return request._wagtail_route_for_request

    def route(self, request, path_components):
        """One question for the whole address: no page here routes in a manner of its own."""
        if not path_components:
            return super().route(request, path_components)
        return _page_at(self.url_path, path_components).route(request, [])

    def get_view_restrictions(self):
        """Wagtail asks for every page above this one; most portals have no restriction at all."""
        if self._some_restricted is None:
            self._some_restricted = PageViewRestriction.objects.exists()
        if self._some_restricted:
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def share_site_with(self, pages):
        """Wagtail looks up the site for each address; these stand on the site of this page."""
        for page in pages:
            page._wagtail_cached_site_root_paths = self._get_site_root_paths()

    def serve(self, request, *args, **kwargs):
        if self.needs_sign_in and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return super().serve(request, *args, **kwargs)

    @property
    def content_note(self) -> ContentNote | None:
        """Nothing to mention, no note: an empty note would teach people to skip them."""
        topics = [str(topic) for topic in self.note_topics.all()]
        if not topics:
            return None
        return ContentNote(
            topics=topics,
            detail=Detail(self.note_detail),
            form=Form(self.note_form),
            minutes=self.note_minutes,
            why=self.note_why,
        )

    @property
    def offers_support(self):
        """In a box at its end, or in a block of its own."""
        is_boxed = self.support != self.Support.NONE
        return is_boxed or any(kind == "support" for _field, kind, _value in blocks_in(self))

    @property
    def alternative_url(self):
        return self.alternative_page.url if self.alternative_page_id else ""

    @property
    def tab_title(self):
        """What the browser tab and its history show."""
        if self.shows_exit:
            return self.neutral_title or _("Information")
        return self.seo_title or self.title


def _routed(request, roots, path):
    try:
        components = [component for component in path.split("/") if component]
        page = _page_at(roots[0].root_path, components)
        # Where Wagtail's `url` looks before it asks the cache.
        page._wagtail_cached_site_root_paths = roots
        return page.route(request, [])
    except Http404:
        return None


def _page_at(root_path, components):
    address = "/".join([root_path.rstrip("/"), *components, ""])
    found = BasePage.objects.at_address(address).first()
    if found is None:
        raise Http404
    page = found.specific
    page._some_restricted = found.some_restricted
    return page
