"""The redacted view of a whole run: tables, map and account."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from voc import api, reports
from voc.api import Run
from voc.journey.findings import SourceMix, Without
from voc.redaction import Key, Known

PEOPLE = (
    "Sarah",
    "Okafor",
    "okafor",
    "Ngozi",
    "Piotr",
    "Tom",
    "tom.reed",
    "07700",
    "48213",
    "Bea",
    "Dora",
    "Emil",
    "Carl",
)


def all_text(made: Run, folder: Path) -> str:
    written = api.save(
        made, folder, list(reports.choose(["html", "json", "md", "csv", "xlsx", "qdpx", "webannotation"]))
    )
    assert all(path.is_file() for path in written)
    return "".join(path.read_text(encoding="utf-8") for path in written if path.suffix not in (".xlsx", ".qdpx"))


def test_nobody_is_named_in_anything_written(made: Run, tmp_path: Path) -> None:
    text = all_text(made.redacted(), tmp_path)
    assert [name for name in PEOPLE if name in text] == []
    # What happened, where and by whom in general stays.
    assert all(word in text for word in ("courier", "delivery", "Leeds", "payment"))


def test_a_quote_in_a_sentence_of_the_summary_is_redacted_as_the_quote_is(tmp_path: Path) -> None:
    said = [f"The delivery never came and I am furious, so call me on +44 7700 90010{n}." for n in range(6)]
    rows = "".join(f'{n},"{text}"\n' for n, text in enumerate(said))
    (tmp_path / "sources").mkdir()
    (tmp_path / "study.toml").write_text('title = "T"\n', encoding="utf-8")
    (tmp_path / "sources" / "a.csv").write_text(f"Respondent ID,What happened?\n{rows}", encoding="utf-8")
    run = api.run([tmp_path], codebook="shop")
    assert "+44 7700" in " ".join(one.text for one in run.journey.summary)
    told = " ".join(one.text for one in run.redacted(key=False).journey.summary)
    assert "[phone " in told
    assert "7700" not in told


@pytest.mark.parametrize("name", ["+44 7700 900100", "(0113) 496 0123", "@mila", "Sarah Okafor"])
def test_what_is_known_is_found_whatever_sign_it_begins_with(name: str) -> None:
    (span,) = Known({name.lower(): "name"}).spans(f"Ask {name}, please.")
    assert span.text == name


def test_the_run_itself_keeps_the_words(made: Run) -> None:
    before = made.reading.quotes.copy()
    made.redacted()
    assert made.reading.quotes.equals(before)
    assert any("Ngozi" in quote.text for quote in made.journey.quotes.values())


def test_the_name_in_a_files_name_is_in_no_text(made: Run) -> None:
    """Which file a score hangs on is said by its name: "the sign turns without interviews/sarah.vtt"."""
    after = made.redacted().reading.quotes["source"]
    old, new = next((o, n) for o, n in zip(made.reading.quotes["source"], after, strict=True) if o != n)
    mix = SourceMix("delivery", None, 20.0, 9, False, (old,), (), (Without(old, "source", -5.0, 4, True, None),))
    told = replace(made.reading, notes=[f"{old.rpartition('/')[2]}: a note"])
    view = replace(made, reading=told, journey=replace(made.journey, source_mix=(mix,))).redacted()
    [shown] = view.journey.source_mix
    assert (shown.flips, shown.without[0].left_out) == ((new,), new)
    assert view.reading.notes == [f"{new.rpartition('/')[2]}: a note"]


def test_one_person_has_one_placeholder(made: Run) -> None:
    quotes = made.redacted().reading.quotes
    said = " ".join(quotes["text"])
    sarah = made.reading.names.set_index("name").loc["Sarah Okafor", "participant"]
    assert f"Hello {sarah}, how was" in said  # a first name in her own talk
    assert f"told {sarah} that" in said  # the whole name in somebody's ticket
    assert f"log in as {quotes.loc[quotes['text'].str.contains('48213|number 1'), 'participant'].iloc[0]}" in said
    assert said.count("[name 2]") == 2  # her sister


def test_the_words_that_made_a_judgement_move_along(made: Run) -> None:
    shown = made.redacted()
    texts = shown.reading.quotes.set_index("quote_id")["text"]
    spans = shown.tags[shown.tags["start"].notna()]
    old = made.tags.loc[spans.index]
    originals = made.reading.quotes.set_index("quote_id")["text"]
    assert len(spans)
    for new, was in zip(spans.itertuples(), old.itertuples(), strict=True):
        said = originals[was.quote_id][int(was.start) : int(was.end)]
        assert texts[new.quote_id][int(new.start) : int(new.end)] == said
    for quote_id, quote in shown.journey.quotes.items():
        assert all(word in quote.text for word in quote.words)
        assert len(quote.words) == len(made.journey.quotes[quote_id].words)


def test_places_ids_and_numbers_stay(made: Run) -> None:
    shown = made.redacted()
    same = ["quote_id", "source_sha256", "start", "end", "participant", "excluded"]
    assert shown.reading.quotes[same].equals(made.reading.quotes[same])
    assert [stage.emotion for stage in shown.journey.stages] == [stage.emotion for stage in made.journey.stages]


def test_the_account_says_what_was_replaced(made: Run, tmp_path: Path) -> None:
    shown = made.redacted()
    told = api.account(shown, tmp_path)["redaction"]
    assert told["places"]["phone"] == 1
    assert told["sources"] == 1
    assert shown.journey.settings["redaction"].startswith("assisted: ")
    assert json.dumps(told)
    assert api.account(made, tmp_path)["redaction"] is None


def test_the_next_run_says_the_same(made: Run) -> None:
    first = made.redacted(key=False)
    assert first.redaction is not None
    key = first.redaction.key
    key.placeholder("name", "Zelda")
    again = api.redacted(made, Key(json.loads(json.dumps(key.entries))))
    assert again.journey.to_json() == first.journey.to_json()


@pytest.mark.parametrize("flag", [True, False])
def test_map_redacts_as_told(made: Run, flag: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "run", lambda *args, **kwargs: made)
    journey = api.map_paths(made.study.root or "", redact=flag)
    assert any("Ngozi" in quote.text for quote in journey.quotes.values()) is not flag


def test_what_the_study_calls_no_people_stays(tmp_path: Path) -> None:
    """A shop that is called like a person; but who is known to be one is redacted all the same."""
    (tmp_path / "sources").mkdir()
    said = ("I bought it at Dorothy Perkins in May.", "Dorothy Perkins took it back.", "Perkins was rude.")
    rows = "".join(f"{number},{text}\n" for number, text in enumerate(said, 1))
    (tmp_path / "sources" / "a.csv").write_text(f"Respondent ID,What happened?\n{rows}", encoding="utf-8")
    texts = {}
    for names in ("[]", '["Dorothy Perkins"]'):
        (tmp_path / "study.toml").write_text(f'title = "T"\nnot_people = {names}\n', encoding="utf-8")
        run = api.run([tmp_path], tagger="cues,vader")
        texts[names] = run.redacted(key=False).reading.quotes["text"].tolist()
    assert not any("Perkins" in text for text in texts["[]"][:2])
    assert texts['["Dorothy Perkins"]'][:2] == list(said[:2])
    people = "name,role\nDorothy Perkins,participant\n"
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    (tmp_path / "sources" / "talk.txt").write_text(
        "Interviewer: How was it?\nDorothy Perkins: The queue was long.\nInterviewer: And then?\n"
        "Dorothy Perkins: Then it was my turn, and they said Dorothy Perkins must come back.\n",
        encoding="utf-8",
    )
    talk = api.run([tmp_path], tagger="cues,vader", participants=tmp_path / "people.csv").redacted(key=False)
    assert not talk.reading.quotes["text"].str.contains("Dorothy").any()


def test_a_phrase_that_is_nobody_frees_no_word_of_it(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    said = (
        "I met Rose Miller there.",
        "I live on rose  Terrace Gardens now.",
        "Then Rose said no.",
        "Sarah York came.",
    )
    rows = "".join(f"{number},{text}\n" for number, text in enumerate(said, 1))
    (tmp_path / "sources" / "a.csv").write_text(f"Respondent ID,What happened?\n{rows}", encoding="utf-8")
    phrases = '["Rose Terrace Gardens", "Sarah"]'
    (tmp_path / "study.toml").write_text(f'title = "T"\nnot_people = {phrases}\n', encoding="utf-8")
    run = api.run([tmp_path], tagger="cues,vader").redacted(key=False)
    texts = run.reading.quotes["text"].tolist()
    assert "Rose" not in texts[0]
    assert texts[1] == said[1]
    assert "Rose" not in texts[2]
    assert texts[3].startswith("Sarah ")
