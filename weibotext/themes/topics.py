"""The topics of a corpus: an estimator, and what topics are made of and how they fare over time and between groups."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice
from os import PathLike
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

import numpy
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from weibotext.counts import counted
from weibotext.errors import InputError
from weibotext.themes.checks import checked_texts
from weibotext.themes.clusters import cluster
from weibotext.themes.stopwords import stop_words
from weibotext.themes.tokens import tokenized
from weibotext.values import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weibotext.segment import Segmenter

    Numbers = NDArray[numpy.float64]

Item = TypeVar("Item")

SAMPLE: Final = 20_000
"""How many texts :meth:`TopicModel.fit` learns from at most."""

_SENTENCE: Final = re.compile("[^。！？!?\n]+[。！？!?]*")
_PERIOD: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")


class Passage(NamedTuple):
    """A sentence that stands for a topic: the number of its text, and its place in it (code points, half open)."""

    text: int
    span: Span


class TopicModel(ClusterMixin, TransformerMixin, BaseEstimator):
    """Topics of a corpus, and the share that each has in any text.

    ``n_topics`` is a number, or ``"auto"`` for the smallest number whose silhouette is nearly the best. ``random_state``
    is a number; the same texts and the same number give the same topics, byte for byte. ``segmenter`` cuts the words.
    ``sample`` is how many texts are learnt from at most; more are drawn from evenly.

    After :meth:`fit`: ``labels_``, the topic with the largest share in each text; ``topics_``, the words of each topic,
    the most telling first; ``length_``, which of the methods of :mod:`~weibotext.themes.clusters` the texts called for;
    ``n_topics_``. Later texts never move topics: :meth:`transform` only reads.

    >>> texts = ["股市大涨", "股市下跌", "球队夺冠", "球队输球"] * 5
    >>> model = TopicModel(n_topics=2).fit(texts)
    >>> sorted(words[0] for words in model.topics_)
    ['球队', '股市']
    """

    def __init__(
        self,
        n_topics: int | Literal["auto"] = "auto",
        *,
        random_state: int = 0,
        segmenter: Segmenter | None = None,
        sample: int = SAMPLE,
    ) -> None:
        self.n_topics = n_topics
        self.random_state = random_state
        self.segmenter = segmenter
        self.sample = sample

    def fit(self, X: Iterable[str], y: object = None) -> TopicModel:  # noqa: N803
        """Learn topics from texts, any iterable of ``str``; a generator is read once and never held as a whole.

        Raises :class:`InputError` for texts that are none, for an impossible number of topics, and where no word
        recurs.
        """
        if self.n_topics != "auto" and (not isinstance(self.n_topics, int) or self.n_topics < 1):
            raise InputError(f'n_topics={self.n_topics!r}: give a number from 1 up, or "auto"')
        if isinstance(X, str):
            raise InputError("texts are given as one str; give a list of them")
        whole = isinstance(X, Sequence) or hasattr(X, "__array__")
        texts = checked_texts(sampled(X, self.sample, self.random_state))
        tokens = tokenized(texts, self.segmenter)
        number = None if self.n_topics == "auto" else self.n_topics
        with threadpool_limits(1):
            found = cluster(texts, tokens, number, self.random_state)
        if found is None:
            raise InputError(
                f"no topics in {counted(len(texts), 'text')}: no word of two characters or more recurs; give more texts"
            )
        self.clusters_ = found
        self.length_ = found.length
        self.n_topics_ = len(found.weights)
        own = found.shares(texts, tokens)
        self.topics_ = topic_words(tokens, own)
        complete = not whole or len(texts) == len(X)  # type: ignore[arg-type]
        self.labels_ = (own if complete else self.transform(X)).argmax(axis=1)
        return self

    def transform(self, X: Iterable[str]) -> Numbers:  # noqa: N803
        """The share of each topic in each text, one row a text, which sums to 1. Texts are read 1,000 at a time."""
        check_is_fitted(self)
        parts = [self._shares(part) for part in batches(X)]
        return numpy.vstack(parts) if parts else numpy.zeros((0, self.n_topics_))

    def _shares(self, part: Sequence[str]) -> Numbers:
        texts = checked_texts(part)
        return self.clusters_.shares(texts, tokenized(texts, self.segmenter))

    def predict(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """The topic with the largest share in each text."""
        numbers: NDArray[Any] = self.transform(X).argmax(axis=1)
        return numbers

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:
        """``topic0``, ``topic1``, …: the columns of :meth:`transform`."""
        check_is_fitted(self)
        return numpy.array([f"topic{number}" for number in range(self.n_topics_)], dtype=object)

    def passages(self, texts: Sequence[str], *, most: int = 3) -> list[list[Passage]]:
        """For each topic the sentences that stand for it best, one a text at most, from the texts given.

        Texts are chosen by the topic's share, their sentences by how many of the topic's words they hold.

        >>> texts = ["股市大涨。天气好。", "球队夺冠。"] * 5
        >>> model = TopicModel(n_topics=2).fit(texts)
        >>> first = model.passages(texts, most=1)[model.labels_[0]][0]
        >>> texts[first.text][slice(*first.span)]
        '股市大涨。'
        """
        shares = self.transform(texts)
        chosen = numpy.argsort(-shares, axis=0, kind="stable")[:most]
        return [
            [Passage(int(text), _best_sentence(texts[text], words)) for text in column if texts[text].strip()]
            for column, words in zip(chosen.T, self.topics_, strict=True)
        ]

    def save(self, path: str | PathLike[str]) -> None:
        """Write the model: a zip file of arrays and JSON, without pickle."""
        from weibotext.themes.storage import save_topics

        check_is_fitted(self)
        save_topics(self, path)

    @classmethod
    def load(cls, path: str | PathLike[str], *, segmenter: Segmenter | None = None) -> TopicModel:
        """Read a model that :meth:`save` wrote. A segmenter of one's own is not saved and is given again.

        Raises :class:`InputError` for what is no such file, or one of another version.
        """
        from weibotext.themes.storage import load_topics

        return load_topics(cls(segmenter=segmenter), path)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array, tags.input_tags.one_d_array = True, False, True
        return tags


def topic_words(tokens: Sequence[Sequence[str]], shares: Numbers, most: int = 10) -> list[tuple[str, ...]]:
    """The words that tell each topic best: ``p(word | topic) · log(p(word | topic) / p(word))``, the best first.

    Words are of two characters or more, not all digits, and not in the list of stop words.
    """
    from weibotext.themes.views import Vocabulary

    vocabulary, counts = Vocabulary.learnt("words", tokens)
    telling = numpy.array([_telling(name) for name in vocabulary.names], dtype=float)
    by_topic = numpy.asarray((counts.T @ shares).T) * telling + 1e-12
    within = by_topic / by_topic.sum(axis=1, keepdims=True)
    overall = by_topic.sum(axis=0) / by_topic.sum()
    scores = within * numpy.log(within / overall)
    best = numpy.argsort(-scores, axis=1, kind="stable")[:, :most]
    return [
        tuple(vocabulary.names[word] for word in row if scores[topic, word] > 1e-9) for topic, row in enumerate(best)
    ]


def _telling(word: str) -> bool:
    return len(word) > 1 and word not in stop_words() and not any(one.isdigit() for one in word)


def _best_sentence(text: str, words: Sequence[str]) -> Span:
    """The sentence with most of the topic's words, the first of equals."""
    spans = [Span(*hit.span()) for hit in _SENTENCE.finditer(text) if hit[0].strip()]
    counts = [sum(text.count(word, *span) > 0 for word in words) for span in spans]
    return spans[counts.index(max(counts))] if spans else Span(0, len(text))


