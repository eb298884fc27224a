"""``voc agree``: how far two coders, or a coder and a tagger, agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli import _console
from voc.cli._console import Json, Quiet, Seed, Verbose

if TYPE_CHECKING:
    import pandas as pd

    from voc.journey.agree_maps import MapAgreement
    from voc.journey.agree_records import Agreement, Coefficient, Coefficients, KindAgreement, ValenceAgreement

_SHOWN = 10
Rows = list[tuple[str, ...]]


def command(
    a: Annotated[Path, typer.Argument(metavar="TAGS_A", help="A tags table: .csv, .jsonl or .parquet; or a study.")],
    b: Annotated[Path, typer.Argument(metavar="TAGS_B", help="Another of the same quotes.")],
    quotes: Annotated[Path | None, typer.Option("--quotes", help="The quotes: words and participants.")] = None,
    codebook: Annotated[
        str | None, typer.Option("--codebook", help="Compare the two maps, too. Needs --quotes.")
    ] = None,
    by_a: Annotated[
        str | None, typer.Option("--by-a", help="Of TAGS_A the rows by this maker, e.g. human:ann.")
    ] = None,
    by_b: Annotated[str | None, typer.Option("--by-b", help="Of TAGS_B the rows by this maker, e.g. model:.")] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under", help="KIND=ALPHA: exit with 1 if Krippendorff's alpha is below.", metavar="KIND=ALPHA"
        ),
    ] = None,
    resamples: Annotated[int, typer.Option("--resamples", min=100, help="Resamples of the bootstrap.")] = 1000,
    seed: Seed = None,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Compare two tags tables: Cohen's kappa, Krippendorff's alpha, Gwet's AC1, and where the coders differ.

    In place of a table, a study folder gives what machines and people say there; --by-a and --by-b say whose. Only
    quotes in both tables count; between two people, in each kind only those of which both judged that kind. Where one
    gave no label (abstained, or "none of these") is counted apart, and measured once more with none as a label. With
    -v all disagreements and labels are shown.

    Example: voc agree ann.csv ben.csv --quotes quotes.csv --codebook service
    """
    from voc import _tables
    from voc.codebook import Codebook
    from voc.errors import VocError
    from voc.journey.agree import agree

    if codebook is not None and quotes is None and not a.is_dir():
        raise VocError("--codebook compares the two maps and needs the quotes: add --quotes QUOTES")
    bars = _console.thresholds(fail_under or ())
    (tags_a, said), (tags_b, _) = _tags(a), _tags(b)
    found = agree(
        tags_a,
        tags_b,
        said if quotes is None else _tables.load(quotes),
        None if codebook is None else Codebook.load(codebook),
        by=(by_a, by_b),
        resamples=resamples,
        seed=seed or 0,
        where=(a.resolve().name, b.resolve().name, "quotes" if quotes is None else quotes.name),
    )
    missed = _missed(bars, found)
    if as_json:
        _console.give(found.as_dict() | {"missed": missed})
    else:
        _console.say("\n\n".join(_blocks(found, verbose=verbose)), quiet=quiet)
    for line in missed:
        _console.warn(line)
    return 1 if missed else 0


def _tags(path: Path) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """A table of tags; of a study folder everything that machines and people say, and its quotes."""
    from voc import _tables, decisions

    return decisions.said_in(path) if path.is_dir() else (_tables.load(path), None)


def _missed(bars: dict[str, float], found: Agreement) -> list[str]:
    """A line for each threshold that was not reached; an unknown value reaches none."""
    from voc.errors import VocError, did_you_mean

    there = [kind.kind for kind in found.kinds] + (["valence"] if found.valence is not None else [])
    missed = []
    for kind, bar in bars.items():
        if kind not in there:
            raise VocError(f"--fail-under {kind}={bar:g}: no kind {kind!r} in both tables; {did_you_mean(kind, there)}")
        value = found.score(kind)
        if value is None or value < bar:
            missed.append(f"{kind}: alpha is {'unknown' if value is None else f'{value:.3f}'}, below {bar:g}")
    return missed


