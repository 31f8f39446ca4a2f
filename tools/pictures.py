"""`python -m tools.pictures [--at URL] [NAME ...]`: takes the pictures of docs/trainers.md anew.

From a demonstration of its own, begun and ended here; `--at` takes one that runs already and was
freshly loaded. Nothing outside this machine is asked for.
"""

import argparse
import contextlib
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import cached_property

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import launch_options
from tools.run import ROOT

FOLDER = ROOT / "docs" / "pictures"
SCREEN = {"width": 1280, "height": 900}
COLOURS = 256
MARGIN = 24
PORT = "8190"
PATIENCE = 600
TITLE = "Understanding adversity, trauma and resilience"


def main():
    options = argparse.ArgumentParser(prog="python -m tools.pictures")
    options.add_argument("--at", help="a running demonstration, such as http://localhost:8000")
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    asked = options.parse_args()
    if unknown := set(asked.names) - set(PICTURES):
        options.error(f"no picture is called {sorted(unknown)[0]}")
    FOLDER.mkdir(exist_ok=True)
    with contextlib.ExitStack() as begun:
        site = asked.at or begun.enter_context(demonstration())
        browser = begun.enter_context(sync_playwright()).chromium.launch(**launch_options())
        desk = Desk(browser, site)
        for name in asked.names or PICTURES:
            keep(name, PICTURES[name](desk))
    return 0


@contextlib.contextmanager
def demonstration():
    with tempfile.TemporaryDirectory() as var:
        told = {**os.environ, "VAR_DIR": var, "PORT": PORT}
        command = [sys.executable, "-m", "tools.run"]
        running = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL)
        try:
            site = f"http://localhost:{PORT}"
            wait_for(f"{site}/healthz")
            yield site
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()


def wait_for(address):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(1)
    raise SystemExit(f"Nothing answers at {address}.")


class Desk:
    """One screen for each person, and the way to the pages that the pictures show."""

    def __init__(self, browser, site):
        self.browser, self.site, self.screens = browser, site, {}

    def open(self, username, path):
        if username not in self.screens:
            self.screens[username] = self._sign_in(username)
        self.screens[username].goto(path)
        return self.screens[username]

    def _sign_in(self, username):
        context = self.browser.new_context(
            base_url=self.site, viewport=SCREEN, locale="en-GB", reduced_motion="reduce"
        )
        screen = context.new_page()
        screen.goto("/account/login/")
        screen.locator(f"button[value='{username}']").click()
        screen.wait_for_url(lambda url: "/account/login/" not in url)
        return screen

    def edit(self, title):
        """The number of a page or question is only known to the list of the whole course."""
        screen = self.open("samir.haddad", self.whole)
        screen.get_by_role("row").get_by_role("link", name=title, exact=True).click()
        return screen

    @cached_property
    def number(self):
        """Of the course, which the search of the CMS finds."""
        screen = self.open("samir.haddad", f"/cms/pages/search/?q={TITLE.split(',')[0]}")
        link = screen.get_by_role("link", name=TITLE, exact=True).first
        return re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1]

    @cached_property
    def whole(self):
        return f"/cms/courses/{self.number}/whole/"

    @cached_property
    def begun(self):
        """A course just made from a template."""
        screen = self.open("samir.haddad", "/cms/courses/start/")
        screen.get_by_label("Title of the new course").fill("Calm mornings")
        screen.get_by_role("button", name="Make the drafts").click()
        screen.get_by_role("heading", name="The whole course").wait_for()
        return screen.url


def whole(desk):
    screen = desk.open("samir.haddad", desk.begun)
    return shot(screen, until=screen.get_by_text("Once everything is written"))


def checks(desk):
    screen = desk.open("samir.haddad", desk.begun)
    screen.get_by_role("link", name="Lesson 1").click()
    screen.get_by_role("button", name="Toggle checks").click()
    screen.get_by_role("heading", name="Before you publish").wait_for()
    screen.get_by_text("Issues found").wait_for()
    return shot(screen, until=screen.get_by_role("button", name="Save draft"), margin=8)


def content_note(desk):
    screen = desk.edit("What we mean by adversity, ACEs and trauma")
    screen.get_by_role("tab", name="Care").click()
    return shot(screen, until=screen.get_by_role("button", name="Save draft"), margin=8)


def review(desk):
    screen = desk.edit("What we mean by adversity, ACEs and trauma")
    screen.goto(screen.url.replace("/edit/", "/review-copies/").split("#")[0])
    screen.get_by_label("Who reads it").fill("Wenlow young people’s panel")
    screen.get_by_role("button", name="Make the copy").click()
    screen.get_by_role("link", name="I have copied it").click()
    screen.get_by_label("What the group said").fill("“Weakness” sounds like a fault of ours.")
    return shot(screen, until=screen.get_by_role("button", name="Keep the comment"))


def give_out(desk):
    screen = desk.open("samir.haddad", desk.whole)
    publish = screen.get_by_role("button", name="I have read it all: publish it")
    if publish.count():
        publish.click()
    screen.goto(f"/cms/courses/{desk.number}/give-out/")
    return shot(screen, until=screen.get_by_role("button", name="Give it out"))


def withdraw(desk):
    screen = desk.edit("What the evidence does not show")
    number = re.search(r"/pages/(\d+)/", screen.url)[1]
    screen.goto(f"/cms/lessons/{number}/withdraw/")
    screen.get_by_label("Why is it not here?").fill("We are checking a number in it.")
    return shot(screen, until=screen.get_by_role("button", name="Withdraw it now"))


def question(desk):
    screen = desk.edit("One person")
    return shot(screen, until=screen.get_by_role("button", name="Keep it", exact=True))


def learners(desk):
    screen = desk.open("samir.haddad", f"/learning/{desk.number}/people/")
    return shot(screen, until=screen.get_by_role("row").nth(8), margin=1)


def together(desk):
    screen = desk.open("daniel.osei", "/together/new/")
    screen.get_by_label("What did you watch or read together?").select_option(label=TITLE)
    screen.get_by_label("Where?").fill("Dining hall")
    for name in ("Amy Fletcher", "Dot Barker"):
        screen.get_by_label(name).check()
    return shot(screen, until=screen.get_by_label("Grace Chen"), margin=8)


def stages(desk):
    screen = desk.open("samir.haddad", "/pathway/stages/people/")
    screen.get_by_role("link", name="Ruth Bell").click()
    return shot(screen, until=screen.get_by_role("button", name="Name the supervisor"))


PICTURES = {
    "trainers-whole-course": whole,
    "trainers-checks": checks,
    "trainers-content-note": content_note,
    "trainers-review-copy": review,
    "trainers-give-out": give_out,
    "trainers-withdraw": withdraw,
    "trainers-question": question,
    "trainers-learners": learners,
    "trainers-together": together,
    "trainers-stages": stages,
}


def shot(screen, *, until, margin=MARGIN):
    """As wide as the screen, down to the foot of one thing."""
    until.wait_for()
    screen.wait_for_load_state("networkidle")
    screen.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    box = until.bounding_box()
    size = {"width": SCREEN["width"], "height": round(box["y"] + box["height"] + margin)}
    if size["height"] > SCREEN["height"]:
        screen.set_viewport_size(size)
    picture = screen.screenshot(clip={"x": 0, "y": 0, **size}, animations="disabled")
    screen.set_viewport_size(SCREEN)
    return picture


def keep(name, picture):
    """Few colours: a page has hardly more, and the file is much smaller."""
    path = FOLDER / f"{name}.png"
    flat = Image.open(io.BytesIO(picture)).convert("RGB")
    flat.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
