"""A deck of wide slides: titles, texts that fit their box, tables that go on over the page, notes.

A text that does not fit shrinks; one that does not fit at the smallest size is shortened with a sign, and stands in
full in the notes of its slide. All places are in inches.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from voc.reports._measure import LINE, holds, lines
from voc.reports._text import cut, is_rtl, short, shown

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.45
INK, SOFT, RULE, RULE_STRONG = "182033", "586172", "E3E0D6", "BDB8A8"
DEEP, SIDE, WHITE = "22335C", "FAF9F6", "FFFFFF"
GOOD, BAD, GOOD_TINT, BAD_TINT = "0B5FA5", "A8480A", "EAF3FB", "FDF1E6"
_POINTS = 72
_PAD = 0.05
"""Inches inside a box, left and right."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph and its look; ``sizes`` are the points it may shrink through."""

    words: str
    size: float = 12
    colour: str = INK
    bold: bool = False
    align: str = ""
    after: float = 0


def fits(paragraphs: Sequence[Text], box: Box, shrink: float = 1.0) -> bool:
    """Whether the paragraphs, shrunk, fit into the box."""
    return height(paragraphs, box.width, shrink) <= box.height


def height(paragraphs: Sequence[Text], width: float, shrink: float = 1.0) -> float:
    """How high the paragraphs are at this width."""
    return sum(
        (lines(text.words, room(width, text.size * shrink)) * LINE * text.size * shrink + text.after) / _POINTS
        for text in paragraphs
    )


def room(width: float, size: float) -> float:
    """The em that a line of a box holds."""
    return max(0.1, width - 2 * _PAD) * _POINTS / size


class Deck:
    """The slides as they are added."""

    def __init__(self, title: str) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self._deck, self._title = Presentation(), short(title, 80)
        self._deck.slide_width, self._deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
        about = self._deck.core_properties
        about.title, about.author, about.last_modified_by = shown(title)[:200], "voc", "voc"
        about.subject, about.keywords, about.comments, about.revision = "Journey map", "", "", 1
        # A fixed date: same map, same bytes.
        about.created = about.modified = _EPOCH.replace(tzinfo=None)

    def slide(self, title: str, *, size: float = 24, box: Box | None = None) -> Any:
        """A new slide with its title, which programs list and screen readers read."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        place = box or Box(MARGIN, 0.28, WIDTH - 2 * MARGIN, 0.6)
        shape = slide.shapes.title
        _put(shape, place)
        self.write(slide, shape, [Text(title, size, DEEP, bold=True)], place, least=0.5, middle=box is None)
        if box is None:
            foot = Text(f"{self._title} · draft map · {len(self._deck.slides)}", 9, SOFT, align="right")
            self.text(slide, Box(WIDTH / 2, HEIGHT - 0.3, WIDTH / 2 - MARGIN, 0.2), [foot])
        return slide

    def text(
        self, slide: Any, box: Box, paragraphs: Sequence[Text], *, least: float = 0.7, middle: bool = False
    ) -> Any:
        """A box of text."""
        shape = slide.shapes.add_textbox(*_emu(box))
        self.write(slide, shape, paragraphs, box, least=least, middle=middle)
        return shape

    def write(
        self, slide: Any, shape: Any, paragraphs: Sequence[Text], box: Box, *, least: float = 0.7, middle: bool = False
    ) -> None:
        """Write into a shape: shrunk down to ``least`` of the size, then shortened and told in full in the notes."""
        clean = [Text(shown(p.words), p.size, p.colour, p.bold, p.align, p.after) for p in paragraphs]
        shrink = 1.0
        while shrink > least and not fits(clean, box, shrink):
            shrink = max(least, shrink - 0.05)
        if not fits(clean, box, shrink):
            self.note(slide, "In full: " + "\n".join(p.words for p in clean))
            clean = _shortened(clean, box, shrink)
        _fill(shape.text_frame, clean, shrink, middle=middle)

    def note(self, slide: Any, words: str) -> None:
        """Add to the notes of a slide."""
        frame = slide.notes_slide.notes_text_frame
        before = f"{frame.text}\n" if frame.text else ""
        frame.text = before + shown(words)

    def block(self, slide: Any, box: Box, colour: str, *, line: str = "", shape: str = "RECTANGLE") -> Any:
        """A filled native shape."""
        from pptx.enum.shapes import MSO_SHAPE

        return _painted(slide.shapes.add_shape(getattr(MSO_SHAPE, shape), *_emu(box)), colour, line)

    def bytes(self) -> bytes:
        """The file, with fixed dates inside: same map, same bytes."""
        made, packed = io.BytesIO(), io.BytesIO()
        self._deck.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
        return packed.getvalue()


def _emu(box: Box) -> tuple[int, int, int, int]:
    return (round(box.left * 914400), round(box.top * 914400), round(box.width * 914400), round(box.height * 914400))


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made.from_string(colour)


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(box)


def _painted(shape: Any, colour: str, line: str = "", width: float = 0.75) -> Any:
    """The shape in a colour, with a line or none, and nothing else of the theme, such as its shadow."""
    from pptx.util import Pt

    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)
    if colour:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
    else:
        shape.fill.background()
    if line:
        shape.line.color.rgb, shape.line.width = _rgb(line), Pt(width)
    else:
        shape.line.fill.background()
    return shape


def _shortened(paragraphs: Sequence[Text], box: Box, shrink: float) -> list[Text]:
    """As many paragraphs as fit, the last cut at a word, with a sign."""
    kept: list[Text] = []
    left = box.height
    for text in paragraphs:
        size = text.size * shrink
        most = int(left * _POINTS / (LINE * size))
        end = holds(text.words, room(box.width, size), max(most, 0))
        if end < len(text.words) or most < 1:
            at = cut(text.words, end - 2) if end > 2 else 0
            words = shown(text.words[:at]).rstrip() + " …"
            return (
                [*kept, Text(words, text.size, text.colour, text.bold, text.align)] if most >= 1 or not kept else kept
            )
        kept.append(text)
        left -= height([text], box.width, shrink)
    return kept


def _fill(frame: Any, paragraphs: Sequence[Text], shrink: float = 1.0, *, middle: bool = False) -> None:
    """Write paragraphs into a frame whose size stays as it is."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Inches

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = Inches(_PAD)
    frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    rows = [(text, line) for text in paragraphs for line in text.words.split("\n")]
    for place, (text, line) in enumerate(rows):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        write_paragraph(paragraph, text, line, shrink)


def write_paragraph(paragraph: Any, text: Text, line: str, shrink: float = 1.0) -> None:
    """One line of a text as a paragraph that runs the way its letters do."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = line
    run.font.size, run.font.bold, run.font.name = Pt(round(text.size * shrink, 1)), text.bold, "Calibri"
    run.font.color.rgb = _rgb(text.colour)
    paragraph.space_after = Pt(text.after)
    rtl = is_rtl(line)
    if rtl:
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    # Without it, the layout of the title would centre it.
    paragraph.alignment = (
        getattr(PP_ALIGN, text.align.upper()) if text.align else PP_ALIGN.RIGHT if rtl else PP_ALIGN.LEFT
    )
