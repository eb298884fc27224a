"""Who may come in: the secret of one run of the server, sessions in browsers, and a limit on wrong tries.

A session is a random name in a cookie; here only its hash is kept, so nothing that leaks from memory opens the door.
The secret is a random token (loopback), or a passphrase that a person chose (``--host``), kept as a salted scrypt hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["token", "passphrase"]
# Interactive logins by OWASP's password storage sheet: N = 2^15, r = 8, p = 3 (about 0.15 s and 32 MiB a try).
_SCRYPT = {"n": 2**15, "r": 8, "p": 3, "maxmem": 64 * 2**20}
TRIES, ALL_TRIES, WINDOW = 5, 60, 60.0
# More sessions than a team has browsers: the oldest goes.
_SESSIONS = 1000


@dataclass(frozen=True)
class Secret:
    """What opens the door, as a salted hash. A token has 256 random bits, so one plain hash is enough for it."""

    kind: Kind
    salt: bytes = field(repr=False)
    hashed: bytes = field(repr=False)

    @classmethod
    def of(cls, kind: Kind, word: str) -> Secret:
        """Keep the hash of a word."""
        salt = secrets.token_bytes(16)
        return cls(kind, salt, _hash(kind, word, salt))

    def fits(self, word: str) -> bool:
        """Whether it is the word; in a time that says nothing of how much of it was right."""
        return hmac.compare_digest(_hash(self.kind, word, self.salt), self.hashed)


def _hash(kind: Kind, word: str, salt: bytes) -> bytes:
    data = word.encode("utf-8", "surrogatepass")
    if kind == "token":
        return hashlib.sha256(salt + data).digest()
    return hashlib.scrypt(data, salt=salt, **_SCRYPT)


def new_token() -> str:
    """A token that cannot be guessed: 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


class Tries:
    """At most ``TRIES`` wrong tries of one address in ``WINDOW`` seconds, and ``ALL_TRIES`` of all together."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counted: deque[tuple[float, str]] = deque()

    def take(self, address: str) -> int:
        """Count a try before it is made, so that many at once gain nothing; else the seconds to wait (0: go on)."""
        with self._lock:
            now = self._clock()
            while self._counted and now - self._counted[0][0] >= WINDOW:
                self._counted.popleft()
            own = [at for at, who in self._counted if who == address]
            for times, most in ((own, TRIES), ([at for at, _ in self._counted], ALL_TRIES)):
                if len(times) >= most:
                    return int(WINDOW - (now - times[0])) + 1
            self._counted.append((now, address))
            return 0

    def right(self, address: str) -> None:
        """It was no wrong try: count none of this address."""
        with self._lock:
            self._counted = deque((at, who) for at, who in self._counted if who != address)


class Sessions:
    """The open sessions and the coder's name of each; safe to use from several threads."""

    def __init__(self, token: Secret, passphrase: Secret | None = None) -> None:
        self.token, self.passphrase = token, passphrase
        self.tries = Tries()
        self._open: dict[bytes, str | None] = {}
        self._lock = threading.Lock()

    def start(self, coder: str | None) -> str:
        """Open a session and give its name."""
        name = new_token()
        with self._lock:
            while len(self._open) >= _SESSIONS:
                del self._open[next(iter(self._open))]
            self._open[_key(name)] = coder
        return name

    def coder(self, name: str) -> str | None:
        """Who codes in a session, if she has said so; raises ``KeyError`` where there is no such session."""
        return self._open[_key(name)]

    def call(self, name: str, coder: str) -> None:
        """Name the coder of a session."""
        with self._lock:
            self._open[_key(name)] = coder

    def end(self, name: str) -> None:
        """Close a session."""
        with self._lock:
            self._open.pop(_key(name), None)


def _key(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
