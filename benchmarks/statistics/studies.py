"""Public studies in which people ranked what hurts: the texts, the categories, and how often or how bad people said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

# Abbreviations of the Jupyter UX survey's themes, written out.
_WRITTEN_OUT = {
    "ux": "User experience", "ide": "Features of an IDE", "cli": "Command line", "collab": "Collaboration",
    "app_lib_service": "Integration of an application, library or service", "needs_addressed": "Needs addressed",
}  # fmt: skip
# Of larger studies so many texts are drawn, so that a run takes minutes.
_MOST = 1500
_PROBLEMS = ("pain points", "challenges", "problems", "Comments about collaboration")


@dataclass(frozen=True)
class Ranked:
    """Texts with who said each, categories with what they mean, and the figure by which people ranked these."""

    title: str
    texts: list[str]
    people: list[str]
    meanings: dict[str, str]
    ranks: list[float]

    @property
    def names(self) -> list[str]:
        """The categories."""
        return list(self.meanings)


def studies(data: Path) -> Iterator[Ranked]:
    """Every study, in turn."""
    yield from r_survey(pd.read_csv(data / "r_community_survey" / "open_ended.csv", dtype=str))
    yield jupyter_2020(data / "jupyter_survey_2020")
    yield from jupyter_ux(pd.read_csv(data / "jupyter_ux_2015" / "open_ended_themes.csv", dtype=str))
    yield chaoss(pd.read_csv(data / "chaoss_challenges_2023" / "coded_challenges.csv", dtype=str))
    yield veterans(data / "va_research_quotes")


def r_survey(table: pd.DataFrame) -> Iterator[Ranked]:
    """What was most difficult in learning R: choices and free text together, then free text alone."""
    asked = table[(table["slug"] == "difficult") & (table["lang"] == "en") & table["text"].notna()]
    chosen = Counter(name for cell in asked["coded_difficulty"].dropna() for name in cell.split("|"))
    meanings = {name: name for name in chosen}
    ranks = [float(chosen[name]) for name in meanings]
    free = asked[asked["coded_difficulty"].isna()]
    for title, rows in (("R survey, choices and free text", asked), ("R survey, free text alone", free)):
        drawn = rows.sample(min(_MOST, len(rows)), random_state=0)
        yield Ranked(title, list(drawn["text"]), list(drawn["respondent"]), meanings, ranks)


def jupyter_2020(folder: Path) -> Ranked:
    """33 problems rated by about 900 people each; open answers about problems by 500."""
    rated = pd.read_csv(folder / "pain_point_severity.csv")
    said = pd.read_csv(folder / "open_ended.csv", dtype=str).dropna(subset=["text"])
    said = said[said["question"].str.contains("|".join(_PROBLEMS))]
    names = [re.sub(r"^\d+[a-z]\.\s*", "", problem) for problem in rated["problem"]]
    meanings = dict(zip(names, names, strict=True))
    ranks = [float(one) for one in rated["mean_severity"]]
    return Ranked("Jupyter 2020 severities", list(said["text"]), list(said["respondent"]), meanings, ranks)


def jupyter_ux(table: pd.DataFrame) -> Iterator[Ranked]:
    """Themes by question, as analysts built them."""
    for question, rows in table.dropna(subset=["text"]).groupby("question"):
        found = Counter(theme for cell in rows["themes"].dropna() for theme in cell.split("|"))
        if len(found) > 1:
            meanings = {name: _WRITTEN_OUT.get(name, name.replace("_", " ").capitalize()) for name in found}
            ranks = [float(found[name]) for name in meanings]
            texts, people = list(rows["text"]), list(rows["respondent"])
            yield Ranked(f"Jupyter UX, {question}", texts, people, meanings, ranks)


def chaoss(table: pd.DataFrame) -> Ranked:
    """Quotes that people coded; each is somebody's own."""
    found = Counter(table["category"])
    said = list(dict.fromkeys(table["quote"]))
    meanings = {name: name for name in found}
    return Ranked("CHAOSS challenges", said, said, meanings, [float(found[name]) for name in meanings])


def veterans(folder: Path) -> Ranked:
    """How many of the participants each finding is of, over the studies that counted."""
    counted = pd.read_csv(folder / "finding_counts.csv")
    said = pd.read_csv(folder / "quotes.csv", dtype=str)
    said = said[said["study"].isin(counted["study"])]
    meanings = {name: name[:1].upper() + name[1:] for name in counted["finding"]}
    shares = counted["participants_affected"] / counted["participants_total"]
    people = said["study"] + said["participant"].fillna("?")
    return Ranked("VA finding counts", list(said["quote"]), list(people), meanings, [float(one) for one in shares])
