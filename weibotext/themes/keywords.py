"""Keywords of one article: nouns and phrases of nouns, by how often they stand and how rare they are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log1p
from typing import Final

from weibotext.values import Span, Token

LENGTH_FACTORS: Final = (1.0, 1.4, 1.3)
"""How a phrase of one, two or three words weighs; found best on abstracts with their authors' keywords."""

TITLE_FACTOR: Final = 1.5
UNKNOWN_IDF: Final = 11.0
"""About the median of jieba's table, for words it does not have."""

_LAST: Final = frozenset(("n", "nr", "ns", "nt", "nz", "vn", "an", "j", "l", "ng", "nrt", "nrfg"))
_NOUNS: Final = _LAST | {"b"}
_SPARE: Final = 8  # candidates looked at for each keyword wanted, for some stand inside better ones


@dataclass(frozen=True, slots=True)
class Phrase:
    """A keyword with its score, at most 1, and its places in clean coordinates."""

    text: str
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """So many nouns in a row, and the numbers of the tokens that they begin at."""

    text: str
    words: int
    starts: list[int]


def find_keywords(
    tokens: Sequence[Token],
    *,
    tags: Mapping[str, str],
    idf: Mapping[str, float],
    title: Span | None = None,
    most: int = 10,
) -> list[Phrase]:
    """The keywords of a text from its tokens, the best first.

    A candidate is one to three nouns in a row, of two characters or more each. Its score is ``log(1 + occurrences) ·
    mean idf · length factor``, times 1.5 where it stands in the title, over the best candidate's. A candidate that
    stands nowhere but inside a better one is left out.

    >>> tokens = [Token(0, 2, "政务"), Token(2, 4, "微博"), Token(4, 5, "，"), Token(5, 7, "政务"), Token(7, 9, "微博")]
    >>> [phrase.text for phrase in find_keywords(tokens, tags={"政务": "n", "微博": "n"}, idf={})]
    ['政务微博']
    """
    words = [token.text for token in tokens]
    titled = 0 if title is None else sum(token.stop <= title.stop for token in tokens[:100])
    scored = [(_score(one, words, idf, titled), one.text, one) for one in _candidates(words, tags)]
    best = nlargest(most * _SPARE, scored, key=lambda pair: (pair[0], pair[1]))
    return _chosen([(score, candidate) for score, _, candidate in best], tokens, most)


def _candidates(words: Sequence[str], tags: Mapping[str, str]) -> Iterator[_Candidate]:
    """All runs of one to three nouns, each with every place it stands at."""
    kinds = [tags.get(word) if len(word) > 1 else None for word in words]
    nouns = [kind in _NOUNS for kind in kinds]
    lasts = [kind in _LAST for kind in kinds]
    following = [False] * len(words)  # whether the tokens from here on are as many nouns as the phrase has words less one
    for length in range(1, len(LENGTH_FACTORS) + 1):
        places: dict[str, list[int]] = {}
        begins = nouns if length == 1 else following
        for start in [start for start, noun in enumerate(begins) if noun]:
            if lasts[start + length - 1]:
                places.setdefault("".join(words[start : start + length]), []).append(start)
        yield from (_Candidate(text, length, starts) for text, starts in places.items())
        following = [one and two for one, two in zip(begins, nouns[length:], strict=False)]


def _score(one: _Candidate, words: Sequence[str], idf: Mapping[str, float], titled: int) -> float:
    start = one.starts[0]
    rarity = sum([idf.get(word, UNKNOWN_IDF) for word in words[start : start + one.words]]) / one.words
    factor = LENGTH_FACTORS[one.words - 1] * (TITLE_FACTOR if start < titled else 1)
    return log1p(len(one.starts)) * rarity * factor


def _chosen(best: Sequence[tuple[float, _Candidate]], tokens: Sequence[Token], most: int) -> list[Phrase]:
    """The best candidates; one that only ever stands inside a better one adds nothing."""
    kept: list[Phrase] = []
    for score, one in best:
        if any(one.text in better.text and len(better.spans) >= len(one.starts) for better in kept):
            continue
        spans = (Span(tokens[start].start, tokens[start + one.words - 1].stop) for start in one.starts)
        kept.append(Phrase(one.text, round(score / best[0][0], 4), tuple(spans)))
        if len(kept) == most:
            break
    return kept
