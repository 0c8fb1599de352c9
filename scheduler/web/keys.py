"""Who may come in where a token is asked for: the token itself, and the session that a browser gets
for it. Pure but for the moments handed in.
"""

import base64
import binascii
import hashlib
import hmac
from collections import deque
from datetime import datetime, timedelta

SESSION_COOKIE = "uw_session"
SESSION = timedelta(days=30)
LEAST_TOKEN = 12  # letters: shorter ones can be tried out
WRONG_TRIES, TRIES_SPAN = 10, timedelta(minutes=1)


class Keys:
    """One token. Comparisons take the same time whatever was given."""

    def __init__(self, token: str) -> None:
        self._token = hashlib.sha256(token.encode()).digest()
        self._sign = hashlib.sha256(b"unionwatch session\0" + token.encode()).digest()
        self._wrong: deque[datetime] = deque(maxlen=WRONG_TRIES)

    def fits(self, given: str) -> bool:
        """Whether this is the token."""
        digest = hashlib.sha256(given.encode("utf-8", "replace")).digest()
        return hmac.compare_digest(digest, self._token)

    def blocked(self, now: datetime) -> bool:
        """Whether too many wrong tokens were tried in the last minute."""
        full = len(self._wrong) == WRONG_TRIES
        return full and now - self._wrong[0] < TRIES_SPAN

    def note_wrong(self, now: datetime) -> None:
        """A wrong token was tried."""
        self._wrong.append(now)

    def session(self, now: datetime) -> str:
        """A cookie's value: the moment, signed. It ends with the token, not with the server."""
        issued = str(int(now.timestamp()))
        return f"{issued}.{self._signature(issued)}"

    def is_session(self, value: str, now: datetime) -> bool:
        """Whether the cookie was signed here and is not too old."""
        issued, _, signature = value.partition(".")
        if not hmac.compare_digest(self._signature(issued).encode(), signature.encode()):
            return False
        age = now.timestamp() - int(issued)
        return -60 <= age <= SESSION.total_seconds()

    def allows(self, authorization: str, now: datetime) -> bool:
        """Whether an Authorization header bears the token: ``Bearer``, or the password of ``Basic``
        (feed readers know no other). Header values come as Latin-1.
        """
        scheme, _, given = authorization.strip().partition(" ")
        match scheme.lower():
            case "bearer":
                token = given.strip().encode("latin-1", "replace").decode("utf-8", "replace")
            case "basic":
                token = _password(given)
            case _:
                return False
        if self.blocked(now):
            return False
        if not self.fits(token):
            self.note_wrong(now)
            return False
        return True

    def _signature(self, issued: str) -> str:
        return hmac.new(self._sign, issued.encode("utf-8", "replace"), "sha256").hexdigest()


def _password(given: str) -> str:
    try:
        plain = base64.b64decode(given.strip(), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    return plain.partition(":")[2]
