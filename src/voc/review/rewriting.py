"""A codebook's file after a change: what a person wrote around its codes stays, comments as well as the order of keys.

The file is cut into one block a code; comments above a ``[[stage]]`` belong to it and move with it. Blocks are put in
their new order, and in each only the keys that changed are set. A comment that would go with what it stood at (a code
that is deleted or merged, an example that is taken out) stays as a line.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voc.codebook import Code, Codebook
from voc.errors import CodebookError
from voc.review.editing import Edited

# What TOML has that can hold a "#" or "[[": strings first, so that only what stands outside of them is found.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\')|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
    r"|(?P<comment>#[^\n]*)|^[ \t]*\[\[[ \t]*(?P<kind>stage|touchpoint)[ \t]*\]\]",
    re.DOTALL | re.MULTILINE,
)
_TRAIL = re.compile(r"^(?:[ \t]*(?:#[^\n]*)?\n)+\Z", re.MULTILINE)
_KEYS = ("name", "label", "stages", "meaning", "examples", "cues")


@dataclass(frozen=True, slots=True)
class _Block:
    """One code in the file: the comments that ``lead`` to it, and from its header to its last key."""

    kind: str
    lead: str
    text: str


def rewritten(toml: str, before: Codebook, made: Edited) -> str:
    """The file ``toml`` of the codebook ``before``, as it is after the change.

    Where its codes are written in another way (``stage = [{…}]``) it is written anew, without its comments.
    """
    try:
        text = "".join(_pieces(toml if toml.endswith("\n") else f"{toml}\n", before, made))
        if Codebook.parse(text.encode("utf-8"), where="codebook") == made.book:
            return text
    except (CodebookError, ValueError):
        pass
    return made.book.to_toml()


def _pieces(toml: str, before: Codebook, made: Edited) -> Iterator[str]:
    head, blocks, tail = _cut(toml)
    yield head
    left = {kind: deque(_changed(kind, blocks, before, made)) for kind in ("stage", "touchpoint")}
    slots = Counter(block.kind for block in blocks)
    for block in blocks:
        slots[block.kind] -= 1
        while left[block.kind]:
            yield left[block.kind].popleft()
            if slots[block.kind]:
                break
    yield from (piece for pieces in left.values() for piece in pieces)
    yield tail


def _cut(toml: str) -> tuple[str, list[_Block], str]:
    """What stands before the first code, the codes, and what stands after the last."""
    heads = [(found.start(), found["kind"]) for found in _TOKEN.finditer(toml) if found["kind"]]
    ends = [*(start for start, _ in heads), len(toml)]
    parts = [_parted(toml[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    leads = [_lead(trail) for _, trail in parts]
    said = [part + own for (part, _), (own, _) in zip(parts, leads, strict=True)]
    blocks = [_Block(kind, lead, text) for (_, kind), (_, lead), text in zip(heads, leads, said[1:], strict=False)]
    return said[0], blocks, leads[-1][1]


def _parted(text: str) -> tuple[str, str]:
    """Keys, and the comments and blank lines after the last of them."""
    found = _TRAIL.search(text)
    place = len(text) if found is None else found.start()
    return text[:place], text[place:]


def _lead(trail: str) -> tuple[str, str]:
    """Comments right after a key and before a blank line are of that key; the others lead to what comes next."""
    own, blank, rest = trail.partition("\n\n") if not trail.startswith("\n") else ("", "", trail)
    return (f"{own}\n", f"\n{rest}") if blank else ("", trail)


def _changed(kind: str, blocks: Sequence[_Block], before: Codebook, made: Edited) -> Iterator[str]:
    """The blocks of a kind as they are now, in their order."""
    of = {code.name: code for code in _codes(before, kind)}
    old = dict(zip(of, (block for block in blocks if block.kind == kind), strict=True))
    origin = _origins(list(of), _codes(made.book, kind), made)
    kept = _orphans(old, origin, made.renamed)
    for code in _codes(made.book, kind):
        if (name := origin[code.name]) is None:
            yield f"\n[[{kind}]]\n{_added(code)}"
            continue
        block = old[name]
        text = _set(block.text, kind, of[name], code)
        lost = _lines(_comments(block.text), _comments(text))
        yield kept[name] + block.lead + lost + text
    yield kept[None]


def _codes(book: Codebook, kind: str) -> Sequence[Code]:
    return book.stages if kind == "stage" else book.touchpoints


def _origins(old: Sequence[str], codes: Sequence[Code], made: Edited) -> dict[str, str | None]:
    """For each code the one whose block it takes; of one that was split the first part."""
    free = deque(name for name in made.dropped if name in old)
    came = {new: name for name, new in made.renamed.items()}
    found: dict[str, str | None] = {}
    for code in codes:
        name = code.name if code.name in old and code.name not in free else came.get(code.name)
        found[code.name] = name if name is not None else free.popleft() if free else None
    return found


def _orphans(
    old: Mapping[str, _Block], origin: Mapping[str, str | None], renamed: Mapping[str, str]
) -> dict[str | None, str]:
    """The comments of codes that are gone, by the code above which they stand now: the one they were merged into."""
    stay = set(origin.values())
    found: dict[str | None, str] = dict.fromkeys([*old, None], "")
    names = list(old)
    for place, name in enumerate(names):
        comments = [*_comments(old[name].lead), *_comments(old[name].text)]
        if name in stay or not comments:
            continue
        after = next((other for other in names[place:] if other in stay), None)
        into = renamed.get(name)
        found[into if into in stay else after] += "\n" + "".join(f"{one}\n" for one in comments)
    return found


def _comments(text: str) -> list[str]:
    return [found["comment"] for found in _TOKEN.finditer(text) if found["comment"]]


def _lines(before: Sequence[str], after: Sequence[str]) -> str:
    """The comments that are no longer there, as lines."""
    gone = Counter(before) - Counter(after)
    return "".join(f"{comment}\n" for comment in gone.elements())


def _set(text: str, kind: str, old: Code, new: Code) -> str:
    """A block with the keys that changed; what is empty is taken out."""
    import tomlkit

    document: Any = tomlkit.parse(text)
    table = document[kind][0]
    for key in _KEYS:
        value = getattr(new, key, ())
        if value == getattr(old, key, ()):
            continue
        if not value:
            table.pop(key, None)
        elif isinstance(value, tuple) and key in table:
            _listed(table[key], value)
        else:
            table[key] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(document)


def _listed(array: Any, words: Sequence[str]) -> None:
    """Make an array say these words; those that stay keep their lines and comments."""
    for place in reversed(range(len(array))):
        if array[place] not in words:
            del array[place]
    for place, word in enumerate(words):
        if place >= len(array) or array[place] != word:
            array.insert(place, word)
    del array[len(words) :]


def _added(code: Code) -> str:
    import tomlkit

    values = ((key, getattr(code, key, ())) for key in _KEYS)
    return tomlkit.dumps({key: list(value) if isinstance(value, tuple) else value for key, value in values if value})
