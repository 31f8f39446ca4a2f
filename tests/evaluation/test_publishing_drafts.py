"""A version is published by somebody who has seen what will happen, and who did not write it."""

import pytest
from django.urls import reverse
from wagtail.log_actions import log

from accounts.models import AuditEntry
from evaluation.actions import import_draft
from evaluation.models import Instrument, InstrumentVersion, Licence, Wording
from tests.accounts.factories import user_with_role
from tests.evaluation.drafts import again, item, section
from tests.evaluation.factories import InstrumentFactory, file_of, likert

pytestmark = pytest.mark.django_db
OURS = {"holder": "Us", "terms": "Our own wording", "source": ""}


@pytest.fixture
def trainer(client):
    user = user_with_role("trainer")
    client.force_login(user)
    return user


def draft(*items, **extra):
    given = {"licence": OURS, **extra}
    return import_draft(file=file_of(list(items), **given), is_replacing=True)


def path(instrument):
    return reverse("publish_instrument", args=[instrument.pk])


def seen(client, instrument):
    return client.get(path(instrument))


def press(client, instrument):
    mark = seen(client, instrument).context["mark"]
    return client.post(path(instrument), {"mark": mark}, follow=True)


@pytest.mark.usefixtures("trainer")
def test_the_first_version_is_foreseen_and_published(client, trainer):
    instrument = draft(likert("Q"))
    assert "This would be version 1" in seen(client, instrument).text
    assert not InstrumentVersion.objects.exists()
    assert "Version 1 is published." in press(client, instrument).text
    assert InstrumentVersion.objects.get().file == instrument.draft
    entry = AuditEntry.objects.get(verb="instrument.published")
    assert entry.actor == trainer.person.uuid


@pytest.mark.usefixtures("trainer")
def test_where_only_words_differ_the_version_is_corrected(client):
    press(client, draft(likert("Q"), likert("R")))
    instrument = draft(likert("Q", text="Better words."), likert("R"))
    page = seen(client, instrument).text
    assert "Only words differ: version 1 is corrected" in page
    assert "Statement Q." in page
    assert "Better words." in page
    assert "Statement R." not in page
    assert "The words of version 1 are corrected." in press(client, instrument).text
    assert InstrumentVersion.objects.get().file.asked["Q"].text == "Better words."
    assert AuditEntry.objects.filter(verb="instrument.corrected").count() == 1


@pytest.mark.usefixtures("trainer")
def test_what_is_counted_otherwise_is_shown_as_a_table_before_it_is_a_version(client):
    press(client, draft(likert("A"), likert("B"), likert("C")))
    instrument = draft(likert("A"), likert("B", is_reversed=True), likert("D"))
    page = seen(client, instrument)
    found = page.context["foreseen"]
    assert [(row.item.code, row.is_comparable, row.is_new) for row in found.compared] == [
        ("A", True, False),
        ("B", False, False),
        ("D", False, True),
    ]
    assert [one.code for one in found.left_out] == ["C"]
    assert "Not comparable: its type, answers or direction differ" in page.text
    press(client, instrument)
    newest = Instrument.objects.get().current
    assert (newest.number, newest.comparable) == (2, {"A": "A", "B": None, "D": None})


@pytest.mark.usefixtures("trainer")
def test_publishing_again_changes_nothing(client):
    instrument = draft(likert("Q"))
    press(client, instrument)
    assert "There is nothing to publish." in seen(client, instrument).text
    assert "Nothing is different" in press(client, instrument).text
    assert (InstrumentVersion.objects.count(), Wording.objects.count()) == (1, 0)
    assert AuditEntry.objects.filter(verb__startswith="instrument.").count() == 1


@pytest.mark.usefixtures("trainer")
def test_without_a_licence_it_says_where_to_write_one(client):
    instrument = draft(likert("Q"), licence={})
    assert "the licence stands at its end" in seen(client, instrument).text
    answer = client.post(path(instrument), {"mark": "x"}, follow=True)
    assert "Say first on what licence" in answer.text
    assert not InstrumentVersion.objects.exists()


@pytest.mark.usefixtures("trainer")
def test_a_question_about_adverse_experiences_is_refused_with_the_reason(client):
    instrument = draft(likert("Q7", text="What is your ACE score?"))
    assert "Q7 asks about somebody&#x27;s adverse experiences." in seen(client, instrument).text
    press(client, instrument)
    assert not InstrumentVersion.objects.exists()


@pytest.mark.usefixtures("trainer")
def test_an_empty_draft_says_so_and_publishes_nothing(client):
    instrument = InstrumentFactory()
    assert "There is no question yet." in seen(client, instrument).text
    assert client.post(path(instrument)).status_code == 302
    assert not InstrumentVersion.objects.exists()


def test_whoever_wrote_last_does_not_publish_it_alone(client, trainer):
    instrument = draft(likert("Q"))
    again(client, instrument, section(item("short_text", "What would help?")))
    assert "You wrote the newest words" in seen(client, instrument).text
    assert client.post(path(instrument), {"mark": "x"}).status_code == 302
    assert not InstrumentVersion.objects.exists()
    client.force_login(user_with_role("trainer"))
    press(client, instrument)
    assert InstrumentVersion.objects.exists()


def test_whoever_last_changed_the_answers_it_offers_wrote_it_too(client, trainer):
    instrument = draft(likert("Q"))
    log(instance=instrument.response_sets.get(), action="wagtail.edit", user=trainer)
    assert "You wrote the newest words" in seen(client, instrument).text


@pytest.mark.usefixtures("trainer")
def test_what_is_published_is_what_was_looked_at(client):
    instrument = draft(likert("Q"))
    mark = seen(client, instrument).context["mark"]
    draft(likert("Q"), likert("R"))
    answer = client.post(path(instrument), {"mark": mark}, follow=True)
    assert "the draft has changed since you looked" in answer.text
    assert not InstrumentVersion.objects.exists()


def test_an_administrator_writes_and_does_not_publish(client):
    instrument = draft(likert("Q"))
    client.force_login(user_with_role("administrator"))
    assert client.get(reverse("preview_instrument", args=[instrument.pk, 1])).status_code == 200
    assert client.get(path(instrument)).url == "/cms/"
    assert client.post(path(instrument)).url == "/cms/"


@pytest.mark.usefixtures("trainer")
def test_a_published_version_stays_when_its_draft_and_licence_change(client):
    instrument = draft(likert("Q"))
    press(client, instrument)
    Licence.objects.update(holder="Them")
    draft(likert("Z"))
    assert list(InstrumentVersion.objects.get().file.asked) == ["Q"]
