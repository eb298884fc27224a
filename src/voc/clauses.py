"""Cut texts into sentences, and into clauses where the speaker turns ("…, but …").

A part is a half-open range of the text. Parts do not overlap, and together they hold every letter of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from voc._turns import SHORT, may_turn, says_something, turns
from voc.language import Words, pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Range = tuple[int, int]

# Words at which a speaker turns against what she just said.
_TURNS = {"but", "however", "although", "though", "whereas", "except", "yet"}
# Not a turn after these: "nothing but trouble", "not only cheap but …".
_NO_TURN_AFTER = {"nothing", "anything", "all", "anyone", "last", "cannot", "even", "as"}
_LINKS = {"and", "so", "because", "then", "or", *_TURNS}
# Speech recognisers write whole minutes without a full stop; a longer sentence than this is cut at a link word.
_LONG = 45
_BATCH = 256

# Quotation marks of mails and bullets; a dash right before a digit is a minus ("-5 stars").
_TRIM = re.compile(r"^(?:[\s>•*]|[-–—](?!\d))+(?=\w|[-–—]\d)|^\s+$")
# A longer text is analysed in parts, as the memory that the analysis takes grows with the length.
_PART = 100_000
# A row of punctuation, too: spaCy's tokenizer takes time squared for it.
_RUN = re.compile(r"[^\w\s]{200}")


def _never(text: str) -> bool:
    return False


def _parts(text: str) -> list[Range]:
    """Cut an overlong text at a paragraph, else a line, a sentence or a space, else anywhere."""
    parts: list[Range] = []
    for start, end in pairwise([0, *(match.end() for match in _RUN.finditer(text)), len(text)]):
        while end - start > _PART:
            half, limit = start + _PART // 2, start + _PART
            marks = (text.rfind(mark, half, limit) + len(mark) for mark in ("\n\n", "\n", ". ", " "))
            cut_at = next((mark for mark in marks if mark > half), limit)
            parts.append((start, cut_at))
            start = cut_at
        parts.append((start, end))
    return parts


def cut(texts: Iterable[str], *, alone: Callable[[str], bool] = _never, finer: bool = False) -> Iterator[list[Range]]:
    """Give the ranges of each text's sentences and clauses, in order.

    A sentence of one or two words belongs to the one before it ("It broke. Terrible."), unless it is one that ``alone``
    says stands for itself. ``finer`` cuts at the turns of :mod:`voc._turns`, too; quotes are not cut there, so that
    their ids stay, only what is judged.
    """
    given = list(texts)
    parts = [_parts(text) for text in given]
    docs = _docs((text[start:end] for text, cuts in zip(given, parts, strict=True) for start, end in cuts), finer)
    for cuts in parts:
        yield [(begin + start, begin + end) for begin, _ in cuts for start, end in ranges(next(docs), alone, finer)]


def words_and_cuts(texts: Iterable[str]) -> Iterator[tuple[Words, list[Range]]]:
    """The words of each text, and where ``cut(…, finer=True)`` cuts it, by one analysis."""
    given = list(texts)
    for text, doc in zip(given, pipeline().pipe(given, batch_size=_BATCH), strict=True):
        whole = len(_parts(text)) == 1
        yield Words.of(doc), ranges(doc, _never, finer=True) if whole else next(cut([text], finer=True))


def _docs(texts: Iterable[str], finer: bool) -> Iterator[Doc]:
    """Each text as tokens and sentences; parts of speech, which take most of the time, only where a cut needs them."""
    nlp = pipeline()
    sentences = nlp.get_pipe("voc_sentences")
    remaining = iter(texts)
    while batch := [sentences(nlp.make_doc(text)) for text in islice(remaining, _BATCH)]:
        judged = [_may_be_cut(doc) or (finer and may_turn(doc.text)) for doc in batch]
        tagged = nlp.pipe((doc for doc, needed in zip(batch, judged, strict=True) if needed), batch_size=64)
        yield from (next(tagged) if needed else doc for doc, needed in zip(batch, judged, strict=True))


def _may_be_cut(doc: Doc) -> bool:
    """Whether a sentence has a turning word or is so long that a link word may cut it."""
    return any(len(sentence) > _LONG for sentence in doc.sents) or any(token.lower_ in _TURNS for token in doc)


def ranges(doc: Doc, alone: Callable[[str], bool], finer: bool = False) -> list[Range]:
    """The ranges of one text's sentences and clauses."""
    text = doc.text  # spaCy puts it together anew each time it is asked for
    clauses = [clause for sentence in doc.sents for clause in _clauses(sentence)]
    cuts = [list(turns(clause, text)) if finer else [clause] for clause in clauses]
    joined: list[Range] = []
    for piece, whole in ((piece, len(pieces) == 1) for pieces in cuts for piece in pieces):
        start, end = _trimmed(text, piece.start_char, piece.end_char)
        if start == end:
            continue
        short = whole and len(re.findall(r"\w+", text[start:end])) < SHORT
        if joined and short and not alone(text[start:end]) and text[joined[-1][1] : start].strip() == "":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _trimmed(text: str, start: int, end: int) -> Range:
    """Leave out white space and quotation bullets at the ends."""
    piece = text[start:end]
    lead = _TRIM.match(piece)
    start += lead.end() if lead else len(piece) - len(piece.lstrip())
    return start, max(start, start + len(text[start:end].rstrip()))


def _clauses(sentence: Span) -> Iterator[Span]:
    """Cut a sentence where both sides of a turning word have a verb, and an overlong one at link words."""
    begin = 0
    for index, token in enumerate(sentence):
        if index - begin >= SHORT and _turns_here(sentence, begin, index, token):
            yield sentence[begin:index]
            begin = index
    yield sentence[begin:]


def _turns_here(sentence: Span, begin: int, index: int, token: Token) -> bool:
    word = token.lower_
    if word not in _LINKS:
        return False
    after = sentence[index:]
    if word in _TURNS:
        before = sentence[begin:index]
        return (
            before[-1].lower_ not in _NO_TURN_AFTER
            and not any(other.lower_ == "only" for other in before)
            and says_something(before)
            and says_something(after)
        )
    follows = sentence[index + 1] if index + 1 < len(sentence) else None
    return (
        index - begin >= _LONG // 2
        and len(sentence) - begin > _LONG
        and follows is not None
        and follows.pos_ in ("PRON", "PROPN", "DET", "ADV")
        and says_something(after)
    )
