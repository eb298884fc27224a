"""The public data that weights are trained on: where it lies, its licence, and what each row teaches.

Only data whose licence permits it goes into weights (``LICENCES``); everything else under the data folder is for
evaluation. No text that any evaluation uses is ever trained on: :func:`training_rows` takes out every training row
whose normalised text is in :func:`held_out`, and says how many.
"""

from __future__ import annotations

import random
import re
import tomllib
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from voc.encoder import EMOTIONS, FACETS

# Where each set is had from and under which licence its origin gives it.
LICENCES = {
    "vader_groundtruth": "MIT: source distribution of vaderSentiment (C.J. Hutto)",
    "goemotions": "Apache-2.0: google-research/goemotions (Demszky et al. 2020)",
    "clinc150": "CC BY 3.0: clinc/oos-eval (Larson et al. 2019)",
    "hwu64": "CC BY 4.0: xliuhw/NLU-Evaluation-Data (Liu et al. 2019)",
    "multidogo": "CDLA-Permissive-1.0: awslabs/multi-domain-goal-oriented-dialogues-dataset",
    "womens_clothing_reviews": "CC0 1.0: nicapotato/womens-ecommerce-clothing-reviews (Kaggle)",
    "r_community_survey": "Apache-2.0: rstudio/r-community-survey",
    "jupyter_ux_2015": "CC0 1.0: jupyter/surveys",
    "written": "Apache-2.0: training/written, sentences made up for this project",
}
HERE = Path(__file__).parent

# What people were asked tells what kind of thing they say. Only facets that some survey asked for can be learnt.
_ASKED = {
    "like_least": "pain",
    "difficult": "pain",
    "obstacle_nonuser": "pain",
    "like_best": "delight",
    "missing": "need",
    "change_one_thing": "need",
    "hinderances": "pain",
    "difficult_aspects": "pain",
    "workflow_needs_not_addressed": "need",
    "pleasant_aspects": "delight",
    "features_changes": "need",
    "first_experience_enhancements": "need",
}
# A valence beyond this (half a point of the raters' four) is not neutral, as VADER's authors have it.
POLE = 0.125
FOLD = 5  # rows of the VADER ground truth with index mod 5 = 0 are never trained on
# Every 20th of the other rows tunes what training does not: thresholds and calibration.
_TUNE = 20


@dataclass(frozen=True)
class Row:
    """One text and what is known of it; what is not known is ``None`` and teaches nothing."""

    text: str
    origin: str
    valence: float | None = None  # mean of human raters, in [-1, 1]
    emotions: tuple[int, ...] | None = None  # positions in EMOTIONS
    facet: int | None = None  # position in FACETS; their number is none of them
    intent: str | None = None  # rows of one intent mean the same


@dataclass
class Check:
    """What the comparison with held-out texts took out of each set."""

    kept: Counter[str] = field(default_factory=Counter)
    seen_elsewhere: Counter[str] = field(default_factory=Counter)


