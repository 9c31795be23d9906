"""Pinyin glosses stuck behind characters: ``網(wǎng)絡(luò)``.

Some sites gloss traditional characters for their readers, by search-and-replace, and republished copies keep the gloss
as text. A page glosses a set of characters, each of them everywhere and with one reading. What looks like a gloss is one
only

- behind a traditional character, with a reading that it has: teaching texts gloss simplified ones as well, and a page
  with several such is left alone;
- on a page that has two of them at least, where the character seldom stands bare and has no other reading;
- when at least half of the page's glossed characters were seen glossed on other pages, or there are many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from weibotext.repairs.gbk import characters, codes, exchanged, observed_readings, page_codes
from weibotext.values import Edit, Span

READING: Final = "[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}"
WHOLE: Final = re.compile(rf"\((?P<reading>{READING}) ?\)")
_SPLIT: Final = re.compile(rf"(\({READING} ?\))")
TONED: Final = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")

MANY: Final = 10
"""So many glosses are damage, whatever they gloss."""


class Gloss(NamedTuple):
    """A gloss from ``start`` to ``stop``, behind ``character``."""

    start: int
    stop: int
    character: str
    reading: str


def glosses(text: str) -> list[Gloss]:
    """The glosses of a page.

    >>> [gloss.reading for gloss in glosses("網(wǎng)民服務(wù)")]
    ['wǎng', 'wù']
    >>> glosses("行(xíng)与行(háng)是多音字")
    []
    """
    if "(" not in text:
        return []
    fitting, others = _candidates(text)
    if len(fitting) < 2 or 8 * others > len(fitting):
        return []
    times = Counter(map(itemgetter(2, 3), fitting))
    readings = Counter(character for character, _ in times)
    kept = {one for (one, _), many in times.items() if readings[one] == 1 and text.count(one) <= 2 * many}
    found = [gloss for gloss in fitting if gloss.character in kept]
    seen = len(kept & observed_readings().keys())
    return found if len(found) >= MANY or (len(found) >= 2 and 2 * seen >= len(kept)) else []


def _candidates(text: str) -> tuple[list[Gloss], int]:
    """What reads like a gloss on a traditional character, and how many others look like glosses."""
    fitting, others, stop = [], 0, 0
    known = _readings()
    parts = _SPLIT.split(text)
    for before, gloss in zip(parts[::2], parts[1::2], strict=False):
        start, stop = stop + len(before), stop + len(before) + len(gloss)
        character, reading = before[-1:], gloss[1:-1].rstrip(" ")
        if "@" <= character <= "~" and start > 1:  # the key was found across a character and a letter of ASCII
            character = characters()[(page_codes().get(text[start - 2], 0) & 0xFF) << 8 | ord(character)]
        if (readings := known.get(character)) is not None:
            if reading in readings:
                fitting.append(Gloss(start, stop, character, reading))
        elif "\u3400" <= character <= "\u9fff" and TONED.search(reading):
            others += 1
    return fitting, others


@cache
def _readings() -> Mapping[str, frozenset[str]]:
    """The readings that may be glosses, by their characters.

    One may not where a key seen on other pages, found across this character and the next, explains it better.
    """
    known, observed, leads = codes(), observed_readings(), _observed_leads()
    found = {}
    for character, entry in exchanged().items():
        trail = known.get(character, 0) & 0xFF
        across = () if character in observed else [one for one in entry.readings if (trail, one) in leads]
        found[character] = entry.readings.difference(across)
    return found


@cache
def _observed_leads() -> frozenset[tuple[int, str]]:
    return frozenset(
        (codes()[character] >> 8, reading)
        for character, readings in observed_readings().items()
        for reading in readings
    )


def deletions(text: str, found: Sequence[Gloss]) -> list[Edit]:
    """Edits that delete the glosses; each clings to its character."""
    return [Edit(Span(start, stop), text[start:stop], "", "pinyin_gloss", True, True) for start, stop, _, _ in found]
