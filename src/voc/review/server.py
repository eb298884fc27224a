"""Open the port and serve: on this machine alone, or, with a passphrase, for others in the network."""

from __future__ import annotations

import errno
import ipaddress
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voc.errors import VocError, to_run
from voc.review.sessions import Secret, Sessions, new_token
from voc.taggers import DEFAULT

if TYPE_CHECKING:
    from voc.review.desk import Desk

Progress = Callable[[str, int, int], None]
LOOPBACK = "127.0.0.1"
PORT, _PORTS = 8420, 20
_SHORTEST = 8


@dataclass(frozen=True)
class Address:
    """Where the server listens, and the secrets of this start."""

    host: str
    port: int
    token: str = field(repr=False)
    local: bool
    passphrase: Secret | None
    socket: socket.socket = field(repr=False)

    @property
    def url(self) -> str:
        """The address for the person at this machine. Browsers send nothing of what stands behind #."""
        everywhere = self.host in ("0.0.0.0", "::", "")  # noqa: S104 - it is compared, not bound
        return f"http://{_shown(LOOPBACK if everywhere else self.host)}:{self.port}/#token={self.token}"

    @property
    def exposed(self) -> str | None:
        """Who else can come in, in one line; ``None`` where nobody can."""
        if self.local:
            return None
        return (
            f"http://{_shown(self.host)}:{self.port} is open to every machine that reaches this one: whoever knows the "
            "passphrase can read all quotes and judge them, and nothing is encrypted on the way"
        )


@contextmanager
def listening(host: str = LOOPBACK, port: int | None = None, *, passphrase: str | None = None) -> Iterator[Address]:
    """Take the port: this one alone, or the first free one where none is asked for.

    Raises ``VocError`` where it is taken, or where others could come in without a passphrase.
    """
    if passphrase is not None and len(passphrase) < _SHORTEST:
        raise VocError(f"a passphrase has at least {_SHORTEST} signs; take some words that nobody guesses")
    local = is_loopback(host)
    if not local and passphrase is None:
        raise VocError(
            f"--host {host} lets other machines in and needs a passphrase: put one into a file and give it with "
            "--passphrase-file, or into VOC_PASSPHRASE"
        )
    with _bound(host, port) as taken:
        secret = None if passphrase is None else Secret.of("passphrase", passphrase)
        yield Address(host, taken.getsockname()[1], new_token(), local, secret, taken)


def open_desk(
    folder: Path,
    address: Address,
    *,
    coder: str | None = None,
    tagger: str = DEFAULT,
    seed: int | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Desk:
    """Open the study; one that has no map yet is read and tagged first. Raises what :func:`voc.stored.opened` does."""
    from voc import stored
    from voc.review.admission import named
    from voc.review.desk import Desk
    from voc.review.wire import Refused
    from voc.study import Study

    study = Study.load(folder)
    try:
        name = None if coder is None else named(coder)
    except Refused as error:
        raise VocError(f"--coder {coder!r}: {error}") from error
    return Desk(
        folder,
        stored.opened(folder, tagger=tagger, seed=seed, progress=progress),
        Sessions(Secret.of("token", address.token), address.passphrase),
        tagger,
        study.title,
        # Of one study always the same: by it the probabilities of all draws go together.
        seed=study.seed,
        coder=name,
        exposed=address.exposed,
        command=_command(folder, address.port, name, tagger),
    )


def _command(folder: Path, port: int, coder: str | None, tagger: str) -> str:
    """What starts the server again where it is, in a shell.

    >>> _command(Path("/my study"), 8420, "ann", DEFAULT)
    "voc review '/my study' --port 8420 --coder ann"
    """
    more = ["--coder", coder] if coder is not None else []
    more += ["--tagger", tagger] if tagger != DEFAULT else []
    return to_run("review", folder.resolve(), "--port", port, *more)


def serve(desk: Desk, address: Address, *, browser: bool = True) -> None:
    """Serve until Ctrl-C, then close the study; what runs beside is stopped."""
    # Who is asked to end does so as by Ctrl-C: the study is closed.
    with suppress(ValueError):  # only the main thread has signals
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _serve(desk, address, browser=browser)
    except KeyboardInterrupt:
        pass
    finally:
        desk.close()


def _serve(desk: Desk, address: Address, *, browser: bool) -> None:
    import uvicorn

    from voc.review.app import make_app

    names = () if address.local else (address.host, socket.gethostname())
    config = uvicorn.Config(
        make_app(desk, names=names),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    threading.Thread(target=desk.drawing.prepare, args=(desk,), name="voc-prepare", daemon=True).start()
    if browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(address.url,), daemon=True).start()
    uvicorn.Server(config).run(sockets=[address.socket])


def _bound(host: str, port: int | None) -> socket.socket:
    """A socket on the port, or on the first free one where none is asked for."""
    for candidate in range(PORT, PORT + _PORTS) if port is None else (port,):
        try:
            return _bind(host, candidate)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise VocError(
                    f"--host {host}: {(error.strerror or str(error)).lower()}; give an address of this machine"
                ) from error
            if port is not None:
                why = "is taken" if error.errno == errno.EADDRINUSE else "is not for everybody to use"
                raise VocError(f"port {port} {why}; give another --port, or none to have a free one found") from error
    raise VocError(f"ports {PORT} to {PORT + _PORTS - 1} are all taken; give a free one with --port")


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # With its protocol: only then asyncio sends at once, else every answer waits 40 ms for the browser's receipt.
    made = socket.socket(family, kind, protocol)
    try:
        if sys.platform == "win32":
            # There, reusing an address means to share it with whoever else wants it.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(where)
        # From now on nobody else gets the port, and who comes early waits in line.
        made.listen()
    except BaseException:
        made.close()
        raise
    return made


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _has_screen() -> bool:
    """Without one, a browser in text would take the terminal."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
