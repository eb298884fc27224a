"""The code trees of programs for qualitative analysis, as codebooks.

What can be read: a REFI-QDA codebook (.qdc) or project (.qdpx), Taguette's codebook (CSV, XLSX) or project
(.sqlite3), a QualCoder project (.qda) or its plain list of codes (.txt). In the tree, the codes below a branch
"Stages" (or "Phases") are the stages in their order, those below "Touchpoints" the touchpoints; without such
branches the codes at the top are the stages, and what lies below a stage are touchpoints at that stage.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from re import sub

from voc._branches import branch, facet, plain, sentiment
from voc.codebook import Codebook
from voc.errors import CodebookError, ReadError
from voc.readers import qualcoder, taguette_project
from voc.reading import sqlite as _sqlite
from voc.reading.coded import refi as _refi
from voc.reading.coded.code_tree import CodeNode, PathCode, descendants, split, tree
from voc.reading.source import Source

Tree = tuple[CodeNode, ...]

# Header words of a table of codes: Taguette's, and what people call such columns.
_NAMES = ("tag", "path", "code", "name", "theme")
_DESCRIPTIONS = ("description", "definition", "meaning", "memo", "comment")
_PARENTS = ("parent", "category")
# How QualCoder's plain list puts a code into a category.
_INTO = ">>"


def load(path: Path) -> tuple[str, Tree]:
    """The title and the codes of a file; raises ``CodebookError`` in one line."""
    file = path / "data.qda" if path.is_dir() else path
    source = Source(file, path.name)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise CodebookError(f"{path}: codes are read from files that end in {', '.join(SUFFIXES)}")
    try:
        title, codes = reader(source)
    except ReadError as error:
        raise CodebookError(str(error)) from error
    if not codes:
        raise CodebookError(f"{path.name}: no codes in it; export the codebook again")
    return title or path.stem, codes


def codebook(path: Path) -> Codebook:
    """A codebook of the codes of a file; a code without a description gets its name for a meaning."""
    title, codes = load(path)
    made = _Making()
    made.take(codes)
    if not made.stages:
        raise CodebookError(f"{path.name}: no code in it can be a stage; put the stages below a code called Stages")
    return made.codebook(title)


@dataclass
class _Code:
    """A stage or touchpoint in the making."""

    name: str
    label: str
    meaning: str
    stages: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return {"name": self.name, "label": self.label, "meaning": self.meaning}


@dataclass
class _Making:
    """Stages and touchpoints by the plain form of their names: codes of one name become one."""

    stages: dict[str, _Code] = field(default_factory=dict)
    touchpoints: dict[str, _Code] = field(default_factory=dict)

    def take(self, codes: Tree) -> None:
        """Find the branches and take their codes."""
        while len(codes) == 1 and codes[0].children and not codes[0].description and branch(codes[0].name) is None:
            # A code around all others only says "my codes".
            codes = codes[0].children
        kinds = {node.name: branch(node.name) for node in codes}
        roots = [node for node in codes if kinds[node.name] == "stage" and node.children]
        places = [node for node in codes if kinds[node.name] == "touchpoint" and node.children]
        for root in roots:
            self._take_stages(root.children)
        if not roots:
            self._take_stages([node for node in codes if kinds[node.name] is None and not _is_judgement(node)])
        for root in places:
            for node in descendants(root):
                self._add(self.touchpoints, node, "touchpoint")

    def codebook(self, title: str) -> Codebook:
        """The codebook of what was taken."""
        touchpoints = [code.as_dict() | {"stages": code.stages} for code in self.touchpoints.values()]
        stages = [code.as_dict() for code in self.stages.values()]
        return Codebook.model_validate({"title": title, "stage": stages, "touchpoint": touchpoints})

    def _take_stages(self, nodes: Sequence[CodeNode]) -> None:
        for node in nodes:
            stage = self._add(self.stages, node, "stage")
            for below in descendants(node):
                if not _is_judgement(below):
                    touchpoint = self._add(self.touchpoints, below, "touchpoint")
                    touchpoint.stages = [*dict.fromkeys((*touchpoint.stages, stage.name))]

    def _add(self, codes: dict[str, _Code], node: CodeNode, kind: str) -> _Code:
        taken = {code.name for code in codes.values()}
        fresh = _Code(_slug(node.name, kind, taken), node.name, node.description or node.name)
        code = codes.setdefault(plain(node.name), fresh)
        if code.meaning == code.label and node.description:
            code.meaning = node.description
        return code


def _is_judgement(node: CodeNode) -> bool:
    """Whether a code says how something is, not where: it needs no place in a codebook. "Action" can be a stage."""
    return facet(node.name) in ("pain", "delight") or sentiment(node.name) is not None


def _slug(name: str, kind: str, taken: set[str]) -> str:
    """A name that a codebook may have, and has not yet: "Sign-up & purchase" → ``sign_up_purchase``."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    slug = sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_") or kind
    numbered = (slug if number == 1 else f"{slug}_{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)


def _qdc(source: Source) -> tuple[str, Tree]:
    found = _refi.codebook(source.path.read_bytes(), source.name)
    return found.title, found.tree


def _qdpx(source: Source) -> tuple[str, Tree]:
    with _refi.opened(source.path, source.name) as project:
        return project.title, project.tree


def _table(source: Source) -> tuple[str, Tree]:
    """A table with a column of names, and perhaps of descriptions and parents."""
    table = source.table
    name, description, parent = (
        next((table.keys.index(word) for word in words if word in table.keys), None)
        for words in (_NAMES, _DESCRIPTIONS, _PARENTS)
    )
    if name is None:
        raise CodebookError(
            f"{source.name}: no column that names a code; call it one of {', '.join(_NAMES)} (it has "
            f"{', '.join(table.header[:6])})"
        )
    rows = [row for _, row in table.rows() if row[name]]
    above = {row[name]: row[parent] for row in rows if parent is not None and row[parent]}

    def codes() -> Iterator[PathCode]:
        for row in rows:
            path, upper = split(row[name], dots=True), above.get(row[name])
            met = {row[name]}
            while upper and upper not in met:
                met.add(upper)
                path, upper = (*split(upper, dots=True), *path), above.get(upper)
            yield PathCode(path, (row[description] if description is not None else "") or None)

    return "", tree(codes())


def _text(source: Source) -> tuple[str, Tree]:
    """QualCoder's plain list: ``category>>code``, a tab, a memo."""
    codes = []
    for _, line in source.lines():
        path, _, memo = line.partition("\t")
        names = tuple(part.strip() for part in path.split(_INTO) if part.strip())
        if names:
            codes.append(PathCode(names, memo.strip() or None))
    return "", tree(codes)


def _database(source: Source) -> tuple[str, Tree]:
    if not _sqlite.is_database(source):
        raise CodebookError(f"{source.name}: not a database of Taguette or QualCoder")
    with _sqlite.opened(source.path, source.name) as database:
        if database.has(tags=("id", "path"), documents=("id",)):
            return "", tree(taguette_project.codes(database).values())
        if database.has(code_name=("cid", "name")):
            codes = (*qualcoder.categories(database), *qualcoder.codes(database).values())
            return "", tree(codes)
    raise CodebookError(f"{source.name}: a database, but neither of Taguette nor of QualCoder")


_READERS: dict[str, Callable[[Source], tuple[str, Tree]]] = {
    ".qdc": _qdc,
    ".qdpx": _qdpx,
    ".csv": _table,
    ".tsv": _table,
    ".xlsx": _table,
    ".txt": _text,
    ".qda": _database,
    **dict.fromkeys(_sqlite.SUFFIXES, _database),
}
SUFFIXES = tuple(_READERS)
