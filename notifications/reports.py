"""What a mail server, or a mail service, reports of letters that did not arrive or were not wanted.

Functions of their arguments only. Read: delivery status notifications (RFC 3464), abuse reports
(RFC 5965), and the JSON of docs/messages.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr

LARGEST = 1_000_000
MOST = 1_000
BOUNCED, COMPLAINED = "bounced", "complained"
_ADDRESS = re.compile(r"^[^@\s]{1,64}@[^@\s]{1,255}$")
_STATUS = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})\b")


class UnreadableReportError(ValueError):
    """It says in words what is wrong with the report."""


@dataclass(frozen=True)
class Trouble:
    address: str
    kind: str
    code: str = ""


def read_report(raw: bytes) -> list[Trouble]:
    """Every address that is in trouble for good; a delay is none."""
    if len(raw) > LARGEST:
        raise UnreadableReportError(f"The report is larger than {LARGEST} bytes.")
    found = _from_json(raw) if raw.lstrip()[:1] in (b"{", b"[") else _from_mail(raw)
    return list(dict.fromkeys(found))[:MOST]


def _from_json(raw: bytes) -> Iterator[Trouble]:
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        raise UnreadableReportError("The report is not valid JSON.") from None
    for row in said if isinstance(said, list) else [said]:
        if not isinstance(row, dict) or row.get("kind") not in (BOUNCED, COMPLAINED):
            raise UnreadableReportError('"kind" is neither "bounced" nor "complained".')
        address = _address(row.get("address"))
        if not address:
            raise UnreadableReportError('"address" is not an e-mail address.')
        code = str(row.get("code") or "")[:20]
        if not code.startswith("4"):
            yield Trouble(address, row["kind"], code)


def _from_mail(raw: bytes) -> Iterator[Trouble]:
    mail = message_from_bytes(raw, policy=policy.compat32)
    reports = [part for part in _parts(mail) if part.get_content_type() in _READERS]
    if not reports:
        raise UnreadableReportError("There is no report of a mail server in it.")
    for part in reports:
        yield from _READERS[part.get_content_type()](part)


def _parts(mail: Message) -> Iterator[Message]:
    """What is nested deeper than any mail server nests is nobody's report."""
    waiting = [(mail, 0)]
    while waiting:
        part, depth = waiting.pop()
        yield part
        inside = part.get_payload()
        if isinstance(inside, list) and depth < 5 and part.get_content_type() not in _READERS:
            waiting += [(each, depth + 1) for each in inside]


def _from_delivery_status(part: Message) -> Iterator[Trouble]:
    """One group of fields a reader; the first group is about the mail server."""
    for group in _groups(part):
        status = _STATUS.match(str(group.get("Status", "")))
        action = str(group.get("Action", "")).strip().lower()
        recipient = group.get("Final-Recipient") or group.get("Original-Recipient")
        address = _address(str(recipient or "").rpartition(";")[2])
        if address and action == "failed" and status and status[1].startswith("5"):
            yield Trouble(address, BOUNCED, status[1])


def _from_feedback(part: Message) -> Iterator[Trouble]:
    for group in _groups(part):
        for recipient in group.get_all("Original-Rcpt-To", []):
            if address := _address(str(recipient)):
                yield Trouble(address, COMPLAINED)


def _groups(part: Message) -> list[Message]:
    """The parser gives a delivery status in groups, a feedback report as text."""
    inside = part.get_payload()
    if isinstance(inside, list):
        return inside
    text = part.get_payload(decode=True) or b""
    return [message_from_bytes(text, policy=policy.compat32)]


def _address(said: object) -> str:
    """In small letters, without a name or brackets; empty where there is none."""
    if not isinstance(said, str):
        return ""
    address = parseaddr(said.strip())[1].lower()
    return address if _ADDRESS.match(address) else ""


_READERS = {
    "message/delivery-status": _from_delivery_status,
    "message/feedback-report": _from_feedback,
}