def normalised(text: str) -> str:
    """Letters and digits alone, in lower case: two texts that differ only in signs are the same text.

    >>> normalised("It's  BROKEN!! @user https://t.co/x")
    'it s broken'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"https?://\S+|@\w+|\[name\]", " ", plain)
    return " ".join(re.findall(r"\w+", plain))


def _twentieth(key: str) -> int:
    """Which of twenty parts a text or a person is drawn into, by its letters."""
    return zlib.crc32(key.encode()) % 20


def tunes(text: str) -> bool:
    """Whether a text is in the twentieth that tunes."""
    return _twentieth(normalised(text)) == 1


def _table(data: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(data / name, keep_default_na=False)


def vader(data: Path, *, test: bool = False, tune: bool = False) -> list[Row]:
    """Sentences with the mean of 20 raters, on -4 … +4, here divided by 4."""
    rows = []
    for name in ("amazon", "movies", "nyt", "tweets"):
        table = _table(data, f"vader_groundtruth/{name}.csv")
        for index, (text, mean) in enumerate(zip(table["text"], table["mean_sentiment"], strict=True)):
            here = "test" if index % FOLD == 0 else "tune" if index % _TUNE == 1 else "train"
            if here == ("test" if test else "tune" if tune else "train"):
                rows.append(Row(str(text), f"vader_groundtruth/{name}", valence=float(mean) / 4))
    return rows


def goemotions(data: Path, split: str = "train") -> list[Row]:
    """Reddit comments with the emotions that raters agreed on."""
    table = _table(data, "goemotions/goemotions.csv")
    table = table[table["split"] == split]
    return [
        Row(str(text), "goemotions", emotions=tuple(EMOTIONS.index(name) for name in names.split("|")))
        for text, names in zip(table["text"], table["emotions"], strict=True)
    ]


def clothing(data: Path, most: int = 12_000) -> list[Row]:
    """Titles and short reviews with the stars their writers gave, as a rough valence: 1 … 5 stars = -.75 … +.75."""
    table = _table(data, "womens_clothing_reviews/reviews.csv")
    stars = pd.to_numeric(table["rating"])
    low = table[stars <= 3]
    high = table[stars > 3].sample(len(low), random_state=0)
    rows = []
    for _, row in pd.concat([low, high]).sample(frac=1, random_state=0).iterrows():
        value = (float(row["rating"]) - 3) * 0.375
        if row["title"]:
            rows.append(Row(str(row["title"]), "womens_clothing_reviews", valence=value))
        if len(row["review_text"]) < 260:
            rows.append(Row(str(row["review_text"]), "womens_clothing_reviews", valence=value))
    return rows[:most]


def written(*, tune: bool = False) -> list[Row]:
    """Sentences made up for what the public sets lack: complaints and praise in plain words, irony, rare emotions, ….

    Valence -4 … 4 as its writer takes readers to judge, here divided by 4. One in twenty tunes. What has five words in
    a row with a case of the check list, which its writers never saw, is left out.
    """
    tried = {run for text in check_list() for run in runs(text)}
    rows = []
    for path in sorted((HERE / "written").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text, valence, facet, kind, *emotions = line.split("\t")
            if tunes(text) == tune and tried.isdisjoint(runs(text)):
                row = Row(text, f"written/{kind}", valence=float(valence) / 4)
                if facet:
                    row = replace(row, facet=FACETS.index(facet) if facet in FACETS else len(FACETS))
                if emotions:
                    row = replace(row, emotions=tuple(map(EMOTIONS.index, emotions[0].split("|"))))
                rows.append(row)
    return rows


def check_list() -> list[str]:
    """The texts of the check list, which nothing may be fitted to."""
    with (HERE.parent / "benchmarks/quality/checklist.toml").open("rb") as file:
        return [str(case["text"]) for case in tomllib.load(file)["case"]]


def runs(text: str, length: int = 5) -> set[tuple[str, ...]]:
    """Every so many words in a row."""
    said = normalised(text).split()
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


def unlabelled(data: Path) -> list[Row]:
    """Texts without any label, that a student learns its teacher's judgement from.

    Sentences of the clothing reviews, what customers say in MultiDoGO, and answers to the R survey.
    """
    rows = []
    for text in _table(data, "womens_clothing_reviews/reviews.csv")["review_text"]:
        rows += [Row(part.strip(), "womens_clothing_reviews") for part in re.split(r"(?<=[.!?])\s+", str(text))]
    turns = _table(data, "multidogo/multidogo_customer_turns.csv")
    rows += [Row(str(text), "multidogo") for text in turns.loc[turns["split"] == "train", "utterance"]]
    answers = _table(data, "r_community_survey/open_ended.csv")
    answers = answers[(answers["lang"] == "en") & (answers["coded_difficulty"] == "")]
    rows += [Row(str(text), "r_community_survey") for text in answers["text"]]
    return [row for row in rows if 3 <= len(row.text.split()) <= 40]


def surveys(data: Path, *, test: bool = False, tune: bool = False) -> list[Row]:
    """Answers to questions that ask what is bad, good or missing; two of twenty respondents are kept apart."""
    rows = []
    here = "test" if test else "tune" if tune else "train"
    table = _table(data, "r_community_survey/open_ended.csv")
    table = table[(table["lang"] == "en") & (table["coded_difficulty"] == "")]
    for slug, text, who in zip(table["slug"], table["text"], table["respondent"], strict=True):
        if slug in _ASKED and len(str(text).split()) >= 2 and _part(who) == here:
            rows.append(Row(str(text), "r_community_survey", facet=FACETS.index(_ASKED[slug])))
    table = _table(data, "jupyter_ux_2015/open_ended_themes.csv")
    for question, text, who in zip(table["question"], table["text"], table["respondent"], strict=True):
        if question in _ASKED and _part(who) == here:
            for part in str(text).split(" || "):
                if len(part.split()) >= 2:
                    rows.append(Row(part, "jupyter_ux_2015", facet=FACETS.index(_ASKED[question])))
    return rows


def _part(respondent: object) -> str:
    return {0: "tune", 10: "test"}.get(_twentieth(str(respondent)), "train")


def plain(data: Path, *, tune: bool = False, most: int = 6000) -> list[Row]:
    """Texts that are neither pain nor delight nor need: comments without emotion, news without feeling, requests.

    One in twenty tunes.
    """
    rows = [row for row in goemotions(data) if row.emotions == (EMOTIONS.index("neutral"),)]
    rows += [row for row in vader(data) if row.origin.endswith("nyt") and abs(row.valence or 0) < 0.05]
    rows += intents(data, most=10)
    rows = [replace(row, facet=len(FACETS), intent=None) for row in rows if tunes(row.text) == tune]
    return random.Random(0).sample(rows, min(most, len(rows)))


def intents(data: Path, most: int = 120) -> list[Row]:
    """Utterances with what their speakers want. Banking77 is left out: it is what zero-shot is measured on."""
    rows = []
    for name in ("clinc150", "hwu64"):
        table = _table(data, f"{name}/{name}.csv")
        table = table[table["split"].isin(["train", "valid"]) & (table["intent"] != "oos")]
        for intent, part in table.groupby("intent"):
            drawn = part.sample(min(most, len(part)), random_state=0)
            rows += [Row(str(text), name, intent=f"{name}: {words(str(intent))}") for text in drawn["text"]]
    table = _table(data, "multidogo/multidogo_customer_turns.csv")
    table = table[(table["split"] == "train") & ~table["intent"].str.contains("<div>", regex=False)]
    table = table[~table["intent"].isin(["outofdomain", "confirmation", "rejection"])]
    table = table[table["utterance"].str.split().str.len() >= 4].drop_duplicates("utterance")
    for (domain, intent), part in table.groupby(["domain", "intent"]):
        if len(part) >= 8:
            drawn = part.sample(min(most, len(part)), random_state=0)
            rows += [
                Row(str(text), "multidogo", intent=f"{domain}: {words(str(intent))}") for text in drawn["utterance"]
            ]
    return rows


# MultiDoGO writes the names of its intents in one word.
_JOINED = {
    "changeseatassignment": "change my seat on the flight",
    "getboardingpass": "get a boarding pass",
    "getseatinfo": "ask about a seat on the flight",
    "bookflight": "book a flight",
    "orderpizzaintent": "order a pizza",
    "orderdrinkintent": "order a drink",
    "ordersaladintent": "order a salad",
    "orderburgerintent": "order a burger",
    "orderdessertintent": "order a dessert",
    "ordersideintent": "order a side dish",
    "orderbreakfastintent": "order breakfast",
    "reportlostcard": "report a lost bank card",
    "updateaddress": "update the address of an account",
    "checkbalance": "check the balance of an account",
    "transfermoney": "transfer money",
    "disputecharge": "dispute a charge",
    "replacecard": "replace a bank card",
    "closeaccount": "close an account",
    "getroutingnumber": "get the routing number of a bank",
    "checkoffereligibility": "check whether one may have an offer",
    "orderchecks": "order checks",
    "getproofofinsurance": "get a proof of insurance",
    "checkclaimstatus": "ask how an insurance claim stands",
    "reportbrokenphone": "report a broken phone",
    "startserviceintent": "start an internet or television service",
    "getinformationintent": "ask for information about a service",
    "viewbillsintent": "see the bill",
    "reportbrokensoftware": "report that software does not work",
    "softwareupdate": "update software",
    "expensereport": "file an expense report",
    "startorder": "start an order",
    "checkserverstatus": "ask whether a server is down",
    "changeorder": "change an order",
    "openinggreeting": "say hello",
    "closinggreeting": "say goodbye",
    "thankyou": "say thank you",
}


def words(intent: str) -> str:
    """The name of an intent as words.

    >>> words("lost_luggage"), words("orderpizzaintent")
    ('lost luggage', 'order a pizza')
    """
    return _JOINED.get(intent, re.sub(r"[_?]+", " ", intent).strip())


def held_out(data: Path) -> set[str]:
    """The normalised texts of everything that figures are measured on."""
    texts = [row.text for row in [*vader(data, test=True), *vader(data, tune=True), *surveys(data, test=True)]]
    texts += [row.text for row in [*surveys(data, tune=True), *plain(data, tune=True), *written(tune=True)]]
    texts += check_list()
    texts += [row.text for split in ("dev", "test") for row in goemotions(data, split)]
    for path, column in (
        ("tweeteval_sentiment/sentiment_val.csv", "text"),
        ("tweeteval_emotion/emotion.csv", "text"),
        ("banking77/banking77.csv", "text"),
        ("bitext_support/bitext_support.csv", "instruction"),
        ("cfpb_complaints/complaints.csv", "consumer_complaint_narrative"),
        ("app_reviews_google_play/reviews_8000.csv", "review"),
        ("app_reviews_google_play/reviews_unbalanced_4000.csv", "review"),
        ("va_research_quotes/quotes.csv", "quote"),
        ("amazon_fine_foods/reviews.csv", "review"),
        ("transcripts_serdif_usability/coded_quotes.csv", "content"),
        ("transcripts_serdif_usability/coded_pssuq_comments.csv", "content"),
    ):
        texts += [str(text) for text in _table(data, path)[column]]
    clinc = _table(data, "clinc150/clinc150.csv")
    texts += [str(text) for text in clinc.loc[~clinc["split"].isin(["train", "valid"]), "text"]]
    return {normalised(text) for text in texts} - {""}


def training_rows(data: Path) -> tuple[list[Row], Check]:
    """Every row that teaches, none of them (normalised) among the held-out texts, each text once a set.

    What several functions know of one text of a set is put together.
    """
    out = held_out(data)
    check = Check()
    rows: dict[tuple[str, str], Row] = {}
    labelled = [*vader(data), *goemotions(data), *clothing(data), *surveys(data), *written(), *intents(data)]
    for row in [*labelled, *plain(data), *unlabelled(data)]:
        source, key = row.origin.split("/")[0], normalised(row.text)
        if not key:
            continue
        if key in out:
            check.seen_elsewhere[source] += 1
        elif (known := rows.get((source, key))) is None:
            check.kept[source] += 1
            rows[source, key] = row
        elif known.facet is None and row.facet is not None:
            rows[source, key] = replace(known, facet=row.facet)
    return list(rows.values()), check
