"""Reviews as files: a table that is friendly to git, a workbook for people who code in a spreadsheet, and back again.

The table (CSV, JSON lines, Parquet) is a tags table with ``role``, ``at``, ``mode``, ``blind`` and the id of each
judgement beside its columns; same judgements, same bytes. The workbook is :mod:`voc.store._sheet`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voc import _files, _tables
from voc.errors import TableError
from voc.store import _filled, _groups, _sheet, _take
from voc.store._groups import Cells, Read
from voc.store._take import Taken as Taken
from voc.store._today import Today

if TYPE_CHECKING:
    import pandas as pd

    from voc.store._store import Store

FILE = "reviews.csv"
WORKBOOK = ".xlsx"
COLUMNS = (
    *("quote_id", "kind", "label", "value", "confidence", "by", "start", "end", "reason", "probability"),
    *("role", "at", "mode", "blind", "judgement"),
)
STAYS = "the newer answer stays; to change it, export anew and edit that file"
_TOLD = 5
_STANDING = """
SELECT s.quote_id, s.kind, a.label, a.value, NULL AS confidence, 'human:' || s.coder AS "by", a."start", a."end",
    a.reason, s.role, s.at, j.mode, j.blind, j.uid AS judgement, j.codebook,
    CASE WHEN j.draw IS NULL OR d.blind = 1 THEN j.probability END AS probability
FROM standing AS s
JOIN judgements AS j ON j.number = s.judgement
LEFT JOIN quotes AS q ON q.quote_id = s.quote_id
LEFT JOIN answers AS a ON a.judgement = s.judgement
LEFT JOIN draws AS d ON d.uid = j.draw
WHERE s.coder = coalesce(?, s.coder)
ORDER BY q.place, q.part, s.quote_id, s.kind, s.coder, s.role, a.position
"""


def export(db: Store, *, coder: str | None = None) -> pd.DataFrame:
    """Every answer that stands, of all people or of one, in the order of the study."""
    import pandas as pd

    names, chances = db.codebooks.names(), db.draws.inclusion()
    rows = []
    for row in db.database.rows(_STANDING, coder):
        own = dict(row)
        own["label"] = names.now(own["kind"], own["label"], own.pop("codebook")) or row["label"]
        rows.append(own | {"probability": chances.get(own["quote_id"], own["probability"])})
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    whole = dict.fromkeys(("start", "end", "blind"), "Int64")
    numbers = dict.fromkeys(("value", "confidence", "probability"), "float64")
    return table.astype({name: whole.get(name) or numbers.get(name) or "str" for name in COLUMNS})


def to_code(db: Store, coder: str | None) -> int:
    """How many quotes wait for a coder, or for all of them, as a workbook lists them."""
    return len(_sheet.waiting_for(db, coder))


def write(db: Store, path: Path, *, coder: str | None = None) -> int:
    """Write the reviews into a file, by its extension; gives how many answers there are.

    Raises ``TableError`` for an extension that tables do not have.
    """
    table = export(db, coder=coder)
    if path.suffix.lower() == WORKBOOK:
        _files.write(path, _sheet.workbook(db, table, coder))
    elif _tables.check_suffix(path).suffix.lower() == ".csv":
        texts: list[str] = list(table.select_dtypes("str").columns)
        safe: dict[str, Any] = {name: table[name].map(_groups.escaped) for name in texts}
        _tables.dump(table.assign(**safe), path)
    else:
        _tables.dump(table, path)
    if coder is None and path.resolve() == (db.folder / FILE).resolve():
        _know(db, path, table)
    return table["judgement"].nunique()


def _know(db: Store, path: Path, table: pd.DataFrame) -> None:
    """Remember what the study's own file says now, so that only what is edited in it is taken."""
    keys = zip(table["quote_id"], table["kind"], table["by"], table["role"], table["judgement"], strict=True)
    with db.database.transaction():
        db.database.run("DELETE FROM taken WHERE origin = ?", FILE)
        said = (((one, kind, by.removeprefix(_groups.HUMAN), role), uid) for one, kind, by, role, uid in keys)
        _take.remember(db.database, FILE, said)
        _sign(db, path)


