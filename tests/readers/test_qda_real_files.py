"""Real projects and exports of qualitative analysis that lie beside the checkout; skipped without them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from voc.codebook import Codebook
from voc.errors import CodebookError, ReadError
from voc.readers import Reading, all_readers, read_paths
from voc.study import Study

pytestmark = pytest.mark.xdist_group("real qda files")


@pytest.fixture(scope="module")
def atlas(shared: Path) -> Reading:
    return read_paths([shared / "refi" / "TestProject.qdpx"], Study(), all_readers())


@pytest.fixture(scope="module")
def highlights(shared: Path) -> Reading:
    return read_paths([shared / "formats" / "taguette" / "all_tags_20220303.csv"], Study(), all_readers())


def test_all_codings_of_the_atlas_project_are_accounted_for(shared: Path, atlas: Reading) -> None:
    """16 in the file, of which two are said twice: as a frame on a PDF and as a range of its text."""
    with zipfile.ZipFile(shared / "refi" / "TestProject.qdpx") as archive:
        assert archive.read("Project.qde").count(b"<Coding ") == 16
    note = atlas.files[0].note
    assert note.startswith(
        "read 3 documents, 5 codings, 4 codes, 1 coder; the text of 8 documents is not in the project"
    )
    assert "left out: 5 codings in documents whose text is missing" in note
    assert "left out: 4 codings on pictures, sound, video or frames of a PDF without words" in note


def test_what_the_atlas_project_itself_holds_is_read(atlas: Reading) -> None:
    kept = atlas.quotes[atlas.quotes["excluded"].isna()]
    assert list(kept["text"])[:4] == [
        "Oh, that was great.",
        "See you tomorrow? Eleven thirty.",
        "I did try the gluten free bread,",
        "but it was always so soggy,",
    ]
    assert set(atlas.codings["label"]) == {"Coke / diet Coke", "Feelings", "cornflakes", "waste of time"}
    assert set(atlas.codings["by"]) == {"human:Friedrich Markgraf"}
    assert set(atlas.participants["age"].dropna()) == {"67"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ponte_blank-atlas-project.qdpx", "no text documents in this project$"),
        (
            "ponte_target-atlas-project.qdpx",
            "no text documents in this project; its 3 codes can be had as a codebook: voc init DIR --codebook "
            r"ponte_target-atlas-project\.qdpx$",
        ),
    ],
)
def test_projects_without_text(shared: Path, name: str, said: str) -> None:
    with pytest.raises(ReadError, match=f"^{name}: {said}"):
        read_paths([shared / "formats" / "qdpx" / name], Study(), all_readers())


def test_the_codes_of_the_projects_are_codebooks(shared: Path) -> None:
    book = Codebook.load(shared / "refi" / "TestProject.qdpx")
    assert len(book.stages) == 11
    assert [(code.name, code.stages, code.meaning) for code in book.touchpoints] == [
        ("full_fat_coke", ("coke",), "aka regular"),
        ("diet_coke", ("coke",), "non sucré"),
    ]
    assert len(Codebook.load(shared / "formats" / "qdpx" / "ponte_target-atlas-project.qdpx").stages) == 2
    with pytest.raises(CodebookError, match="no codes in it"):
        Codebook.load(shared / "formats" / "qdpx" / "ponte_blank-atlas-project.qdpx")
    listed = Codebook.load(shared / "formats" / "qualcoder" / "plain_codes_categories_for_import.txt")
    assert [code.label for code in (*listed.stages, *listed.touchpoints)] == [
        "code1", "cat1", "cat3", "code6", "code2", "code3", "cat2", "code4", "code5",
    ]  # fmt: skip


def test_taguettes_highlights_are_read_once_each(highlights: Reading) -> None:
    (file,) = highlights.files
    assert (file.format, file.passages) == ("taguette_highlights", 1839)
    assert file.note.startswith("read 1793 highlights, 17 documents, 1930 codings, 22 tags")
    assert len(highlights.participants) == 17
    assert set(highlights.quotes["role"]) == {"participant", "interviewer"}
    assert highlights.codings["label"].nunique() == 22


def test_the_moderator_is_no_evidence(highlights: Reading) -> None:
    kept = highlights.quotes[highlights.quotes["excluded"].isna()]
    assert not kept["text"].str.contains("MODERATOR:").any()
    assert int((highlights.quotes["excluded"] == "interviewer's words").sum()) == 228


def test_every_coding_lies_in_its_quote(atlas: Reading, highlights: Reading) -> None:
    for reading in (atlas, highlights):
        texts = reading.quotes.set_index("quote_id")["text"]
        lengths = reading.codings["quote_id"].map(texts).str.len()
        assert (reading.codings["start"] >= 0).all()
        assert (reading.codings["start"] < reading.codings["end"]).all()
        assert (reading.codings["end"] <= lengths).all()
