"""Groups of texts without any labels: two methods, and which one texts call for.

Measured on titles, paragraphs and articles (``benchmarks/topics.py``), no method is good at all lengths:

- *short* texts share few words: vectors of words place them, K-means groups them, and a multinomial mixture learnt by
  expectation and maximisation settles them; by characters for titles, by words for paragraphs;
- *long* texts are placed by a truncated singular value decomposition of their words' rarity, and grouped by K-means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy

from weibotext.themes.classifiers import bayes, softmax
from weibotext.themes.vectors import learn_vectors, unit_rows
from weibotext.themes.views import LONG, Kind, Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

Length: TypeAlias = Literal["titles", "paragraphs", "articles"]

TITLE: Final = 25
"""Below this median number of words, texts count as titles."""

_DIMENSIONS: Final = 30
_ROUNDS: Final = 30
_SHARPNESS: Final = {"titles": 0.5, "paragraphs": 0.7, "articles": 20.0}
_SIZES: Final = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
_NEAR: Final = 0.9
_JUDGED: Final = 2000  # texts that the number of topics is judged by


@dataclass(frozen=True)
class Clusters:
    """What was learnt, and all that places new texts: a share is ``softmax(sharpness * (view @ weights.T))``.

    ``axes`` are the directions that a long text's words are reduced to; short texts have none.
    """

    length: Length
    vocabulary: Vocabulary
    axes: Numbers | None
    weights: Numbers

    def shares(self, texts: Sequence[str], tokens: Sequence[Sequence[str]]) -> Numbers:
        """The share of each topic in each text."""
        counts = self.vocabulary.counts(texts if self.vocabulary.kind == "characters" else tokens)
        return softmax(_SHARPNESS[self.length] * numpy.asarray(self._placed(counts) @ self.weights.T))

    def _placed(self, counts: Any) -> Any:
        if self.axes is None:
            return self.vocabulary.shares(counts)
        return unit_rows(numpy.asarray(self.vocabulary.rarity(counts) @ self.axes.T))


def length_of(tokens: Sequence[Sequence[str]]) -> Length:
    """How long texts are, by their median number of words.

    >>> length_of([["微博", "问政"]] * 3)
    'titles'
    """
    middle = median(map(len, tokens)) if tokens else 0
    return "titles" if middle < TITLE else "paragraphs" if middle < LONG else "articles"


def cluster(
    texts: Sequence[str], tokens: Sequence[Sequence[str]], number: int | None, random_state: int
) -> Clusters | None:
    """Topics of these texts, ``None`` for the number where it is to be chosen; no topics where no word recurs."""
    length = length_of(tokens)
    if length == "articles":
        return _of_articles(tokens, number, random_state)
    return _of_short(length, texts, tokens, number, random_state)


def _of_articles(tokens: Sequence[Sequence[str]], number: int | None, random_state: int) -> Clusters:
    from sklearn.utils.extmath import randomized_svd

    vocabulary, counts = Vocabulary.learnt("words", tokens)
    vocabulary, counts = _recurring(vocabulary, counts)
    rarity = vocabulary.rarity(counts)
    _, _, axes = randomized_svd(rarity, min(_DIMENSIONS, *rarity.shape), n_iter=5, random_state=random_state)
    places = unit_rows(numpy.asarray(rarity @ axes.T))
    groups = _grouped(places, number, random_state)
    return Clusters("articles", vocabulary, axes, _middles(places, groups))


def _recurring(vocabulary: Vocabulary, counts: Any) -> tuple[Vocabulary, Any]:
    """The words of two characters or more that stand in two texts at least and in half of them at most."""
    texts = numpy.asarray((counts > 0).sum(axis=0)).ravel()
    long = numpy.array([len(name) > 1 for name in vocabulary.names])
    kept = numpy.flatnonzero(long & (texts >= min(2, counts.shape[0])) & (texts <= max(2, counts.shape[0] / 2)))
    kept = kept if len(kept) else numpy.arange(len(vocabulary.names))
    names = tuple(vocabulary.names[number] for number in kept)
    return Vocabulary(vocabulary.kind, names, vocabulary.idf[kept]), counts[:, kept]


def _of_short(
    length: Length, texts: Sequence[str], tokens: Sequence[Sequence[str]], number: int | None, random_state: int
) -> Clusters | None:
    vectors = learn_vectors(tokens, random_state, dimensions=_DIMENSIONS)
    if vectors is None:
        return None
    groups = _grouped(vectors.texts(tokens), number, random_state)
    kind: Kind = "characters" if length == "titles" else "words"
    vocabulary, counts = Vocabulary.learnt(kind, texts if kind == "characters" else tokens)
    rows = vocabulary.shares(counts)
    shares: Numbers = numpy.eye(groups.max() + 1)[groups]
    for _ in range(_ROUNDS):
        weights = bayes(kind, rows, shares).weights
        shares = softmax(_SHARPNESS[length] * numpy.asarray(rows @ weights.T))
    return Clusters(length, vocabulary, None, weights)


def _grouped(places: Numbers, number: int | None, random_state: int) -> NDArray[Any]:
    """The number of each text's group."""
    if number is None:
        number = _best_number(places, random_state)
    return _k_means(places, min(number, len(numpy.unique(places, axis=0))), random_state)


def _k_means(places: Numbers, number: int, random_state: int) -> NDArray[Any]:
    from sklearn.cluster import KMeans

    groups: NDArray[Any] = KMeans(number, n_init=5, random_state=random_state).fit_predict(places)
    return groups


def _best_number(places: Numbers, random_state: int) -> int:
    """The smallest number of groups whose silhouette reaches nine tenths of the best, among texts drawn evenly.

    A group has five texts at least. The best number itself is mostly the largest tried: silhouettes level off.
    """
    from sklearn.metrics import silhouette_score

    judged = places[:: -(-len(places) // _JUDGED)]
    most = min(len(judged) // 5, len(numpy.unique(judged, axis=0)) - 1)
    sizes = [size for size in _SIZES if size <= most]
    scores = [silhouette_score(judged, _k_means(judged, size, random_state)) for size in sizes]
    return next((size for size, score in zip(sizes, scores, strict=True) if score >= _NEAR * max(scores)), 1)


def _middles(places: Numbers, groups: NDArray[Any]) -> Numbers:
    return unit_rows(numpy.array([places[groups == group].mean(axis=0) for group in range(groups.max() + 1)]))
