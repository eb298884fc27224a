"""What a study keeps beside its sources: reviews, themes, the database, what was taught, the key.

All of it without her, and with the ids that others' quotes have now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from voc import _tables, store
from voc._files import write
from voc.errors import StudyError
from voc.forgetting.originals import unsaid
from voc.forgetting.settings import themes_file
from voc.learning import store as learned
from voc.readers import Reading
from voc.reading.pseudonyms import FILE as PSEUDONYMS
from voc.reading.pseudonyms import Given
from voc.redaction import Key
from voc.redaction.key import FILE as KEY
from voc.store.purge import purge as purged
from voc.store.rename import rename
from voc.store.reviews import FILE as REVIEWS
from voc.theme_file import FILE_NAME as THEMES


def reviews(study: Path, gone: Collection[str], ids: Mapping[str, str]) -> int:
    """Take her rows out of ``reviews.csv`` and give how many there were."""
    path = study / REVIEWS
    if not path.is_file():
        return 0
    table = _tables.load(path)
    kept = table[~table["quote_id"].isin(list(gone))]
    _tables.dump(kept.assign(quote_id=kept["quote_id"].replace(dict(ids))), path)
    return len(table) - len(kept)


def themes(study: Path, gone: Collection[str], ids: Mapping[str, str]) -> None:
    """Take her quotes out of ``themes.toml``."""
    path = study / THEMES
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        made = themes_file(_renamed(text, ids), gone)
        if made != text:
            write(path, made)


def database(study: Path, participants: Collection[str], ids: Mapping[str, str]) -> None:
    """Take her out of ``study.db`` and its backups."""
    if not store.exists(study):
        return
    with store.open(study) as db:
        for participant in participants:
            try:
                db.forget(participant)
            except StudyError as error:
                # What it does not know it has forgotten; any other fault is told.
                if type(error) is not StudyError:
                    raise
        rename(db.database, ids)


def purge(study: Path, words: Collection[str], gone: Collection[str]) -> None:
    """Take out of the database what earlier runs said, once the last one is kept."""
    if store.exists(study):
        with store.open(study) as db:
            purged(db.database, words, gone)


def versions(study: Path, gone: Collection[str], ids: Mapping[str, str]) -> tuple[list[int], bool]:
    """Drop what was learned from her quotes, and all that was learned on from there.

    Gives the versions dropped, and whether one of them was in use.
    """
    known = learned.numbers(study)
    tainted = [n for n in known if any(set(kind.quotes) & set(gone) for kind in learned.load(study, n).kinds.values())]
    drop = [n for n in known if tainted and n >= tainted[0]]
    was_used = learned.current_number(study) in drop
    left = [n for n in known if n not in drop]
    if was_used:
        learned.go_back(study, left[-1] if left else 0)
    for number in drop:
        (study / learned.FOLDER / f"{number}.json").unlink()
    for number in left:
        path = study / learned.FOLDER / f"{number}.json"
        text = path.read_text(encoding="utf-8")
        if (made := _renamed(text, ids)) != text:
            write(path, made)
    return drop, was_used


def key(study: Path, names: Collection[str], reading: Reading) -> int:
    """Take her names out of the redaction's key, and whatever no text says any more."""
    if not (study / KEY).is_file():
        return 0
    known = Key.load(study)
    gone = known.forget({*names, *unsaid(reading, known.originals())})
    known.save(study)
    return gone


def formats(study: Path, dropped: Collection[str]) -> None:
    """Take files that are gone out of ``formats.json``, whose names may tell."""
    path = study / "formats.json"
    if path.is_file():
        entries = json.loads(path.read_text(encoding="utf-8"))
        left = {sha: entry for sha, entry in entries.items() if entry.get("source") not in dropped}
        write(path, json.dumps(left, ensure_ascii=False, indent=1) + "\n")


def pseudonyms(study: Path, gone: Collection[str]) -> None:
    """Take out what some people were told by."""
    if (study / PSEUDONYMS).is_file():
        Given.load(study).without(gone).save(study)


def _renamed(text: str, ids: Mapping[str, str]) -> str:
    return re.sub(r"\b[0-9a-f]{16}\b", lambda match: ids.get(match[0], match[0]), text) if ids else text
