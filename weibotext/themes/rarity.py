"""How rare the words of the dictionary are, and which of them may be part of a keyword."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Final, NamedTuple, TypeAlias, TypeVar

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
_T = TypeVar("_T")


class Rarity(NamedTuple):
    """How rare each known word is, nought for one that no keyword may hold; and which words are not nouns."""

    weights: Numbers
    verbal: Set[str] = frozenset()


def noun_rarity(tags: Mapping[str, str], idf: Numbers) -> Rarity:
    """How rare the words that ``tags`` knows are by ``idf``.

    It is worked out for each word when it is first asked for, and only then is a word among those that are not nouns.

    >>> weights = noun_rarity({"微博": "n", "的": "uj", "省": "n"}, {"微博": 9.5}).weights
    >>> [weights.get(word) for word in ("微博", "的", "省", "开博")]
    [9.5, 0.0, 3.5, None]
    """
    verbal: set[str] = set()
    return Rarity(_Weights(tags, idf, verbal), verbal)


class _Weights(Mapping[str, float]):
    """How rare words are, worked out when they are first asked for: no corpus has a tenth of the dictionary's."""

    def __init__(self, tags: Mapping[str, str], idf: Numbers, verbal: set[str]) -> None:
        self._tags, self._idf, self._verbal = tags, idf, verbal
        self._known: dict[str, float] = {}
        self._stop_words = stop_words()

    def get(self, word: str, default: _T | None = None) -> float | _T | None:  # type: ignore[override]
        """How rare a word is."""
        weight = self._known.get(word)
        if weight is None:
            tag = self._tags.get(word)
            if tag is None:
                return default
            if tag in _VERBAL:
                self._verbal.add(word)
            weight = self._known[word] = self._weight(word, tag)
        return weight

    def _weight(self, word: str, tag: str) -> float:
        if tag not in _PARTS or word in self._stop_words:
            return 0.0
        return self._idf.get(word, UNKNOWN_IDF) if len(word) > 1 else SINGLE_IDF

    def __getitem__(self, word: str) -> float:
        weight = self.get(word)
        if weight is None:
            raise KeyError(word)
        return weight

    def __iter__(self) -> Iterator[str]:
        return iter(self._tags)

    def __len__(self) -> int:
        return len(self._tags)
