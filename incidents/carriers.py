"""E-mail and text as they leave this house: two adapters that know an address and a few words, and nothing of a report.

Only incidents/news.py calls them, after safe_contact.allowed(). The contract of SMS_URL, https://TOKEN@host/path: one
POST of {"to": "+447700900123", "text": "There is news."} as JSON with `Authorization: Bearer TOKEN`; any answer from
200 to 299 means that it was taken. Whatever goes wrong is raised, and the outbox tries again; no message of an error
is kept, for it may quote the address.
"""

import json
import unicodedata
from email.utils import formataddr, parseaddr
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

#: Seconds a gateway is given to answer.
PATIENCE = 15
#: Digits of a British number whose 0 was left out.
_WITHOUT_ITS_ZERO = 10


class NotTaken(Exception):
    """The text gateway did not take the message."""


def send_email(address: str, words: str, *, signed: bool) -> None:
    """The words as subject and body; `signed` with the service's neutral name, else with a bare address."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    EmailMessage(
        subject=words,
        body=words,
        from_email=formataddr((settings.SERVICE_NAME, sender)) if signed else sender,
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def send_text(number: str, words: str) -> None:
    """Raises NotTaken, and OSError where the gateway is away. Redirects are not followed: they would take it elsewhere."""
    gateway = urlsplit(settings.SMS_URL)
    connect = HTTPSConnection if gateway.scheme == "https" else HTTPConnection
    line = connect(gateway.hostname or "", gateway.port, timeout=PATIENCE)
    body = json.dumps({"to": dialled(number), "text": words}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {unquote(gateway.username or '')}"}
    try:
        line.request("POST", gateway.path or "/", body, headers)
        status = line.getresponse().status
    finally:
        line.close()
    if not 200 <= status < 300:
        raise NotTaken(NotTaken.__doc__)


def dialled(number: str) -> str:
    """As a gateway takes it, digits and the plus of a country: however people write a number here, in any script."""
    written = "".join(str(unicodedata.decimal(symbol, symbol)) for symbol in unicodedata.normalize("NFKC", number))
    digits = "".join(symbol for symbol in written.replace("(0)", "") if symbol.isdecimal())
    if "+" in written or digits.startswith("00"):
        return f"+{digits.removeprefix('00')}"
    if digits.startswith("0") or len(digits) == _WITHOUT_ITS_ZERO:
        return f"+44{digits.removeprefix('0')}"
    return f"+{digits}"