def is_new(db: Store) -> bool:
    """Whether the study's ``reviews.csv`` says something that was not taken yet."""
    path = db.folder / FILE
    known: str | None = db.database.value("SELECT value FROM meta WHERE key = ?", FILE)
    return known != (_files.sha256(path) if path.is_file() else None)


def take_own(db: Store) -> Taken:
    """Take the study's ``reviews.csv``; what is gone from it counts no more. Raises ``TableError`` for a wrong row."""
    path = db.folder / FILE
    read = load(db, path) if path.is_file() else Read()
    if read.faults:
        more = f" (and {len(read.faults) - 1} rows more)" if len(read.faults) > 1 else ""
        raise TableError(f"{read.faults[0]}{more}")
    with db.database.transaction():
        taken = _take.take(db.database, read.groups, FILE, whole=True)
        _sign(db, path)
    taken.notes += [f"{FILE}, {line}; {STAYS}" for line in taken.conflicts[:_TOLD]]
    if taken.unknown:
        of = len(read.groups)
        some = "; ".join([*taken.strangers[:_TOLD], *(["…"] if len(taken.strangers) > _TOLD else [])])
        told = f"{FILE}: {taken.unknown} of {of} answers are of quotes that this study does not have: {some}"
        taken.notes.append(told)
    return taken


def _sign(db: Store, path: Path) -> None:
    sha = _files.sha256(path) if path.is_file() else None
    db.database.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", FILE, sha)


def take(db: Store, path: Path) -> tuple[Taken, Sequence[str]]:
    """Take any file of reviews; nothing is taken where a row is wrong. Gives what became of it, and the wrong rows."""
    if path.resolve() == (db.folder / FILE).resolve():
        read = load(db, path)
        return (Taken(), read.faults) if read.faults else (take_own(db), ())
    read = load(db, path)
    if read.faults:
        return Taken(), read.faults
    taken = _take.take(db.database, read.groups, path.name, whole=False)
    if not read.groups:
        taken.notes.append(f"{path.name}: nothing is filled in")
    return taken, ()


def load(db: Store, path: Path) -> Read:
    """The answers in a file of reviews, checked; raises ``TableError`` for a file that has none."""
    book = db.codebooks.current_book()
    known = {row[0]: row[1] for row in db.database.rows("SELECT quote_id, text FROM quotes")}
    today = Today(db.codebooks.names(), book)
    if path.suffix.lower() == WORKBOOK:
        read = _filled.read(path, book, today, known)
    else:
        rows = today.rows(_rows(path))
        is_wide = bool(rows) and "coder" in rows[0] and "kind" not in rows[0]
        read = _filled.edited(rows, Read(), book, path.name, known) if is_wide else _groups.read(rows, book, path.name)
    for key, group in read.groups.items():
        if key[0] in known and (wrong := _groups.misplaced(group, known[key[0]])) is not None:
            read.faults.append(f"{path.name}, row {group.row}: {wrong}")
    if read.groups and known.keys().isdisjoint(key[0] for key in read.groups):
        first = next(iter(read.groups))[0]
        raise TableError(
            f"{path.name}: none of its {len(read.groups)} answers is of a quote of this study (the first is of "
            f"{first!r}); was it made of another one?"
        )
    return read


def _rows(path: Path) -> list[Cells]:
    """The cells of a table as text."""
    table = _tables.load(path)
    cells = table.astype(object).where(table.notna(), None)
    is_csv = path.suffix.lower() == ".csv"
    return [
        {str(name): _groups.bare(cell) if is_csv else None if cell is None else str(cell) for name, cell in row.items()}
        for row in cells.to_dict("records")
    ]
