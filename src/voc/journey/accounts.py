"""What became of everything that was read, how much stands on no stage, and under which settings a map was made."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from voc import __version__
from voc.journey._material import Material, telling
from voc.journey.model import Account, Coverage
from voc.journey.pain_points import Points
from voc.models import manifest
from voc.study import Study

# So many quotes on pains at no stage are shown.
_OFF_MAP = 30


def account(material: Material, blank: int, failed: Sequence[str]) -> Account:
    """Read = kept + excluded, kept = tagged + abstained; ``blank`` questions left empty, ``failed`` files unread."""
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


def coverage(material: Material, pains: Points, delights: Points) -> Coverage:
    """How many people of each kind of source spoke of each stage, and what is in no theme or on no stage."""
    said = material.customers
    nowhere = said[material.pain_mask & said["stage"].isna()]
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
        pain_quotes_without_stage=len(nowhere),
        delight_quotes=delights.quotes,
        delight_quotes_ungrouped=delights.ungrouped,
        off_map=telling(nowhere.assign(strength=-nowhere["valence"]), by="strength")[:_OFF_MAP],
    )


def settings(study: Study, tags: pd.DataFrame, correction: str) -> dict[str, object]:
    """What else decides the numbers; ``correction`` says how far they were corrected."""
    return {
        "seed": study.seed,
        "resamples": study.resamples,
        "min_participants": study.min_participants,
        "min_persona": study.min_persona,
        **({} if study.personas is None else {"personas": study.personas}),
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
