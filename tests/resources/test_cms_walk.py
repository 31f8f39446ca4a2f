"""A trainer makes a page of every block, mends it, sends it in, and a colleague publishes it.

The `new_context` fixture fails the walk for any breach of the content security policy.
"""

import pytest
from playwright.sync_api import expect

from resources.actions.review import install_review
from resources.blocks import ContentStreamBlock
from resources.models import StandardPage
from tests.accounts.factories import user_with_role
from tests.browser import DESK, sign_in
from tests.resources.editor import Editor
from tests.resources.factories import (
    LibraryDocumentFactory,
    MediaFactory,
    PictureFactory,
    SupportContactFactory,
    site_root,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "One of everything"


def fill_table(editor, at):
    editor.fill(f"{at}-caption", "Who was asked")
    editor.page.locator("[data-append-column]").click()
    editor.page.locator(".add-column-menu").get_by_text("Words", exact=True).click()
    editor.fill(f"{at}-table-column-0-heading", "Year")
    editor.page.locator("[data-add-row]").click()
    editor.fill(f"{at}-table-cell-0-0", "2014")


def fill_quote(editor, at):
    editor.fill(f"{at}-words", "She listened.")
    editor.fill(f"{at}-who", "A parent in Wenlow")
    editor.page.locator(f"[name='{at}-has_consent']").check()


def fill_picture(editor, at):
    editor.choose(f"{at}-picture-image", "Harbour")
    editor.fill(f"{at}-picture-alt_text", "A wall by the sea")


def fill_recording(editor, at):
    editor.choose(f"{at}-recording", "A first visit")
    editor.fill(f"{at}-about", "How a first visit may begin.")


def fields(**words):
    def fill(editor, at):
        for name, text in words.items():
            editor.fill(f"{at}-{name}", text)

    return fill


def fields_and_text(**words):
    def fill(editor, at):
        fields(**words)(editor, at)
        editor.write(f"{at}-text", "Because it helps.")

    return fill


def as_it_comes(editor, at):
    pass


HANDS = {
    "text": lambda editor, at: editor.write(at, "Rest helps."),
    "heading": fields(text="What helps"),
    "details": fields_and_text(summary="Why is that?"),
    "link_list": fields(
        **{"links-0-value-text": "OHID", "links-0-value-url": "https://example.org/"}
    ),
    "table": fill_table,
    "key_fact": fields(claim="Counts describe groups.", citation="Baldwin, 2021"),
    "quote": fill_quote,
    "panel": fields_and_text(heading="In a school"),
    "dos": fields(**{"dos-0-value": "Listen", "donts-0-value": "Promise secrecy"}),
    "picture": fill_picture,
    "recording": fill_recording,
    "download": lambda editor, at: editor.choose(f"{at}-document", "Run sheet"),
    "support": as_it_comes,
    "pause": as_it_comes,
}
PUBLISHED = [
    "Rest helps.",
    "Why is that?",
    "Who was asked",
    "Counts describe groups.",
    "She listened.",
    "In your school",
    "Promise secrecy",
    "How a first visit may begin.",
    "Run sheet",
    "This is a good place to stop for a while.",
]


@pytest.fixture
def at_the_cms(new_context, live_server):
    def opened(user, path):
        context = new_context(viewport=DESK, base_url=live_server.url)
        sign_in(context, live_server, user)
        page = context.new_page()
        page.goto(path)
        return page

    return opened


def test_a_page_of_every_block_goes_from_draft_to_published(at_the_cms):
    home = site_root()
    install_review(root=home.get_root())
    SupportContactFactory(in_support_box=True)
    PictureFactory()
    MediaFactory()
    LibraryDocumentFactory()

    screen = at_the_cms(
        user_with_role("trainer"), f"/cms/pages/add/resources/standardpage/{home.pk}/"
    )
    editor = Editor(screen)
    places = write_every_block(editor)
    mend_what_the_panel_names(editor, field=f"{places['panel']}-heading")
    editor.submit()
    screen.get_by_text("submitted for moderation").wait_for()
    page = StandardPage.objects.get()
    assert not page.live
    publish(at_the_cms(user_with_role("trainer"), f"/cms/pages/{page.pk}/edit/"))
    screen.goto(page.url)
    for words in PUBLISHED:
        expect(screen.get_by_role("main")).to_contain_text(words)


def write_every_block(editor):
    editor.entitle(TITLE)
    places = {}
    for name, block in ContentStreamBlock().child_blocks.items():
        places[name] = editor.add(str(block.label))
        HANDS[name](editor, places[name])
    return places


def mend_what_the_panel_names(editor, *, field):
    editor.fill(field, "In [your setting]")
    editor.wait_until_saved()
    editor.save_draft()
    editor.page.get_by_text("1 thing to mend on this page").wait_for()
    editor.open_checks()
    editor.page.get_by_text("Write your own words for “[your setting]”.").last.wait_for()
    editor.fill(field, "In your school")
    editor.save_draft()
    editor.page.get_by_text("has been updated").wait_for()
    expect(editor.page.get_by_text("Write your own words for")).to_have_count(0)


def publish(screen):
    Editor(screen).approve()
    screen.get_by_text("has been updated").wait_for()
    assert StandardPage.objects.get().live
