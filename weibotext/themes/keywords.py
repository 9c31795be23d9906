"""Keywords of one article: words and phrases, by how often they stand, how rare they are elsewhere, how freely they stand.

Nothing is tagged: the dictionary's own part of speech for each word says what may be part of a keyword.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import compress
from math import log
from typing import Final, TypeAlias

from weibotext.themes.rarity import Numbers, Rarity, unknown_rarity
from weibotext.themes.stopwords import generic_words
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

_FREEDOM: Final = 0.17  # what each further neighbour adds
_FREE: Final = 4  # so many neighbours are enough
_INSIDE: Final = 0.17  # what standing beside other candidates takes away
_DAMPING: Final = 0.6
_EARLY: Final = 0.06  # what standing at the very beginning adds
_LONG: Final = 400  # from so many words on, what stands once and outside the title is left aside

_VERBAL_FACTORS: Final = (1.15, 0.9, 0.9)
"""What a word that is no noun weighs alone, a phrase that begins with one, and one that ends with one."""

_MOST: Final = tuple(
    factor / length * max(GENERIC_FACTORS[2], _VERBAL_FACTORS[0]) * (1 + _EARLY) * (1 + 1e-9)
    for length, factor in enumerate(LENGTH_FACTORS, 1)
)
"""What the weights of one to four words count at most, with some room for rounding."""

_FREEST: Final = tuple(1 + _FREEDOM * (count - 1) for count in range(_FREE + 1))
"""What the best neighbours add, by the number of places."""

_NOTHING: Final = float("-inf")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword with its score, at most 1, and its places in clean coordinates."""

    text: str
    score: float
    spans: tuple[Span, ...]


_Found: TypeAlias = tuple[float, int, int, list[int]]
"""The score, negative so that the best comes first; the first place; the number of words, negative too; all places.

Places are the numbers of the words that a phrase begins at."""


