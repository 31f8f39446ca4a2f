"""What somebody types and presses in a browser on the way in."""

from tests.accounts.factories import PASSWORD

PASSKEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def heading(page, words):
    page.get_by_role("heading", level=1, name=words).wait_for()


def type_password(page, live_server, user):
    page.goto(f"{live_server.url}/account/login/?next=/account/")
    page.get_by_label("E-mail address or user name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def come_in(page, live_server, user):
    type_password(page, live_server, user)
    heading(page, "Signing in")


def is_shut_out(page, live_server):
    page.goto(f"{live_server.url}/account/")
    heading(page, "Sign in")
    return page.url.endswith("/account/login/?next=/account/")


def hold_a_phone(context, page):
    """From now on this page has a device that makes passkeys and knows its owner."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEYS})


def make_passkey(page, live_server):
    page.goto(f"{live_server.url}/account/passkeys/add/")
    press(page, "Make the passkey")
    heading(page, "Your recovery codes")
