"""Keywords of one article: words and phrases, by how often they stand, how rare they are elsewhere, how freely they stand.

Nothing is tagged: the dictionary's own part of speech for each word says what may be part of a keyword.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final, NamedTuple, TypeAlias

from weibotext.themes.stopwords import generic_words, stop_words
from weibotext.values import Span, Words

LENGTH_FACTORS: Final = (1.1, 1.6, 1.15, 0.9)
"""How a phrase of one to four words weighs."""

SHORT_FACTOR: Final = 0.45
"""What a keyword of two characters weighs: it is seldom specific."""

LONG_FACTOR: Final = 0.55
"""What one of eight characters or more weighs."""

TITLE_FACTOR: Final = 1.4
ONCE_FACTOR: Final = 0.76
GENERIC_FACTORS: Final = (0.5, 0.8, 1.2)
"""What a generic word weighs alone, a phrase that begins with one, and one that ends with one."""

UNKNOWN_IDF: Final = 7.2
"""For words that jieba's tables do not have."""

SINGLE_IDF: Final = 3.5
"""For single characters, which stand in phrases only."""

_FREEDOM: Final = 0.17  # what each further neighbour adds
_FREE: Final = 4  # so many neighbours are enough
_INSIDE: Final = 0.17  # what standing beside other candidates takes away
_DAMPING: Final = 0.6
_EARLY: Final = 0.06  # what standing at the very beginning adds
_LONG: Final = 400  # from so many words on, what stands once and outside the title is left aside

_PARTS: Final = frozenset(
    (
        "n",
        "nr",
        "ns",
        "nt",
        "nz",
        "vn",
        "an",
        "j",
        "l",
        "nrt",
        "nrfg",
        "eng",
        "i",
        "b",
        "ng",
        "a",
        "v",
        "vd",
        "z",
        "s",
        "f",
    )
)

_VERBAL: Final = frozenset(("v", "a", "b", "f", "d", "vd", "z", "s", "i"))
_VERBAL_FACTORS: Final = (
    1.15,
    0.9,
    0.9,
)  # for such a word alone, a phrase that begins with one, one that ends with one

Numbers: TypeAlias = Mapping[str, float]


