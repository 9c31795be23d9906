"""Text that was read in the wrong encoding: 鐨勪, ÖÐ¹ú, ä¸­å›½, 锟斤拷.

Each has an exact inverse: encode the characters as they were read, decode the bytes as they were meant. It is tried
where characters stand that such reading makes, and taken only where what comes out is far more ordinary Chinese.

================================== ============================= =====================================
meant                              read as                       looks like
================================== ============================= =====================================
UTF-8                              GBK                           ``鐨勬槸``
UTF-8                              Latin-1, Windows-1252         ``ä¸­å›½``
GBK                                Latin-1, Windows-1252         ``ÖÐ¹ú``
GBK                                UTF-8, elsewhere Latin-1      ``ͳһ`` (:mod:`~weibotext.repairs.mixed`)
Big5                               Latin-1, GBK                  ``¤¤°ê``, ``いゅ``
GBK                                Big5                          ``笢弊``
================================== ============================= =====================================

An odd byte at the end of a stretch may have been replaced when the text was read. Then the character it belonged to is
guessed, and the edit says so. 锟斤拷 is what is left of characters that had been replaced before, two of them; nothing tells
which they were, so it becomes two replacement characters, and a text that is mostly that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from weibotext.patterns import deferred, one_of
from weibotext.repairs.gbk import codes
from weibotext.repairs.language import language, plain
from weibotext.repairs.mixed import is_mixed, unmixed
from weibotext.values import Edit, Span

FAR_BETTER: Final = 2.0
"""By how many nats a step between two characters must be likelier on average."""

LIKELY: Final = -7.5
"""How likely it must be on average, where what stands there is no Chinese at all."""

NOT_UNLIKELY: Final = -12.0
"""The same on a page of which other parts were read again."""

UNKNOWN_BYTE: Final = -1

_WESTERN: Final = "\ufffd\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
_WESTERN_RUN: Final = deferred(f"[{_WESTERN}](?:[{_WESTERN}]|[@-~](?=[{_WESTERN}]))+[@-~]?")
_ACCENTED: Final = re.compile("[\xa1-\xff]")
_LOST: Final = re.compile("(?:锟斤拷)+")
# Accented letters that pinyin has not, the beginnings of UTF-8's commonest Chinese characters as GBK reads them (E3 80,
# EF BC, E7 9A …), and 锟: without one of these nothing but a strange sample speaks for misreading.
SIGNS: Final = "\xc0-\xd6\xd8-\xdf\xe2-\xe7\xeb\xee-\xf1\xf4-\xf6\xf8\xfb\xfd-\xff銆锛鐨鍦鏄涓浜鍥锟"
_SIGNS: Final = re.compile(f"[{SIGNS}]")
_STRETCH: Final = re.compile("[^\x00-\x7f]+\\??")


class Reading(NamedTuple):
    """What bytes were meant to be, and what they were read as; names of Python's codecs."""

    meant: str
    read: str

    @property
    def repair(self) -> str:
        """The name of the repair that undoes it.

        >>> Reading("utf-8", "gb18030").repair
        'utf8_read_as_gbk'
        """
        return f"{self.meant}_read_as_{self.read}".replace("-", "").replace("gb18030", "gbk")


AS_CHINESE: Final = (Reading("utf-8", "gb18030"), Reading("big5", "gb18030"), Reading("gb18030", "big5"))
_GBK_AS_WESTERN: Final = Reading("gb18030", "cp1252")
AS_WESTERN: Final = (Reading("utf-8", "cp1252"), _GBK_AS_WESTERN, Reading("big5", "cp1252"))


