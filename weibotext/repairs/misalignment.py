"""Characters cut out of step: ``。”微博貴`` that reads ``?!蔽⒉┵F``.

A faulty search-and-replace on GBK bytes loses the first byte of a character, mostly of the full stop 。, and from there
on every two bytes are the second of one character and the first of the next. ``。”微博貴`` is A1A3 A1B1 CEA2 B2A9 D946;
without the first A1 it reads ``?`` A3A1 B1CE A2B2 A9D9 46. Inside such a run nothing is lost: shifting the bytes back
gives the text exactly, until a byte below 80 (here 46, ``F``) sets the reader right. Only the first character, and a
last one whose second byte was eaten, are guesses.

The first character is taken to be 。 (nearly all are). A run that ends in any other way is left as it stands. A run is
accepted only when what it decodes to is much more ordinary than what stands there, measured by the zones of GB 2312 and
the traditional forms of its common characters. Where a gloss was put into the last character, its first byte and the
reading tell which it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from weibotext.characters import is_common
from weibotext.lexicon import read_table
from weibotext.values import Edit, Span

MARGIN: Final = 6
"""By how much the decoded run must be more ordinary than the run as it stands."""

_START = re.compile(r"\?(?=([!！?？,，;；:：])(?:[^\x00-\x7f]|\?/))")
_MARKS: Final = {
    mark: mark.translate({0x21: "！", 0x3F: "？", 0x2C: "，", 0x3B: "；", 0x3A: "："}) for mark in "!！?？,，;；:："
}
_LOST_TAG = re.compile(r"\?/?[a-z]{1,6}>")
_SPLIT_GLOSS = re.compile(r"\?(?P<reading>[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}) ?\)")
_QUOTES: Final = {True: "”", False: "“"}
_PUNCTUATION: Final = frozenset("。，、；：？！“”‘’（）《》—…")


@dataclass
class _Run:
    """A run being decoded: the characters so far with their places, and the byte that waits for its second."""

    pending: int
    place: int
    characters: list[str] = field(default_factory=list)
    tail: Edit | None = None  # a last character whose second byte was eaten


def misalignment(text: str) -> list[Edit]:
    """Edits that shift runs of misaligned characters back.

    The edit of the first character is uncertain, that of the run behind it is not; the run keeps its length.

    >>> [(edit.text, edit.replacement, edit.certain) for edit in misalignment("之聲?!蔽⒉┵F州有關")]
    [('?!', '。', False), ('蔽⒉┵F', '”微博貴', True)]
    >>> misalignment("真的?!我不信")
    []
    """
    edits: list[Edit] = []
    if "?" not in text:
        return edits
    for hit in _START.finditer(text):
        if not edits or hit.start() >= edits[-1].span.stop:
            edits += _decoded(text, hit.start(), _MARKS[hit[1]])
    return edits


def _decoded(text: str, start: int, mark: str) -> list[Edit]:
    """The edits for a run that begins with ``?`` at ``start``; none where it does not convince."""
    begin = start + 2
    run = _Run(pending=_bytes(mark)[1], place=begin)
    while _step(text, run):
        pass
    standing, decoded = text[begin : run.place], "".join(run.characters)
    convincing = run.pending < 0x81 and _ordinary(decoded) - _ordinary(standing) + _typical(decoded) >= MARGIN
    if not (run.tail or convincing):
        return []
    first = Edit(Span(start, begin), text[start:begin], "。", "misalignment_start", certain=False)
    middle = [Edit(Span(begin, run.place), standing, decoded, "misalignment")] if decoded else []
    return [first, *middle, *([run.tail] if run.tail else [])]


def _step(text: str, run: _Run) -> bool:
    """Decode one more character; false when the run has ended, in step again or not."""
    if split := _SPLIT_GLOSS.match(text, run.place):
        run.tail = _split_gloss(run, split)
        return False
    if lost := _LOST_TAG.match(text, run.place):
        run.tail = _quote(text, run, lost) if run.pending == 0xA1 else None
        return False
    encoded = _bytes(text[run.place : run.place + 1])
    character = _character(run.pending, encoded[0]) if encoded else None
    if character is None:
        return False
    run.characters.append(character)
    run.place += 1
    run.pending = encoded[1] if len(encoded) == 2 else 0
    return run.pending >= 0x81


def _split_gloss(run: _Run, split: re.Match[str]) -> Edit | None:
    """The character that a gloss was put into: its first byte waits, and its reading tells the rest."""
    character = _glossed().get((run.pending, split["reading"]))
    return Edit(Span(*split.span()), split[0], character, "split_gloss") if character else None


def _quote(text: str, run: _Run, lost: re.Match[str]) -> Edit:
    """A quotation mark whose second byte was eaten, with the broken tag behind it; closing if one is open."""
    paragraph = text[text.rfind("\n", 0, run.place) + 1 : run.place]
    quote = _QUOTES[paragraph.count("“") > paragraph.count("”")]
    return Edit(Span(*lost.span()), lost[0], quote, "misalignment_end", certain=False)


def _bytes(character: str) -> bytes:
    """The GBK bytes of a character; empty for what GBK has not, or writes in four bytes."""
    if not character or character == "\n":
        return b""
    try:
        encoded = character.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return encoded if len(encoded) <= 2 and encoded[0] >= 0x40 else b""


def _character(lead: int, trail: int) -> str | None:
    try:
        character = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return None
    return None if "\ue000" <= character <= "\uf8ff" else character


def _typical(decoded: str) -> int:
    """How much a run looks like most do: a quotation mark behind the full stop, and a letter that was a second byte."""
    quoted = decoded[:1] in ("“", "”")
    return 3 * quoted + 2 * (decoded[-1:] not in _PUNCTUATION and _bytes(decoded[-1:])[1:] < b"\x81")


def _ordinary(text: str) -> int:
    """How ordinary a text is: the sum over its characters of what the zone of GB 2312 they stand in is worth."""
    return sum(_worth(character) for character in text)


def _worth(character: str) -> int:
    if character in _PUNCTUATION:
        return 1
    encoded = _bytes(character)
    if len(encoded) < 2:
        return -1
    if 0xA1 <= encoded[0] < 0xB0 and encoded[1] >= 0xA1:
        return -4  # symbols, box drawing, other scripts
    return 2 if is_common(character) else -1


@cache
def _glossed() -> dict[tuple[int, str], str]:
    """The characters that are glossed, by the first of their bytes and their reading."""
    rows = read_table("glosses.tsv", "character", "reading")
    return {(character.encode("gb18030")[0], reading): character for character, reading in rows}
