"""A real browser: where it is, who is signed in, and what no page may do in it."""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SCREENS = [(viewport, scheme) for viewport in (PHONE, DESK) for scheme in ("light", "dark")]
OURS = {"localhost", "127.0.0.1"}
FIND_VIOLATIONS = "axe.run({resultTypes: ['violations']}).then((found) => found.violations)"
REFUSED = re.compile(r"Content Security Policy|violates the following", re.I)


def launch_options():
    """The system's Chromium where there is one, else the one Playwright keeps."""
    options = {"args": ["--disable-gpu", "--disable-background-networking"]}
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        options["executable_path"] = found
    if os.geteuid() == 0:
        options["args"].append("--no-sandbox")
    return options


def has_browser(playwright):
    return (
        "executable_path" in launch_options() or Path(playwright.chromium.executable_path).exists()
    )


def watch(context):
    """Collect what no page may do: break the policy, raise, or call another host."""
    problems = []

    def said(message):
        if message.type == "error" and REFUSED.search(message.text):
            problems.append(message.text)

    def asked(request):
        url = urlsplit(request.url)
        if url.scheme in {"http", "https", "ws", "wss"} and url.hostname not in OURS:
            problems.append(f"called another host: {request.url}")

    context.on("console", said)
    context.on("weberror", lambda problem: problems.append(str(problem.error)))
    context.on("request", asked)
    return problems


def sign_in(context, live_server, user):
    """By a session made on the server; journeys that test signing in type and press instead."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def downloaded(page, button):
    """Where the browser put the file that this button of the page gives."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return coming.value.path()


def violations(page):
    """What axe finds on the page as it stands, one line each."""
    if page.evaluate("!window.axe"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(FIND_VIOLATIONS)
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}"
        for rule in found
        for node in rule["nodes"]
    ]
