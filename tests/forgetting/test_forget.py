"""A person who is forgotten is in no byte of the study any more, and everybody else is as before."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from voc import _tables, store
from voc.api import run
from voc.errors import StudyError
from voc.forget import Forgetting, forget
from voc.forgetting import staging
from voc.forgetting.person import Person, person
from voc.forgetting.traces import traces
from voc.learning import store as learned
from voc.readers import Reading, all_readers, read_paths
from voc.redaction import Key
from voc.redaction.key import FILE as KEY
from voc.study import Study, create

# The study is made once, so one worker has to have all these tests.
pytestmark = pytest.mark.xdist_group("forget")

HERS = (
    *("Sarah Okafor", "sarah_okafor", "sarah okafor"),
    "The courier left my bike in the rain",
    "They told me to wait until spring, which is absurd.",
    "I paid by card at the checkout",
    "nobody from support answers",
    "The lock of the bike jammed",
)
FILES = ("study.db", "redaction-key.json", "reviews.csv", "map/journey.xlsx", "map/journey.pptx", "map/journey.qdpx")


def reading(folder: Path) -> Reading:
    return read_paths([folder], Study.load(folder), all_readers())


def everywhere(folder: Path) -> dict[str, list[str]]:
    """A search of our own, which shares nothing with the one that is tested."""
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            texts = [path.read_bytes(), path.name.encode()]
            if texts[0][:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(texts[0])) as archive:
                    texts += [archive.read(name) for name in archive.namelist()]
            low = [text.lower() for text in texts]
            hits = [w for w in HERS if any(w.lower().encode(e) in text for e in ("utf-8", "utf-16-le") for text in low)]
            if hits:
                found[path.relative_to(folder).as_posix()] = hits
    return found


@dataclass(frozen=True)
class Before:
    folder: Path
    reading: Reading
    reviews: int
    refused: str
    done: Forgetting


@pytest.fixture(scope="module")
def gone(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Before:
    """The study without her: first refused, then with what cannot be cut dropped."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("gone") / "study"))
    before = reading(folder)
    reviews = len(_tables.load(folder / "reviews.csv"))
    sources = {path: path.read_bytes() for path in (folder / "sources").iterdir()}
    with pytest.raises(StudyError) as refused:
        forget(folder, "Sarah Okafor", tagger="cues,vader")
    assert {path: path.read_bytes() for path in (folder / "sources").iterdir()} == sources
    done = forget(folder, "sarah okafor", drop_files=True, tagger="cues,vader")
    return Before(folder, before, reviews, str(refused.value), done)


def test_she_was_everywhere(made: Path) -> None:
    assert {*FILES, "sources/both.docx", "map/journey.html"} - {"reviews.csv"} <= set(everywhere(made))
    assert {path for path, _ in traces(made, ["Sarah Okafor"])} >= {
        made / name for name in FILES if name != "reviews.csv"
    }


def test_nothing_of_her_is_left(gone: Before) -> None:
    assert everywhere(gone.folder) == {}
    assert (gone.done.left, gone.done.done) == ([], True)
    assert not (gone.folder / staging.FOLDER).exists()
    assert all((gone.folder / name).is_file() for name in FILES)


def test_a_document_of_several_people_is_refused_until_told(gone: Before) -> None:
    assert "sources/both.docx holds 1 other person and is no text that can be cut" in gone.refused
    assert "--drop-files" in gone.refused
    assert sorted(gone.done.dropped) == ["sources/both.docx", "sources/sarah okafor.txt"]


def test_what_others_said_stays(gone: Before) -> None:
    quotes = gone.reading.quotes
    others = quotes[~quotes["participant"].isin(gone.done.participants) & ~quotes["source"].isin(gone.done.dropped)]
    said = [text.replace("Sarah Okafor", "[removed]").replace("Sarah", "[removed]") for text in others["text"]]
    assert list(reading(gone.folder).quotes["text"]) == said


def test_the_others_keep_their_pseudonyms(gone: Before) -> None:
    before = gone.reading.names.dropna().set_index("name")["participant"].to_dict()
    after = reading(gone.folder).names.dropna().set_index("name")["participant"].to_dict()
    assert after == {name: one for name, one in before.items() if name not in ("Sarah Okafor", "Zed Young")}


