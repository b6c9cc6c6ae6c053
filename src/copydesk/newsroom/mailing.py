"""The digest by mail: to who confirmed, nothing twice, and one click to leave.

The last-sent mark moves before a mail is handed over and goes back when the mail server refuses it:
a crash between the two loses a digest, and never sends one twice.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from copydesk.errors import NotFit
from copydesk.model.newsroom import Every, Subscriber
from copydesk.model.serial import from_json
from copydesk.publish import Site
from copydesk.publish.digest import Digest, as_html, as_text, digest
from copydesk.publish.served import Entry
from copydesk.settings import Settings
from copydesk.store import Store

_LOG = logging.getLogger(__name__)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
#: Who never confirmed is forgotten after this time.
WAITING = timedelta(days=2)
_PERIODS = {Every.HOUR: timedelta(hours=1), Every.DAY: timedelta(days=1)}
#: Seconds that a mail server may take.
_PATIENCE = 20.0

#: Hands a mail over.
Send = Callable[[EmailMessage], None]
#: Signs text so that only this newsroom can have made it.
Sign = Callable[[str], str]


def since(store: Store, serial: int) -> tuple[Digest, int]:
    """What came and changed after that serial, and the serial it goes up to."""
    entries = []
    while found := store.shelf.after(serial):
        entries += [(from_json(Entry, row.record), row.version) for row in found]
        serial = found[-1].serial
    return digest(entries), serial


def join(
    store: Store, site: Site, sign: Sign, send: Send, address: str, every: Every, now: datetime
) -> None:
    """Ask the owner of an address whether they want the digest.

    Whether somebody has subscribed cannot be told from the answer.

    Raises:
        NotFit: it is no mail address, or the site has no address to lead back to.
    """
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise NotFit("that is no mail address")
    if site.base_url is None:
        raise NotFit("this newsroom sends no mail: site.base_url is not set")
    wanted = Subscriber(secrets.token_hex(16), address.lower(), every, now, None, 0, now)
    kept = store.subscribers.add(wanted)
    if kept.confirmed is not None or (kept.id != wanted.id and now - kept.since < WAITING):
        return  # they have it, or were asked lately
    mail = _mail(site, kept.address, f"{site.title}: do you want the digest?", now)
    link = site.address(f"digest/confirm?proof={sign(f'confirm:{kept.id}')}")
    mail.set_content(
        f"Somebody, you perhaps, asked for the digest of {site.title} at this address.\n\n"
        f"To get it: {link}\n\nIf it was not you, do nothing: you get no further mail.\n"
    )
    send(mail)


def send_due(store: Store, site: Site, sign: Sign, send: Send, now: datetime) -> int:
    """Send everybody what they were not sent yet, where it is time; how many mails."""
    if site.base_url is None:
        return 0
    store.subscribers.forget_unconfirmed(now - WAITING)
    hourly, daily = now - _PERIODS[Every.HOUR], now - _PERIODS[Every.DAY]
    sent = 0
    for subscriber in store.subscribers.due(hourly, daily):
        told, serial = since(store, subscriber.serial)
        if not store.subscribers.mark(subscriber, serial, now) or told.empty:
            continue
        mail = _mail(site, subscriber.address, f"{site.title}: {told.title}", now)
        leave = site.address(f"digest/leave?proof={sign(f'leave:{subscriber.id}')}")
        mail["List-Unsubscribe"] = f"<{leave}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        mail.set_content(as_text(told, site, leave))
        mail.add_alternative(as_html(told, site, leave), subtype="html")
        try:
            send(mail)
            sent += 1
        except OSError as error:  # smtplib's errors are of this kind
            _LOG.error("a digest was not sent and is tried again: %s", error)
            now_there = replace(subscriber, serial=serial, sent=now)
            store.subscribers.mark(now_there, subscriber.serial, subscriber.sent)
            break
    return sent


def _mail(site: Site, to: str, subject: str, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["To"] = to
    mail["Subject"] = " ".join(subject.split())[:200]
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=site.root.split("/")[2].partition(":")[0])
    return mail


def sender_of(settings: Settings) -> Send | None:
    """Hands mails to the mail server of the settings; None when there is none."""
    given = settings.digest
    if given.smtp is None or given.sender is None:
        return None
    host, _, port = given.smtp.partition(":")
    password = os.environ.get(given.password_variable)

    def send(mail: EmailMessage) -> None:
        mail["From"] = given.sender
        context = ssl.create_default_context()
        where = (host, int(port or 587))
        server: smtplib.SMTP
        if given.encryption == "tls":
            server = smtplib.SMTP_SSL(*where, timeout=_PATIENCE, context=context)
        else:
            server = smtplib.SMTP(*where, timeout=_PATIENCE)
        with server:
            if given.encryption == "starttls":
                server.starttls(context=context)
            if given.user is not None and password is not None:
                server.login(given.user, password)
            server.send_message(mail)

    return send
