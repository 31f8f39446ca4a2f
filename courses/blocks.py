"""What only lessons are made of."""

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks.struct_block import StructBlockValidationError

from accounts.models import Sector
from resources.blocks import ContentStreamBlock, TextBlock


class StageBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock(label=_("What is known now"))
    questions = blocks.ListBlock(
        blocks.CharBlock(max_length=240), label=_("Questions to think or talk about"), default=[]
    )

    class Meta:
        icon = "list-ol"
        label = _("Stage")
        label_format = "{heading}"


class CaseStudyBlock(blocks.StructBlock):
    """Told as it unfolds, and never without the child."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    origin = blocks.CharBlock(
        label=_("Where it comes from"),
        max_length=160,
        default=_("This person is not real. The story is made up from many."),
    )
    stages = blocks.ListBlock(StageBlock(), label=_("Stages"), min_num=1)
    child = TextBlock(
        label=_("What would the child say?"),
        help_text=_("In the words of the baby, child or young person. It cannot be left out."),
    )

    class Meta:
        icon = "group"
        label = _("Case study in stages")
        template = "courses/blocks/case_study.html"
        label_format = "{heading}"

    def clean(self, value):
        """An empty line is no answer of the child's."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not strip_tags(cleaned["child"].source).strip():
            problem = ValidationError(_("Write what the child would say. It cannot be left out."))
            raise StructBlockValidationError(block_errors={"child": problem})
        return cleaned


class ReflectionBlock(blocks.StructBlock):
    question = blocks.TextBlock(label=_("Question to reflect on"), max_length=300, rows=2)

    class Meta:
        icon = "edit"
        label = _("Private reflection")
        template = "courses/blocks/reflection.html"
        label_format = "{question}"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        key = block_key(context)
        return {**context, "key": key, "kept": context.get("reflections", {}).get(key)}


def sectors():
    return list(Sector.objects.filter(is_active=True).values_list("slug", "label"))


class SettingBlock(blocks.StructBlock):
    sector = blocks.ChoiceBlock(label=_("Sector"), choices=sectors)
    text = TextBlock()

    class Meta:
        icon = "site"
        label = _("One setting")
        label_format = "{sector}"


class InYourSettingBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, default=_("In your setting"))
    settings = blocks.ListBlock(SettingBlock(), label=_("Settings"), min_num=1)

    class Meta:
        icon = "site"
        label = _("In your setting")
        template = "courses/blocks/in_your_setting.html"

    def get_context(self, value, parent_context=None):
        """The reader's own first and open; all the others can be opened."""
        context = super().get_context(value, parent_context)
        own, labels = context.get("own_sectors", ()), dict(context.get("sector_labels", ()))
        listed = [
            (labels.get(one["sector"], one["sector"] or ""), one["text"], one["sector"] in own)
            for one in value["settings"]
        ]
        return {**context, "listed": sorted(listed, key=lambda one: not one[2])}

    def clean(self, value):
        cleaned = super().clean(value)
        named = [one["sector"] for one in cleaned["settings"]]
        if len(named) != len(set(named)):
            problem = ValidationError(_("Each sector once. Put what belongs together into one."))
            raise StructBlockValidationError(block_errors={"settings": problem})
        return cleaned


class CategoryChooserViewSet(ChooserViewSet):
    model = "courses.QuestionCategory"
    icon = "help"
    choose_one_text = _("Choose a category of questions")
    choose_another_text = _("Choose another category")
    edit_item_text = _("Edit the name")
    form_fields = ["path"]
    create_action_label = _("Add it")
    per_page = 30


category_chooser = CategoryChooserViewSet("question_category_chooser")
CategoryChooserBlock = category_chooser.get_block_class(
    name="CategoryChooserBlock", module_path="courses.blocks"
)


class QuizBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=120, default=_("Check what you know"))
    category = CategoryChooserBlock(
        label=_("Questions"),
        help_text=_("Every question of this category. Write them under “Questions” in the menu."),
    )
    asks = blocks.IntegerBlock(
        label=_("How many are asked at a time"),
        required=False,
        min_value=1,
        help_text=_("Empty asks all. With fewer, a new try begins with those not yet seen."),
    )
    percent = blocks.IntegerBlock(
        label=_("How much has to be right, in per cent"), default=80, min_value=0, max_value=100
    )
    is_needed = blocks.BooleanBlock(
        label=_("Needed to finish the lesson"), required=False, default=True
    )

    class Meta:
        icon = "help"
        label = _("Knowledge check")
        template = "courses/blocks/quiz.html"
        label_format = "{heading}"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        key = block_key(context)
        return {**context, "key": key, "quiz": context.get("quizzes", {}).get(key)}


def block_key(context):
    """Which block of the page this is: pages name the block that they are showing.

    A template that shows none has something of its own under that name.
    """
    return str(getattr(context.get("block"), "id", ""))


class LessonStreamBlock(ContentStreamBlock):
    quiz = QuizBlock(group=_("Taking part"))
    reflection = ReflectionBlock(group=_("Taking part"))
    case_study = CaseStudyBlock(group=_("Taking part"))
    in_your_setting = InYourSettingBlock(group=_("Taking part"))
