"""``journey.html``: the map as one page that needs nothing else, with the quotes behind every number.

The page loads nothing: styles and script stand in it and are allowed by their hash alone, so no quote can run code.
Without JavaScript it is the whole map; the script adds the panel that shows the quotes, which stand in the page once,
as JSON, the curves laid over the map's, and the filters. A button names its list of quotes in ``data-e``;
:func:`voc.reports._page.lists.lists_of` makes all of them.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from voc import _runs
from voc.journey.model import Journey
from voc.journey.portraits import Persona, PersonaStage
from voc.reports._base import Report
from voc.reports._basis import Basis
from voc.reports._cells import estimate, figure, score, share, signed
from voc.reports._charts import forest, grids, reliability, saturation
from voc.reports._corrected import corrected, of_pain
from voc.reports._curve import side, steps
from voc.reports._facts import chances, labels, said, touchpoints
from voc.reports._findings import findings
from voc.reports._page.evidence import embedded, evidence
from voc.reports._page.filters import filters
from voc.reports._page.lists import ABOUT, LANES, kinds, lists_of, people
from voc.reports._page.marks import marked
from voc.reports._page.overlays import MOST, drawn, overlays
from voc.reports._text import shown
from voc.reports._wall.render import SHAPES

_NO_REASON = "nobody raised it"
_EMPTY = {"not asked": "unasked", "too few people to show": "few"}
_STYLES = ("journey.css", "journey-parts.css", "journey-charts.css")
_SCRIPTS = ("journey.js", "journey-curves.js", "journey-scroll.js")
# The emotion curve stands in the map itself, reliability in "About this map".
_CHARTS = (forest.figures, grids.segments, grids.people, saturation.figures)
# Tables of findings that stand on the page in another form.
_ELSEWHERE = ("In short", "Persona", "Corrected numbers", "Why numbers", "Confidence and truth", "Behind the scenes")
_REFERENCE = re.compile(r"\[([0-9a-f]{16})\]")


def render(journey: Journey) -> str:
    """Write the page of a map alone: nothing is known of its people but what they said."""
    return _page(journey, Basis(quotes=(), tags=()))


def _page(journey: Journey, basis: Basis) -> str:
    style, script = (Markup("\n".join(map(_asset, names))) for names in (_STYLES, _SCRIPTS))  # noqa: S704 - our own files
    lists, quotes, lanes = lists_of(journey), said(journey).values(), _lanes(journey)
    held = embedded(journey, lists)
    narrowed = filters(journey, held, basis.people or {})
    curve, others = drawn(journey, overlays(journey))
    return _template().render(
        journey=journey,
        account=journey.account,
        settings=journey.settings,
        style=style,
        script=script,
        policy=_policy(style, script),
        evidence=evidence(held, lists, narrowed),
        lists=lists,
        curve=curve,
        others=others,
        most=MOST,
        filters=narrowed,
        kinds=kinds(journey),
        customers=len(quotes),
        staff=sum(quote.role != "participant" for quote in journey.quotes.values()),
        persons=people(quotes),
        files=len({quote.source for quote in quotes}),
        lanes=lanes,
        hidden_lanes={key: is_empty for key, _, is_empty in lanes},
        empty_lanes=[name for _, name, is_empty in lanes if is_empty],
        quote_lanes=[(key, name, ABOUT[key]) for key, name in LANES],
        pains=_by_stage(journey, journey.pain_points),
        pleasures=_by_stage(journey, journey.delight_points),
        moments=_by_stage(journey, journey.moments_of_truth),
        chances=_by_stage(journey, chances(journey)),
        gaps=_by_stage(journey, journey.expectations),
        inside=_by_stage(journey, journey.backstage),
        figures=_by_stage(journey, journey.kpis),
        done=_by_stage(journey, journey.say_do),
        ways=_ways(journey),
        worst=max((p.severity_high or p.severity for p in journey.pain_points), default=0.0) or 1.0,
        labels=labels(journey),
        stage_order={stage.id: order for order, stage in enumerate(journey.stages, 1)},
        touchpoints=touchpoints(journey),
        ids={quote_id: number for number, quote_id in enumerate(held.quotes)},
        tables=[one for one in findings(journey) if not one.title.startswith(_ELSEWHERE)],
        corrected=corrected(journey),
        charts=[one for chart in _CHARTS for one in chart(journey)],
        reliability=reliability.figures(journey),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("voc.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": "{:,}".format, "shown": shown}
    environment.tests |= SHAPES
    environment.globals |= {
        **{"empty": _empty, "marked": marked, "score": score, "share": share, "side": side, "estimate": estimate},
        **{
            "signed": signed,
            "steps": steps,
            "spans": spans,
            "referenced": referenced,
            "figure": figure,
            "of_pain": of_pain,
        },
    }
    return environment.get_template("journey.html.jinja")


def _asset(name: str) -> str:
    return resources.files("voc.reports").joinpath("templates", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing but these two texts and images inside the page."""
    style_hash, script_hash = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def spans(numbers: Sequence[int]) -> str:
    """Numbers as people read them, runs drawn together.

    >>> spans([2, 3, 4, 6, 8, 9])
    '2–4, 6, 8 and 9'
    """
    words = _runs.spans(numbers, "–")
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def referenced(text: str) -> list[tuple[str, bool]]:
    """A text in parts, each with whether it is the id of a quote.

    >>> referenced("“No.” [0123456789abcdef] and so on")
    [('“No.” ', False), ('0123456789abcdef', True), (' and so on', False)]
    """
    parts = _REFERENCE.split(text)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]


