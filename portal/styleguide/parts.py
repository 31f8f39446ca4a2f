"""What the style page shows: one partial for each part, under `templates/styleguide/parts/`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    slug: str
    title: Promise
    use: Promise

    @property
    def template(self) -> str:
        return f"styleguide/parts/{self.slug}.html"


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: Promise
    parts: tuple[Part, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "foundations",
        _("Foundations"),
        (
            Part("surfaces", _("Surfaces"), _("Six grounds, each with one meaning.")),
            Part("contrast", _("Contrast"), _("Measured now, from the file that pages use.")),
            Part("type", _("Type"), _("One family, five sizes, three weights.")),
            Part("space", _("Space and shape"), _("An 8 px grid, one radius, hairlines.")),
            Part("marks", _("Mark and motif"), _("The harbour, and the line that settles.")),
        ),
    ),
    Chapter(
        "frame",
        _("Frame"),
        (
            Part("masthead", _("Masthead and menu"), _("Whose it is, who you are, where to go.")),
            Part("page_head", _("Page head"), _("Title, one lead sentence, one action.")),
            Part("breadcrumbs", _("Breadcrumbs"), _("The way back, without the page itself.")),
            Part("messages", _("Messages"), _("What just happened, in a sentence.")),
            Part("exit_page", _("Exit this page"), _("Only where being seen is a risk.")),
        ),
    ),
    Chapter(
        "words",
        _("Words and lists"),
        (
            Part("tags", _("Tags"), _("A word in a hairline. Never red, never a count.")),
            Part("facts", _("Facts"), _("Short facts, the content note among them.")),
            Part("rows", _("Rows and asks"), _("A list of things to open.")),
            Part("seen", _("Who will see it"), _("Beside the field that asks.")),
            Part("empty", _("Nothing here yet"), _("One sentence and the next step.")),
            Part("summary_list", _("Summary list"), _("What you said, and how to change it.")),
            Part("task_list", _("Task list"), _("Steps in any order.")),
            Part("pagination", _("Pagination"), _("One list over several pages.")),
        ),
    ),
    Chapter(
        "doing",
        _("Doing and opening"),
        (
            Part("buttons", _("Buttons"), _("One primary a page. Verb first.")),
            Part("details", _("Details"), _("More for whoever wants it.")),
            Part("accordion", _("Accordion"), _("Several long answers.")),
            Part("tabs", _("Tabs"), _("Two to four views of one thing.")),
        ),
    ),
    Chapter(
        "learning",
        _("Learning"),
        (
            Part("continue", _("Carry on"), _("The single place to resume.")),
            Part("course_card", _("Course card"), _("One course in a list.")),
            Part("left", _("What is left"), _("Finished goes in its own list below.")),
            Part("lesson", _("Lesson"), _("Thin line, fact, setting, note, support.")),
            Part("content_note", _("Content note"), _("A fact beside a choice, never an alarm.")),
            Part("support_box", _("Support box"), _("Who to call, and when that was checked.")),
            Part("player", _("Recording"), _("Plays when asked. Its words stand below it.")),
            Part("resource_card", _("Resource card"), _("One resource in the library.")),
        ),
    ),
    Chapter(
        "community",
        _("Community"),
        (
            Part("thread_row", _("Thread row"), _("The question, then what happened since.")),
            Part("post", _("Post"), _("Open, folded behind a note, or waiting.")),
            Part("check", _("Before you post"), _("Your words, with what might name someone.")),
            Part("queue", _("Queue"), _("A kind, a reason, a date and minutes.")),
        ),
    ),
    Chapter(
        "forms",
        _("Forms"),
        (
            Part("form", _("Every field"), _("Plain Django forms, drawn by our renderer.")),
            Part("likert", _("Scale"), _("A grid on wide screens, stacked on a phone.")),
        ),
    ),
    Chapter(
        "mistakes",
        _("Forms with mistakes"),
        (Part("mistakes", _("Every mistake"), _("In the summary and beside the field.")),),
    ),
    Chapter(
        "numbers",
        _("Numbers"),
        (
            Part("stat", _("Stat"), _("A number that begins a sentence.")),
            Part("table", _("Table"), _("Words left, numbers right.")),
            Part("coverage", _("Coverage"), _("Bars beside the words that say the same.")),
            Part("figure", _("Chart"), _("The title states the finding.")),
        ),
    ),
)
BY_SLUG: dict[str, Chapter] = {chapter.slug: chapter for chapter in CHAPTERS}
