"""What a REFI-QDA project (.qdpx) or codebook (.qdc) says: codes, coders, cases, notes, and the texts of its sources.

Read leniently: the project file may have any name and lie in any folder, elements are known by their local names
whatever the version of the namespace, empty containers are no fault, identifiers are compared without braces and
case. ATLAS.ti, NVivo, MAXQDA, QualCoder and Taguette differ in all of these.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from voc.errors import ReadError
from voc.reading import archive as _archive
from voc.reading import xml as _xml
from voc.reading.coded.code_tree import CodeNode, CodePath, PathCode, split, tree
from voc.reading.source import WHOLE

# NVivo's word for a value that nobody gave.
_NOT_GIVEN = "unassigned"
# Whose users divide names by dots.
_DOTTED = "taguette"
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


@dataclass
class Project:
    """The parsed project file and the archive its sources lie in; ``guessed`` counts texts of unknown encoding."""

    root: Any
    name: str
    archive: zipfile.ZipFile | None = None
    guessed: int = 0
    codes: dict[str, CodePath] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    memos: dict[str, list[str]] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)
    _members: dict[str, str] = field(default_factory=dict)
    _listed: list[PathCode] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the project is called, if it is."""
        return str(self.root.get("name") or "")

    @property
    def origin(self) -> str:
        """The program that wrote it."""
        return str(self.root.get("origin") or "")

    @property
    def tree(self) -> tuple[CodeNode, ...]:
        """The codes as a tree."""
        return tree(self._listed)

    def text(self, path: str | None) -> str | None:
        """The text of a source file, as it is stored; ``None`` if it is not in the archive."""
        member = self._members.get(_last(path or ""))
        if member is None or self.archive is None:
            return None
        data = _archive.read_member(self.archive, member, where=self.name, most=WHOLE)
        for encoding in _encodings(data):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        self.guessed += 1
        return data.decode("cp1252", errors="replace")

    def learn(self) -> None:
        """Learn the codes, coders, variables and notes that the rest refers to."""
        for codes in _named(self.root, "Codes"):
            for code in children(codes, "Code"):
                self._learn_code(code, ())
        for user in _named(self.root, "User"):
            self.users[guid(user)] = str(user.get("name") or user.get("id") or "")
        for variable in _named(self.root, "Variable"):
            self.variables[guid(variable)] = str(variable.get("name") or "")
        self.cases = {guid(case): case for case in _named(self.root, "Case")}
        self._learn_notes()

    def _learn_code(self, element: Any, above: CodePath) -> None:
        dots = self.origin.casefold().startswith(_DOTTED)
        path = (*above, *split(str(element.get("name") or "unnamed code"), dots=dots))
        description = next((said for one in children(element, "Description") if (said := words(one))), None)
        self._listed.append(PathCode(path, description, element.get("color")))
        self.codes[guid(element)] = path
        # One program puts the codes below a code into a container of their own.
        for inside in (element, *children(element, "SubCodes"), *children(element, "Codes")):
            for child in children(inside, "Code"):
                self._learn_code(child, path)

    def _learn_notes(self) -> None:
        """What each note says, by its own identifier and by that of what a link ties it to."""
        for notes in children(self.root, "Notes"):
            for note in children(notes, "Note"):
                said = next((text for one in children(note, "PlainTextContent") if (text := words(one))), None)
                said = said or (self.text(note.get("plainTextPath")) or "").removeprefix("\ufeff").strip() or None
                if said:
                    self.memos[guid(note)] = [said]
        for link in _named(self.root, "Link"):
            ends = _bare(link.get("originGUID")), _bare(link.get("targetGUID"))
            for one, other in (ends, ends[::-1]):
                if one in self.memos and other not in self.memos:
                    self.memos.setdefault(f"about {other}", []).extend(self.memos[one])

    def memo(self, *elements: Any) -> str | None:
        """What was noted of some elements: their descriptions, notes they refer to, notes linked to them."""
        said: list[str] = []
        for element in elements:
            said += [text for one in children(element, "Description") if (text := words(one))]
            for reference in children(element, "NoteRef"):
                said += self.memos.get(target(reference), [])
            said += self.memos.get(f"about {guid(element)}", [])
        return "\n".join(dict.fromkeys(said)) or None

    def coder(self, *elements: Any) -> str:
        """Who made the first of some elements that says so."""
        for element in elements:
            for key in ("creatingUser", "modifyingUser"):
                if name := self.users.get(_bare(element.get(key))):
                    return name
        return "unknown"

    def attributes(self, element: Any) -> dict[str, str]:
        """The values of the variables of a case or source."""
        found: dict[str, str] = {}
        for value in children(element, "VariableValue"):
            name = next((self.variables.get(target(one)) for one in children(value, "VariableRef")), None)
            said = next((words(one) for one in value if _xml.local(one) in _VALUES), None)
            if name and said and said.casefold() != _NOT_GIVEN:
                found.setdefault(name, said)
        return found


@contextmanager
def opened(path: Path, name: str) -> Iterator[Project]:
    """Open a project and learn what it says; raises ``ReadError`` in one line."""
    with _archive.opened(path, name) as archive:
        members = _archive.members(archive)
        file = project_file(members)
        if file is None:
            raise ReadError(f"{name}: no project file (.qde) in it; export the project as REFI-QDA (.qdpx) again")
        root = _xml.parse(_archive.read_member(archive, file, where=name, most=WHOLE), where=f"{name}/{file}")
        if _xml.local(root) != "Project":
            raise ReadError(f"{name}/{file}: a {_xml.local(root)}, not a REFI-QDA Project; export it again")
        project = Project(root, name, archive, _members={_last(member): member for member in members})
        project.learn()
        yield project


def codebook(data: bytes, name: str) -> Project:
    """The codebook of a ``.qdc`` file, as a project of codes only; raises ``ReadError``."""
    root = _xml.parse(data, where=name)
    if _xml.local(root) not in ("CodeBook", "Project"):
        raise ReadError(f"{name}: a {_xml.local(root)}, not a REFI-QDA CodeBook; export it again")
    project = Project(root, name)
    project.learn()
    return project


def project_file(members: list[str]) -> str | None:
    """The project file of an archive: the ``.qde`` that lies highest, ``project.qde`` before others."""
    found = [member for member in members if member.lower().endswith(".qde")]
    return min(
        found, key=lambda one: (one.count("/"), PurePosixPath(one).name.lower() != "project.qde", one), default=None
    )


def children(element: Any, name: str) -> list[Any]:
    """The children of an element with this local name."""
    return [child for child in element if _xml.local(child) == name]


def guid(element: Any) -> str:
    """The identifier of an element."""
    return _bare(element.get("guid"))


def target(reference: Any) -> str:
    """The identifier that a reference points at."""
    return _bare(reference.get("targetGUID"))


def words(element: Any) -> str | None:
    """The text in an element, if it holds any."""
    said = "".join(element.itertext()).strip()
    return said or None


def _bare(identifier: str | None) -> str:
    return (identifier or "").strip().strip("{}").upper()


def _named(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if _xml.local(element) == name)


def _last(path: str) -> str:
    """The name of a source file without its scheme and folder, as archives differ in these."""
    return PurePosixPath(unquote(path).replace("\\", "/")).name.casefold()


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8",)
