"""The two-byte codes of GBK, private use included, and what the characters they stand for are worth to repair.

A code is ``lead << 8 | trail``. Python's own ``gbk`` lacks the private-use area; ``gb18030`` has it, and agrees with
``gbk`` elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from sys import intern
from typing import Final, NamedTuple

from weibotext.lexicon import read_table

LEADS: Final = range(0x81, 0xFF)
TRAILS: Final = tuple(trail for trail in range(0x40, 0xFF) if trail != 0x7F)
WIDE: Final = 0xFEE0
"""From a character of ASCII to its full-width twin."""

SIMPLIFIED_ON_PAGES: Final = frozenset("后于里并云范制志余征愿系面干布只采周占台冲复准")
"""Simplified characters that converted pages keep. Source: observed on republished pages, 2026."""


@cache
def characters() -> tuple[str, ...]:
    """The character of every code; empty where there is none.

    >>> characters()[0xCEA2], characters()[0x0041]
    ('微', '')
    """
    found = [""] * 0x10000
    for lead in LEADS:
        row = bytes(byte for trail in TRAILS for byte in (lead, trail)).decode("gb18030")
        for trail, character in zip(TRAILS, row, strict=True):
            found[lead << 8 | trail] = intern(character)
    return tuple(found)


@cache
def codes() -> Mapping[str, int]:
    """The code of every character that has one.

    >>> hex(codes()["微"]), codes().get("a")
    ('0xcea2', None)
    """
    return {character: code for code, character in enumerate(characters()) if character}


@cache
def page_codes() -> Mapping[str, int]:
    """The code of every character of a page, whose full-width characters may have become ASCII since it was damaged.

    >>> hex(page_codes()["微"]), hex(page_codes()[":"])
    ('0xcea2', '0xa3ba')
    """
    return {**wide_codes(), **codes()}


@cache
def wide_codes() -> Mapping[str, int]:
    """The codes of full-width characters, by their twins in ASCII.

    >>> hex(wide_codes()["!"])
    '0xa3a1'
    """
    twins = ((chr(code), codes().get(chr(code + WIDE))) for code in range(0x21, 0x7F))
    return {character: code for character, code in twins if code}


class Exchanged(NamedTuple):
    """A traditional character: its simplified form, and its readings."""

    simplified: str
    readings: frozenset[str]


@cache
def exchanged() -> Mapping[str, Exchanged]:
    """The characters that are exchanged when text is simplified.

    >>> exchanged()["務"].simplified, "wù" in exchanged()["務"].readings, "务" in exchanged()
    ('务', True, False)
    """
    found = {row[0]: Exchanged(row[1], frozenset(row[3].split(","))) for row in _rows()}
    for character, readings in observed_readings().items():
        found[character] = Exchanged(found[character].simplified, readings)
    return found


@cache
def observed_readings() -> Mapping[str, frozenset[str]]:
    """The readings seen on pages, by their characters.

    >>> sorted(observed_readings()["長"])
    ['cháng', 'zhǎng']
    """
    found: dict[str, set[str]] = {}
    for character, reading in read_table("glosses.tsv", "character", "reading"):
        found.setdefault(character, set()).add(reading)
    return {character: frozenset(readings) for character, readings in found.items()}


@cache
def unlikely_on_pages() -> frozenset[str]:
    """Simplified characters that conversion would not have left on a page.

    >>> "务" in unlikely_on_pages(), "后" in unlikely_on_pages()
    (True, False)
    """
    return frozenset(row[1] for row in _rows() if row[2] == "1") - SIMPLIFIED_ON_PAGES


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(read_table("traditional.tsv", "character", "simplified", "back", "readings"))
