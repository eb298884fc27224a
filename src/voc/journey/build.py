"""Put the measures together: quotes and tags in, a journey out.

No file is touched, nothing is drawn, and nothing is random but by the study's seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pandas as pd

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.errors import TableError, did_you_mean
from voc.journey._material import Material, Meaning
from voc.journey._reviewed import Reviewed
from voc.journey.accounts import account, coverage, settings
from voc.journey.comparisons import Comparisons, compare
from voc.journey.model import SCHEMA_VERSION, Journey, Outcome
from voc.journey.outcomes import nps
from voc.journey.pain_points import points
from voc.journey.portray import Portraits, portray
from voc.journey.reviewed_themes import reviewed_themes
from voc.journey.shown import shown, shown_ids
from voc.journey.stages import stage_of
from voc.journey.summary import summary
from voc.journey.valued import valued
from voc.journey.waves import waves
from voc.study import Study
from voc.theme_file import ThemeFile

# Why there is none of what no other measure refuses.
_NONE = {
    "waves": "refused: no quote is of a wave; name the waves under [[wave]] in study.toml",
    "calibration": "refused: how true confidences are in this study, only reviews of a sample of its tags can tell",
}


def build_journey(
    quotes: pd.DataFrame,
    tags: pd.DataFrame,
    codebook: Codebook,
    *,
    study: Study | None = None,
    participants: pd.DataFrame | None = None,
    attributes: pd.DataFrame | None = None,
    figures: pd.DataFrame | None = None,
    blank: int = 0,
    failed: Sequence[str] = (),
    told: ThemeFile | None = None,
    meaning: Meaning | None = None,
) -> Journey:
    """Build the map.

    ``quotes`` may hold excluded rows; they are only counted. ``participants`` adds those who were asked and said
    nothing to the people who could have raised a pain, and the closed answers; ``attributes`` are the scales of these
    (``Reading.attributes``), ``figures`` the business's, put to stages (``voc.journey.figures``). ``blank`` is the
    number of open questions left empty, ``failed`` names the sources that could not be read. ``told`` are
    the themes that the researcher named or merged; ``meaning`` gives an encoder's vectors of texts, by which themes are
    grouped; without it their words count. Raises ``TableError`` if a table is not one, ``StudyError`` for themes that
    do not fit.
    """
    given = valued(tags_table.check(tags))
    tags = tags_table.decided(given)
    material = Material(
        quotes_table.check(quotes), tags, codebook, study or Study(), participants, attributes, figures, told, meaning
    )
    _check_belonging(material)
    stages = [stage_of(material, order, code) for order, code in enumerate(codebook.stages, 1)]
    pains, delights = points(material, "pain"), points(material, "delight")
    found = pains.found
    compared = compare(material, stages, found)
    portraits = portray(material, found, delights.found)
    each, heading = waves(material, found)
    # What compares stays with what compares: as tagged. The curve itself is corrected last.
    reviewed = Reviewed(material, given)
    stages, sure = reviewed.corrected(stages), reviewed.calibrations()
    covered = coverage(material, pains, delights)
    ids = shown_ids(stages, found, material) | set(portraits.quote_ids()) | set(covered.off_map)
    journey = Journey(
        schema_version=SCHEMA_VERSION,
        title=material.study.title,
        scope=codebook.scope,
        codebook=f"{codebook.title}@{codebook.digest}",
        settings=settings(material.study, material.tags, reviewed.sentence(stages)),
        account=account(material, blank, failed),
        stages=tuple(stages),
        pain_points=reviewed_themes(found, "pain", reviewed),
        outcomes=tuple(_outcomes(material)),
        internal=material.internal,
        coverage=covered,
        quotes=shown(material, ids),
        refused=compared.refused(material) | portraits.refused | _absent(waves=each, calibration=sure),
        delight_points=reviewed_themes(delights.found, "delight", reviewed),
        waves=each,
        trends=heading,
        calibration=sure,
        **_found(compared),
        **_found(portraits),
    )
    return replace(journey, summary=summary(journey))


def _absent(**found: Sequence[Any]) -> dict[str, str]:
    """Why fields that hold nothing do not."""
    return {name: _NONE[name] for name, records in found.items() if not records}


def _found(of: Comparisons | Portraits) -> dict[str, Any]:
    """The findings by the journey's fields, whose names they have."""
    return {field.name: getattr(of, field.name) for field in fields(of) if field.name != "refused"}


def _outcomes(material: Material) -> list[Outcome]:
    """The closed scores of the participants, where they are known."""
    if material.participants is None:
        return []
    study = material.study
    return nps(material.participants, resamples=study.resamples, seed=study.seed, least=study.min_participants)


def _check_belonging(material: Material) -> None:
    """Refuse tags of another codebook or another reading: what is not on the map would be lost without a word."""
    tags, book = material.tags, material.book
    for kind, names in (
        ("stage", [code.name for code in book.stages]),
        ("touchpoint", [code.name for code in book.touchpoints]),
    ):
        labels = set(tags.loc[tags["kind"] == kind, "label"].dropna())
        for label in sorted(labels - set(names)):
            raise TableError(f"tags: no {kind} {label!r} in the codebook “{book.title}”; {did_you_mean(label, names)}")
    strange = set(tags["quote_id"]) - set(material.quotes["quote_id"])
    if strange:
        raise TableError(f"tags: quote {min(strange)} is not in the quotes table; both have to be of one reading")
