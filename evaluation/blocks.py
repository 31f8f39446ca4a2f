"""What the draft of an instrument is made of, as it is written in the editor."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from evaluation.draft_checks import check_scales, check_sections
from evaluation.instrument_files import Purpose
from evaluation.item_codes import CODE

LEVELS = [
    ("1", _("1, reaction: how it was for people")),
    ("2", _("2, learning: what they know and feel able to do")),
    ("3", _("3, practice: what they do at work")),
    ("4", _("4, results: what changed for others")),
]
ABOUT_SHOWN = (
    Purpose.IN_SHOW.value,
    _("It is about their own commitment, which is shown above it"),
)
FOR_WORDS = [
    (
        Purpose.FACILITATORS.value,
        _("For the facilitators: they read these words, without a name"),
    ),
    (
        Purpose.UPSETTING.value,
        _("About anything upsetting: it offers the support person at once"),
    ),
    (Purpose.QUOTATION.value, _("May be quoted, where the writer ticks that and an editor agrees")),
    ABOUT_SHOWN,
]
SCORED = ("response_set", "is_reversed")
SETTINGS = ["hint", "purpose", "is_sensitive", "kirkpatrick", "after", "after_codes"]


def code_block(help_text=""):
    return blocks.RegexBlock(
        regex=CODE,
        label=_("Code"),
        required=False,
        max_length=40,
        help_text=help_text,
        error_messages={
            "invalid": _("A code begins with a letter and holds letters, digits and “_” only.")
        },
    )


def answers_block(**given):
    return SnippetChooserBlock(
        "evaluation.ResponseSet", label=_("Answers"), icon="list-ul", **given
    )


def reversed_block():
    return blocks.BooleanBlock(
        label=_("Turned round in the score"),
        required=False,
        help_text=_("Tick it where agreeing means less of what the scale measures."),
    )


def purpose_block(*choices):
    return blocks.ChoiceBlock(
        label=_("What it is for"),
        choices=choices,
        required=False,
        help_text=_("Empty: for the totals, like any other question."),
    )


def shown(*names):
    """These at once, the rest behind “Settings”."""
    return BlockGroup(children=["text", *names, "code"], settings=SETTINGS)


class ConditionedBlock(blocks.StructBlock):
    """Anything on a page that an earlier answer may leave out."""

    code = code_block(_("Left empty, it is made from the words. It names the column in downloads."))
    after = blocks.CharBlock(
        label=_("Shown only after this item"),
        required=False,
        max_length=40,
        help_text=_("The code of an item that is asked earlier. Empty: always shown."),
    )
    after_codes = blocks.CharBlock(
        label=_("when it was answered by"),
        required=False,
        max_length=120,
        help_text=_("Codes of its answers, with commas between: 1, 2"),
    )


class ItemBlock(ConditionedBlock):
    text = blocks.TextBlock(label=_("Question"), max_length=500, rows=2)
    hint = blocks.CharBlock(label=_("Hint below the question"), required=False, max_length=300)
    purpose = purpose_block(ABOUT_SHOWN)
    is_sensitive = blocks.BooleanBlock(
        label=_("Sensitive"),
        required=False,
        help_text=_("It may touch something hard for whoever answers."),
    )
    kirkpatrick = blocks.ChoiceBlock(label=_("Kirkpatrick level"), choices=LEVELS, required=False)


class ChosenBlock(ItemBlock):
    response_set = answers_block()

    class Meta:
        form_layout = shown("response_set")


class LikertBlock(ItemBlock):
    text = blocks.TextBlock(label=_("Statement"), max_length=500, rows=2)
    response_set = answers_block(
        required=False, help_text=_("Empty: those that the page has for its statements.")
    )
    is_reversed = reversed_block()

    class Meta:
        icon = "list-ol"
        label = _("Statement to agree with")
        label_format = "{code}: {text}"
        form_layout = shown(*SCORED)


class SingleBlock(ChosenBlock):
    is_reversed = reversed_block()

    class Meta:
        icon = "radio-full"
        label = _("One answer of several")
        label_format = "{code}: {text}"
        form_layout = shown(*SCORED)


class MultipleBlock(ChosenBlock):
    class Meta:
        icon = "tick-inverse"
        label = _("Any number of answers")
        label_format = "{code}: {text}"


class YesNoBlock(SingleBlock):
    class Meta:
        icon = "check"
        label = _("Yes or no")
        label_format = "{code}: {text}"


class MeasuredBlock(ItemBlock):
    lowest = blocks.FloatBlock(label=_("Lowest number"), default=0)
    highest = blocks.FloatBlock(label=_("Highest number"))
    is_reversed = reversed_block()

    def clean(self, value):
        cleaned = super().clean(value)
        lowest, highest = cleaned["lowest"], cleaned["highest"]
        if None not in (lowest, highest) and lowest >= highest:
            problem = ValidationError(_("This must be higher than the lowest number."))
            raise StructBlockValidationError(block_errors={"highest": problem})
        return cleaned

    class Meta:
        form_layout = shown("lowest", "highest", "is_reversed")


class NumberBlock(MeasuredBlock):
    class Meta:
        icon = "decimal"
        label = _("A number")
        label_format = "{code}: {text}"


class SliderBlock(MeasuredBlock):
    highest = blocks.FloatBlock(label=_("Highest number"), default=100)

    class Meta:
        icon = "sliders"
        label = _("A slider, with a box for the number")
        label_format = "{code}: {text}"


class ShortTextBlock(ItemBlock):
    purpose = purpose_block(*FOR_WORDS)

    class Meta:
        icon = "pilcrow"
        label = _("A few words")
        label_format = "{code}: {text}"
        form_layout = BlockGroup(
            children=["text", "purpose", "code"],
            settings=[name for name in SETTINGS if name != "purpose"],
        )


class LongTextBlock(ShortTextBlock):
    class Meta:
        icon = "doc-full"
        label = _("Sentences")
        label_format = "{code}: {text}"


class DateBlock(ItemBlock):
    class Meta:
        icon = "date"
        label = _("A date")
        label_format = "{code}: {text}"
        form_layout = shown()


class StatementBlock(ConditionedBlock):
    text = blocks.TextBlock(label=_("Words to read"), max_length=1000, rows=3)

    class Meta:
        icon = "info-circle"
        label = _("Words between the questions")
        label_format = "{text}"
        form_layout = BlockGroup(children=["text", "code"], settings=["after", "after_codes"])


class ItemsBlock(blocks.StreamBlock):
    """Each is named as its type is in a file."""

    likert = LikertBlock(group=_("To choose"))
    single = SingleBlock(group=_("To choose"))
    multiple = MultipleBlock(group=_("To choose"))
    yes_no = YesNoBlock(group=_("To choose"))
    number = NumberBlock(group=_("Numbers and dates"))
    slider = SliderBlock(group=_("Numbers and dates"))
    date = DateBlock(group=_("Numbers and dates"))
    short_text = ShortTextBlock(group=_("Words"))
    long_text = LongTextBlock(group=_("Words"))
    statement = StatementBlock(group=_("Words"))


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    intro = blocks.TextBlock(
        label=_("A sentence before the questions"), required=False, max_length=500, rows=2
    )
    response_set = answers_block(
        required=False,
        help_text=_("For the statements to agree with below, where they name no others."),
    )
    items = ItemsBlock(label=_("Questions"), collapsed=True)
    code = code_block(_("Left empty, it is made from the title."))

    class Meta:
        icon = "doc-empty"
        label = _("Page of questions")
        label_format = "{title}"
        form_layout = BlockGroup(
            children=["title", "response_set", "items"], settings=["intro", "code"]
        )


class SectionsBlock(blocks.StreamBlock):
    section = SectionBlock()

    def clean(self, value):
        return check_sections(super().clean(value))


class ScaleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    items = blocks.CharBlock(
        label=_("Items it counts"),
        max_length=2000,
        help_text=_(
            "Their codes, with commas between: K1, K2, K3. Save first to see those made from words."
        ),
    )
    missing = blocks.ChoiceBlock(
        label=_("Who gets a score"),
        choices=[
            ("strict", _("Whoever answered every item")),
            ("0.8", _("Whoever answered at least 80 % of them")),
            ("0.5", _("Whoever answered at least half of them")),
            ("count", _("Whoever answered at least this many")),
            ("share", _("Whoever answered at least this share")),
        ],
        default="strict",
    )
    least = blocks.FloatBlock(
        label=_("How many, or what share"),
        required=False,
        min_value=0,
        help_text=_("Only for the last two: 3 for three items, or 0.75 for three quarters."),
    )
    code = code_block(_("Left empty, it is made from the title."))

    class Meta:
        icon = "order"
        label = _("Scale")
        label_format = "{title}"


class TotalBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120, default=_("Total"))
    scales = blocks.CharBlock(
        label=_("Scales it takes the mean of"),
        required=False,
        max_length=1000,
        help_text=_("Their codes, with commas between. Empty: all of them."),
    )
    code = code_block()

    class Meta:
        icon = "order-up"
        label = _("Total of the scales")
        label_format = "{title}"


class ScalesBlock(blocks.StreamBlock):
    scale = ScaleBlock()
    total = TotalBlock()

    def clean(self, value):
        return check_scales(super().clean(value))

    class Meta:
        block_counts = {"total": {"max_num": 1}}
