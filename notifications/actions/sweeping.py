"""Claim what is due, look again, send outside any transaction, and say what became of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPRecipientsRefused
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from accounts.actions.addresses import note_trouble
from accounts.models import AddressTrouble
from notifications.actions.handing_over import hand_over
from notifications.circumstances import Circumstances
from notifications.judgement import TRIES, Over, Ready, judge
from notifications.letters import Part, Postbox, compose
from notifications.models import Message

BATCH = 10
LEASE = timedelta(minutes=5)
"""As long as the hard limit of a task: a sweep that is still alive has not lost its claim."""
PERMANENT = 500
TITLE = Message._meta.get_field("title").max_length
State, Why, Channel = Message.State, Message.Why, Message.Channel

logger = logging.getLogger(__name__)


def sweep_messages(*, at: datetime, batch: int = BATCH) -> int:
    """Claim what is due and send it. Any number may run at once, be repeated or be killed.

    At least once only between the mail server's yes and the stamp; the second copy would carry the
    same Message-ID.
    """
    Message.objects.abandoned(at=at).update(
        state=State.WAITING, claim_token=None, lease_ends_at=None
    )
    token = uuid4()
    claimed = _claim(token=token, at=at, batch=batch)
    if claimed:
        known = Circumstances(claimed, at=at)
        with Postbox() as postbox:
            for _reader, messages in groupby(claimed, key=lambda message: str(message.reader)):
                _Round(token, at, known, postbox).deliver([message.pk for message in messages])
    return len(claimed)


@transaction.atomic
def _claim(*, token: UUID, at: datetime, batch: int) -> list[Message]:
    """What is due, with whatever else is due for the same people, ordered by reader.

    SQLite knows no row locks: there the condition in the UPDATE decides who claims a row.
    """
    due = Message.objects.due(at=at).select_for_update(skip_locked=True)
    chosen = list(due.values_list("pk", "person_id")[:batch])
    people = {person for _, person in chosen if person}
    theirs = Message.objects.due_or_going_along(at=at).filter(person__in=people)
    together = theirs.select_for_update(skip_locked=True).values_list("pk", flat=True)[: 2 * batch]
    keys = {pk for pk, _ in chosen} | set(together if people else ())
    Message.objects.waiting().filter(pk__in=keys).update(
        state=State.CLAIMED,
        claim_token=token,
        lease_ends_at=at + LEASE,
    )
    mine = Message.objects.filter(pk__in=keys, claim_token=token).select_related("person")
    return list(mine.order_by("person_id", "address", "try_at", "pk"))


class _Round:
    """One reader's messages in one sweep."""

    def __init__(self, token: UUID, at: datetime, known: Circumstances, postbox: Postbox) -> None:
        self.token, self.at, self.known, self.postbox = token, at, known, postbox

    def deliver(self, keys: Sequence[int]) -> None:
        """Counts the try now: one message that kills its worker costs none behind it a try."""
        held = Message.objects.filter(pk__in=keys, state=State.CLAIMED, claim_token=self.token)
        held.update(tries=F("tries") + 1)
        ready = []
        for message in held.select_related("person").order_by("try_at", "pk"):
            match judge(message, self.known):
                case Ready() as one:
                    ready.append(one)
                case Over() as over:
                    self._let_go(over)
        self._stamp([one for one in ready if not one.by_mail], Channel.PORTAL)
        by_mail = [one for one in ready if one.by_mail]
        for one in by_mail:
            if one.kind.is_transactional:
                self._post([one])
        others = [one for one in by_mail if not one.kind.is_transactional]
        along = [one for one in others if one.kind.goes_along]
        if not self._post_when_kind([one for one in others if not one.kind.goes_along], along):
            self._keep(along)

    def _let_go(self, over: Over) -> None:
        if over.words:
            hand_over(over.message, words=over.words, to=self.known.kindness.handed_to, at=self.at)
        self._end(over.message, over.state, over.why)

    def _post_when_kind(self, ready: list[Ready], along: list[Ready]) -> bool:
        """In office hours, within the week's measure, and together: whether a letter was tried."""
        now = self._ripe(ready)
        if not now:
            return False
        has_room_at = self.known.has_room_at(now[0].message.reader)
        if has_room_at > self.at:
            self._postpone(now, has_room_at)
            return False
        if self._post([*now, *along]):
            self.known.note_letter(now[0].message.reader)
        return True

    def _keep(self, along: list[Ready]) -> None:
        """No letter goes that could take them: they wait for one until their moment, then stay."""
        self._stamp(self._ripe(along), Channel.PORTAL)

    def _ripe(self, ready: list[Ready]) -> list[Ready]:
        """Those whose moment has come; the others are put off to it."""
        now = []
        for one in ready:
            moment = self.known.moment(
                one.message.reader, pace=one.kind.pace, due_at=one.message.due_at
            )
            if moment is None:
                self._end(one.message, State.SKIPPED, Why.MUTED)
            elif moment > self.at:
                self._postpone([one], moment)
            else:
                now.append(one)
        return now

    def _post(self, ready: Sequence[Ready]) -> bool:
        first = ready[0].message
        parts = [
            Part(
                one.message,
                one.words,
                not one.kind.is_transactional,
                str(one.kind.label),
                one.kind.entry(one.message),
            )
            for one in ready
        ]
        letter = compose(parts, is_first=self.known.is_first_letter(first.reader))
        try:
            self.postbox.post(letter)
        except SMTPRecipientsRefused as refusal:
            self._refused(ready, refusal)
        except OSError as problem:
            logger.warning("message %s was not taken: %s", first.pk, type(problem).__name__)
            for one in ready:
                self._try_again_later(one.message)
        else:
            self._stamp(ready, Channel.EMAIL)
            return True
        return False

    def _refused(self, ready: Sequence[Ready], refusal: SMTPRecipientsRefused) -> None:
        """For good: the address is marked, and a person finds the message in the portal."""
        code = max(code for code, _words in refusal.recipients.values())
        if code < PERMANENT:
            for one in ready:
                self._try_again_later(one.message)
            return
        message = ready[0].message
        note_trouble(
            address=message.recipient,
            kind=AddressTrouble.Kind.BOUNCED,
            code=str(code),
            at=self.at,
        )
        if message.person:
            self._stamp(ready, Channel.PORTAL)
        else:
            self._end(message, State.SKIPPED, Why.NO_ADDRESS)

    def _held(self, messages: Iterable[Message]) -> object:
        """Only the holder of the token may say how it ended; a lost lease belongs to the next."""
        keys = [message.pk for message in messages]
        return Message.objects.filter(pk__in=keys, claim_token=self.token)

    def _stamp(self, ready: Sequence[Ready], channel: str) -> None:
        """What left is *sent*, even when it was withdrawn while it was on the wire."""
        letter = uuid4()
        for one in ready:
            self._held([one.message]).update(
                state=State.SENT,
                channel=channel,
                letter=letter,
                title=one.words.title[:TITLE],
                path=one.words.path,
                why="",
                ended_at=self.at,
                claim_token=None,
                lease_ends_at=None,
            )

    def _end(self, message: Message, state: str, why: str) -> None:
        self._held([message]).filter(state=State.CLAIMED).update(
            state=state, why=why, ended_at=self.at, claim_token=None, lease_ends_at=None
        )

    def _postpone(self, ready: Sequence[Ready], moment: datetime) -> None:
        """Not a try: nothing was sent."""
        held = self._held(one.message for one in ready).filter(state=State.CLAIMED)
        held.update(
            state=State.WAITING,
            try_at=moment,
            tries=F("tries") - 1,
            claim_token=None,
            lease_ends_at=None,
        )

    def _try_again_later(self, message: Message) -> None:
        """Wait 1, 4, 16, 64 and 256 minutes between tries, then give up where a person sees it."""
        if message.tries >= TRIES:
            self._end(message, State.FAILED, Why.UNREACHABLE)
            return
        self._held([message]).filter(state=State.CLAIMED).update(
            state=State.WAITING,
            try_at=self.at + timedelta(minutes=4 ** (message.tries - 1)),
            claim_token=None,
            lease_ends_at=None,
        )