def sampled(items: Iterable[Item], most: int, random_state: int) -> list[Item]:
    """At most so many items, each with the same chance, in their order; the rest is read and dropped.

    >>> sampled(range(5), 9, 0), len(sampled(iter(range(1000)), 10, 0))
    ([0, 1, 2, 3, 4], 10)
    """
    chance, kept = Random(random_state), {}
    for number, item in enumerate(items):
        place = number if number < most else chance.randrange(number + 1)
        if place < most:
            kept[place] = number, item
    return [item for _, item in sorted(kept.values(), key=lambda one: one[0])]


def batches(items: Iterable[Item], size: int = 1000) -> Iterator[list[Item]]:
    """The items in lists of so many.

    >>> list(batches("abc", 2))
    [['a', 'b'], ['c']]
    """
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


class Share(NamedTuple):
    """The mean share of a topic in the texts of a period or group, and how many texts these are."""

    group: str
    topic: int
    share: float
    texts: int


def compared(shares: Numbers, groups: Sequence[Hashable]) -> list[Share]:
    """The mean share of each topic in each group of texts, groups in order; texts of the group ``None`` are left out.

    >>> compared(numpy.array([[1.0, 0.0], [0.5, 0.5]]), ["贵州省", "贵州省"])[0]
    Share(group='贵州省', topic=0, share=0.75, texts=2)
    """
    if len(shares) != len(groups):
        raise InputError(f"{len(shares)} texts and {len(groups)} groups; give one group, or None, for each text")
    rows: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        if group is not None:
            rows.setdefault(str(group), []).append(row)
    return [
        Share(group, topic, round(float(share), 6), len(rows[group]))
        for group in sorted(rows)
        for topic, share in enumerate(shares[rows[group]].mean(axis=0))
    ]


def over_time(shares: Numbers, dates: Sequence[str | None], *, by: Literal["month", "year"] = "month") -> list[Share]:
    """The mean share of each topic in each calendar month or year from the first to the last, also in empty ones.

    ``dates`` are ISO dates (2013-08-20); texts without one are left out. Raises :class:`InputError` for what is no such
    date.

    >>> [one.group for one in over_time(numpy.ones((2, 1)), ["2013-11-02", "2014-01-05"])]
    ['2013-11', '2013-12', '2014-01']
    """
    periods = [None if date is None else _period(date, by) for date in dates]
    known = compared(shares, periods)
    found = {(one.group, one.topic): one for one in known}
    if not found:
        return []
    names = _calendar(known[0].group, known[-1].group)
    empty = (Share(name, topic, 0.0, 0) for name in names for topic in range(shares.shape[1]))
    return [found.get((one.group, one.topic), one) for one in empty]


def _period(date: str, by: str) -> str:
    hit = _PERIOD.match(date)
    if hit is None or not 1 <= int(hit["month"]) <= 12:
        raise InputError(f"{date!r} is no date; write it as 2013-08-20")
    return hit["year"] if by == "year" else hit[0]


def _calendar(first: str, last: str) -> list[str]:
    """All months, or all years, from the first to the last."""
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, stop = (12 * int(name[:4]) + int(name[5:]) - 1 for name in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, stop + 1)]
