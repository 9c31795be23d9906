"""Texts as numbers: the views that classifiers take of them, learnt once and applied to any texts.

Every view is a matrix with one row a text. Characters need no segmentation and see parts of unknown words; words carry
more meaning each; and *neighbours* places a text by the words that its own words stand beside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weibotext.themes.vectors import Vectors

LONG: Final = 100
"""From this median number of words on, texts count as long."""

_SMALL: Final = 500  # up to so many texts, what stands in a single one counts too
_LENGTH: Final = 10.0  # to which a text's counts are scaled for the Bayesian view

Kind: TypeAlias = Literal["characters", "words"]
Matrices: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams of characters (one to three), or the words, that texts were seen to hold, and how rare they are."""

    kind: Kind
    names: tuple[str, ...]
    idf: NDArray[numpy.float64]

    @classmethod
    def learnt(cls, kind: Kind, texts: Sequence[Any]) -> tuple[Vocabulary, Any]:
        """The vocabulary of texts (strings, or lists of words), and their counts."""
        from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

        counter = CountVectorizer(min_df=1 + (len(texts) > _SMALL), **_analysed(kind))
        counts = counter.fit_transform(texts)
        idf = TfidfTransformer().fit(counts).idf_
        return cls(kind, tuple(counter.get_feature_names_out()), idf), counts.astype(float)

    def counts(self, texts: Sequence[Any]) -> Any:
        """How often each name stands in each text."""
        from sklearn.feature_extraction.text import CountVectorizer

        numbers = {name: number for number, name in enumerate(self.names)}
        return CountVectorizer(vocabulary=numbers, **_analysed(self.kind)).transform(texts).astype(float)

    def rarity(self, counts: Any) -> Any:
        """Counts, damped by their logarithm, times rarity, as rows of length 1."""
        from sklearn.preprocessing import normalize

        return normalize(_damped(counts).multiply(self.idf).tocsr())

    def shares(self, counts: Any) -> Any:
        """Counts, damped, as rows that sum to 10: what the Bayesian classifier takes; no longer n-grams than two."""
        if self.kind == "characters":
            short = numpy.array([len(name) < 3 for name in self.names], dtype=float)
            counts = counts.multiply(short).tocsr()
            counts.eliminate_zeros()
        damped = _damped(counts)
        sums = numpy.maximum(numpy.asarray(damped.sum(axis=1)).ravel(), 1e-9)
        return damped.multiply((_LENGTH / sums)[:, None]).tocsr()


def matrices(characters: Vocabulary, words: Vocabulary, counts: Mapping[Kind, Any]) -> dict[str, Any]:
    """The views of texts whose counts are given."""
    known: tuple[Vocabulary, ...] = (characters, words)
    found = {f"{one.kind} by rarity": one.rarity(counts[one.kind]) for one in known}
    return found | {f"{one.kind} by share": one.shares(counts[one.kind]) for one in known}


def with_neighbours(found: dict[str, Any], vectors: Vectors | None, tokens: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The views, and where there are vectors of words also the texts' own."""
    return found if vectors is None else found | {"neighbours": vectors.texts(tokens)}


def lowered(text: str) -> str:
    """How a text is read by its characters.

    >>> lowered("A股 大涨")
    'a股 大涨'
    """
    return text.lower()


def worded(words: Sequence[str]) -> list[str]:
    """How a text is read by its words.

    >>> worded(["A股", " ", "大涨"])
    ['a股', '大涨']
    """
    return [word.lower() for word in words if not word.isspace()]


def _analysed(kind: Kind) -> dict[str, Any]:
    if kind == "characters":
        return {"analyzer": "char", "ngram_range": (1, 3), "preprocessor": lowered}
    analyser: Callable[[Sequence[str]], list[str]] = worded
    return {"analyzer": analyser}


def _damped(counts: Any) -> Any:
    damped = counts.copy()
    damped.data = 1 + numpy.log(damped.data)
    return damped