def misread(text: str, *, signs: bool = True) -> list[Edit]:
    """Edits that read a text again in the encoding it was meant in.

    Without ``signs``, the text is known to have none of :data:`SIGNS`.

    >>> [(edit.text, edit.replacement, edit.repair) for edit in misread("作者：ÖÐ¹úÕþ¸®Íø")]
    [('ÖÐ¹úÕþ¸®Íø', '中国政府网', 'gbk_read_as_cp1252')]
    >>> misread("鐨勬槸")[0].replacement
    '的是'
    """
    signs = signs and _SIGNS.search(text) is not None
    found = [*_western(text), *_lost(text)] if signs else []
    if not found and (signs or _is_strange(text)):
        found = list(_chinese(text))
    return sorted(found, key=lambda edit: edit.span)


def _lost(text: str) -> Iterator[Edit]:
    if "锟斤拷" in text:
        for hit in _LOST.finditer(text):
            replacement = "\ufffd" * (2 * len(hit[0]) // 3)
            yield Edit(Span(*hit.span()), hit[0], replacement, "lost_characters", certain=False)


def _western(text: str) -> list[Edit]:
    """Edits of runs of accented letters that no language has; when some were found, also of short ones."""
    found = list(_western_runs(text, None))
    if found and found[0][1].way == _GBK_AS_WESTERN and is_mixed(text):
        name = _GBK_AS_WESTERN.repair
        return [Edit(Span(at, at + len(seen)), seen, meant, name, sure) for at, seen, meant, sure in unmixed(text)]
    if found:
        found = list(_western_runs(text, found[0][1].way))
    return [
        Edit(Span(start, start + len(one.seen)), one.seen, one.text, one.way.repair, certain=one.certain)
        for start, one in found
    ]


def _western_runs(text: str, page: Reading | None) -> Iterator[tuple[int, _Again]]:
    for hit in _WESTERN_RUN.finditer(text):
        run = hit[0] if hit[0][-1] > "\x7f" else hit[0][:-1]
        fewest = 4 if page is None else 1
        if len(_ACCENTED.findall(run)) < fewest:
            continue
        ways = AS_WESTERN if page is None else (page,)
        best = max((_again(seen, way) for seen in (run, hit[0]) for way in ways), key=lambda one: one.worth)
        chinese = best.worth > LIKELY and any("\u4e00" <= one <= "\u9fff" for one in best.text)
        if chinese or (page is not None and best.certain and best.worth > NOT_UNLIKELY):
            yield hit.start(), best


def _is_strange(text: str) -> bool:
    """Whether more than one in ten characters is none that text has, judged by a sample."""
    sample = text[:300]
    return 10 * len(strange().findall(sample)) > len(sample)


@cache
def strange() -> re.Pattern[str]:
    """The characters of GBK that the model has not."""
    forms, known = plain(), language().places
    strange = (one for one in codes() if one > "\u2e80" and forms.get(one, one) not in known)
    return deferred(one_of(strange))


def _chinese(text: str) -> Iterator[Edit]:
    """The stretches beyond ASCII, each read again in the way that suits the text as a whole."""
    stretches = list(_STRETCH.finditer(text))
    sample = "".join(hit[0] for hit in stretches[:40])
    worth, way = _ordinary(sample) + FAR_BETTER, None
    for one in AS_CHINESE:
        again = "".join(_again(hit[0], one).text for hit in stretches[:40])
        if _ordinary(again) > worth:
            worth, way = _ordinary(again), one
    for hit in stretches if way else ():
        start, stop = hit.span()
        read = _again(hit[0], way or AS_CHINESE[0], text[start - 1 : start], text[stop : stop + 1])
        if read.text != hit[0] and read.worth > _ordinary(hit[0]):
            yield Edit(Span(*hit.span()), hit[0], read.text, read.way.repair, certain=read.certain)


class _Again(NamedTuple):
    """A stretch read again: how ordinary that is, what was seen, what it is, and whether no byte had to be guessed."""

    worth: float
    seen: str
    text: str
    certain: bool
    way: Reading


def _again(seen: str, way: Reading, before: str = "", after: str = "") -> _Again:
    """The stretch between ``before`` and ``after`` decoded as it was meant.

    Where its characters cannot have come about so, it is worth nothing.
    """
    mark = seen.endswith("?")
    data = _bytes(seen[:-1] if mark else seen, way.read)
    if data is None:
        return _Again(-99.0, seen, seen, True, way)
    text, certain = _utf8(data, before, after) if way.meant == "utf-8" else _two_byte(data, way.meant)
    if mark and not (way.meant == "utf-8" and text.endswith("\ufffd")):
        text += "?"  # it was one, and no byte that was lost
    return _Again(_ordinary(text), seen, text, certain, way)


def _bytes(seen: str, encoding: str) -> list[int] | None:
    """The bytes that were read as these characters; a replaced one is unknown, unless it can only have been 80."""
    data: list[int] = []
    for place, character in enumerate(seen):
        if character == "\ufffd":
            data.append(0x80 if encoding == "gb18030" and place + 1 < len(seen) else UNKNOWN_BYTE)
            continue
        if character == "€" and encoding == "gb18030":
            data.append(0x80)  # as Windows reads it, and browsers: 涓€ is 一
            continue
        try:
            encoded = character.encode(encoding)
        except UnicodeEncodeError:
            if character > "\xff":
                return None
            encoded = bytes([ord(character)])  # Windows-1252 leaves five bytes out, which browsers read as Latin-1
        if len(encoded) > 2:
            return None
        data += encoded
    return data


def _two_byte(data: list[int], encoding: str) -> tuple[str, bool]:
    text = bytes(one if one >= 0 else 0xFF for one in data).decode(encoding, "replace")
    return text, "\ufffd" not in text


def _utf8(data: list[int], before: str, after: str) -> tuple[str, bool]:
    """UTF-8 with bytes missing: a character of which one byte is unknown is guessed, others are replaced."""
    parts: list[list[str]] = []
    at, certain = 0, True
    while at < len(data):
        ways, size = _ways(data[at : at + _size(data[at])])
        certain = certain and ways[0] != "\ufffd" and len(ways) == 1
        parts.append(ways)
        at += size
    chosen = [before]
    for ways, behind in zip(parts, [*parts[1:], [after]], strict=True):
        follows = behind[0] if len(behind) == 1 else ""
        chosen.append(ways[0] if len(ways) == 1 else _likeliest(ways, chosen[-1], follows))
    return "".join(chosen[1:]), certain


def _ways(whole: list[int]) -> tuple[list[str], int]:
    """What the bytes of one character may be, and how many there are of them."""
    size = len(whole)
    if size == 2 and _size(whole[0]) == 3:
        whole = [*whole, UNKNOWN_BYTE]
    if whole.count(UNKNOWN_BYTE) == 1 and len(whole) == 3:
        filled = (bytes(last if byte < 0 else byte for byte in whole) for last in range(0x80, 0xC0))
        ways = [one for data in filled if len(one := data.decode("utf-8", "ignore")) == 1]
    else:
        ways = [bytes(byte for byte in whole if byte >= 0).decode("utf-8", "ignore")]
    return (ways, size) if ways and ways[0] else (["\ufffd"], 1)


def _size(byte: int) -> int:
    """How many bytes a character has that begins with this one."""
    return 1 if byte < 0xC0 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4


def _likeliest(ways: list[str], before: str, after: str) -> str:
    """The likeliest of these characters between its neighbours, of which ``after`` may be empty for not known."""
    rows, forms = language().rows, plain()
    row, behind = rows[forms.get(before, before) or "¶"], forms.get(after, after)
    return max(ways, key=lambda one: row[form := forms.get(one, one)] + (rows[form][behind] if behind else 0.0))


def _ordinary(text: str) -> float:
    """How likely the steps between the characters beyond ASCII are on average."""
    forms = [plain().get(one, one) for one in text]
    triples = zip(["¶", *forms], forms, text, strict=False)
    steps = [language().rows[one][other] for one, other, seen in triples if seen > "\x7f"]
    return sum(steps) / len(steps) if steps else -99.0
