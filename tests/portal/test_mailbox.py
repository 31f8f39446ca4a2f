"""The mail of a demonstration: seen on a page there, and nowhere else."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from tests.browser import DESK, PHONE, violations


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


def send(*subjects):
    with get_connection() as connection:
        for subject in subjects:
            letter = EmailMultiAlternatives(
                subject, f"Go to https://portal.example.org/join/{subject}/", to=["sam@example.org"]
            )
            letter.attach_alternative(f"<p style='color:#0b5c63'>{subject}</p>", "text/html")
            letter.connection = connection
            letter.send()


@pytest.mark.django_db
def test_every_letter_is_listed_and_opens(client, mailbox):
    send("first", "second")
    send("third")

    page = client.get("/dev/mail/")

    letters = page.context["page"].object_list
    assert sorted(letter.subject for letter in letters) == ["first", "second", "third"]
    for letter in letters:
        shown = client.get(reverse("letter", args=[letter.key]))
        assert f'href="https://portal.example.org/join/{letter.subject}/"' in shown.text


@pytest.mark.django_db
def test_a_letter_as_sent_can_run_and_load_nothing(client, mailbox):
    send("first")
    (letter,) = client.get("/dev/mail/").context["page"].object_list

    answer = client.get(reverse("letter_as_sent", args=[letter.key]))

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "first</p>" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "20261121-100000-1-0/", "20261121-100000-1-0/as-sent/"])
def test_it_is_not_there_outside_a_demonstration(client, mailbox, settings, path):
    send("first")
    settings.DEMO = False
    assert client.get(f"/dev/mail/{path}").status_code == 404


@pytest.mark.django_db
def test_a_letter_that_is_not_there_is_not_found(client, mailbox):
    assert client.get("/dev/mail/none/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_the_mail_is_read_at_every_width(page, live_server, mailbox, viewport, scheme):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/dev/mail/")
    assert violations(page) == []
    send("first")
    page.reload()
    assert violations(page) == []
    page.get_by_role("link", name="first").click()
    page.get_by_role("heading", name="first").wait_for()
    assert violations(page) == []
