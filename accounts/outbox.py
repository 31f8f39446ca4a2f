"""How access mail leaves: claimed by one worker, sent outside any transaction, then forgotten."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from accounts.letters import compose
from accounts.models import AccessMail
from accounts.sealing import SealError, unseal

PURPOSE = "access mail"
LONGEST_WAIT = timedelta(hours=1)

logger = logging.getLogger(__name__)


def deliver(mail_id: int, *, at: datetime) -> bool:
    """At least once: a worker killed between sending and stamping sends again after the lease."""
    if not AccessMail.objects.due(at=at).filter(pk=mail_id).claim(uuid.uuid4(), at=at):
        return False
    mail = AccessMail.objects.get(pk=mail_id)
    try:
        render(mail).send()
    except (OSError, SMTPException) as problem:
        logger.warning("Access mail %s waits: %s", mail_id, type(problem).__name__)
        _wait(mail, at=at)
        return False
    except SealError:
        _close(mail, state=AccessMail.State.SKIPPED)
        return False
    _close(mail, state=AccessMail.State.SENT, sent_at=at)
    return True


def sweep(*, at: datetime, batch: int = 50) -> int:
    """Whatever a lost task or a mail server's bad hour left behind."""
    AccessMail.objects.too_late(at=at).update(state=AccessMail.State.SKIPPED, sealed="")
    AccessMail.objects.closed_before(at - AccessMail.KEPT_FOR).delete()
    waiting = list(AccessMail.objects.due(at=at).values_list("pk", flat=True)[:batch])
    return sum(deliver(mail_id, at=at) for mail_id in waiting)


def render(mail: AccessMail) -> EmailMultiAlternatives:
    letter = unseal(mail.sealed, purpose=PURPOSE)
    return compose(template=mail.template, to=letter["to"], words=letter["context"])


def _wait(mail: AccessMail, *, at: datetime) -> None:
    pause = min(timedelta(minutes=1) * 2 ** min(mail.attempts, 6), LONGEST_WAIT)
    AccessMail.objects.filter(pk=mail.pk, claim=mail.claim).update(
        attempts=F("attempts") + 1, lease_ends_at=at + pause
    )


def _close(mail: AccessMail, **fields: Any) -> None:
    AccessMail.objects.filter(pk=mail.pk, claim=mail.claim).update(sealed="", **fields)
