"""Reports as mail servers and services write them."""

DELIVERY = """\
From: MAILER-DAEMON@mail.example.org
To: portal@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

--=b
Content-Type: text/plain

I could not deliver it.

--=b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Wed, 18 Nov 2026 11:00:00 +0000

{groups}
--=b
Content-Type: message/rfc822

From: portal@example.org
To: Gone@Example.org
Subject: Your lesson waits

Hello.
--=b--
"""
GROUP = """\
Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

"""
COMPLAINT = b"""\
From: feedback@mailbox.example
To: portal@example.org
Subject: A complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=b"

--=b
Content-Type: text/plain

Somebody marked this letter.

--=b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Mailbox/1
Version: 1
Original-Rcpt-To: <Robin@Example.org>

--=b
Content-Type: text/rfc822-headers

To: robin@example.org
--=b--
"""


def delivery(*groups):
    written = "".join(
        GROUP.format(address=address, action=action, status=status)
        for address, action, status in groups
    )
    return DELIVERY.format(groups=written).encode()


GONE = delivery(("Gone@Example.org", "failed", "5.1.1"))
