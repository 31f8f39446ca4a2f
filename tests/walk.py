"""Walking the rows of the matrix in a real browser: every page, as those who may see it."""

import re
from hashlib import sha256

from django.conf import settings

from tests.browser import SCREENS, violations
from tests.urls_matrix import AUDIENCES, SIGNED_OUT

OWN = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\d+')
"""Secrets, and the numbers that tell one reader's rows from another's."""

AT_REST = "document.getAnimations().forEach((each) => each.finish())"
"""Colours change slowly after the scheme has changed."""


def who_sees_most(row):
    """One audience: an administrator, else the first role that is let in, else nobody signed in."""
    let_in = everybody_let_in(row)
    return [code for code in ("administrator", *let_in) if code in let_in][:1] or refused(row)


def everybody_let_in(row):
    """Roles before those signed out, who see least."""
    by_right = (*AUDIENCES[1:], SIGNED_OUT)
    return [code for code in by_right if row.answers[code] == 200]


def refused(row):
    return [SIGNED_OUT] if row.answers[SIGNED_OUT] in {401, 404, 410} else []


def walk(scene, page, server, rows, audiences=who_sees_most):
    """Opens each page once for each different drawing of it; yields where the browser stands.

    Leaves out the editors' side, which Wagtail draws.
    """
    for row in rows:
        if row.name.startswith("cms/"):
            continue
        seen = set()
        for audience in audiences(row):
            client, path = scene.enter(row, audience)
            response = client.get(path)
            drawing = drawing_of(response)
            if drawing is None or drawing in seen:
                continue
            seen.add(drawing)
            take_over(page.context, server, client)
            page.goto(server.url + path)
            yield f"{row}, {audience}"


def drawing_of(response):
    """What tells two pages apart, or None for what is no page.

    The main part alone: the menu of each role is seen on its home page.
    """
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return None
    main = response.text.partition("<main")[2]
    return sha256(OWN.sub("", main).encode()).hexdigest()


def take_over(context, server, client):
    context.clear_cookies()
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie and cookie.value:
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])


def findings(page, screens=SCREENS):
    """What is wrong with the page that stands there, on each screen."""
    for viewport, scheme in screens:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST)
        width = viewport["width"]
        for line in violations(page):
            yield f"{width} {scheme}: {line}"
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield f"{width}: runs over the edge"
