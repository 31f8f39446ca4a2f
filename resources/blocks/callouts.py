from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from resources.blocks.text import TextBlock


class PanelBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock()

    class Meta:
        icon = "form"
        label = _("Panel")
        template = "resources/blocks/panel.html"


class DosBlock(blocks.StructBlock):
    do_heading = blocks.CharBlock(label=_("Heading of the first list"), default=_("Do"))
    dos = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Do"), min_num=1)
    dont_heading = blocks.CharBlock(label=_("Heading of the second list"), default=_("Try not to"))
    donts = blocks.ListBlock(blocks.CharBlock(max_length=240), label=_("Try not to"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Do and do not")
        template = "resources/blocks/dos.html"


class KeyFactBlock(blocks.StructBlock):
    claim = blocks.TextBlock(label=_("One claim"), max_length=400, rows=3)
    citation = blocks.CharBlock(
        label=_("Where it comes from"),
        max_length=300,
        help_text=_("Author, year and where it was published."),
    )
    url = blocks.URLBlock(label=_("Where to read it"), required=False)
    strength = blocks.TextBlock(
        label=_("How strong this evidence is"),
        required=False,
        default="",
        max_length=600,
        rows=3,
        help_text=_("Who was studied, how, and what it cannot show."),
    )

    class Meta:
        icon = "openquote"
        label = _("Key fact")
        template = "resources/blocks/key_fact.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Their words"), max_length=600, rows=3)
    who = blocks.CharBlock(
        label=_("Who said it"),
        max_length=160,
        help_text=_("Named as they wished to be named, for example “A parent in Wenlow”."),
    )
    has_consent = blocks.BooleanBlock(
        label=_("They agreed to these words being here, or they are published"), required=True
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "resources/blocks/quote.html"


class SupportBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), default=_("If this is close to home"))
    text = blocks.TextBlock(
        label=_("Text"),
        default=_("That is common, and it is not a weakness. You can pause, or talk to someone."),
        rows=2,
    )
    contacts = blocks.ListBlock(
        SnippetChooserBlock("resources.SupportContact"),
        label=_("Contacts"),
        help_text=_("Empty shows the usual contacts."),
        default=[],
    )

    class Meta:
        icon = "help"
        label = _("Support box")
        template = "resources/blocks/support.html"


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock(label=_("Words to open it"), max_length=120)
    text = TextBlock()

    class Meta:
        icon = "collapse-down"
        label = _("Details to open")
        template = "resources/blocks/details.html"


class PausePointBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("Text"),
        max_length=200,
        default=_("This is a good place to stop for a while. We keep your place."),
    )

    class Meta:
        icon = "time"
        label = _("Pause point")
        template = "resources/blocks/pause.html"
