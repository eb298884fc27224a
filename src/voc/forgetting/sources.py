"""What becomes of each source: dropped where it is hers alone, cut where it is text, refused where it is neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from voc.errors import VocError
from voc.forgetting.cutting import TEXT, without
from voc.forgetting.documents import OFFICE, scrubbed_document
from voc.forgetting.person import Person, called, scrubbed
from voc.forgetting.traces import holds, in_name
from voc.quotes import Passage
from voc.readers import FileAccount, Reading, Source, all_readers
from voc.reading.base import choose, read
from voc.reading.find import PROJECT
from voc.study import Study


@dataclass
class Changes:
    """Paths to drop and bytes to write; ``stuck`` says of each file why it cannot be changed.

    ``mentions`` are the places ("source, locator") where others say a name which may be hers.
    """

    drop: list[Path] = field(default_factory=list)
    write: dict[Path, bytes] = field(default_factory=dict)
    stuck: dict[Path, str] = field(default_factory=dict)
    mentions: list[str] = field(default_factory=list)


def changes(study: Study, reading: Reading, person: Person) -> Changes:
    """What has to be done with the sources of a study; nothing is written."""
    made = Changes()
    whole = {file.path for file in reading.files if _is_within(file)}
    for path in sorted({file.path for file in reading.files}):
        accounts = [file for file in reading.files if file.path == path]
        hers = [file for file in accounts if file.source in person.sources]
        if any(file.error for file in accounts) and _names(path, person):
            made.stuck[path] = "names her and cannot be read"
        elif path in whole and hers:
            _archive(made, path, reading, person, accounts)
        elif hers:
            _file(made, study, hers[0], person)
        else:
            _of_others(made, path, person)
    for path in {file.path for file in reading.files} - set(made.drop) - set(made.stuck):
        if any(in_name(path.name, name) for name in person.names):
            made.stuck[path] = "has her name in its own, and others' words in it"
    rest = reading.quotes[~reading.quotes["quote_id"].isin(list(person.quote_ids))]
    places = zip(rest["source"], rest["locator"], rest["text"], strict=True)
    named = (f"{source}, {locator}" for source, locator, text in places if called(text, person.calls))
    made.mentions = list(dict.fromkeys(named))
    return made


def _names(path: Path, person: Person) -> bool:
    """Whether a file, or its name, tells her."""
    data = path.read_bytes() if path.is_file() else b""
    return any(in_name(path.name, name) or holds(data, name) for name in person.names)


def _is_within(file: FileAccount) -> bool:
    """Whether a source lies in an archive or a project's database."""
    return Path(file.source).name != file.path.name or file.path.name == PROJECT


def _archive(made: Changes, path: Path, reading: Reading, person: Person, accounts: Sequence[FileAccount]) -> None:
    """An archive goes as a whole or not at all."""
    sources = [file.source for file in accounts]
    quotes = reading.quotes[
        reading.quotes["source"].isin(sources) & reading.quotes["role"].isin(["participant", "staff"])
    ]
    others = set(quotes["participant"].dropna()) - set(person.participants)
    _drop_or_refuse(made, path, len(others))


def _drop_or_refuse(made: Changes, path: Path, others: int) -> None:
    if others:
        made.stuck[path] = (
            f"holds {others} other {'person' if others == 1 else 'people'} and is no text that can be cut"
        )
    else:
        made.drop.append(path)


def _file(made: Changes, study: Study, file: FileAccount, person: Person) -> None:
    """A file with her words in it."""
    source = Source(file.path, file.source, study.rule(file.source).model_copy(update={"format": file.format}))
    kind, passages = _passages(source)
    gone = {number for number, one in enumerate(passages) if person.said(file.source, one)}
    gone |= _answers(passages, gone)
    others = {
        one.speaker or one.locator
        for number, one in enumerate(passages)
        if number not in gone and one.role in ("participant", "staff")
    }
    if not others:
        made.drop.append(file.path)
        return
    text = _text(source)
    cut = None if text is None else without(source, text, passages, gone)
    if text is None or cut is None:
        _drop_or_refuse(made, file.path, len(others))
        return
    # In a talk she was in, her first name is hers whoever says it.
    names = (*person.names, *person.calls) if kind == "interview" else person.names
    cleaned = scrubbed(cut, names).encode(source.encoding.name)
    if _is_cut_right(source, cleaned, [one for n, one in enumerate(passages) if n not in gone], person, names):
        made.write[file.path] = cleaned
    else:
        _drop_or_refuse(made, file.path, len(others))


