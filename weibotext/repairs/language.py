"""How ordinary a sequence of characters is: a model of which character follows which.

It is counted over jieba's dictionary and the project's articles (``lexicons/build_language.py``), in simplified script and
half width. Only the rows of characters that are asked about are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp, log
from types import MappingProxyType
from typing import Final

from weibotext.lexicon import read_table
from weibotext.repairs.gbk import WIDE, exchanged

STEP: Final = 0.25
"""What one letter of the table is worth, in nats."""

UNKNOWN: Final = -16.0
"""The log probability of a character that the model has not."""


class _Rows(dict[str, dict[str, float]]):
    """What follows each character, read when it is first asked for."""

    def __init__(self, written: Mapping[str, str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, character: str) -> dict[str, float]:
        row = self._written.get(character, "")
        self[character] = parsed = {one: _value(letter) for one, letter in zip(row[::2], row[1::2], strict=True)}
        return parsed


def _value(letter: str) -> float:
    return (33 - ord(letter)) * STEP


class Language:
    """Log probabilities, in nats. Characters are given in simplified script and half width; see :func:`plain`.

    >>> language().step("微", "博") > language().step("微", "薄")
    True
    """

    def __init__(self) -> None:
        rows = list(read_table("language.tsv", "character", "ends", "begins", "followers"))
        self._ends = {row[0]: row[1] for row in rows}
        self.begins = {row[0]: row[2] for row in rows}
        self._rows = _Rows({row[0]: row[3] for row in rows})
        table = read_table("language_classes.tsv", "class", "behind", "ratio")
        self._ratios = {(one, other): float(ratio) for one, other, ratio in table}

    def step(self, one: str, other: str) -> float:
        """How likely ``other`` is behind ``one``."""
        row = self._rows[one]
        known = row.get(other)
        if known is None:
            row[other] = known = self._between_words(one, other)
        return known

    def _between_words(self, one: str, other: str) -> float:
        """How likely it is that a word ends with ``one`` and the next begins with ``other``."""
        ends, begins, ratios = _shares(self._ends.get(one, "g#")), _shares(self.begins.get(other, "")), self._ratios
        if other.isascii() and other.isalnum():
            return -4.0 if one.isascii() and one.isalnum() else -7.0
        if not begins:
            return UNKNOWN
        ways = (last + first + ratios.get((end, begin), 0.0) for end, last in ends for begin, first in begins)
        return log(sum(map(exp, ways)))


def _shares(written: str) -> list[tuple[str, float]]:
    return [(name, _value(letter)) for name, letter in zip(written[::2], written[1::2], strict=True)]


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
    return MappingProxyType(forms | {"\u3000": " ", "\n": "¶"})
