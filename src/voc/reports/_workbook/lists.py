"""The sheets that are lists: stages, touchpoints, pain points, backlog, quotes, and about this map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voc.journey.model import Journey
from voc.reports import _facts
from voc.reports._corrected import of_pain, status
from voc.reports._findings import findings, refused
from voc.reports._text import one_line
from voc.reports._workbook.book import Book, Column


def stages(book: Book, journey: Journey) -> None:
    """Every figure of each stage, one row a stage, with the curve below."""
    columns = [Column("Order", 7), Column("Stage", 30), Column("Id", 16)]
    columns += [Column(name, 9, "count") for name in ("People", "Quotes", "Files")]
    columns += [Column("Emotion, −100 … +100", 12, "score"), Column("From", 8, "score"), Column("To", 8, "score")]
    columns += [Column("Emotion, −2 … +2", 11, "two"), Column("Dramatic arc, 1 … 5", 11, "tenth")]
    columns += [Column("With a pain", 9, "share"), Column("With a delight", 9, "share"), Column("Why no score", 24)]
    columns += [Column("Emotion as tagged", 10, "score"), Column("Corrected by reviews", 40)]
    sheet = book.table("Stages", columns, [_stage(order, journey) for order in range(len(journey.stages))])
    if any(stage.emotion.score is not None for stage in journey.stages):
        book.chart(sheet, f"A{len(journey.stages) + 4}", len(journey.stages))


def _stage(order: int, journey: Journey) -> list[object]:
    stage = journey.stages[order]
    emotion = stage.emotion
    shares = [some and some.share for some in (stage.pained, stage.delighted)]
    return [
        *(stage.order, stage.label, stage.id, stage.n_participants, stage.n_quotes, stage.n_sources),
        *(emotion.score, emotion.low, emotion.high, _facts.two(emotion.score), stage.arc),
        *(*shares, stage.empty_reason, emotion.correction and emotion.correction.tagged, status(stage)),
    ]


def touchpoints(book: Book, journey: Journey) -> None:
    """Each touchpoint at each stage."""
    columns = [
        Column("Stage", 28),
        Column("Touchpoint", 34),
        Column("People", 9, "count"),
        Column("Quotes", 9, "count"),
    ]
    columns += [Column("Emotion", 10, "score"), Column("From", 8, "score"), Column("To", 8, "score")]
    rows = [
        [
            stage.label,
            cell.label,
            cell.n_participants,
            cell.n_quotes,
            cell.emotion.score,
            cell.emotion.low,
            cell.emotion.high,
        ]
        for stage in journey.stages
        for cell in stage.touchpoints
    ]
    book.table("Touchpoints", columns, rows)


def pains(book: Book, journey: Journey) -> None:
    """The ranking with every figure."""
    columns = [Column("Rank", 7), Column("Rank from", 7), Column("Rank to", 7), Column("Chance of top 3", 9, "share")]
    columns += [Column("Pain point", 34), Column("Stage", 22), Column("Touchpoint", 20), Column("People", 9, "count")]
    columns += [
        Column("of", 8, "count"),
        Column("Share", 8, "share"),
        Column("From", 8, "share"),
        Column("To", 8, "share"),
    ]
    columns += [Column("Intensity", 9, "exact"), Column("Severity", 9, "exact"), Column("From", 8, "exact")]
    columns += [
        Column("To", 8, "exact"),
        Column("Files", 7, "count"),
        Column("Quotes", 8, "count"),
        Column("Most telling quote", 60),
    ]
    columns += [Column("Ids of all quotes", 60, "ids"), Column("Id of the most telling", 20), Column("Corrected", 40)]
    book.table("Pain points", columns, _pain_rows(journey))


def _pain_rows(journey: Journey) -> Iterator[list[object]]:
    stages, places = _facts.labels(journey), _facts.touchpoints(journey)
    for pain in journey.pain_points:
        some = pain.prevalence
        yield [
            *(pain.rank, pain.rank_low, pain.rank_high, pain.p_top3, pain.label, stages.get(pain.stage, pain.stage)),
            *(places.get(pain.touchpoint or "", pain.touchpoint), some.n, some.of, some.share, some.low, some.high),
            *(pain.intensity, pain.severity, pain.severity_low, pain.severity_high, pain.n_sources),
            *(
                len(pain.quote_ids),
                journey.quotes[pain.best_quote_id].text,
                " ".join(pain.quote_ids),
                pain.best_quote_id,
                of_pain(pain),
            ),
        ]


def backlog(book: Book, journey: Journey) -> None:
    """Each opportunity with its evidence and what staff say."""
    columns = [Column("Rank", 7), Column("Problem to solve", 40), Column("Stage", 24), Column("Touchpoint", 22)]
    columns += [Column("People", 9, "count"), Column("of", 9, "count"), Column("Severity", 9, "exact")]
    columns += [Column("Most telling quote", 60), Column("Ids of quotes", 50, "ids"), Column("Quotes", 8, "count")]
    columns += [Column("Ids of what staff say", 40, "ids"), Column("Staff quotes", 8, "count")]
    columns += [Column("Importance, 0 … 10", 11, "tenth"), Column("Satisfaction, 0 … 10", 11, "tenth")]
    columns += [
        Column("Opportunity, 0 … 20", 11, "tenth"),
        Column("Owner, by what staff say", 20),
        Column("Effort", 12),
    ]
    stages, places = _facts.labels(journey), _facts.touchpoints(journey)
    rows = [
        [
            *(chance.rank, chance.problem, stages.get(chance.stage, chance.stage)),
            *(places.get(chance.touchpoint or "", chance.touchpoint), chance.n, chance.of, chance.severity),
            *(_facts.told(chance, journey), " ".join(chance.quote_ids), len(chance.quote_ids)),
            *(" ".join(chance.internal_quote_ids), len(chance.internal_quote_ids)),
            *(one and one.value for one in (chance.importance, chance.satisfaction, chance.score)),
            *(chance.owner, chance.effort),
        ]
        for chance in journey.opportunities
    ]
    book.table("Backlog", columns, rows)


def quotes(book: Book, journey: Journey) -> None:
    """Every quote that the map shows, with its place and its tags."""
    columns = [Column("Quote id", 19), Column("Quote", 80), Column("Participant", 12), Column("Role", 11)]
    columns += [Column("Source", 34), Column("Kind", 11), Column("Place", 26), Column("Start", 7), Column("End", 7)]
    columns += [Column("Answers", 40), Column("Stage", 22), Column("Sure", 7, "share"), Column("Stage by", 28)]
    columns += [Column("Touchpoints", 24), Column("Facets", 20), Column("Valence", 9, "exact")]
    columns += [Column("Words that carried a tag", 30), Column("Ranks of its pain points", 12)]
    book.table("Quotes", columns, _quote_rows(journey))


def _quote_rows(journey: Journey) -> Iterator[list[object]]:
    stages, places = _facts.labels(journey), _facts.touchpoints(journey)
    ranks: dict[str, list[str]] = {}
    for pain in journey.pain_points:
        for quote_id in pain.quote_ids:
            ranks.setdefault(quote_id, []).append(str(pain.rank))
    for quote_id, quote in journey.quotes.items():
        yield [
            *(quote_id, quote.text, quote.participant, quote.role, quote.source, quote.source_kind, quote.locator),
            *(quote.start, quote.end, quote.question, stages.get(quote.stage or "", quote.stage)),
            *(quote.stage_confidence, quote.stage_by),
            ", ".join(places.get(name, name) for name in quote.touchpoints),
            *(", ".join(quote.facets), quote.valence, ", ".join(quote.words), ", ".join(ranks.get(quote_id, ()))),
        ]


_WHAT = ("What", "Is")
_ABOUT = (44.0, 64.0, 14.0)
"""Widths of the first, the second and the other columns."""


def found(book: Book, journey: Journey) -> None:
    """Personas, moments of truth, segments and the like, each on a sheet of its own."""
    for one in findings(journey):
        # A name of a sheet takes 31 letters and not all of them.
        book.table(
            (one.name or one.title)[:31],
            [Column(head, 9 * width) for head, width in zip(one.head, one.widths, strict=True)],
            one.rows,
            says=one.says,
        )


def about(book: Book, journey: Journey) -> None:
    """The account, the settings, and who was heard where."""
    sheet = book.sheet("About")
    sheet.set_column(0, 0, _ABOUT[0])
    sheet.set_column(1, 1, _ABOUT[1])
    sheet.set_column(2, 12, _ABOUT[2])
    wide = [*_ABOUT[:2]]
    book.banner(sheet, 0, one_line(journey.title), "title", wide)
    book.banner(sheet, 1, _facts.draft(journey), "note", wide)
    header, rows = _facts.coverage(journey)
    made = [*_facts.settings(journey), *refused(journey)]
    line = _block(book, sheet, 3, "What became of everything that was read", [_WHAT, *_facts.account(journey)])
    line = _block(book, sheet, line, "How it was made", [_WHAT, *made])
    line = _block(book, sheet, line, "Who was heard where: people by kind of source", [header, *rows])
    _block(book, sheet, line, "What the columns mean", [_WHAT, *MEANINGS])


def _block(book: Book, sheet: object, line: int, name: str, rows: Sequence[Sequence[object]]) -> int:
    """A table with its name above it; returns where the next may begin."""
    book.put(sheet, line, 0, name, "side")
    for down, row in enumerate(rows, line + 1):
        looks = ["head"] * len(row) if down == line + 1 else ["side", *["text"] * len(row)]
        book.row(sheet, down, list(zip(row, looks, strict=False)), [*_ABOUT[:2], *[_ABOUT[2]] * len(row)][: len(row)])
    return line + len(rows) + 2


MEANINGS = (
    (
        "Emotion, −100 … +100",
        "Mean over people of what their words are worth; the interval holds it in 95 % of the draws.",
    ),
    ("Emotion, −2 … +2", "The same number divided by 50: the scale of mapping tools."),
    ("Dramatic arc, 1 … 5", "1 + 4 × the share of the people heard at the stage who tell of a pain or a delight."),
    ("Severity", "Share of people who raise it × how strongly they put it."),
    ("Empty cells", "“not asked”, “asked, nobody raised it” and “too few people to show” are three different things."),
)
