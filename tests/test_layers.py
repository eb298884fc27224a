"""The road has one direction: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import voc

ROOT = Path(voc.__file__).parent
STATIONS = (
    *(
        "reading",
        "readers",
        "encoder",
        "learning",
        "taggers",
        "journey",
        "reports",
        "evaluation",
        "charts",
        "redaction",
    ),
    *("store", "proof", "sharing", "review", "cli"),
)
# What a station may import besides the shared modules and itself. Reports draw journeys, nothing else.
MAY = {
    # What all formats share knows no format.
    "reading": set(),
    "readers": {"reading"},
    # Texts to vectors; the one place that runs a network.
    "encoder": set(),
    # Arrays in, arrays out, and the files they are kept in; it knows no tagger.
    "learning": set(),
    "taggers": {"encoder", "learning"},
    # The conveniences of a Journey, imported when called: journey.save("map.html"), its look in a notebook and as text.
    "journey": {"reports.render_for", "reports.notebook_view", "reports.terminal_view"},
    "reports": {
        "journey.model",
        "journey.findings",
        "journey.portraits",
        "journey.rarefaction",
        "journey.wave_records",
        "journey.diff_records",
    },
    # Beside the road: it measures tables, whoever made them.
    "evaluation": set(),
    # Texts in, spans out.
    "redaction": set(),
    # Reports and sources beside each other; and what is taken out of a map before it is sent.
    "proof": {"readers", "reading", "redaction"},
    "sharing": {"journey", "redaction"},
    # The study's database: tables in, tables out; the one place that writes SQL.
    "store": set(),
    # The app on a study's database; the one place that serves a browser.
    "review": {"store", "stored", "api", "teach", "journey", "learning", "taggers", "status"},
    # For notebooks; they draw what is there.
    "charts": {"journey.model", "journey.rarefaction", "evaluation.model"},
    "cli": {
        *("reading", "readers", "taggers", "journey", "reports", "evaluation", "learning"),
        *(
            "adding",
            "api",
            "comparing",
            "corrections",
            "decisions",
            "forget",
            "label_sets",
            "lock",
            "map_files",
            "proof.quoted",
            "redact",
            "redaction",
            "review.drawing",
            "review.server",
            "share",
            "status",
            "store",
            "stored",
            "tagging",
            "teach",
            "verify",
        ),
    },
}
SHARED = {
    "_branches",
    "_display",
    "_attributes",
    "_english",
    "_files",
    "_plugins",
    "_runs",
    "_shown",
    "_tables",
    "_toml",
    "_turns",
    "clauses",
    "conditions",
    "conformal",
    "codebook",
    "errors",
    "language",
    "models",
    "quotes",
    "risk",
    "sampling",
    "study",
    "theme_file",
    "tags",
    "targets",
    "wave_rules",
}
# Modules that stand above the stations.
ABOVE = {
    "__main__",
    "adding",
    "api",
    "codes",
    "comparing",
    "corrections",
    "decisions",
    "forget",
    "label_sets",
    "lock",
    "map_files",
    "redact",
    "share",
    "status",
    "stored",
    "tagging",
    "teach",
    "verify",
    "__init__",
}


def imports(path: Path) -> set[str]:
    """The modules of voc that a file imports, without the leading ``voc.``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.removeprefix("voc.") for name in found if name.startswith("voc.")}


def modules(station: str) -> list[Path]:
    return sorted((ROOT / station).rglob("*.py"))


@pytest.mark.parametrize("station", STATIONS)
def test_a_station_imports_only_what_comes_before_it(station: str) -> None:
    for path in modules(station):
        for name in imports(path):
            head = name.split(".")[0]
            if head == station or head in SHARED or head == "__version__":
                continue
            assert any(name == allowed or name.startswith(f"{allowed}.") for allowed in MAY[station]), (
                f"{path.relative_to(ROOT)} imports voc.{name}"
            )


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.py")), ids=lambda path: path.stem)
def test_shared_modules_import_no_station(path: Path) -> None:
    if path.stem in ABOVE:
        return
    assert path.stem in SHARED, f"{path.name} is neither shared nor above the stations: say which"
    assert not {name.split(".")[0] for name in imports(path)} & set(STATIONS)


def test_nothing_imports_the_command_line() -> None:
    for path in ROOT.rglob("*.py"):
        if "cli" not in path.relative_to(ROOT).parts and path.stem != "__main__":
            assert not any(name.split(".")[0] == "cli" for name in imports(path)), path
