"""How rare the words of the dictionary are, and which of them may be part of a keyword."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final, NamedTuple, TypeAlias

from weibotext.themes.stopwords import stop_words

UNKNOWN_IDF: Final = 7.2
"""For words that jieba's tables do not have."""

SINGLE_IDF: Final = 3.5
"""For single characters, which stand in phrases only."""

# fmt: off
_PARTS: Final = frozenset(
    ("n", "nr", "ns", "nt", "nz", "vn", "an", "j", "l", "nrt", "nrfg", "eng", "i", "b", "ng", "a", "v", "vd", "z", "s", "f")
)
# fmt: on
"""The dictionary's parts of speech that may be part of a keyword."""

_VERBAL: Final = frozenset(("v", "a", "b", "f", "d", "vd", "z", "s", "i"))
"""Those of them, and of others, that are no nouns."""

Numbers: TypeAlias = Mapping[str, float]


class Rarity(NamedTuple):
    """How rare each known word is, nought for one that no keyword may hold; and which words are not nouns."""

    weights: Numbers
    verbal: Set[str] = frozenset()


def noun_rarity(tags: Mapping[str, str], idf: Numbers) -> Rarity:
    """How rare words are by ``idf``, where ``tags`` knows them, and else by what they look like.

    It is worked out for each word when it is first asked for, and only then is a word among those that are not nouns.

    >>> weights = noun_rarity({"微博": "n", "的": "uj", "省": "n"}, {"微博": 9.5}).weights
    >>> [weights[word] for word in ("微博", "的", "省", "开博", "，")]
    [9.5, 0.0, 3.5, 7.2, 0.0]
    """
    verbal: set[str] = set()
    return Rarity(_Weights(tags, idf, verbal), verbal)


def unknown_rarity(word: str) -> float:
    """How rare a word is that the dictionary does not have; nought for what is no word.

    >>> unknown_rarity("开博"), unknown_rarity("博"), unknown_rarity("2013")
    (7.2, 3.5, 0.0)
    """
    if len(word) == 1:
        return SINGLE_IDF if word.isalpha() else 0.0
    plain = word.isalpha() or (word[0].isalpha() and word.replace("-", "").isalnum())
    return UNKNOWN_IDF if plain and word not in stop_words() else 0.0


_MOST: Final = 2**18
"""So many words are kept; those beyond are worked out again each time."""


class _Weights(dict[str, float]):
    """How rare words are, worked out when they are first asked for: no corpus has a tenth of the dictionary's."""

    def __init__(self, tags: Mapping[str, str], idf: Numbers, verbal: set[str]) -> None:
        super().__init__()
        self._tags, self._idf, self._verbal = tags, idf, verbal

    def __missing__(self, word: str) -> float:
        tag = self._tags.get(word)
        weight = unknown_rarity(word) if tag is None else self._of_known(word, tag)
        if len(self) < _MOST:
            self[word] = weight
        return weight

    def _of_known(self, word: str, tag: str) -> float:
        if tag in _VERBAL:
            self._verbal.add(word)
        if tag not in _PARTS or word in stop_words():
            return 0.0
        return self._idf.get(word, UNKNOWN_IDF) if len(word) > 1 else SINGLE_IDF
