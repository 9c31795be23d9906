"""Labels for many texts from nothing but the names of labels and a few seed words each.

What seed words speak for is the first labelling. Classifiers learn it by several views (characters and words; naive
Bayes and support vectors; in long texts words' neighbours instead of Bayes), their scores are added to the seeds'
voices, and they learn again from the labels that are surest, in several rounds. In each round the labels are balanced
half way towards equal sizes (Sinkhorn's iteration), since seeds favour some labels by chance. Nothing is downloaded, and
nothing is random but the given seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import numpy

from weibotext.errors import InputError
from weibotext.themes.classifiers import Linear, bayes, leads, margin, measured, softmax
from weibotext.themes.evidence import Evidence, learnt
from weibotext.themes.taxonomies import checked_seeds
from weibotext.themes.tokens import tokenized
from weibotext.themes.vectors import Vectors, learn_vectors
from weibotext.themes.views import LONG, Kind, Vocabulary, matrices, with_neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

ROUNDS: Final = 5
SUREST: Final = 0.8
"""Which part of each label's texts the rounds learn from."""

_VOICE: Final = {False: 2.0, True: 1.0}  # what a seed weighs beside a classifier's mean lead; True is for long texts
_FIRST: Final = 2.0  # how sharply seeds divide a text at first
_SHARPNESS: Final = 2.0  # how sharply scores divide it, in units of their mean lead
_BALANCE: Final = 0.5
_SPREAD: Final = 1.0  # what neighbourhood weighs at first beside seeds, in long texts

Progress = Callable[[range], Any]


@dataclass(frozen=True)
class Trained:
    """All that labels new texts: what they are seen by, the classifiers, and the balance of labels."""

    labels: tuple[str, ...]
    evidence: Evidence
    vocabularies: tuple[Vocabulary, Vocabulary]
    vectors: Vectors | None
    classifiers: tuple[Linear, ...]
    unit: float
    balance: Numbers

    def shares(self, texts: Sequence[str], tokens: Sequence[Sequence[str]]) -> Numbers:
        """The labels' shares in each text, which sum to 1."""
        kinds: tuple[tuple[Vocabulary, Sequence[Any]], ...] = tuple(
            zip(self.vocabularies, (texts, tokens), strict=True)
        )
        counts: dict[Kind, Any] = {one.kind: one.counts(given) for one, given in kinds}
        found = with_neighbours(matrices(*self.vocabularies, counts), self.vectors, tokens)
        votes = self.evidence.votes(self.evidence.counts(texts))
        scores = _added(self.classifiers, found, votes, _VOICE[self.vectors is not None])
        return softmax(_SHARPNESS * scores / self.unit + self.balance)


def label_texts(
    texts: Sequence[str], taxonomy: Mapping[str, Sequence[str]], *, random_state: int = 0
) -> list[str | None]:
    """One label of ``taxonomy`` for each text; ``None`` for a blank one, and for all where seeds tell nothing apart.

    ``taxonomy`` maps labels to seed words; a label's own name is a seed too. The texts are what is learnt from, so that
    more of them give better labels. Texts are taken as they are: repair and convert them before.

    Raises :class:`InputError` when the taxonomy has fewer than two labels.

    >>> texts = ["股市上涨", "球队夺冠", "股市下跌", "球队输球"]
    >>> label_texts(texts, {"财经": ["股市"], "体育": ["球队"]})
    ['财经', '体育', '财经', '体育']
    """
    checked(taxonomy)
    if not any(text.strip() for text in texts):
        return [None] * len(texts)
    trained, shares = train(texts, tokenized(texts), taxonomy, random_state)
    if trained is None:
        return _voted(texts, taxonomy)
    best = shares.argmax(axis=1)
    return [trained.labels[number] if text.strip() else None for number, text in zip(best, texts, strict=True)]


def checked(taxonomy: Mapping[str, Sequence[str]]) -> None:
    """Raise :class:`InputError` unless the taxonomy tells something apart."""
    if len(taxonomy) < 2:
        raise InputError(f"a taxonomy of {len(taxonomy)} labels tells nothing apart; give two labels or more")
    checked_seeds(taxonomy)


def train(
    texts: Sequence[str],
    tokens: Sequence[Sequence[str]],
    taxonomy: Mapping[str, Sequence[str]],
    random_state: int,
    *,
    rounds: int = ROUNDS,
    progress: Progress = iter,
) -> tuple[Trained | None, Numbers]:
    """What was learnt, and the labels' shares in the texts themselves; ``None`` where fewer than two labels have a voice.

    ``progress`` wraps the range of rounds, as :func:`tqdm.tqdm` does.
    """
    evidence, counts = learnt(texts, taxonomy)
    votes = evidence.votes(counts)
    voiced = votes.max(axis=1) > 0
    if len(numpy.unique(votes[voiced].argmax(axis=1))) < 2:
        return None, votes
    seen = _Seen.of(texts, tokens, random_state)
    shares, _ = balanced(softmax(_FIRST * (votes + _SPREAD * _spread(seen, evidence))))
    chosen = numpy.flatnonzero(voiced)
    for _ in progress(range(rounds)):
        classifiers = seen.learnt(chosen, shares, random_state)
        scores = _added(classifiers, seen.matrices, votes, _VOICE[seen.long])
        unit = max(float(leads(scores).mean()), 1e-9)
        shares, balance = balanced(softmax(_SHARPNESS * scores / unit))
        chosen = surest(shares)
    trained = Trained(tuple(taxonomy), evidence, seen.vocabularies, seen.vectors, classifiers, unit, balance)
    return trained, shares