def test_what_told_who_she_is_is_gone_and_her_pseudonym_is_given_to_nobody(gone: Before, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(gone.folder, tmp_path / "study"))
    known = set(json.loads((folder / "pseudonyms.json").read_text())["people"])
    assert known == set(reading(folder).participants["participant"])
    assert not known & set(gone.done.participants)
    (folder / "sources" / "a.csv").write_text("text,participant\nIt was all fine,Ada Lund\n", encoding="utf-8")
    after = set(reading(folder).participants["participant"])
    assert after > known
    assert not after & set(gone.done.participants)


def test_where_others_may_name_her_is_told(gone: Before) -> None:
    assert gone.done.mentions
    assert all(", " in place and place.startswith("sources/") for place in gone.done.mentions)
    assert any(place.startswith("sources/uma.txt, ") for place in gone.done.mentions)


def test_few_words_are_searched_for_and_one_word_is_nobodys_own() -> None:
    said = ("Courier never", "Late", "no, no", "They told me to wait")
    her = Person(("P001",), ("Sarah Okafor",), (), {}, frozenset(), said, {})
    assert her.needles == ("Sarah Okafor", "Courier never", "They told me to wait")


def test_what_people_decided_of_the_others_stays(gone: Before) -> None:
    ids = set(reading(gone.folder).quotes["quote_id"])
    left = _tables.load(gone.folder / "reviews.csv")
    assert set(left["quote_id"]) == ids
    assert len(left) < gone.reviews
    with store.open(gone.folder, readonly=True) as db:
        assert set(db.judgements.decided()["quote_id"]) == ids
        assert all(db.quotes.count(store.Filter(participant=one, excluded=True)) == 0 for one in gone.done.participants)


def test_what_had_learned_from_her_is_dropped(gone: Before) -> None:
    assert learned.load(gone.folder, 1).kinds["stage"].quotes
    assert "learned versions 2, 3 had learned from her and are dropped" in gone.done.notes
    assert any("taught anew" in note or "learned anew" in note for note in gone.done.notes)


