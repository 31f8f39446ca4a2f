from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import outbox
from accounts.mail import queue_mail
from accounts.models import AccessMail

pytestmark = pytest.mark.django_db


def queue_code(**overrides):
    return queue_mail(
        **{
            "template": "login_code",
            "to": "priya@example.org",
            "context": {"code": "4821-7730"},
            **overrides,
        }
    )


def test_a_queued_mail_goes_out_once():
    row = queue_code()

    assert outbox.deliver(row.pk, at=timezone.now())
    assert not outbox.deliver(row.pk, at=timezone.now())

    (letter,) = mail.outbox
    assert letter.to == ["priya@example.org"]
    assert "4821-7730" in letter.body
    assert "4821-7730" in letter.alternatives[0].content
    assert "4821" not in letter.subject


def test_neither_address_nor_code_can_be_read_from_the_table():
    row = queue_code()
    assert "priya" not in row.sealed
    assert "4821" not in row.sealed


def test_what_was_sent_is_forgotten():
    row = queue_code()
    outbox.deliver(row.pk, at=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.sealed) == ("sent", "")


def test_a_row_that_another_worker_holds_is_left_alone():
    row = queue_code()
    now = timezone.now()
    AccessMail.objects.filter(pk=row.pk).update(lease_ends_at=now + timedelta(seconds=30))

    assert not outbox.deliver(row.pk, at=now)
    assert outbox.deliver(row.pk, at=now + timedelta(seconds=31))


def test_a_mail_server_that_is_down_costs_a_pause_and_not_the_mail(settings):
    row = queue_code()
    now = timezone.now()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert not outbox.deliver(row.pk, at=now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.sweep(at=now) == 0
    assert outbox.sweep(at=now + timedelta(minutes=2)) == 1
    assert len(mail.outbox) == 1


def test_a_code_that_is_too_old_is_never_sent():
    row = queue_code(expires_after=timedelta(minutes=10))
    assert outbox.sweep(at=timezone.now() + timedelta(minutes=11)) == 0

    row.refresh_from_db()
    assert (row.state, row.sealed, mail.outbox) == ("skipped", "", [])


def test_a_mail_sealed_under_a_lost_key_is_closed_instead_of_retried(settings):
    row = queue_code()
    settings.SECRET_KEY = "another-key-for-tests-000000000000000000000000000000"
    assert not outbox.deliver(row.pk, at=timezone.now())
    row.refresh_from_db()
    assert row.state == "skipped"


def test_a_retired_key_still_opens_what_it_sealed(settings):
    row = queue_code()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-for-tests-000000000000000000000000000000"
    assert outbox.deliver(row.pk, at=timezone.now())


def test_the_log_of_sent_mail_is_kept_for_ninety_days():
    row = queue_code()
    outbox.deliver(row.pk, at=timezone.now())
    outbox.sweep(at=timezone.now() + timedelta(days=89))
    assert AccessMail.objects.filter(pk=row.pk).exists()
    outbox.sweep(at=timezone.now() + timedelta(days=91))
    assert not AccessMail.objects.filter(pk=row.pk).exists()