def _answers(passages: Sequence[Passage], gone: set[int]) -> set[int]:
    """The company's messages in her tickets alone: they are about her."""
    records = {_record(passages[number]) for number in gone} - {None}
    others = {_record(one) for n, one in enumerate(passages) if n not in gone and one.role in ("participant", "staff")}
    return {n for n, one in enumerate(passages) if one.role == "agent" and _record(one) in records - others}


def _record(passage: Passage) -> str | None:
    return None if passage.key is None else passage.key.split(" / ")[0]


def _passages(source: Source) -> tuple[str, list[Passage]]:
    """The kind of a source and its passages."""
    reader, _ = choose(source, all_readers())
    passages = [one for one in read(source, reader) if isinstance(one, Passage)]
    return str(source.rule.kind or source.kind or reader.kind), passages


def _text(source: Source) -> str | None:
    """The text of a file as it stands, line ends and all; ``None`` for what is none."""
    if source.suffix not in TEXT:
        return None
    return source.path.read_bytes().decode(source.encoding.name)


def _is_cut_right(source: Source, data: bytes, rest: Sequence[Passage], person: Person, names: tuple[str, ...]) -> bool:
    """Read the new file as the old one was: all that others said has to be there, and nothing of hers."""
    with TemporaryDirectory(prefix="voc-") as folder:
        path = Path(folder) / source.path.name
        path.write_bytes(data)
        try:
            _, found = _passages(Source(path, source.name, source.rule))
        except (VocError, OSError):
            return False
    before, after = _said(rest, names), _said(found, ())
    # A few words of hers may stand in what others say as well.
    others = "\n".join(text for _, text in after).casefold()
    hers = (needle for needle in person.needles if needle in person.names or needle.casefold() not in others)
    return before == after and not any(holds(data, needle) for needle in hers)


def _said(passages: Sequence[Passage], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Who says what, one after the other; turns of one speaker that came together are one."""
    said: list[tuple[str, str]] = []
    for one in passages:
        who, text = scrubbed(one.speaker or "", names), " ".join(scrubbed(one.text, names).split())
        if not text:
            continue
        if said and said[-1][0] == who:
            said[-1] = (who, f"{said[-1][1]} {text}")
        else:
            said.append((who, text))
    return said


def _of_others(made: Changes, path: Path, person: Person) -> None:
    """A file of others: what names her in it is taken out of its text."""
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if not any(holds(data, name) for name in person.names):
        return
    if suffix in TEXT:
        encoding = Source(path, path.name).encoding.name
        made.write[path] = scrubbed(data.decode(encoding), person.names).encode(encoding)
    elif suffix in OFFICE:
        made.write[path] = scrubbed_document(data, person.names)
    if path not in made.write or any(holds(made.write[path], name) for name in person.names):
        made.write.pop(path, None)
        made.stuck[path] = "is others' words, names her, and is no text that can be changed"


def sequence(reading: Reading, but: Sequence[str] = ()) -> Iterator[tuple[str, list[str]]]:
    """The ids of the quotes of each source in their order, but for those of some participants."""
    rows = reading.quotes[~reading.quotes["participant"].isin(list(but))]
    return ((str(source), list(group["quote_id"])) for source, group in rows.groupby("source", sort=False))


def renamed(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Which quote has which id now, of sources with as many quotes as before; only ids that changed."""
    made: dict[str, str] = {}
    for source, old in before.items():
        if len(old) == len(new := after.get(source, ())):
            made |= {one: other for one, other in zip(old, new, strict=True) if one != other}
    return made
