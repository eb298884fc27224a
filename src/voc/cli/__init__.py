"""The command line. One module is one command; it parses and prints, the function of the same name works."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

import typer

from voc.cli import (
    add,
    agree,
    check,
    codebooks,
    diff,
    eval_,
    forget,
    formats,
    init,
    map_,
    models,
    read,
    review,
    reviews,
    share,
    sniff,
    status,
    tag,
    teach,
    verify,
)
from voc.errors import VocError

app = typer.Typer(
    help="Research files in, an evidence-backed customer-journey map out.",
    epilog="Start with: voc map FOLDER",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)
for command, name in (
    (map_.command, "map"),
    (read.command, "read"),
    (sniff.command, "sniff"),
    (tag.command, "tag"),
    (review.command, "review"),
    (reviews.command, "reviews"),
    (teach.command, "teach"),
    (eval_.command, "eval"),
    (agree.command, "agree"),
    (diff.command, "diff"),
    (verify.command, "verify"),
    (share.command, "share"),
    (forget.command, "forget"),
    (check.command, "check"),
    (status.command, "status"),
    (init.command, "init"),
    (add.command, "add"),
    (formats.command, "formats"),
    (codebooks.command, "codebooks"),
    (models.command, "models"),
):
    app.command(name)(command)

# What shells give for Ctrl-C.
_STOPPED = 130
# Threads of NumPy's linear algebra: 3,000 reviews take 56 s of processor time with one and 67 to 72 with two, since the
# tables of a map are small and threads wait for each other; and sums end in other digits by their number. Encoders and
# checkpoints have threads of their own.
_THREADS = "OPENBLAS_NUM_THREADS"


@app.callback(invoke_without_command=True)
def _voc(version: bool = typer.Option(False, "--version", help="Show the version and exit.")) -> None:
    if version:
        from voc import __version__

        typer.echo(f"voc {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 the check failed, 2 wrong use or unreadable input."""
    # A command makes objects by the hundred thousand and keeps them to its end: to look for cycles among them at each
    # 700 new ones takes a tenth of its time.
    gc.set_threshold(100_000)
    os.environ.setdefault(_THREADS, "1")  # read when NumPy is loaded, which no module here does before it must
    try:
        code = app(standalone_mode=False)
    except VocError as error:
        _fail(str(error))
    except typer.TyperException as error:
        _fail(error.format_message())
    except (KeyboardInterrupt, typer.Abort):
        _stop()
    except BrokenPipeError:
        # The reader of our output went away (voc … | head); that is no fault of ours or hers.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail(_os_line(error))
    else:
        # Typer makes this exit code of Ctrl-C inside a command.
        if code == _STOPPED:
            _stop()
        sys.exit(code or 0)


def _stop() -> NoReturn:
    """Print that a person stopped it, and exit as shells do."""
    typer.echo("voc: stopped; no file was left half-written", err=True)
    sys.exit(_STOPPED)


def _os_line(error: OSError) -> str:
    """What the system refused: the file (of a rename, where it was to go) and why."""
    name = error.filename2 or error.filename
    where = f"{os.fsdecode(name)}: " if isinstance(name, str | bytes | os.PathLike) else ""
    denied = isinstance(error, PermissionError)
    cure = "give a place where you may write" if denied else "give another name, or clear what is in the way"
    return f"{where}{(error.strerror or str(error)).lower()}; {cure}"


def _fail(text: str) -> NoReturn:
    """Print one line and exit with 2; a usage text (no command given) is printed as it is."""
    typer.echo(text if text.startswith("Usage:") else f"voc: {' '.join(text.split())}", err=True)
    sys.exit(2)
