"""How ordinary a sequence of characters is: a model of which character follows which.

It is counted over jieba's dictionary and the project's articles (``lexicons/build_language.py``), in simplified script and
half width. Only the rows of characters that are asked about are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from math import exp, log
from sys import intern
from typing import Final

from weibotext.lexicon import read_table, read_text
from weibotext.repairs.gbk import WIDE, exchanged

STEP: Final = 0.25
"""What one letter of the table is worth, in nats."""

MOST_PAIRS: Final = 300_000
"""So many pairs of characters that are not in the table are kept at most."""

UNKNOWN: Final = -16.0
"""The log probability of a character that the model has not."""

_AMONG_LETTERS: Final = -4.0
_LETTER: Final = -7.0
"""Letters and digits, behind others and behind anything else."""

_ENDS, _BEGINS, _FOLLOWERS = 1, 2, 3
_NO_ROW: Final = ["", "g#", "", ""]


@cache  # one object for each letter, and one for each character: of a hundred thousand pairs, few are in the processor's cache
def _value(letter: str) -> float:
    return (33 - ord(letter)) * STEP


class Language:
    """Log probabilities, in nats. Characters are given in simplified script and half width; see :func:`plain`.

    ``rows[one][other]`` is how likely ``other`` is behind ``one``; ``leanings`` has by how much a word of one class is
    likelier behind one of another class than by chance. Rows are read, and pairs that the table lacks
    worked out, when they are first asked for.

    >>> language().rows["微"]["博"] > language().rows["微"]["薄"]
    True
    """

    def __init__(self) -> None:
        lines = [line for line in read_text("language.tsv").splitlines() if line and line[0] != "#"]
        self.places = {line[0]: place for place, line in enumerate(lines)}
        self._lines = lines
        self.rows = _Rows(self)
        self.beginnings = _Beginnings(self)
        self.leanings: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for one, other, ratio in read_table("language_classes.tsv", "class", "behind", "ratio"):
            self.leanings[one][other] = float(ratio)
        self.ratios = {one: {other: exp(ratio) for other, ratio in row.items()} for one, row in self.leanings.items()}

    def written(self, character: str) -> list[str]:
        """The character's row of the table: itself, what ends with it, what begins with it, what follows it."""
        place = self.places.get(character)
        return _NO_ROW if place is None else self._lines[place].split("\t")


class _Beginnings(dict[str, list[tuple[str, float]]]):
    """How likely a word of each class begins with a character."""

    def __init__(self, model: Language) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, character: str) -> list[tuple[str, float]]:
        self[character] = read = _shares(self._model.written(character)[_BEGINS])
        return read


def _shares(written: str) -> list[tuple[str, float]]:
    return [(name, exp(_value(letter))) for name, letter in zip(written[::2], written[1::2], strict=True)]


class _Row(dict[str, float]):
    """What follows one character."""

    __slots__ = ("_character", "_model", "_weights")

    def __init__(self, character: str, model: Language) -> None:
        row = model.written(character)[_FOLLOWERS]
        super().__init__(zip(map(intern, row[::2]), map(_value, row[1::2]), strict=True))
        self._character, self._model = character, model
        self._weights: dict[str, float] = {}

    def __missing__(self, other: str) -> float:
        self[other] = chance = self._between_words(other)
        self._model.rows.grown += 1
        return chance

    def in_word(self, other: str) -> float:
        """By how many nats ``other`` rather goes on the word than begins the next one."""
        return self[other] - self._between_words(other)

    def _between_words(self, other: str) -> float:
        """How likely it is that a word ends with this character and the next begins with ``other``."""
        if other.isascii() and other.isalnum():
            return _AMONG_LETTERS if self._character.isascii() and self._character.isalnum() else _LETTER
        weights, total = self._weights, 0.0
        for name, share in self._model.beginnings[other]:
            if (weight := weights.get(name)) is None:
                weight = weights[name] = self._weight(name)
            total += share * weight
        return log(total) if total else UNKNOWN

    def _weight(self, behind: str) -> float:
        """How much more often than by chance a word of the class ``behind`` follows one that ends here."""
        ends = _shares(self._model.written(self._character)[_ENDS])
        return sum(share * self._model.ratios.get(name, {}).get(behind, 1.0) for name, share in ends)


class _Rows(dict[str, _Row]):
    """The rows in use. They are dropped, and read again, before they take up too much memory."""

    def __init__(self, model: Language) -> None:
        super().__init__()
        self._model, self.grown = model, 0

    def __missing__(self, character: str) -> _Row:
        if self.grown > MOST_PAIRS:
            self.clear()
            self.grown = 0
        self[character] = row = _Row(character, self._model)
        return row


@cache
def language() -> Language:
    """The model."""
    return Language()


@cache
def plain() -> Mapping[str, str]:
    """Characters in the form the model has them in; what is not here stays as it is.

    >>> plain()["務"], plain()["，"]
    ('务', ',')
    """
    forms = {character: entry.simplified for character, entry in exchanged().items()}
    forms |= {chr(code + WIDE): chr(code).lower() for code in range(0x21, 0x7F)}
    forms |= {chr(code): chr(code).lower() for code in range(0x41, 0x5B)}
    forms |= {"\u3000": " ", "\n": "¶"}
    return {intern(one): intern(form) for one, form in forms.items()}
