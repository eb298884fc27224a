"""The internal lanes: who acts at a stage, through what, what is done and what hurts inside, by what staff say.

Actors are roles, by words for who works in a company ("courier", "app team"), and names that staff use at least twice,
be they of people, firms, systems or places ("Kestrel"). What is done are quotes that tell an action, or with a verb in
the present tense that is one ("I export the next day as a file"). What hurts inside is found as with customers
(:mod:`voc.journey.pains`) and stands beside the ranks of the customers' pains at the same stage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import pandas as pd

from voc.journey._material import Material, telling
from voc.journey.model import PainPoint
from voc.journey.pains import hurts
from voc.journey.portraits import Actor, Backstage
from voc.language import Words, words_of

# Written for this project: who works in companies, in general words.
# fmt: off
_WORKERS = frozenset((
    "accountant", "administrator", "agent", "analyst", "assistant", "billing", "clerk", "colleague", "contractor",
    "coordinator", "courier", "department", "desk", "developer", "dispatch", "dispatcher", "doctor", "driver",
    "engineer", "finance", "guard", "head", "helpdesk", "host", "lead", "legal", "logistics", "management", "manager",
    "marketing", "mechanic", "nurse", "office", "officer", "onboarding", "operations", "operator", "owner", "partner",
    "planner", "product", "purchasing", "receptionist", "recruiter", "representative", "sales", "scheduler",
    "security", "seller", "supervisor", "supplier", "support", "team", "technician", "trainer", "vendor", "volunteer",
    "warehouse", "workshop",
))
# fmt: on
# Verbs that say how something is, not what somebody does. Written for this project.
# fmt: off
_STATES = frozenset((
    "be", "have", "do", "know", "think", "like", "love", "hate", "feel", "want", "need", "mean", "seem", "say",
    "suppose", "guess", "hope", "believe", "understand", "remember", "wish", "see", "hear", "sound", "look", "cost",
    "belong", "depend", "matter", "take", "let", "laugh", "stay", "exist", "contain", "own",
))
# fmt: on
_FORMS = ("team", "desk", "department", "lead", "head", "manager", "office")
# Proper nouns that are nobody.
# fmt: off
_NO_NAMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "english",
))
# fmt: on
_PRESENT = ("VBP", "VBZ")
_NAMED = 2
# So many actors stand at a stage, the most spoken of first.
_SHOWN = 8
# Quotes by kind and name of an actor.
Names = dict[tuple[str, str], set[str]]


def backstage(material: Material, pains: Sequence[PainPoint]) -> tuple[Backstage, ...]:
    """The internal lanes of every stage that staff speak of, in the order of the codebook."""
    staff = material.staff[material.staff["stage"].notna()]
    words = dict(zip(staff["quote_id"], words_of(staff["text"]), strict=True)) if len(staff) else {}
    names = _names(words, dict(zip(staff["quote_id"], staff["text"], strict=True)))
    pained = hurts(staff, material.facets)
    acted = {quote_id for quote_id, said in words.items() if _acts(said)} | material.facets.get("action", set())
    return tuple(
        _at(material, code.name, staff[staff["stage"] == code.name], names, pained, acted, pains)
        for code in material.book.stages
        if (staff["stage"] == code.name).any()
    )


def _at(
    material: Material,
    stage: str,
    rows: pd.DataFrame,
    names: Names,
    pained: pd.Series[bool],
    acted: set[str],
    pains: Sequence[PainPoint],
) -> Backstage:
    hurting = pained[rows.index]
    order = {quote_id: place for place, quote_id in enumerate(telling(rows))}
    return Backstage(
        stage,
        int(rows["person"].nunique()),
        tuple(sorted(_actors(names, order), key=lambda one: (-one.n_quotes, one.name)))[:_SHOWN],
        {name: ids for name, of in sorted(material.channels.items()) if (ids := _ordered(of, order))},
        _ordered(acted - set(rows["quote_id"][hurting]), order),
        telling(rows[hurting]),
        tuple(pain.rank for pain in pains if pain.stage == stage),
    )


def _ordered(ids: set[str], order: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(ids & order.keys(), key=lambda quote_id: order[quote_id]))


def _actors(names: Names, order: dict[str, int]) -> Iterator[Actor]:
    for (kind, name), ids in names.items():
        if here := _ordered(ids, order):
            yield Actor(name, kind, len(here), here)


def _names(words: dict[str, Words], texts: dict[str, str]) -> Names:
    """The quotes that name each actor; a proper name has to come twice."""
    roles: Names = defaultdict(set)
    proper: Names = defaultdict(set)
    for quote_id, said in words.items():
        rows = zip(said.lemmas, said.tags, said.starts, said.ends, strict=True)
        for place, (lemma, tag, start, end) in enumerate(rows):
            if lemma in _WORKERS and tag.startswith("NN"):
                roles["role", _team(said, place)].add(quote_id)
            elif tag == "NNP" and start > 0 and lemma not in _NO_NAMES and texts[quote_id][start].isupper():
                proper["name", texts[quote_id][start:end]].add(quote_id)
    return roles | {key: ids for key, ids in proper.items() if len(ids) >= _NAMED and len(key[1]) > 2}


def _team(said: Words, place: int) -> str:
    """The word, with the noun before it for what is only a form of people: "app team", "workshop lead"."""
    lemma = said.lemmas[place]
    if lemma in _FORMS and place and said.tags[place - 1].startswith("NN"):
        return f"{said.lemmas[place - 1]} {lemma}"
    return lemma


def _acts(said: Words) -> bool:
    """Whether the first verb in the present tense says what somebody does."""
    first = next((lemma for lemma, tag in zip(said.lemmas, said.tags, strict=True) if tag in _PRESENT), None)
    return first is not None and first not in _STATES
