"""Vectors of words, learnt from which words share texts, and vectors of texts as their sums.

Positive pointwise mutual information of two words in one text, ``log(p(a, b) / p(a) p(b)^0.75)`` with each text's
weight spread over its pairs (Levy and Goldberg 2014, Levy et al. 2015), reduced by a truncated singular value
decomposition. Signs are fixed, so that the same texts give the same vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

MOST_WORDS: Final = 6000
"""How many words have vectors, the most frequent ones: with more the fit is slower and no better."""

DIMENSIONS: Final = 100
_POWER: Final = 0.75
_LEAST_TEXTS: Final = 3


@dataclass(frozen=True)
class Vectors:
    """Words, how rare they are, and their vectors of length 1, one row each."""

    words: tuple[str, ...]
    idf: Numbers
    rows: Numbers

    def texts(self, tokens: Sequence[Sequence[str]]) -> Numbers:
        """The vectors of texts, of length 1: the sum of their words' vectors, each word once, by rarity."""
        return self.of_counts(present(tokens, self.words))

    def of_counts(self, counts: Any) -> Numbers:
        """The vectors of texts whose words are the columns of a sparse matrix."""
        return unit_rows(numpy.asarray(counts.multiply(self.idf).tocsr() @ self.rows))


def countable(words: Sequence[str]) -> list[str]:
    """The words that can have vectors: two characters or more.

    >>> countable(["沪指", "大", "涨", "3%", "  "])
    ['沪指', '3%']
    """
    return [word.lower() for word in words if len(word) > 1 and not word.isspace()]


def present(tokens: Sequence[Sequence[str]], words: Sequence[str]) -> Any:
    """Which of ``words`` stand in each text, as a sparse matrix of 0 and 1."""
    from sklearn.feature_extraction.text import CountVectorizer

    numbers = {word: number for number, word in enumerate(words)}
    return CountVectorizer(analyzer=countable, vocabulary=numbers, binary=True).transform(tokens).astype(float)


def learn_vectors(
    tokens: Sequence[Sequence[str]], random_state: int, *, dimensions: int = DIMENSIONS
) -> Vectors | None:
    """Vectors for the words of these texts, or ``None`` where no word stands in three texts."""
    from sklearn.feature_extraction.text import CountVectorizer

    least = min(_LEAST_TEXTS, max(1, len(tokens) // 3))
    counter = CountVectorizer(analyzer=countable, max_features=MOST_WORDS, min_df=least, binary=True)
    try:
        counts = counter.fit_transform(tokens).astype(float)
    except ValueError:  # no word is left
        return None
    texts = numpy.asarray(counts.sum(axis=0)).ravel()
    idf = numpy.log((len(tokens) + 1) / texts)
    rows = _reduced(_information(counts), min(dimensions, len(texts)), random_state)
    return Vectors(tuple(counter.get_feature_names_out()), idf, rows)


def _information(counts: Any) -> Any:
    """Positive pointwise mutual information between words that share texts."""
    from scipy.sparse import csr_matrix, diags

    lengths = numpy.asarray(counts.sum(axis=1)).ravel()
    pairs = (counts.T @ diags(1 / numpy.maximum(lengths - 1, 1)) @ counts).tocoo()
    apart = pairs.row != pairs.col
    rows, columns, weights = pairs.row[apart], pairs.col[apart], pairs.data[apart]
    sums = numpy.bincount(rows, weights, counts.shape[1])
    context = sums**_POWER
    expected = sums[rows] * context[columns] / max(context.sum(), 1e-9)
    information = numpy.log(numpy.divide(weights, expected, out=numpy.ones_like(weights), where=expected > 0))
    kept = information > 0
    return csr_matrix((information[kept], (rows[kept], columns[kept])), shape=(counts.shape[1],) * 2)


def _reduced(information: Any, dimensions: int, random_state: int) -> Numbers:
    from sklearn.utils.extmath import randomized_svd

    left, strengths, _ = randomized_svd(information, dimensions, n_iter=4, random_state=random_state)
    return unit_rows(left * numpy.sqrt(strengths))


def unit_rows(rows: Numbers) -> Numbers:
    """Rows of length 1; a row of noughts stays as it is."""
    lengths = numpy.sqrt((rows**2).sum(axis=1, keepdims=True))
    unit: Numbers = rows / numpy.maximum(lengths, 1e-9)
    return unit