def find_keywords(words: Words, *, nouns: Rarity, title: Span | None = None, most: int = 10) -> list[Phrase]:
    """The keywords of a text, the best first; ``nouns`` are those of :func:`.rarity.noun_rarity`.

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
    reading = _Reading.of(words, nouns, *_titled(words, title))
    best = _best(reading, most)
    return [_phrase(-length, places, words, score / best[0][0]) for score, _, length, places in best]


def _phrase(length: int, places: Sequence[int], words: Words, score: float) -> Phrase:
    text = "".join(words.texts[places[0] : places[0] + length])
    starts, letters = words.starts, len(text)
    return Phrase(text, round(score, 4), tuple([Span(starts[place], starts[place] + letters) for place in places]))


def _best(reading: _Reading, most: int) -> list[_Found]:
    """The best candidates; a score is worked out where it can still change something."""
    found: list[_Found] = []
    for limit, _, length, places in sorted(_repeated(reading)):
        if -limit < _least(found, most):
            break
        _add(found, most, reading, places, -length)
    for begins, factor in reading.parts():
        if begins:
            _add_once(found, reading, begins, factor, most)
    return found


def _add(found: list[_Found], most: int, reading: _Reading, places: list[int], length: int) -> None:
    """Add a candidate, unless ``most`` are better."""
    score = reading.score(places, length)
    if score and score * _FREEST[min(len(places), _FREE)] >= _least(found, most):
        insort(found, (-score * reading.standing(places, length), places[0], -length, places))
        del found[most:]


def _least(found: Sequence[_Found], most: int) -> float:
    """The score that a candidate must have to be among the best."""
    return -found[most - 1][0] if len(found) >= most > 0 else 0.0


def _repeated(reading: _Reading) -> Iterator[_Found]:
    """The phrases that stand twice or more, with what their score is at most.

    A phrase that stands twice begins with one of a word less that does, so that each length is found by the one before.
    """
    texts, weights, reach = reading.texts, reading.weights, reading.reach
    titled, tailed = reading.titled, reading.tailed
    groups = [(0.0, places) for places in reading.repeated]
    for length, share in enumerate(_MOST, 1):
        longer: list[tuple[float, list[int]]] = []
        for before, places in groups:
            first, count = places[0], len(places)
            total = before + weights[first + length - 1]
            limit = total * share * log(_DAMPING + count) * _FREEST[count if count < _FREE else _FREE]
            if length == 1 and len(texts[first]) == 2:
                limit *= SHORT_FACTOR
            if first < titled or places[-1] >= tailed:
                limit *= TITLE_FACTOR
            yield -limit, first, -length, places
            behind: dict[str, list[int]] = {}
            for place in places:
                reach[place] = length
                if weights[place + length]:
                    behind.setdefault(texts[place + length], []).append(place)
            if behind:
                longer += [(total, places) for places in behind.values() if len(places) > 1]
        groups = longer


def _add_once(found: list[_Found], reading: _Reading, begins: range, factor: float, most: int) -> None:
    """Add the phrases that begin at these places, stand once and may be among the best.

    Read from the end: what the words weigh that follow a place is known when it is reached.
    """
    texts, weights, last = reading.texts, reading.weights, len(reading.texts)
    most_one, most_two, most_three, most_four = (share * log(_DAMPING + 1) * factor for share in _MOST)
    most_short = most_one * SHORT_FACTOR  # of one word of two characters
    least = _least(found, most)
    one = two = three = _NOTHING  # what so many words from here on weigh
    for place in range(min(begins.stop + len(LENGTH_FACTORS) - 1, last) - 1, begins.start - 1, -1):
        weight = weights[place]
        if not weight:
            one = two = three = _NOTHING
            continue
        one, two, three, four = weight, weight + one, weight + two, weight + three
        limits = (
            one * (most_short if len(texts[place]) == 2 else most_one),
            two * most_two,
            three * most_three,
            four * most_four,
        )
        if place < begins.stop and max(limits) >= least:
            for length in range(reading.reach[place] + 1, len(limits) + 1):
                if limits[length - 1] >= least:
                    _add(found, most, reading, [place], length)
            least = _least(found, most)


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as candidates are read from it: which words may be part of one, where they stand, and how rare they are."""

    texts: Sequence[str]
    starts: Sequence[int]
    repeated: Sequence[list[int]]  # the places of each word that may and stands twice or more
    weights: Sequence[float]  # nought for a word that may not, and behind the last
    reach: list[int]  # the number of words of the longest phrase from each place that stands twice
    generic: frozenset[str]
    verbal: Set[str]
    titled: int
    tailed: int

    @classmethod
    def of(cls, words: Words, nouns: Rarity, titled: int, tailed: int) -> _Reading:
        texts = words.texts
        weights = _weights(texts, nouns.weights)
        found = _places(texts, weights)
        if len(texts) >= _LONG:
            for places in found:
                if len(places) == 1 and titled <= places[0] < tailed:
                    weights[places[0]] = 0.0
        repeated = [places for places in found if len(places) > 1]
        weights.append(0.0)
        reach = [0] * len(texts)
        return cls(texts, words.starts, repeated, weights, reach, generic_words(), nouns.verbal, titled, tailed)

    def parts(self) -> Iterator[tuple[range, float]]:
        """Where phrases that stand once are looked for, and what they weigh there."""
        titled, tailed = self.titled, max(self.titled, self.tailed)
        yield range(titled), TITLE_FACTOR
        yield range(tailed, len(self.texts)), TITLE_FACTOR
        if len(self.texts) < _LONG:
            yield range(titled, tailed), ONCE_FACTOR

    def score(self, places: Sequence[int], length: int) -> float:
        """The score of a phrase but for its neighbours; nought for a single character."""
        first, last = places[0], places[0] + length - 1
        letters = self.starts[last] + len(self.texts[last]) - self.starts[first]
        if letters < 2:
            return 0.0
        score = log(_DAMPING + len(places)) * (1 + _EARLY * (1 - first / len(self.texts)))
        if letters == 2:
            score *= SHORT_FACTOR
        elif letters > 7:
            score *= LONG_FACTOR
        if first < self.titled or places[-1] >= self.tailed:
            score *= TITLE_FACTOR
        elif len(places) == 1:
            score *= ONCE_FACTOR
        return score * (self._alone(first) if length == 1 else self._joined(first, last, length))

    def _alone(self, place: int) -> float:
        """The weight of one word."""
        word, weight = self.texts[place], self.weights[place] * LENGTH_FACTORS[0]
        if word in self.generic:
            weight *= GENERIC_FACTORS[0]
        return weight * _VERBAL_FACTORS[0] if word in self.verbal else weight

    def _joined(self, first: int, last: int, length: int) -> float:
        """The weight of several words in a row."""
        begin, end = self.texts[first], self.texts[last]
        weight = sum(self.weights[first : last + 1]) / length * LENGTH_FACTORS[length - 1]
        for known, factors in ((self.generic, GENERIC_FACTORS), (self.verbal, _VERBAL_FACTORS)):
            if begin in known:
                weight *= factors[1]
            if end in known:
                weight *= factors[2]
        return weight

    def standing(self, places: Sequence[int], length: int) -> float:
        """How freely a phrase stands: among different neighbours, and not inside other candidates."""
        texts, weights, last = self.texts, self.weights, len(self.texts)
        inside = 0
        for place in places:
            if (place and weights[place - 1]) or weights[place + length]:
                inside += 1
        part = 1 - _INSIDE * inside / len(places)
        if len(places) == 1:
            return part
        before = len({texts[place - 1] if place else "" for place in places})
        behind = len({texts[place + length] if place + length < last else "" for place in places})
        return part * (1 + _FREEDOM * (min(before, behind, _FREE) - 1))


def _weights(texts: Sequence[str], known: Numbers) -> list[float]:
    """How rare each word is; nought for one that no keyword may hold."""
    try:
        return list(map(known.__getitem__, texts))
    except KeyError:  # of a mapping that knows only the words it has
        return [known[word] if word in known else unknown_rarity(word) for word in texts]


def _places(texts: Sequence[str], weights: Sequence[float]) -> Iterable[list[int]]:
    """Where each word stands that a keyword may hold."""
    found: dict[str, list[int]] = {}
    for place in compress(range(len(texts)), weights):
        word = texts[place]
        if word in found:
            found[word].append(place)
        else:
            found[word] = [place]
    return found.values()
