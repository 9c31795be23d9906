"""How loudly the seed words in many texts speak for each label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy

from weibotext.phrases import Phrases
from weibotext.surrogates import replaced
from weibotext.themes.thesaurus import seed_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

MOST: Final = 3.0
"""The most that the seeds of one text weigh together: a long text holds words of every label."""

_EVENED: Final = 0.6  # how far labels that are spoken for more than others are evened out
_DOUBT: Final = 3.0  # occurrences that an agreement of one half is supposed to rest on beforehand
_LEAST, _FULL, _NONE = 0.1, 0.4, 0.1  # a word's least weight; from which agreement it is full; at which it ends


class Evidence(NamedTuple):
    """The seed words of a taxonomy, their weights (words by labels), and what evens out the labels."""

    words: tuple[str, ...]
    weights: Numbers
    evened: Numbers

    def votes(self, counts: Any) -> Numbers:
        """How loudly seeds speak for each label in texts whose ``counts`` are those of :meth:`counts`."""
        votes: Numbers = numpy.asarray(counts @ self.weights) / self.evened
        votes *= numpy.minimum(1.0, MOST / numpy.maximum(votes.sum(axis=1, keepdims=True), 1e-9))
        return votes

    def counts(self, texts: Sequence[str]) -> Any:
        """A sparse matrix, texts by seed words, of ``1 + log(occurrences)``."""
        return _counts(texts, self.words)


def learnt(texts: Sequence[str], taxonomy: Mapping[str, Sequence[str]]) -> tuple[Evidence, Any]:
    """The evidence of a taxonomy as these texts bear it out, and its counts in them.

    A seed is *checked*: the agreement of a word is the share of its label in what the other seeds of its texts speak
    for. Below an agreement of 0.4 its weight falls, to a tenth at most. Labels are evened out by their mean, to the
    power of 0.6.

    >>> evidence, counts = learnt(["股市上涨", "球队夺冠"], {"财经": ["股市"], "体育": ["球队"]})
    >>> evidence.votes(counts).argmax(axis=1)
    array([0, 1])
    """
    seeds = seed_words(taxonomy)
    words = tuple(seeds)
    weights = numpy.array([[seeds[word].get(label, 0.0) for label in taxonomy] for word in words])
    counts = _counts(texts, words)
    agreed = (agreement(counts, weights) - _NONE) / (_FULL - _NONE)
    weights *= numpy.clip(agreed, _LEAST, 1.0)[:, None]
    means = numpy.asarray(counts @ weights).mean(axis=0) if texts else numpy.ones(len(taxonomy))
    shares = means / means.mean() if means.any() else numpy.ones(len(taxonomy))
    return Evidence(words, weights, numpy.maximum(shares, 0.05) ** _EVENED), counts


def agreement(counts: Any, weights: Numbers) -> Numbers:
    """For each seed word the share of its own label in what the other seeds of its texts speak for, 0 to 1."""
    occurs = counts.tocoo()
    own = weights.argmax(axis=1)
    said = numpy.asarray((counts > 0).astype(float) @ weights)
    rest = said.sum(axis=1)[occurs.row] - weights.sum(axis=1)[occurs.col]
    agreeing = said[occurs.row, own[occurs.col]] - weights[occurs.col, own[occurs.col]]
    heard = rest > 1e-9
    shares = numpy.divide(agreeing, rest, out=numpy.zeros_like(rest), where=heard)
    total = numpy.bincount(occurs.col, shares, len(weights)) + _DOUBT / 2
    result: Numbers = total / (numpy.bincount(occurs.col, heard, len(weights)) + _DOUBT)
    return result


def _counts(texts: Sequence[str], words: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    phrases, numbers = Phrases(words), {word: number for number, word in enumerate(words)}
    values, columns, ends = [], [], [0]
    for text in texts:
        found = Counter(word for _, word in phrases.find(replaced(text.lower())))
        columns += [numbers[word] for word in found]
        values += [1 + log(count) for count in found.values()]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(texts), len(words)), dtype=float)