def _blocks(found: Agreement, *, verbose: bool) -> Iterator[str]:
    """What was found, in blocks for a person."""
    alone = f"; {found.only_a} more in {found.a} alone, {found.only_b} in {found.b} alone, not compared"
    yield f"{found.units} quotes in both {found.a} and {found.b}{alone if found.only_a or found.only_b else ''}"
    heads = ("kind", "quotes", "no label A/B/both", "agree", "kappa", "alpha", "AC1")
    yield _console.columns([heads, *(row for kind in found.kinds for row in _kind(kind))])
    for kind in found.kinds:
        if verbose and kind.labels:
            yield _console.columns(_labels(kind))
    if found.valence is not None:
        yield _valence(found.valence)
    if found.maps is not None:
        yield "\n".join(_maps(found.maps))
    if found.disagreements:
        yield "\n".join(_disagreements(found, verbose=verbose))
    about = f"[…]: 95 % of {found.resamples} resamples of {found.resampled}, seed {found.seed}"
    yield "\n".join([*(f"note: {note}" for note in found.notes), about])


def _kind(kind: KindAgreement) -> Rows:
    nones = f"{kind.none_a}/{kind.none_b}/{kind.none_both}"
    rows = [(kind.kind, str(kind.labelled if kind.single else kind.units), nones, *_figures(kind.measures))]
    if kind.with_none is not None:
        rows.append((f"{kind.kind}, none as a label", str(kind.units), "", *_figures(kind.with_none)))
    return rows


def _figures(measures: Coefficients) -> tuple[str, ...]:
    values = (measures.observed, measures.kappa, measures.alpha, measures.ac1)
    return tuple(_number(value) for value in values)


def _number(value: Coefficient) -> str:
    """A number with its interval; a dash for what is not defined."""
    if value.value is None:
        return "–"
    ends = "" if value.low is None or value.high is None else f" [{value.low:.2f}, {value.high:.2f}]"
    return f"{value.value:.2f}{ends}"


def _labels(kind: KindAgreement) -> Rows:
    heads = (kind.kind, "both", "only A", "only B", "agree", "kappa", "alpha", "AC1")
    rows = [
        (one.label, str(one.both), str(one.only_a), str(one.only_b), *_figures(one.measures)) for one in kind.labels
    ]
    return [heads, *rows]


def _valence(found: ValenceAgreement) -> str:
    missing = f", {found.missing} more without two values" if found.missing else ""
    figures = f"interval alpha {_number(found.alpha)}, B − A {_number(found.difference)}"
    return f"valence  {found.units} quotes{missing}: {figures}"


def _maps(found: MapAgreement) -> Iterator[str]:
    """The scores of the two maps by stage, and the order of their pains."""
    from voc.reports._cells import signed

    rows: Rows = [("stage", "score A", "score B", "B − A [95 %]")]
    for one in found.stages:
        apart = one.reason or f"{signed(one.difference)} [{signed(one.low)}, {signed(one.high)}]"
        rows.append((one.stage, signed(one.a), signed(one.b), apart))
    yield _console.columns(rows)
    counts = f"{len(found.pains)} pains stand on both maps (A has {found.pains_a}, B {found.pains_b})"
    yield f"{counts}: " + (f"rho of their ranks {found.rho:.2f}" if found.rho is not None else found.reason or "")


def _disagreements(found: Agreement, *, verbose: bool) -> Iterator[str]:
    shown = found.disagreements if verbose else found.disagreements[:_SHOWN]
    yield f"{len(found.disagreements)} disagreements"
    for one in shown:
        sides = " · ".join(f"{name}: {' | '.join(side) or '(none)'}" for name, side in (("A", one.a), ("B", one.b)))
        yield f"{one.quote_id}  {one.kind}  {sides}"
        if one.text is not None:
            yield f"    “{one.text}”"
    if len(shown) < len(found.disagreements):
        yield f"… and {len(found.disagreements) - len(shown)} more; see them with -v, or all with --json"
