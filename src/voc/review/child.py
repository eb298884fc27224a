"""A child process that does what is named to it, and ends when its parent does, however that ends."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection, wait
from typing import Any

from voc.errors import VocError

Progress = Callable[[str, int, int], None]


class Stopped(Exception):
    """The work did not come to its end: it was stopped, or it broke."""


class Child:
    """The parent's side. The process starts with the first work, and again after it was lost."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._lock = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None
        self._closed = False

    def do(self, work: str, given: Sequence[Any], progress: Progress) -> Any:
        """Have ``voc.review.works.<work>(*given, progress=…)`` done; raises its ``VocError``, or ``Stopped``."""
        try:
            line = self._started()
            line.send((work, tuple(given)))
            while True:
                word, said = line.recv()
                if word != "step":
                    break
                progress(*said)
        except (EOFError, OSError) as error:
            self._lost()
            raise Stopped("the work was stopped; start it again") from error
        if word == "told":
            raise VocError(said)
        if word == "broke":
            raise Stopped(said)
        return said

    def _started(self) -> Connection:
        with self._lock:
            if self._closed:
                raise EOFError
            if self._line is None or not self._process.is_alive():
                self._line, theirs = self._context.Pipe()
                self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
                self._process.start()
                theirs.close()
            return self._line

    def _lost(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join()
            self._line = self._process = None

    def stop(self) -> None:
        """End the process, whatever it does; the one who waits for it gets ``Stopped``."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()
                self._process.join()


def _serve(line: Connection) -> None:
    """The child's side: one piece of work after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who then stops us
    with suppress(AttributeError, OSError):
        os.nice(10)  # the one who judges goes first; Windows has no nice
    threading.Thread(target=_end_with_parent, daemon=True).start()
    works = import_module("voc.review.works")

    def progress(name: str, done: int, total: int) -> None:
        line.send(("step", (name, done, total)))

    with suppress(EOFError, OSError):
        while True:
            work, given = line.recv()
            line.send(_answer(getattr(works, work), given, progress))


def _answer(work: Callable[..., Any], given: Sequence[Any], progress: Progress) -> tuple[str, Any]:
    try:
        return "found", work(*given, progress=progress)
    except VocError as error:
        return "told", str(error)
    except Exception as error:
        logging.getLogger(__name__).exception("the work broke")
        return "broke", f"something unforeseen: {type(error).__name__}: {error}"


def _end_with_parent() -> None:
    """Nobody is left to take the result of what a killed parent ordered."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
