"""Put the measures together: quotes and tags in, a journey out.

No file is touched, nothing is drawn, and nothing is random but by the study's seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from voc import __version__
from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.errors import TableError, did_you_mean
from voc.journey._material import Material, Meaning
from voc.journey._reviewed import Reviewed
from voc.journey.comparisons import compare
from voc.journey.model import SCHEMA_VERSION, Account, Coverage, Journey, Outcome
from voc.journey.outcomes import nps
from voc.journey.pain_points import Points, points
from voc.journey.portray import portray
from voc.journey.shown import shown, shown_ids
from voc.journey.stages import stage_of
from voc.journey.summary import summary
from voc.journey.valued import valued
from voc.journey.waves import waves
from voc.models import manifest
from voc.study import Study
from voc.theme_file import ThemeFile

_NO_WAVES = "refused: no quote is of a wave; name the waves under [[wave]] in study.toml"


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
    stages = reviewed.corrected(stages)
    ids = shown_ids(stages, found, material) | set(portraits.quote_ids())
    journey = Journey(
        schema_version=SCHEMA_VERSION,
        title=material.study.title,
        scope=codebook.scope,
        codebook=f"{codebook.title}@{codebook.digest}",
        settings=_settings(material.study, material.tags, reviewed.sentence(stages)),
        account=_account(material, blank, failed),
        stages=tuple(stages),
        pain_points=reviewed.themes(found),
        moments_of_truth=compared.moments_of_truth,
        opportunities=portraits.opportunities,
        personas=portraits.personas,
        segments=compared.segments,
        outcomes=tuple(_outcomes(material)),
        internal=material.internal,
        coverage=_coverage(material, pains, delights),
        quotes=shown(material, ids),
        drivers=compared.drivers,
        expectations=compared.expectations,
        kpis=compared.kpis,
        say_do=compared.say_do,
        source_mix=compared.source_mix,
        refused=compared.refused(material) | portraits.refused | ({} if each else {"waves": _NO_WAVES}),
        delight_points=reviewed.themes(delights.found),
        persona_basis=portraits.persona_basis,
        saturation=portraits.saturation,
        heard=portraits.heard,
        backstage=portraits.backstage,
        task_success=portraits.task_success,
        evidence_age=portraits.evidence_age,
        waves=each,
        trends=heading,
    )
    return replace(journey, summary=summary(journey))


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


def _account(material: Material, blank: int, failed: Sequence[str]) -> Account:
    excluded = material.quotes["excluded"].value_counts()
    kept = material.evidence
    counted = {str(reason): int(count) for reason, count in sorted(excluded.items(), key=lambda i: (-i[1], i[0]))}
    # A table made elsewhere may hold roles that are not evidence without a stated reason.
    unnamed = len(material.quotes) - len(kept) - sum(counted.values())
    return Account(
        read=len(material.quotes),
        kept=len(kept),
        tagged=int(kept["stage"].notna().sum()),
        abstained=int(kept["stage"].isna().sum()),
        excluded=counted | ({"role is no evidence": unnamed} if unnamed else {}),
        blank=blank,
        staff=len(material.staff),
        failed=tuple(failed),
    )


def _coverage(material: Material, pains: Points, delights: Points) -> Coverage:
    said = material.customers
    counts = {
        code.name: {
            str(kind): int(rows["person"].nunique())
            for kind, rows in said[said["stage"] == code.name].groupby("source_kind")
        }
        for code in material.book.stages
    }
    return Coverage(
        participants=counts,
        participants_by_kind={str(kind): int(rows["person"].nunique()) for kind, rows in said.groupby("source_kind")},
        pain_quotes=pains.quotes,
        pain_quotes_ungrouped=pains.ungrouped,
        pain_quotes_without_stage=int((material.pain_mask & said["stage"].isna()).sum()),
        delight_quotes=delights.quotes,
        delight_quotes_ungrouped=delights.ungrouped,
    )


def _settings(study: Study, tags: pd.DataFrame, correction: str) -> dict[str, object]:
    return {
        "seed": study.seed,
        "resamples": study.resamples,
        "min_participants": study.min_participants,
        "min_persona": study.min_persona,
        "languages": list(study.languages),
        "correction": correction,
        "redaction": "none: quotes are verbatim and may name people",
        "voc": __version__,
        "models": dict(sorted(_models(tags))),
    }


def _models(tags: pd.DataFrame) -> set[tuple[str, str]]:
    """The models that judged, as tags name them (``model:<name>@<version>…``), and the one that reads words."""
    words = manifest()["en_core_web_sm"]
    named = {str(by).removeprefix("model:") for by in tags["by"].dropna().unique() if str(by).startswith("model:")}
    judged = {tuple(name.rsplit("@", 1)) for name in named if "@" in name}
    return {(words.name, words.version)} | {(name, version.split("+")[0]) for name, version in judged}