def _empty(reason: str | None) -> tuple[str, str]:
    """The look and the words of an empty cell: a lane of a stage that people spoke of has no reason of its own."""
    return _EMPTY.get(reason or "", "silent"), reason or _NO_REASON


def _by_stage(journey: Journey, records: Iterable[Any]) -> dict[str, list[Any]]:
    """Records by the stage that they are of, in their order; every stage is there."""
    found: dict[str, list[Any]] = {stage.id: [] for stage in journey.stages}
    for record in records:
        found.setdefault(record.stage, []).append(record)
    return found


def _ways(journey: Journey) -> dict[str, list[tuple[int, Persona, PersonaStage]]]:
    """The personas at each stage, by their numbers, with how its people spoke of it."""
    steps = [(number, one, step) for number, one in enumerate(journey.personas, 1) for step in one.path]
    return {stage.id: [way for way in steps if way[2].stage == stage.id] for stage in journey.stages}


def _lanes(journey: Journey) -> list[tuple[str, str, bool]]:
    """The lanes that can be switched off: key, name, whether there is nothing in any stage."""
    stages = journey.stages
    quotes = [(key, name, not any(getattr(stage, key).n_quotes for stage in stages)) for key, name in LANES]
    return [
        ("heard", "Heard from", False),
        ("emotion", "Emotion", False),
        ("shares", "Pain and delight", not any(stage.pained or stage.delighted for stage in stages)),
        ("personas", "Personas", not journey.personas),
        ("touchpoints", "Touchpoints", not any(stage.touchpoints for stage in stages)),
        ("channels", "Channels", not any(stage.channels for stage in stages)),
        *quotes,
        ("gap", "Expectation and reality", not journey.expectations),
        ("pleasures", "What delights", not journey.delight_points),
        ("pains", "Pain points", not journey.pain_points),
        ("moments", "Moments of truth", not journey.moments_of_truth),
        ("chances", "Opportunities", not journey.opportunities),
        ("staff", "Behind the scenes", not any(lane.n_quotes for lane in journey.internal.values())),
        ("figures", "Figures", not journey.kpis),
    ]


REPORT = Report(
    "html",
    "The map as one page with the quotes behind every number",
    "journey.html",
    render,
    from_basis=_page,
)