@dataclass(frozen=True)
class _Seen:
    """The texts by all their views."""

    vocabularies: tuple[Vocabulary, Vocabulary]
    vectors: Vectors | None
    matrices: Mapping[str, Any]

    @classmethod
    def of(cls, texts: Sequence[str], tokens: Sequence[Sequence[str]], random_state: int) -> _Seen:
        long = bool(tokens) and median(map(len, tokens)) >= LONG
        characters, by_character = Vocabulary.learnt("characters", texts)
        words, by_word = Vocabulary.learnt("words", tokens)
        vectors = learn_vectors(tokens, random_state) if long else None
        found = matrices(characters, words, {"characters": by_character, "words": by_word})
        return cls((characters, words), vectors, with_neighbours(found, vectors, tokens))

    @property
    def long(self) -> bool:
        return self.vectors is not None

    def learnt(self, chosen: NDArray[Any], shares: Numbers, random_state: int) -> tuple[Linear, ...]:
        """The classifiers, learnt from the texts chosen."""
        labels, number = shares[chosen].argmax(axis=1), shares.shape[1]
        found = [
            margin(view, self.matrices[view][chosen], labels, number, random_state)
            for view in ("characters by rarity", "words by rarity")
        ]
        if self.long:
            found.append(_nearest(self.matrices["neighbours"][chosen], shares[chosen]))
        else:
            views = ("characters by share", "words by share")
            found += [bayes(view, self.matrices[view][chosen], shares[chosen]) for view in views]
        return tuple(measured(one, self.matrices[one.view]) for one in found)


def _nearest(rows: Numbers, shares: Numbers) -> Linear:
    """Nearness to the middle of each label's texts."""
    middles = shares.T @ rows
    middles /= numpy.maximum(numpy.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    nearness = rows @ middles.T
    weights = middles / numpy.maximum(nearness.std(axis=0), 1e-9)[:, None]
    return Linear("neighbours", weights, -(rows @ weights.T).mean(axis=0))


def _spread(seen: _Seen, evidence: Evidence) -> Numbers | float:
    """How near texts are to the seed words of each label, standardised by label; nothing for short texts."""
    if seen.vectors is None:
        return 0.0
    numbers = {word: number for number, word in enumerate(seen.vectors.words)}
    places = [(numbers[word], row) for row, word in enumerate(evidence.words) if word in numbers]
    weights = numpy.zeros((len(numbers), evidence.weights.shape[1]))
    for number, row in places:
        weights[number] = evidence.weights[row]
    middles = weights.T @ seen.vectors.rows
    middles /= numpy.maximum(numpy.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    nearness = seen.matrices["neighbours"] @ middles.T
    spread: Numbers = (nearness - nearness.mean(axis=0)) / numpy.maximum(nearness.std(axis=0), 1e-9)
    return spread


def _added(classifiers: Sequence[Linear], found: Mapping[str, Any], votes: Numbers, voice: float) -> Numbers:
    scores = sum((one.scores(found[one.view]) for one in classifiers), start=numpy.zeros_like(votes))
    unit = max(float(leads(scores).mean()), 1e-9)
    result: Numbers = len(classifiers) * scores / unit + voice * votes
    return result


def balanced(shares: Numbers, rounds: int = 30) -> tuple[Numbers, Numbers]:
    """Shares whose sums by label lie half way, in logarithms, between what they were and equal; and what was added.

    The second result is the logarithm of the factor that each label's shares were multiplied by.
    """
    wanted = shares.mean(axis=0) ** (1 - _BALANCE)
    wanted = wanted / wanted.sum() * len(shares)
    factors = numpy.ones(shares.shape[1])
    for _ in range(rounds):
        weighted = shares * factors
        sums = (weighted / weighted.sum(axis=1, keepdims=True)).sum(axis=0)
        factors *= wanted / numpy.maximum(sums, 1e-9)
    weighted = shares * factors
    return weighted / weighted.sum(axis=1, keepdims=True), numpy.log(factors)


def surest(shares: Numbers, part: float = SUREST) -> NDArray[Any]:
    """The numbers of the texts that are surest of their label, so big a part of each label's texts, in order.

    >>> surest(numpy.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]]), part=0.5)
    array([0, 2])
    """
    labels, sureness = shares.argmax(axis=1), leads(shares)
    kept = []
    for label in numpy.unique(labels):
        own = numpy.flatnonzero(labels == label)
        kept.append(own[numpy.argsort(-sureness[own], kind="stable")][: max(1, int(part * len(own)))])
    return numpy.sort(numpy.concatenate(kept))


def _voted(texts: Sequence[str], taxonomy: Mapping[str, Sequence[str]]) -> list[str | None]:
    """The labels of texts in which at most one label has a voice."""
    evidence, counts = learnt(texts, taxonomy)
    labels = list(taxonomy)
    return [labels[row.argmax()] if row.max() > 0 else None for row in evidence.votes(counts)]
