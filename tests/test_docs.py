"""What the documents say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from voc.cli import app
from voc.codebook import Codebook, codebook_files
from voc.models import manifest
from voc.readers import all_readers
from voc.reports import DEFAULT, all_reports

ROOT = Path(__file__).parents[1]
DOCS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "THIRD_PARTY.md",
    "corpora/sample/README.md",
    "models/README.md",
]
COMMANDS = [command.name for command in app.registered_commands]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"voc {command}" in text("README.md") or f"`{command}`" in text("CHANGELOG.md")


@pytest.mark.parametrize("command", app.registered_commands, ids=lambda command: command.name)
def test_every_command_shows_an_example(command) -> None:  # type: ignore[no-untyped-def]
    assert f"Example: voc {command.name}" in command.callback.__doc__


@pytest.mark.parametrize("command", re.findall(r"^voc (\w+)", text("README.md"), re.MULTILINE))
def test_the_readme_names_only_commands_there_are(command: str) -> None:
    assert command in COMMANDS


@pytest.mark.parametrize("doc", DOCS)
def test_links_lead_somewhere(doc: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", text(doc)):
        assert ((ROOT / doc).parent / target).exists(), target


@pytest.mark.parametrize(
    "path",
    re.findall(
        r"`((?:src|tests|benchmarks|notebooks|corpora|models)/[\w./]+)`", text("README.md") + text("CONTRIBUTING.md")
    ),
)
def test_paths_in_the_documents_exist(path: str) -> None:
    invented = "my_" in path
    assert invented or (ROOT / path).exists()


def test_the_python_of_the_readme_runs_names_that_exist() -> None:
    import voc

    for block in re.findall(r"```python\n(.*?)```", text("README.md"), re.DOTALL):
        compile(block, "README.md", "exec")
        for name in re.findall(r"\bvoc\.(\w+)", block):
            assert hasattr(voc, name)


def test_the_codebook_of_the_readme_is_one() -> None:
    (block,) = [b for b in re.findall(r"```toml\n(.*?)```", text("README.md"), re.DOTALL) if "[[stage]]" in b]
    assert Codebook.parse(block.encode(), where="README.md").stages[0].name == "delivery"


def test_the_study_of_the_readme_is_one(tmp_path: Path) -> None:
    from voc.study import Study

    (block,) = [b for b in re.findall(r"```toml\n(.*?)```", text("README.md"), re.DOTALL) if "[[source]]" in b]
    (tmp_path / "study.toml").write_text(block, encoding="utf-8")
    assert len(Study.load(tmp_path).rules) == 2


def test_default_reports_are_those_of_the_help() -> None:
    from voc.cli.map_ import command

    (option,) = [meta for meta in command.__annotations__.values() if "--to" in str(meta)]
    assert ",".join(DEFAULT) in str(option)
    assert set(DEFAULT) <= set(all_reports())


def test_every_model_has_a_card() -> None:
    for name, model in manifest().items():
        card = text(f"models/{name}.md")
        assert model.version in card
        assert model.licence in card


def test_every_format_is_named_in_the_readme() -> None:
    readme = text("README.md").lower()
    for reader in all_readers().values():
        assert any(word in readme for word in (reader.name, *said(reader.name), *said(reader.title))), reader.name


def said(name: str) -> list[str]:
    """The words of a name that tell one format from another."""
    common = {"table", "transcript", "text", "json", "csv", "xlsx", "lines", "document", "api", "export", "and", "the"}
    words = re.findall(r"[a-z0-9]{3,}", name.lower().replace("_", " "))
    return [word for word in words if word not in common]


def test_every_kind_has_its_row_in_the_readme() -> None:
    rows = {
        "interview": "interviews",
        "survey": "surveys",
        "social": "posts, reviews",
        "review": "posts, reviews",
        "ticket": "support tickets",
        "figures": "figures",
    }
    kinds = {reader.kind for reader in all_readers().values()} - {"other", "note"}
    assert all(f"| {rows[kind]} |" in text("README.md") for kind in kinds)


@pytest.mark.parametrize("reader", all_readers().values(), ids=lambda reader: reader.name)
def test_every_format_says_what_its_layout_rests_on(reader) -> None:  # type: ignore[no-untyped-def]
    assert reader.grade in ("real file seen", "layout from documentation", "unverified")
    assert reader.title


def test_every_codebook_is_named_in_the_readme() -> None:
    assert all(f"`{name}`" in text("README.md") for name in codebook_files())


def test_the_pinned_files_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in text(name)
        assert "--hash=sha256:" in text(name)
