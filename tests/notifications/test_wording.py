"""The partnership's own words: refused when they cannot work, used when the message goes."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from notifications.actions.sweeping import sweep_messages
from notifications.describing import describe
from notifications.kinds import all_kinds
from notifications.models import Wording
from tests.notifications.factories import NOTE, NOW, MessageFactory

OURS = [kind for kind in all_kinds() if not kind.code.startswith("tests.")]
pytestmark = pytest.mark.django_db
OWN = "It is about {thing}\n\nCome and see **{thing}**.\n\n[Go there]({path})"


def wording(source):
    found = Wording(kind=NOTE.code, source=source)
    found.full_clean()
    found.save()
    return found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_own_words_go_out_instead_of_ours(mailoutbox, newline):
    wording(OWN.replace("\n", newline))
    MessageFactory(context={"thing": "The *lamp*"})
    sweep_messages(at=NOW)
    [letter] = mailoutbox
    assert letter.subject == "It is about The *lamp*"
    assert "Come and see The *lamp*." in letter.body
    assert "Go there:\nhttp://localhost/somewhere/" in letter.body
    assert "<strong>The *lamp*</strong>" in letter.alternatives[0].content


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (OWN + " {name}", "There is no word {name} here."),
        ("About it\n\nNo way to go there.", "Say where to go"),
        ("Only a subject ({path})", "Write the subject, one empty line"),
        (f"{'long ' * 40}\n\n[Go]({{path}})", "The subject is one line"),
    ],
)
def test_words_that_cannot_work_are_refused_when_saved(source, says):
    with pytest.raises(ValidationError) as refused:
        wording(source)
    assert says in str(refused.value)


def test_an_empty_wording_begins_with_our_own_words():
    assert wording("").source.startswith("About {thing}\n\n")


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.code)
def test_the_portals_own_words_would_pass_the_same_check(kind):
    found = Wording(kind=kind.code, source="")
    found.clean()


def test_the_editor_previews_it_with_the_words_explained(client, admin_client):
    found = wording(OWN)
    answer = found.make_preview_request()
    assert "It is about [what the note is about]" in answer.render().text


def test_the_document_tells_every_kind_that_is_sent(settings, capsys):
    document = (settings.BASE_DIR / "docs/messages.md").read_text()
    assert describe(OURS) in document
    call_command("describe_messages")
    assert describe(OURS).splitlines()[2] in capsys.readouterr().out


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.code)
def test_every_kind_explains_itself(kind):
    assert all(map(str, (kind.key, kind.when, kind.expires, kind.stops, kind.withdrawn)))
    assert "path" in kind.meaning
