"""How many people said it at all, where people have reviewed only some of their quotes, drawn one by one.

Nobody sees all that a person said, so whether any of it is a pain is told by a model of the whole, a mixture: each
person says it in a part θ of her quotes, and the spread of θ over people is free, found by maximum likelihood on a grid
(Laird 1978, "Nonparametric maximum likelihood estimation of a mixing distribution"). A reviewed quote is known. Of
another only the tag is; how often it looks so where it is, and where it is not, are weighted counts of the reviewed
quotes, 1 / π for all and 1 / π - 1 for those not reviewed: so it does not matter that doubtful quotes were drawn more
often. Who said it in a reviewed quote did; of the others each counts with the chance that none of hers is one.

In simulation its intervals cover 93–97 % in 13 of 15 settings of seven populations, some unlike the model; 92.7 % where
all people are alike, 97.4 % where pains are rare (``python -m benchmarks.statistics --only correction``). They are half
as wide as those of the unbiased product over a person's quotes, Π (1 - ξ y / π), which a few with many quotes carry.

The variance is that of leaving out one of at most 40 groups of people after the other (delete-a-group jackknife; Kott
2001).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voc.journey.drawn import Drawn, Integers
from voc.journey.resample import Array

_GROUPS = 40
# Parts of a person's quotes; closer where they are small, as pains at one of many stages are.
_GRID: Array = np.linspace(0.0, 1.0, 21) ** 2
# Steps of expectation and maximisation, each nearly twice as long (Helmbold et al. 1997): after these the spread is
# as good as still, and not yet a few spikes.
_STEPS, _LENGTH = 100, 1.9
# As if half a quote had been reviewed and the tag been right three times of four, for tags of which none was.
_UNSEEN, _RIGHT = 0.5, 0.75
_NEVER = 1e-300


def groups(people: int) -> Array:
    """Who counts: array (1 + groups, people) of 1 and 0; everyone first, then all but one group after the other."""
    count = min(_GROUPS, people)
    return np.vstack([np.ones(people), np.arange(people) % count != np.arange(count)[:, None]])


def known(did: Array, drawn: Drawn) -> Array:
    """How many people have a quote that did, all and without each group: array (1 + groups,)."""
    return np.asarray(groups(drawn.people) @ (np.bincount(drawn.person, did, drawn.people) > 0))


def estimated(tag: Integers, true: Array, drawn: Drawn) -> Array:
    """The same where only reviewed quotes are known.

    ``tag`` is what the tagger says of each quote, 0 … k, the highest for did; ``true`` is 1 where people say did.
    """
    keep = groups(drawn.people)
    counts, group = np.unique(_Counts.of(tag, true, drawn).table, axis=0, return_inverse=True)
    patterns = _Counts(counts, int(tag.max()) + 1)
    many: Array = np.stack([np.bincount(group.ravel(), row, len(counts)).astype(np.float64) for row in keep])
    looks = _looks(tag, true, drawn, keep)
    likely, none = _likelihoods(patterns, looks)
    spread = _spread(likely, many)
    no_one = np.matmul(none, spread[:, :, None])[:, :, 0] / np.matmul(likely, spread[:, :, None])[:, :, 0]
    return np.asarray((many * (1 - no_one)).sum(axis=1))


@dataclass(frozen=True, slots=True)
class _Counts:
    """Quotes of each person: not reviewed, by tag; reviewed, that did and that did not: array (people, tags + 2)."""

    table: Array
    tags: int

    @classmethod
    def of(cls, tag: Integers, true: Array, drawn: Drawn) -> _Counts:
        tags = int(tag.max()) + 1
        column = np.where(drawn.reviewed, tags + (true == 0), tag)
        table = np.zeros((drawn.people, tags + 2))
        np.add.at(table, (drawn.person, column), 1.0)
        return cls(table, tags)


def _looks(tag: Integers, true: Array, drawn: Drawn, keep: Array) -> Array:
    """The log chance of a quote to have each tag and not to be reviewed, by whether it did: array (groups, 2, tags)."""
    tags = int(tag.max()) + 1
    weight, person = drawn.weight[drawn.reviewed], drawn.person[drawn.reviewed]
    cell = (np.asarray(true[drawn.reviewed] > 0, dtype=np.int64), tag[drawn.reviewed])
    prior = np.full((2, tags), (1 - _RIGHT) / max(tags - 1, 1))
    prior[0], prior[1, -1] = _RIGHT / max(tags - 1, 1), _RIGHT
    prior[0, -1] = 1 - _RIGHT
    made = []
    for stands in (weight, weight - 1):
        table = np.zeros((drawn.people, 2, tags))
        np.add.at(table, (person, *cell), stands)
        made.append(np.tensordot(keep, table, (1, 0)) + _UNSEEN * stands.mean() * prior)
    whole, rest = made
    return np.asarray(np.log(rest / whole.sum(axis=2, keepdims=True) + _NEVER))


def _likelihoods(people: _Counts, looks: Array) -> tuple[Array, Array]:
    """How likely what is known of each kind of person is for each θ, and that none of hers did: (groups, kinds, θ)."""
    left, did, did_not = people.table[:, : people.tags], people.table[:, -2], people.table[:, -1]
    yes, no = np.log(np.maximum(_GRID, _NEVER)), np.log(np.maximum(1 - _GRID, _NEVER))
    not_one = no + looks[:, 0, :, None]
    either = np.logaddexp(yes + looks[:, 1, :, None], not_one)
    reviewed = did_not[:, None] * no
    likely = did[:, None] * yes + reviewed + np.matmul(left, either)
    none = reviewed + np.matmul(left, not_one)
    highest = likely.max(axis=2, keepdims=True)
    return np.exp(likely - highest), np.exp(np.minimum(none - highest, 0.0)) * (did == 0)[:, None]


def _spread(likely: Array, many: Array) -> Array:
    """How many people have each θ, as shares: array (groups, θ)."""
    spread = np.full((len(many), len(_GRID)), 1 / len(_GRID))
    across = np.swapaxes(likely, 1, 2)
    for _ in range(_STEPS):
        chance = np.matmul(likely, spread[:, :, None])[:, :, 0]
        gain = np.matmul(across, (many / chance)[:, :, None])[:, :, 0] / many.sum(axis=1, keepdims=True)
        spread = spread * gain**_LENGTH
        spread /= spread.sum(axis=1, keepdims=True)
    return spread


def interval(shares: Array) -> tuple[float, float]:
    """The 95 % interval of a share by its values without each group, (1 + groups,), on the scale of log odds."""
    from scipy.special import expit, logit, stdtrit

    odds = logit(np.clip(shares, 1e-4, 1 - 1e-4))
    count = len(odds) - 1
    error = np.sqrt((count - 1) / count * ((odds[1:] - odds[1:].mean()) ** 2).sum())
    half = stdtrit(count - 1, 0.975) * error
    return float(expit(odds[0] - half)), float(expit(odds[0] + half))
