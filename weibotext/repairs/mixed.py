"""GBK in the hands of a reader that takes bytes for UTF-8 wherever they are valid, and for Latin-1 elsewhere: ``ͳһÈë¿Ú``.

统一入口 is CDB3 D2BB C8EB BFDA. CD B3 happens to be UTF-8 for ``ͳ``, D2 BB for ``һ``; C8 EB is not, and becomes ``Èë``. So each
character that is seen stands for one byte or for its two or three in UTF-8. For most characters that is plain; ``£`` may be A3,
or C2 A3. Read in step, byte by byte, only one way gives Chinese, and the model of :mod:`~weibotext.repairs.language` knows
which. Chinese that was not misread, such as a page's menu, stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from weibotext.repairs.gbk import characters
from weibotext.repairs.language import language, plain

LOST: Final = -18.0
"""What a byte without its other half costs, in nats: more than a character that the model has not."""

JOINED: Final = -3.0
"""What it costs to take a character of Latin-1 for the two bytes that UTF-8 has for it, which is much the rarer way."""

UNUSUAL: Final = -3.0
"""What a character costs that GB 2312 has not."""

POOR: Final = -9.0
"""After a step like this, a byte may have been lost."""

BEHIND: Final = 20.0
"""A reading that is so much less likely than another one is given up."""

BEAM: Final = 4
"""So many readings are carried on."""

_PLAIN: Final = "·×÷°±§\xa0"
"""Characters of Latin-1 that Chinese text has."""

_MISREAD: Final = re.compile(f"(?![{_PLAIN}])[\x80-\u07ff]|[\x80-\u07ff]{{2}}")
"""What tells of misreading: other ones, or two in a row."""

_REPLACED: Final = "\ufffd"
_RUN: Final = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|[@-~](?=[^\x00-\x7f]))*[@-~]?")
_MIXED: Final = re.compile(
    "[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02c5\u02c7-\u02db\u02dd-\u07ff]"
)
"""Characters that UTF-8 writes with two bytes and Windows-1252 has not."""

Chain: TypeAlias = "tuple[Chain, str] | None"


class _Reading(NamedTuple):
    """A reading of what was seen so far: ``pending`` is a first byte that waits for its second, else 0."""

    score: float
    pending: int
    last: str
    chain: Chain


class Unmixed(NamedTuple):
    """A part of a text, where it stands, what it was meant to be, and whether no byte was lost."""

    start: int
    seen: str
    meant: str
    certain: bool


def is_mixed(text: str) -> bool:
    """Whether a text that is known to be GBK misread has characters that only such a reader makes.

    >>> is_mixed("ͳһÈë¿Ú"), is_mixed("ÖÐ¹ú")
    (True, False)
    """
    return _MIXED.search(text) is not None


def unmixed(text: str) -> Iterator[Unmixed]:
    """The parts of such a text that were misread.

    >>> [(one.start, one.meant) for one in unmixed("首页：ͳһÈë¿Ú")]
    [(3, '统一入口')]
    """
    for hit in _RUN.finditer(text):
        if not _MISREAD.search(hit[0]):
            continue
        before = text[hit.start() - 1 : hit.start()]
        meant = _read(hit[0], plain().get(before, before) or "¶")
        start, stop = _changed(hit[0], meant)
        if hit[0] != meant:
            seen = hit[0][start : len(hit[0]) - stop]
            meant = meant[start : len(meant) - stop]
            yield Unmixed(hit.start() + start, seen, meant, _REPLACED not in meant)


def _changed(seen: str, meant: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end are the same; at least one is left of each."""
    most = min(len(seen), len(meant)) - 1
    start = next((place for place in range(most) if seen[place] != meant[place]), max(most, 0))
    most -= start
    stop = next((place for place in range(most) if seen[-1 - place] != meant[-1 - place]), max(most, 0))
    return start, stop


def _read(seen: str, before: str) -> str:
    """The likeliest reading behind ``before``, which is in the model's form."""
    live = [_Reading(0.0, 0, before, None)]
    for character in seen:
        reached: dict[tuple[int, str], _Reading] = {}
        for one in (further for reading in live for further in _further(reading, character)):
            key = (one.pending, one.last)
            if key not in reached or reached[key].score < one.score:
                reached[key] = one
        ranked = sorted(reached.values(), key=lambda one: -one.score)[:BEAM]
        live = [one for one in ranked if one.score > ranked[0].score - BEHIND]
    best = max((_without_pending(one) for one in live), key=lambda one: one.score)
    parts, chain = [], best.chain
    while chain is not None:
        chain, part = chain
        parts.append(part)
    return "".join(reversed(parts))


def _further(reading: _Reading, character: str) -> Iterator[_Reading]:
    """What a reading may become with one more character: that one as it stands, or the bytes it may be."""
    if not reading.pending and (character > "\u07ff" or character < "\x80" or character in _PLAIN):
        yield _with(reading, character)
    for cost, way in _ways(character):
        further = [_Reading(reading.score + cost, *reading[1:])]
        for byte in way:
            further = [two for one in further for two in _taken(one, byte)]
        yield from further


@cache
def _ways(character: str) -> tuple[tuple[float, bytes], ...]:
    """The bytes that a character may stand for, and what that costs: one where it can be one, and those of UTF-8."""
    single = character.encode("latin-1" if character <= "\xff" else "cp1252", "ignore")
    if character < "\x80":
        return ((0.0, single),)
    whole = character.encode("utf-8", "ignore")
    return ((0.0, single), (JOINED, whole)) if single else ((0.0, whole),)


def _taken(reading: _Reading, byte: int) -> Iterator[_Reading]:
    """A reading with one more byte: the second of a character, or a first one."""
    if reading.pending and (found := characters()[reading.pending << 8 | byte]):
        whole = _with(reading, found, 0.0 if reading.pending > 0xA0 and byte > 0xA0 else UNUSUAL)
        yield whole
        if whole.score - reading.score > POOR:
            return
    alone = _without_pending(reading)
    if byte >= 0x80:
        first = _Reading(alone.score, byte, alone.last, alone.chain)
        yield first if 0x80 < byte < 0xFF else _lost(first)
    elif reading.pending:
        yield _with(alone, chr(byte))


def _with(reading: _Reading, character: str, cost: float = 0.0) -> _Reading:
    form = plain().get(character, character)
    score = reading.score + cost + language().rows[reading.last][form]
    return _Reading(score, 0, form, (reading.chain, character))


def _lost(reading: _Reading) -> _Reading:
    return _Reading(reading.score + LOST, 0, _REPLACED, (reading.chain, _REPLACED))


def _without_pending(reading: _Reading) -> _Reading:
    """The reading where no second byte came."""
    return _lost(reading) if reading.pending else reading
