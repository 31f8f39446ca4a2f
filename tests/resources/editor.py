"""The page editor of the CMS, as the hands of an editor find it."""

import re

from playwright.sync_api import expect


class Editor:
    """An open editor. Blocks are numbered from 0 in the order they were added."""

    def __init__(self, page):
        self.page = page
        self.blocks = 0

    def entitle(self, title):
        self.page.get_by_role("textbox", name="Title").fill(title)

    def add(self, block):
        """Add a block after the others; returns the place of its fields."""
        self.page.locator("button.c-sf-add-button").last.click()
        self.page.get_by_role("option", name=block, exact=True).click()
        self.blocks += 1
        return f"body-{self.blocks - 1}-value"

    def fill(self, field, words):
        self.page.locator(f"[name='{field}']").fill(words)

    def write(self, field, words):
        """Into a field of rich text, which hands its words to the form a moment later."""
        kept = self.page.locator(f"[name='{field}']")
        self.page.locator(
            f"[name='{field}'] + [data-draftail-editor-wrapper] [role=textbox]"
        ).click()
        self.page.keyboard.type(words)
        expect(kept).to_have_value(re.compile(re.escape(words)))

    def rewrite(self, field, words):
        """In place of all that a field of rich text holds."""
        shown = self.page.locator(
            f"[name='{field}'] + [data-draftail-editor-wrapper] [role=textbox]"
        )
        shown.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)
        expect(self.page.locator(f"[name='{field}']")).to_have_value(re.compile(re.escape(words)))

    def save_draft(self):
        self.page.get_by_role("button", name="Save draft").click()

    def submit(self):
        self.choose_action("Submit to")

    def wait_until_saved(self):
        """The editor keeps a draft by itself a moment after a change, and says so."""
        self.page.get_by_text("Saved", exact=True).wait_for()

    def approve(self):
        self.choose_action("Approve and Publish")

    def choose_action(self, name):
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name=name).first.click()

    def choose(self, field, title):
        """A picture, document or other kept thing, from the list that its chooser opens."""
        chooser = self.page.locator(f"[id='{field}-chooser']")
        chooser.get_by_role("button", name="Choose").first.click()
        self.page.locator(".modal-body").get_by_role("link", name=title).first.click()
        chooser.get_by_text(title).wait_for()

    def open_checks(self):
        self.page.get_by_role("button", name="Toggle checks").click()
