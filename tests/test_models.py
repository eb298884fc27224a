from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from voc import language
from voc.errors import VocError
from voc.models import Model, manifest
from voc.taggers import vader


@pytest.fixture
def toy(tmp_path, monkeypatch) -> Model:
    """A model of two files in a package of its own."""
    home = tmp_path / "toy_model"
    (home / "data").mkdir(parents=True)
    (home / "__init__.py").write_text("")
    contents = {"words.txt": b"good 1\n", "data/weights.bin": bytes(range(256))}
    for name, data in contents.items():
        (home / name).write_bytes(data)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    return Model("toy", "A toy", "1.0", "MIT", ("toy_model",), "nowhere", hashes)


@pytest.mark.parametrize("name", list(manifest()))
def test_the_models_installed_are_what_the_manifest_says(name):
    model = manifest()[name]
    folder = model.check()
    assert all((folder / file).is_file() for file in model.sha256)


@pytest.mark.parametrize("name", list(manifest()))
def test_every_entry_of_the_manifest_is_whole(name):
    model = manifest()[name]
    assert model.name == name
    assert model.licence in ("MIT", "Apache-2.0", "BSD-3-Clause")
    assert model.title
    assert model.origin
    assert model.sha256
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in model.sha256.values())


def test_every_data_file_of_the_pipeline_is_in_the_manifest():
    model = manifest()["en_core_web_sm"]
    folder = model.folder()
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    # Read-me and metadata are no data: the installer may change them.
    loose = {name for name in present - set(model.sha256) if not name.endswith((".py", ".pyc", ".md", "meta.json"))}
    assert not loose


def test_an_unchanged_model_passes(toy):
    assert toy.check() == toy.folder()
    assert toy.package() == "toy_model"


@pytest.mark.parametrize("name", ["words.txt", "data/weights.bin"])
@pytest.mark.parametrize("change", ["one bit", "one byte more", "empty", "gone"])
def test_a_changed_byte_is_refused(toy, name, change):
    path = toy.folder() / name
    data = path.read_bytes()
    if change == "gone":
        path.unlink()
    else:
        changed = {"one bit": bytes([data[0] ^ 1]) + data[1:], "one byte more": data + b"\n", "empty": b""}
        path.write_bytes(changed[change])
    with pytest.raises(VocError, match=rf"{name}: not the file of toy 1\.0 .*install toy-model==1\.0 again") as caught:
        toy.check()
    assert "\n" not in str(caught.value)


def test_data_in_a_folder_named_by_version_is_found(toy):
    home = toy.folder()
    shutil.copytree(home / "data", home / "toy_model-1.0" / "data")
    assert toy.folder() == home / "toy_model-1.0"


def test_a_model_that_is_not_installed_names_the_command():
    absent = replace(manifest()["vader"], packages=("no_such_model", "no_such_model_pypi"))
    assert absent.package() is None
    with pytest.raises(VocError, match=r"pip install no-such-model-pypi==3\.3\.2$"):
        absent.check()


@pytest.mark.parametrize(("name", "load"), [("vader", vader._analyzer), ("en_core_web_sm", language.pipeline)])
def test_the_taggers_refuse_an_altered_model(monkeypatch, name, load):
    model = manifest()[name]
    first = next(iter(model.sha256))
    altered = replace(model, sha256={**model.sha256, first: "0" * 64})
    monkeypatch.setitem(manifest(), name, altered)
    with pytest.raises(VocError, match=re.escape(str(Path(first)))):
        load.__wrapped__()
