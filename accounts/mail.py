"""Mail that gives access: codes, confirmations, invitations, approvals, security notices.

Never capped and never muted, so it does not go through `notifications`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import AccessMail
from accounts.outbox import PURPOSE
from accounts.sealing import seal
from accounts.tasks.mail import send_access_mail


def queue_mail(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    expires_after: timedelta = timedelta(hours=24),
) -> AccessMail:
    """Send `emails/<template>` after the surrounding transaction. The context must be plain JSON.

    The words are sealed at rest and forgotten once sent: neither the broker nor a later reader of
    the table sees an address or a code.
    """
    mail = AccessMail.objects.create(
        template=template,
        sealed=seal({"to": to, "context": dict(context)}, purpose=PURPOSE),
        expires_at=timezone.now() + expires_after,
    )
    send_access_mail.delay_on_commit(mail.pk)
    return mail