class Rarity(NamedTuple):
    """How rare each known word is, nought for one that no keyword may hold; and which words are not nouns."""

    weights: Numbers
    verbal: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword with its score, at most 1, and its places in clean coordinates."""

    text: str
    score: float
    spans: tuple[Span, ...]


class _Candidate(NamedTuple):
    score: float  # without what depends on the neighbours
    most: float  # the score with the best neighbours
    text: str
    length: int  # in words
    places: list[int]  # the numbers of the words that it begins at


def noun_rarity(tags: Mapping[str, str], idf: Numbers) -> Rarity:
    """How rare the words that ``tags`` knows are by ``idf``.

    >>> noun_rarity({"微博": "n", "的": "uj", "省": "n"}, {"微博": 9.5}).weights
    {'微博': 9.5, '的': 0.0, '省': 3.5}
    """
    weights = {
        word: 0.0 if tag not in _PARTS else idf.get(word, UNKNOWN_IDF) if len(word) > 1 else SINGLE_IDF
        for word, tag in tags.items()
    }
    weights |= dict.fromkeys(stop_words() & weights.keys(), 0.0)
    return Rarity(weights, frozenset(word for word, tag in tags.items() if tag in _VERBAL))


def find_keywords(words: Words, *, nouns: Rarity, title: Span | None = None, most: int = 10) -> list[Phrase]:
    """The keywords of a text, the best first; ``nouns`` are those of :func:`noun_rarity`.

    A candidate is one to four words in a row, none of which is punctuation, a number, a stop word or of another part of
    speech; in texts of 400 words or more only what stands twice or in the title. Its score, given as a part of the best
    one's, is ``log(0.6 + occurrences) · mean idf`` times

    - 1.1, 1.6, 1.15 or 0.9 by its number of words; 0.45 for two characters, 0.55 for eight or more;
    - 1.4 in the title, or else 0.76 where it stands once; up to 1.06 the earlier it first stands;
    - 0.5 for a generic word, 0.8 for a phrase that begins with one, 1.2 for one that ends with one;
    - 1.15 for a word alone that is no noun, 0.9 for a phrase that begins with such a word, and 0.9 if it ends with one;
    - ``1 + 0.17 n``, where ``n``, three at most, is how many words it has on its poorer side beyond the first;
    - ``1 - 0.17 s``, where ``s`` is the share of its places that have more of a candidate beside them.

    A last line that does not end like a sentence counts as a title too: many abstracts end with theirs. The constants
    were found on the development half of the abstracts.

    >>> words = Words.of(["政务", "微博", "，", "政务", "微博"])
    >>> [phrase.text for phrase in find_keywords(words, nouns=Rarity({"政务": 8.0, "微博": 9.5}))]
    ['政务微博', '微博', '政务']
    """
    reading = _Reading.of(words.texts, nouns, *_titled(words, title))
    best = _best(reading, most)
    return [_phrase(one, words, score / best[0][0]) for score, one in best]


def _best(reading: _Reading, most: int) -> list[tuple[float, _Candidate]]:
    """The best candidates with their scores; neighbours are looked at where they can still change something."""
    found: list[tuple[float, _Candidate]] = []
    scores: list[float] = []  # negative, so that the best comes first
    for one in sorted(reading.candidates(), key=_by_most):
        if len(scores) >= most and one.most <= -scores[most - 1]:
            break
        score = one.score * reading.standing(one.places, one.length)
        insort(scores, -score)
        found.append((score, one))
    return sorted(found, key=lambda one: (-one[0], one[1].places[0], -one[1].length))[:most]


def _by_most(one: _Candidate) -> tuple[float, int, int]:
    """The order in which candidates are looked at."""
    return -one.most, one.places[0], -one.length


def _phrase(one: _Candidate, words: Words, score: float) -> Phrase:
    starts = [words.starts[place] for place in one.places]
    stops = [start + len(one.text) for start in starts]
    return Phrase(one.text, round(score, 4), tuple(map(Span, starts, stops)))


def _titled(words: Words, title: Span | None) -> tuple[int, int]:
    """How many words at the beginning are the title's, and from which word on the text's last line is one."""
    first = 0 if title is None else bisect_left(words.starts, title.stop)
    texts, last = words.texts, len(words.texts)
    for number in range(last - 2, max(last - 40, 0), -1):
        if texts[number] in _ENDS:
            letters = sum(map(len, texts[number + 1 :]))
            titular = 6 <= letters <= 50 and texts[-1] not in _ENDS and texts[number + 1] not in _OPENS
            return first, number + 1 if titular else last
    return first, last


_ENDS: Final = frozenset("。.!?！？；")
_OPENS: Final = frozenset("（([【\n")  # what the name of a writer begins with, and a paragraph


class _Reading(NamedTuple):
    """A text as candidates are read from it: which words may be part of one, and how rare these are."""

    texts: Sequence[str]
    weights: Sequence[float | None]  # nothing for a word that may not
    verbal: frozenset[str]
    titled: int
    tailed: int

    @classmethod
    def of(cls, texts: Sequence[str], nouns: Rarity, titled: int, tailed: int) -> _Reading:
        counts, weights = Counter(texts), nouns.weights
        if len(texts) < _LONG:
            kept = set(counts)
        else:
            kept = {word for word, count in counts.items() if count > 1}.union(texts[:titled], texts[tailed:])
        known = {word: weights[word] if word in weights else _unknown(word) for word in kept}
        return cls(texts, list(map(known.get, texts)), nouns.verbal, titled, tailed)

    def candidates(self) -> Iterator[_Candidate]:
        """All candidates, with their scores but for the neighbours."""
        begins = [place for place, weight in enumerate(self.weights) if weight]
        following = set(begins)
        for length in range(1, len(LENGTH_FACTORS) + 1):
            groups = self._grouped(begins, length)
            for places in groups:
                text = "".join(self.texts[places[0] : places[0] + length])
                if len(text) > 1:
                    score = self._score(text, places, length)
                    most = score * (1 + _FREEDOM * (min(len(places), _FREE) - 1))
                    yield _Candidate(score, most, text, length, places)
            begins = [place for places in groups for place in places if place + length in following]

    def _grouped(self, begins: Sequence[int], length: int) -> list[list[int]]:
        """The places of each phrase of so many words, in long texts of those that stand twice or in the title."""
        found: dict[object, list[int]] = {}
        texts = self.texts
        for place in begins:
            found.setdefault(texts[place] if length == 1 else tuple(texts[place : place + length]), []).append(place)
        if len(texts) < _LONG:
            return list(found.values())
        return [places for places in found.values() if len(places) > 1 or self._in_title(places)]

    def _in_title(self, places: Sequence[int]) -> bool:
        return places[0] < self.titled or places[-1] >= self.tailed

    def _score(self, text: str, places: Sequence[int], length: int) -> float:
        first, letters = places[0], len(text)
        score = log(_DAMPING + len(places)) * (1 + _EARLY * (1 - first / len(self.texts)))
        if letters == 2:
            score *= SHORT_FACTOR
        elif letters > 7:
            score *= LONG_FACTOR
        if first < self.titled or places[-1] >= self.tailed:
            score *= TITLE_FACTOR
        elif len(places) == 1:
            score *= ONCE_FACTOR
        return score * (self._alone(text, first) if length == 1 else self._joined(first, length))

    def _alone(self, word: str, place: int) -> float:
        """The weight of one word."""
        weight = (self.weights[place] or 0.0) * LENGTH_FACTORS[0]
        if word in generic_words():
            weight *= GENERIC_FACTORS[0]
        return weight * _VERBAL_FACTORS[0] if word in self.verbal else weight

    def _joined(self, place: int, length: int) -> float:
        """The weight of several words in a row."""
        first, last = self.texts[place], self.texts[place + length - 1]
        weight = sum(filter(None, self.weights[place : place + length])) / length * LENGTH_FACTORS[length - 1]
        for known, factors in ((generic_words(), GENERIC_FACTORS), (self.verbal, _VERBAL_FACTORS)):
            if first in known:
                weight *= factors[1]
            if last in known:
                weight *= factors[2]
        return weight

    def standing(self, places: Sequence[int], length: int) -> float:
        """How freely a phrase stands: among different neighbours, and not inside other candidates."""
        texts, weights, last = self.texts, self.weights, len(self.texts)
        inside = sum(
            bool((place and weights[place - 1]) or (place + length < last and weights[place + length]))
            for place in places
        )
        part = 1 - _INSIDE * inside / len(places)
        if len(places) == 1:
            return part
        before = {texts[place - 1] if place else "" for place in places}
        behind = {texts[place + length] if place + length < last else "" for place in places}
        return part * (1 + _FREEDOM * (min(len(before), len(behind), _FREE) - 1))


def _unknown(word: str) -> float:
    """How rare a word is that the dictionary does not have; nought for what is no word."""
    if len(word) == 1:
        return SINGLE_IDF if word.isalpha() else 0.0
    plain = word.isalpha() or (word[0].isalpha() and word.replace("-", "").isalnum())
    return UNKNOWN_IDF if plain and word not in stop_words() else 0.0