def test_the_cells_that_changed_are_listed(gone: Before) -> None:
    assert gone.done.cells
    assert all(one.before != one.after and "→" in one.told() for one in gone.done.cells)
    journey = json.loads((gone.folder / "map" / "journey.json").read_text(encoding="utf-8"))
    people = {stage["label"]: stage["n_participants"] for stage in journey["stages"]}
    assert all(
        one.after is not None and one.after[0] == people[one.cell] for one in gone.done.cells if one.cell in people
    )


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy with fewer files, which is quick to make anew."""
    folder = Path(
        shutil.copytree(
            made,
            tmp_path / "study",
            ignore=shutil.ignore_patterns("learned", "backups", "study.db*", "*.docx", "*.pptx"),
        )
    )
    for name in ("html", "xlsx", "qdpx", "md"):
        (folder / "map" / f"journey.{name}").unlink()
    return folder


def test_a_dry_run_does_nothing(study: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {
            path: path.read_bytes()
            for path in study.rglob("*")
            if path.is_file() and path.name[:8] not in ("study.db", "formats.")
        }

    (study / "notes.txt").write_text("Ring sarah_okafor, or Sarah  Okafor, on Monday", encoding="utf-8")
    before = files()
    told = forget(study, "Sarah Okafor", dry_run=True, tagger="cues,vader")
    assert not told.done
    assert told.dropped == ["sources/sarah okafor.txt"]
    assert told.left == [("notes.txt", "Sarah Okafor")]
    assert {"sources/group.vtt", "sources/uma.txt", "sources/tickets.csv", "study.toml"} <= set(told.changed)
    assert {path: data for path, data in files().items() if path in before} == before
    assert not (study / staging.FOLDER).exists()


def crash(*args: object, **kwargs: object) -> None:
    raise KeyboardInterrupt


def test_a_crash_before_all_is_staged_leaves_it_as_it_was(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {path: path.read_bytes() for path in (study / "sources").iterdir()}
    monkeypatch.setattr("voc.forgetting.staging.write", crash)
    with pytest.raises(KeyboardInterrupt):
        forget(study, "Sarah Okafor", tagger="cues,vader")
    assert {path: path.read_bytes() for path in (study / "sources").iterdir()} == sources
    (study / staging.FOLDER).mkdir(exist_ok=True)
    assert staging.unfinished(study) is None
    assert not (study / staging.FOLDER).exists()


@pytest.mark.parametrize("step", ["voc.forgetting.staging.os.replace", "voc.forget.rebuild"])
def test_a_crash_later_leaves_it_to_be_finished(study: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(step, crash)
        with pytest.raises(KeyboardInterrupt):
            forget(study, "Sarah Okafor", tagger="cues,vader")
    done = forget(study, "Sarah Okafor", tagger="cues,vader")
    assert everywhere(study) == {}
    assert done.cells


@pytest.mark.parametrize("called", ["P999", "Nobody Atall", ""])
def test_nobody_of_this_name(made: Path, called: str) -> None:
    with pytest.raises(StudyError, match=r"P999|nobody in this study"):
        person(reading(made), called)


def test_the_name_beside_her_id_is_hers(tmp_path: Path) -> None:
    study = tmp_path / "study"
    create(study)
    (study / "sources" / "answers.csv").write_text(
        "Response ID,First Name,Last Name,What went wrong?\n10041,Mona,Quist,The queue never moved at all.\n"
        "10042,Bo,Ravn,Nothing works since the new year.\n10043,Kit,Dahl,I was sent home twice in May.\n",
        encoding="utf-8",
    )
    (study / "sources" / "reviews.csv").write_text(
        "date,rating,review,author\n2026-01-03,1,Mona Quist at the desk was rude to my son.,joe\n", encoding="utf-8"
    )
    done = forget(study, "Mona Quist", tagger="cues,vader")
    assert set(done.changed) == {"sources/answers.csv", "sources/reviews.csv"}
    assert not any(b"Quist" in path.read_bytes() for path in study.rglob("*") if path.is_file())


def test_what_stood_in_her_texts_alone_leaves_the_key_and_is_searched_for(tmp_path: Path) -> None:
    study = tmp_path / "study"
    create(study)
    for who, said in {
        "Mona Quist": "Write to mona.q@example.org or ring 0555 010 0112, and ask for Bo Ravndal or 0555 010 0999.",
        "Kit Dahl": "I was sent home twice in May. My number is 0555 010 0999, and Darren Holt at the desk was rude.",
    }.items():
        text = f"Interviewer: How was it?\n\n{who}: {said}\n\nInterviewer: And then?\n\n{who}: Nothing, {who[-3:]}.\n"
        (study / "sources" / f"{who.split()[0].lower()}.txt").write_text(text, encoding="utf-8")
    shown = run([study], tagger="cues,vader").redacted()
    assert shown.redaction is not None
    shown.redaction.key.save(study)
    assert "mona.q@example.org" in (study / KEY).read_text(encoding="utf-8")
    (study / "notes.txt").write_text("Mail: MONA.Q@example.org", encoding="utf-8")
    done = forget(study, "Mona Quist", tagger="cues,vader")
    assert done.left == [("notes.txt", "mona.q@example.org")]
    left = Key.load(study).originals()
    assert not {"mona.q@example.org", "0555 010 0112", "bo ravndal", "mona quist", "mona"} & left
    assert {"0555 010 0999", "darren holt"} <= left


def test_a_theme_that_says_her_name_is_told_before_anything_is_done(tmp_path: Path) -> None:
    study = tmp_path / "study"
    create(study)
    for who in ("Mona Quist", "Kit Dahl"):
        (study / "sources" / f"{who.split()[0].lower()}.txt").write_text(
            f"Interviewer: How was it?\n\n{who}: The queue never moved.\n\nInterviewer: And then?\n\n{who}: I left.\n",
            encoding="utf-8",
        )
    (study / "themes.toml").write_text('[[theme]]\nname = "Mona quist\'s queue"\nof = ["queue"]\n', encoding="utf-8")
    with pytest.raises(StudyError, match=r"themes\.toml: nothing was changed: it says 'Mona Quist'"):
        forget(study, "Mona Quist", tagger="cues,vader")
    assert (study / "sources" / "mona.txt").is_file()
