"""How ordinary a few characters are as words, where their neighbours alone leave open which of them it was.

``常客`` and ``非常好`` are told from ``。客`` and ``非常后`` by words, and by which class of words follows which. A place is
cut into words in every way, and the likeliest way counts: forwards from its left end and backwards from its right end
once, then over the middle for each character that may stand there. The words are those of jieba's dictionary and of the
project's articles (``lexicons/words.tsv``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import inf
from typing import Final, TypeAlias

from weibotext.lexicon import read_table
from weibotext.repairs.language import STEP, language

LONGEST: Final = 5
"""So many characters the words of the table have at most."""

UNKNOWN: Final = -14.0
LETTER: Final = -7.0
AMONG_LETTERS: Final = -4.0
"""The log probabilities of a character that no word has, of a letter or digit, and of one behind another."""

CUT: Final = -6.0
"""A character at either end of the place may belong to a word that is not wholly in it."""

CUT_AT_MOST: Final = 3

Word: TypeAlias = tuple[str, float]
"""The class of a word, and its log probability."""

States: TypeAlias = dict[str, float]
"""By the class of the word that ends there, how likely the best way up to a place is."""


class _Words(dict[str, dict[str, Word]]):
    """The words by their first characters; a row is read when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._written = {row[0]: row[1] for row in read_table("words.tsv", "first", "words")}

    def __missing__(self, first: str) -> dict[str, Word]:
        entries = self._written.get(first, "").split()
        self[first] = row = {one[:-2]: (one[-2], (33 - ord(one[-1])) * STEP) for one in entries}
        return row


@cache
def words() -> Mapping[str, dict[str, Word]]:
    """The words by their first characters, and then by the rest of them.

    >>> "客" in words()["常"], "客" in words()["。"]
    (True, False)
    """
    return _Words()


class Place:
    """What stands left and right of one character, in the form of the model.

    >>> place = Place("驻上", "总领馆")
    >>> place.worth("海") > place.worth("。")
    True
    """

    def __init__(self, left: str, right: str) -> None:
        self._left, self._right = left, right
        self._words, self._leanings = words(), language().leanings
        self._onward: dict[tuple[int, str], float] = {}
        self._into: dict[tuple[int, str], float] = {}
        self._states: list[States] = [{} for _ in range(len(left) + 1)]
        self._go_forwards()

    def worth(self, character: str) -> float:
        """The log probability of the likeliest way to cut the place into words with this character in the middle."""
        best, left, right = -inf, self._left, self._right
        for start in range(max(0, len(left) - LONGEST + 1), len(left) + 1):
            begun = left[start:] + character
            for length, (kind, chance) in self._found(begun + right[: LONGEST - len(begun)], 0, len(begun)):
                score = self._reached(start, kind) + chance + self._rest(length - len(begun), kind)
                best = max(best, score)
        return best

    def _found(self, text: str, start: int, least: int = 1) -> list[tuple[int, Word]]:
        """The words of ``least`` characters and more that begin at ``start``, each with its end.

        A single character always is a word.
        """
        row, after = self._words[text[start]], start + 1
        last = min(len(text), start + LONGEST)
        found = [(stop, word) for stop in range(start + least, last + 1) if (word := row.get(text[after:stop]))]
        if least == 1 and not (found and found[0][0] == after):
            found.append((after, self._alone(text[start], text[start - 1 : start])))
        return found

    def _alone(self, character: str, before: str) -> Word:
        """A character that is no word of the table."""
        if character.isascii() and character.isalnum():
            return "m", AMONG_LETTERS if before.isascii() and before.isalnum() else LETTER
        return "g", UNKNOWN

    def _reached(self, start: int, behind: str) -> float:
        """How likely the best way is up to ``start`` on the left side, where a word of the class ``behind`` begins."""
        if (known := self._into.get((start, behind))) is not None:
            return known
        leanings = self._leanings
        best = max([score + leanings[kind].get(behind, 0.0) for kind, score in self._states[start].items()])
        self._into[start, behind] = best
        return best

    def _go_forwards(self) -> None:
        """Find the states at each place of the left side."""
        left, states = self._left, self._states
        for cut in range(1, min(CUT_AT_MOST, len(left)) + 1) if not left.startswith("¶") else ():
            states[cut]["n"] = cut * CUT
        states[0]["¶"] = 0.0
        for start in range(len(left)):
            for stop, (kind, chance) in self._found(left, start):
                score = self._reached(start, kind) + chance
                if score > states[stop].get(kind, -inf):
                    states[stop][kind] = score

    def _rest(self, start: int, kind: str) -> float:
        """How likely the best way is from ``start`` on the right side to its end, behind a word of this class."""
        right = self._right
        if start == len(right):
            return 0.0
        if (known := self._onward.get((start, kind))) is not None:
            return known
        best = -inf
        if len(right) - start <= CUT_AT_MOST and not right.endswith("¶"):
            best = (len(right) - start) * CUT
        leanings = self._leanings[kind]
        for stop, word in self._found(right, start):
            best = max(best, leanings.get(word[0], 0.0) + word[1] + self._rest(stop, word[0]))
        self._onward[start, kind] = best
        return best
