from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
EDITORS_MARK = "data-block-key"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or FEATURES, **kwargs)

    def get_prep_value(self, value):
        """Text that no editor typed is kept as the editor would keep it.

        Else approving it unread would count as changing it, and its reviewer as its author.
        """
        source = super().get_prep_value(value)
        if not source or EDITORS_MARK in source:
            return source
        converter = self.field.widget.converter
        return converter.to_database_format(converter.from_database_format(source))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "resources/blocks/text.html"


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self):
        return slugify(self.get("text", ""))[:60] or "part"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Part")), ("3", _("Part of a part"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "resources/blocks/heading.html"
        value_class = HeadingValue
        label_format = "{text}"


class LinkValue(blocks.StructValue):
    @property
    def href(self):
        page = self.get("page")
        return page.url if page else self.get("url")


class LinkBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Words of the link"), max_length=160)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)
    about = blocks.CharBlock(label=_("What is there"), required=False, default="", max_length=240)

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("url")):
            raise StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose a page or give a web address."))}
            )
        return cleaned


class LinkListBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=120)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        template = "resources/blocks/link_list.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(
        label=_("What the table shows"),
        max_length=200,
        help_text=_("Read out first by a screen reader and shown above the table."),
    )
    rows_have_headings = blocks.BooleanBlock(
        label=_("The first column names each row"), required=False, default=True
    )
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Words"), required=False)),
            ("number", blocks.CharBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "resources/blocks/table.html"

    def clean(self, value):
        cleaned = super().clean(value)
        columns = cleaned["table"].columns if cleaned["table"] else []
        if not columns or not all(column["heading"].strip() for column in columns):
            raise StructBlockValidationError(
                block_errors={
                    "table": ValidationError(
                        _("Give every column a heading, so that each number can be understood.")
                    )
                }
            )
        return cleaned
