"""Keywords of one article: nouns and phrases of nouns, by how often they stand and how rare they are elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log1p
from typing import Final, TypeAlias

from weibotext.values import Span, Words

LENGTH_FACTORS: Final = (1.0, 1.4, 1.3)
"""How a phrase of one, two or three words weighs; found best on abstracts with their authors' keywords."""

TITLE_FACTOR: Final = 1.5
UNKNOWN_IDF: Final = 11.0
"""About the median of jieba's table, for words it does not have."""

_NOUNS: Final = frozenset(("n", "nr", "ns", "nt", "nz", "vn", "an", "j", "l", "nrt", "nrfg"))
_SPARE: Final = 8  # candidates looked at for each keyword wanted, for some stand inside better ones


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword with its score, at most 1, and its places in clean coordinates."""

    text: str
    score: float
    spans: tuple[Span, ...]


_Scored: TypeAlias = tuple[float, str, int, list[int]]
"""A candidate: its score, its text, how many words it has, and the numbers of the words it begins at."""


def noun_rarity(tags: Mapping[str, str], idf: Mapping[str, float]) -> dict[str, float]:
    """The nouns of two characters or more among the words that ``tags`` knows, with how rare they are by ``idf``.

    >>> noun_rarity({"微博": "n", "开通": "v", "省": "n"}, {"微博": 9.5})
    {'微博': 9.5}
    """
    return {word: idf.get(word, UNKNOWN_IDF) for word, tag in tags.items() if tag in _NOUNS and len(word) > 1}


def find_keywords(
    words: Words, *, nouns: Mapping[str, float], title: Span | None = None, most: int = 10
) -> list[Phrase]:
    """The keywords of a text, the best first; ``nouns`` are those of :func:`noun_rarity`.

    A candidate is one to three nouns in a row; where enough nouns stand twice or in the title, only these count. Its
    score is ``log(1 + occurrences) · mean idf · length factor``, times 1.5 where it stands in the title, over the best
    candidate's. A candidate that stands nowhere but inside a better one is left out.

    >>> words = Words.of(["政务", "微博", "，", "政务", "微博"])
    >>> [phrase.text for phrase in find_keywords(words, nouns={"政务": 8.0, "微博": 9.5})]
    ['政务微博']
    """
    titled = 0 if title is None else bisect_left(words.starts, title.stop)
    rarity = _rarity(words.texts, nouns, titled, most)
    begins = places = [place for place, word in enumerate(words.texts) if word in rarity]
    scored: list[_Scored] = []
    for length in range(1, len(LENGTH_FACTORS) + 1):
        scored += _scored(words.texts, _phrases(words.texts, begins, length), length, rarity, titled)
        following = {place - length for place in places}
        begins = [start for start in begins if start in following]
    return _chosen(nlargest(most * _SPARE, scored), words, most)


def _rarity(texts: Sequence[str], nouns: Mapping[str, float], titled: int, most: int) -> dict[str, float]:
    """The nouns to choose from: those that stand twice or in the title, if they are enough, else all."""
    counts = Counter(texts)
    several = {word for word, count in counts.items() if count > 1}.union(texts[:titled])
    rarity = {word: nouns[word] for word in several if word in nouns}
    return rarity if len(rarity) >= most else {word: nouns[word] for word in counts if word in nouns}


def _phrases(texts: Sequence[str], begins: Sequence[int], length: int) -> dict[str, list[int]]:
    """The phrases of so many words that begin at the places given, each with all its places."""
    places: dict[str, list[int]] = {}
    for start in begins:
        text = texts[start] if length == 1 else "".join(texts[start : start + length])
        places.setdefault(text, []).append(start)
    return places


def _scored(
    texts: Sequence[str], places: Mapping[str, list[int]], length: int, rarity: Mapping[str, float], titled: int
) -> Iterator[_Scored]:
    factor = LENGTH_FACTORS[length - 1] / length
    for text, starts in places.items():
        first = starts[0]
        score = log1p(len(starts)) * factor * sum(map(rarity.__getitem__, texts[first : first + length]))
        yield (score * TITLE_FACTOR if first < titled else score), text, length, starts


def _chosen(best: Sequence[_Scored], words: Words, most: int) -> list[Phrase]:
    """The best candidates; one that only ever stands inside a better one adds nothing."""
    kept: list[Phrase] = []
    for score, text, _, starts in best:
        if any(text in better.text and len(better.spans) >= len(starts) for better in kept):
            continue
        spans = (Span(begin := words.starts[start], begin + len(text)) for start in starts)
        kept.append(Phrase(text, round(score / best[0][0], 4), tuple(spans)))
        if len(kept) == most:
            break
    return kept
