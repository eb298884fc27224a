"""PDF and PNG by what is there: WeasyPrint, or the system's Chromium. Neither is given a network or a file but ours."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voc.errors import MissingExtra, VocError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_SECONDS = 120
_MOST = 16_000
"""Pixels that a picture may be wide or high: what browsers draw."""


def can_print() -> None:
    """Raise ``MissingExtra`` with the cure where nothing can make a PDF."""
    if _weasyprint() is None and _browser() is None:
        raise MissingExtra('journey.pdf: needs WeasyPrint or Chromium: pip install "voc[pdf]", or install Chromium')


def can_draw() -> None:
    """Raise ``MissingExtra`` with the cure where nothing can make a PNG."""
    if _browser() is None:
        raise MissingExtra("journey.png: needs Chromium or Chrome: install one of them, or take --to svg or pdf")


def pdf(page: str) -> bytes:
    """A page of HTML as PDF."""
    can_print()
    weasyprint = _weasyprint()
    if weasyprint is not None:
        made: bytes = weasyprint.HTML(string=page, url_fetcher=_refuse).write_pdf()
        return made
    return _by_browser(page, ".html", ".pdf", "--no-pdf-header-footer", "--print-to-pdf={out}")


def png(drawing: str, width: float, height: float) -> bytes:
    """An SVG file of that many pixels as PNG, at twice their number where that can be drawn."""
    can_draw()
    scale = max(1.0, min(2.0, _MOST / max(width, height)))
    size = f"--window-size={min(round(width), _MOST)},{min(round(height), _MOST)}"
    return _by_browser(drawing, ".svg", ".png", size, f"--force-device-scale-factor={scale:g}", "--screenshot={out}")


@cache
def _weasyprint() -> Any:
    """WeasyPrint, or ``None`` where it or the libraries that it stands on are not installed."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    return weasyprint


def _refuse(url: str, *_: object, **__: object) -> Any:
    raise ValueError(f"the map asks for nothing, not {url[:80]}")


@cache
def _browser() -> str | None:
    return next((path for name in _BROWSERS if (path := shutil.which(name)) is not None), None)


def _by_browser(content: str, suffix: str, made: str, *how: str) -> bytes:
    """What a headless browser makes of a file; it knows no other host."""
    # A helper of the browser that outlives it may still write into its profile: no reason to lose the map.
    with TemporaryDirectory(prefix="voc-", ignore_cleanup_errors=True) as folder:
        given, out = Path(folder) / f"map{suffix}", Path(folder) / f"out{made}"
        given.write_text(content, encoding="utf-8")
        words = [
            *(str(_browser()), "--headless", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"),
            *("--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile"),
            # As root, as in containers, Chromium has no sandbox; the file holds no script and may load nothing.
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            *(word.format(out=out) for word in how),
            given.as_uri(),
        ]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - our own words
            return out.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise VocError(f"{words[0]}: could not draw the map ({type(error).__name__}); take --to svg") from error
