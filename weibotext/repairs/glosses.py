"""Pinyin glosses stuck behind characters: ``網(wǎng)絡(luò)``.

Some sites gloss traditional characters for their readers, by search-and-replace, and republished copies keep the gloss
as text. A page glosses a set of characters, each of them everywhere. What looks like a gloss is one only

- behind a traditional character: teaching texts gloss simplified ones, and are left alone;
- when it is a syllable of pinyin with its tone;
- on a page that has two of them at least, and on which the character seldom stands bare.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from weibotext.characters import is_traditional
from weibotext.lexicon import read_table
from weibotext.values import Edit, Span

_VOWELS = "aeiouü" + "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_GLOSS = re.compile(rf"\((?P<reading>(?:[zcs]h|[bpmfdtnlgɡkhjqxrzcsyw])?[{_VOWELS}]{{1,3}}(?:n[gɡ]?|r)?) ?\)")


@cache
def _observed() -> frozenset[tuple[str, str]]:
    return frozenset((character, reading) for character, reading in read_table("glosses.tsv", "character", "reading"))


def glosses(text: str) -> list[Edit]:
    """Edits that delete the glosses of a page; each clings to its character.

    >>> [(edit.text, edit.clings) for edit in glosses("網(wǎng)民服務(wù)")]
    [('(wǎng)', True), ('(wù)', True)]
    >>> glosses("行(xíng)与行(háng)是多音字")
    []
    """
    found = [hit for hit in _GLOSS.finditer(text) if _is_gloss(text[hit.start() - 1 : hit.start()], hit["reading"])]
    if len(found) < 2:
        return []
    glossed = Counter(text[hit.start() - 1] for hit in found)
    kept = {character for character, times in glossed.items() if text.count(character) <= 2 * times}
    return [
        Edit(Span(*hit.span()), hit[0], "", "pinyin_gloss", clings=True)
        for hit in found
        if text[hit.start() - 1] in kept
    ]


@lru_cache(maxsize=4096)
def _is_gloss(character: str, reading: str) -> bool:
    """Whether this reading may be a gloss on this character."""
    toned = any(letter in _TONED for letter in reading)
    return is_traditional(character) and (toned or (character, reading) in _observed())
