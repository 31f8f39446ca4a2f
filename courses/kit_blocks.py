"""What the plan of a facilitator kit is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from resources.blocks import TextBlock


class PlanStepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What it is called"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("How many minutes"), min_value=1, max_value=240)
    what_to_do = TextBlock(label=_("What to do"))
    stage = blocks.IntegerBlock(
        label=_("Which stage of the case it opens"),
        required=False,
        min_value=1,
        help_text=_("1 for the first. Empty opens none."),
    )

    class Meta:
        icon = "time"
        label = _("Step")
        label_format = "{minutes}: {title}"
