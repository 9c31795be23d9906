"""Characters cut out of step: ``。”微博貴`` that reads ``?!蔽⒉┵F``.

A faulty search-and-replace on GBK bytes loses the first byte of a character, mostly of the full stop 。, and from there on
every two bytes are the second of one character and the first of the next. ``。”微博貴`` is A1A3 A1B1 CEA2 B2A9 D946;
without the first A1 it reads ``?`` A3A1 B1CE A2B2 A9D9 46. :mod:`~weibotext.repairs.simulate` tells how that comes about,
:mod:`~weibotext.repairs.runs` how one such run is read again.

This module decides for the page: where runs may begin, which decoder it went through, and how much more ordinary a new
reading must be than what stands there. On a page that has shown nothing else, that is a lot, for ``?!`` may be just that;
on one that has glosses or one certain run, little.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from math import inf
from typing import Final, Literal, NamedTuple

from weibotext.patterns import deferred, one_of
from weibotext.repairs.candidates import likely_behind
from weibotext.repairs.gbk import WIDE, characters, codes, exchanged
from weibotext.repairs.glosses import READING, TONED, Gloss
from weibotext.repairs.guesses import reconsidered
from weibotext.repairs.language import language, plain
from weibotext.repairs.pieces import Piece, Run
from weibotext.repairs.runs import MARKS, Decoder, Runs
from weibotext.values import Edit, Span

MARGIN: Final = 20.0
"""By how many nats a run must gain on a page without other damage."""

ANCHORED: Final[dict[Decoder, float]] = {"Q": -2.0, "D": 6.0}
"""The same on a page that is known to be damaged. With D nothing but the gain speaks for a run."""

CUT_GLOSS: Final = 10.0
"""What a gloss cut in two says for a decoder."""

ENOUGH: Final = 25.0
"""So much for a decoder is enough to know it by."""

RIDDLED: Final = 20.0
"""How much more must be gained among question marks for characters that GBK lacked."""

RIDDLING: Final = 4
"""So many pairs of such question marks make a page riddled with them."""

NEAR: Final = 400
"""So far from one of these pairs a place is among them."""

FAMILIAR: Final = 5500
"""So many characters, the most frequent ones, are familiar."""

PROMISING: Final = 4.0
HOPELESS: Final = -15.0
"""What the first five characters must gain before a run is looked at, on a page without other damage and on others."""

_START_Q: Final = re.compile(rf"\?(?:{READING} ?\)|[!！?？,，;；:：。])")
_RIDDLING: Final = re.compile(r"(?<=[\u3400-\u9fff])\?(?=[\u3400-\u9fff]{1,5}\?[\u3400-\u9fff])")
_LONE_MARK: Final = re.compile(r"(?<!\?).[\u3400-\u9fff]")
_MARK: Final = f"[{''.join(MARKS)}]"
_MARK_OR_GLOSS: Final = re.compile(rf"{_MARK}|\((?={READING} ?\))")
_TELLING: Final = re.compile(rf"{_MARK}?\({READING} ?\)|[!！?？,，;；:：][,，;；:：。]")
"""What begins a run with decoder D, whatever the bytes: a gloss without its character, with the mark before it, or two marks."""

_LOST_QUOTE: Final = re.compile('[!！](?=[\n\t "(0-9<]|$)')
_FULL_WIDTH: Final = re.compile("[！-～]")
_HALF_WIDTH: Final = {code: code - WIDE for code in range(0xFF01, 0xFF5F)}
_PRIVATE_USE: Final = deferred("[\ue000-\uf8ff]")
_FOREIGN: Final = re.compile("[\u3041-\u30f6]{3}|[\u0391-\u03c9]{3}|[\u0401-\u0451]{3}")
"""Words of other scripts. GBK has their letters in rows of their own, and bytes out of step hardly make three of one row."""


class Misalignment(NamedTuple):
    """What was found on a page: the edits, the decoder it went through, and how.

    ``markers`` says whether marks had markers before them, ``private_use`` whether private-use characters were kept.
    """

    edits: list[Edit]
    decoder: Decoder | None = None
    markers: bool | None = None
    private_use: Literal["kept", "dropped"] | None = None


class _Stripped:
    """A page without its glosses, and the way back."""

    def __init__(self, text: str, glosses: Sequence[Gloss]) -> None:
        parts, done, moved = [], 0, 0
        self._cuts: list[int] = []
        self._moved = [0]
        for gloss in glosses:
            parts.append(text[done : gloss.start])
            self._cuts.append(gloss.start - moved)
            moved += gloss.stop - gloss.start
            self._moved.append(moved)
            done = gloss.stop
        self.text = "".join([*parts, text[done:]])

    def source(self, place: int) -> int:
        """Where the character at ``place`` stands on the page."""
        return place + self._moved[bisect_right(self._cuts, place)]


def misalignment(text: str, glosses: Sequence[Gloss] = ()) -> Misalignment:
    """The runs of a page, read again; its ``glosses`` are left alone.

    The edit of a character that lost a byte is uncertain, that of the run behind it is not; the run keeps its length.

    >>> found = misalignment("新浪微博貴州之聲?!蔽⒉┵F州有關")
    >>> [(edit.text, edit.replacement, edit.certain) for edit in found.edits], found.decoder
    ([('?!', '。', False), ('蔽⒉┵F', '”微博貴', True)], 'Q')
    >>> misalignment("真的?!我不信").edits
    []
    """
    if not is_traditional_page(text):
        return Misalignment([])
    page = _Stripped(text, glosses)
    for decoder in _decoders(page.text, anchored=bool(glosses)):
        starts = _starts(page.text, decoder, anchored=bool(glosses))
        if starts and (found := _accepted(page, decoder, starts, anchored=bool(glosses))):
            widths = {} if _FULL_WIDTH.search(text) else _HALF_WIDTH
            edits = [edit for run in found for edit in _edits(text, page, run.pieces, widths)]
            return Misalignment(edits, decoder, *_manner(page.text, found))
    return Misalignment([])


def is_traditional_page(text: str) -> bool:
    """Whether at least one Chinese character in twenty is traditional, judged by two samples.

    >>> is_traditional_page("貴州省政務微博"), is_traditional_page("贵州省政务微博")
    (True, False)
    """
    middle = max(len(text) // 2, 400)
    sample = text[:400] + text[middle : middle + 400]
    needed = -(-len(sample) // 20)
    return needed > 0 and len(list(islice(traditional().finditer(sample), needed))) == needed


@cache
def traditional() -> re.Pattern[str]:
    """The characters that tell of a traditional page."""
    return deferred(one_of(exchanged()))


def _starts(text: str, decoder: Decoder, *, anchored: bool) -> list[int]:
    """Where runs may begin."""
    if decoder == "Q":
        return [hit.start() for hit in _START_Q.finditer(text)] if "?" in text else []
    return list(_starts_d(text) if anchored else _starts_before_strange(text))


@cache
def _strange() -> re.Pattern[str]:
    """Characters of GBK that clean text hardly has and runs out of step soon have."""
    forms, places = plain(), language().places
    strange = [one for one in codes() if one >= "\u2e80" and places.get(forms.get(one, one), FAMILIAR) >= FAMILIAR]
    return deferred(one_of(strange))


def _starts_d(text: str) -> Iterator[int]:
    """With decoder D nothing is seen of the first byte: a mark whose bytes make a character with the next, or a gloss."""
    for hit in _MARK_OR_GLOSS.finditer(text):
        start = hit.start()
        if _makes_likely(hit[0], text[start + 1 : start + 2]) or _TELLING.match(text, start):
            yield start


def _starts_before_strange(text: str) -> Iterator[int]:
    """The same on a page without other damage, where a strange character must follow soon."""
    before = -1
    for hit in _strange().finditer(text):
        strange = hit.start()
        for start in range(max(strange - 5, before - 1, 0), strange - 1):
            fits = text[start] in MARKS and not text[start + 1].isascii() and _makes_likely(*text[start : start + 2])
            if fits and "\n" not in text[start + 2 : strange]:
                yield start
        before = strange


def _makes_likely(mark: str, behind: str) -> bool:
    """Whether the second byte of a mark and the first of what stands behind make a character that pages may hold."""
    code = codes().get(behind)
    first = code >> 8 if code else ord(behind) if behind and behind.isascii() else 0
    return mark in MARKS and first in likely_behind(MARKS[mark] & 0xFF)


def _decoders(text: str, *, anchored: bool) -> tuple[Decoder, Decoder]:
    """The decoders, the one first that more of the page speaks for."""
    if not anchored:
        return "Q", "D"
    spoken = _spoken(text, "Q")
    return ("Q", "D") if spoken > ENOUGH or spoken + CUT_GLOSS >= _spoken(text, "D") else ("D", "Q")


def _spoken(text: str, decoder: Decoder) -> float:
    """How much speaks for a decoder: what its runs gain at first sight, and glosses that are cut in two."""
    total = 0.0
    for start in _starts(text, decoder, anchored=True):
        mark = start + (decoder == "Q")
        if text[mark] not in MARKS:
            total += CUT_GLOSS if TONED.search(text, mark, mark + 7) else 0.0
        elif decoder == "D" and not _LONE_MARK.match(text, mark):
            continue
        elif PROMISING < (gain := _first_gain(text, start, decoder)) < inf:
            total += min(gain, MARGIN)
        if total > ENOUGH:
            break
    return total


def _accepted(page: _Stripped, decoder: Decoder, starts: list[int], *, anchored: bool) -> list[Run]:
    """The runs whose new readings convince."""
    text = page.text
    runs = Runs(text, decoder, dropped=not _PRIVATE_USE.search(text))
    if not anchored:
        promising = [start for start in starts if _first_gain(text, start, decoder) > PROMISING]
        if not any((run := _read(runs, start)) and run.gain > MARGIN and _holds_words(run) for start in promising):
            return []
    if decoder == "D":
        starts = [start for start in starts if _first_gain(text, start, decoder) > HOPELESS]
    found: list[Run] = []
    riddled = _riddled(text)
    for start in starts:
        if found and start < found[-1].stop:
            continue
        margin = ANCHORED[decoder] + (RIDDLED if riddled(start) else 0.0)
        if (run := _read(runs, start)) and run.gain > margin and not _surpassed(runs, run):
            found.append(reconsidered(text, run))
            runs.accept(found[-1])
    return sorted([*found, *_lost_quotes(text, found)], key=_start_of) if decoder == "D" else found


def _read(runs: Runs, start: int) -> Run | None:
    """The best reading of a run, unless words of another script stand there."""
    run = runs.read(start)
    return None if run is None or _FOREIGN.search(runs.text, start, run.stop) else run


def _surpassed(runs: Runs, run: Run) -> bool:
    """Whether the gloss that a run ends in is rather the beginning of another, as only decoder D leaves it open."""
    last = run.pieces[-1]
    if runs.decoder == "Q" or last.repair != "split_gloss":
        return False
    other = runs.read(last.start)
    return other is not None and other.gain > run.gain


def _riddled(text: str) -> Callable[[int], bool]:
    """Whether a place lies among question marks that stand for characters which GBK lacked."""
    places = [hit.start() for hit in _RIDDLING.finditer(text)] if "?" in text else []
    if len(places) < RIDDLING:
        return lambda _: False
    return lambda start: bisect_right(places, start + NEAR) > bisect_right(places, start - NEAR)


def _holds_words(run: Run) -> bool:
    """Whether a run is more than marks: rows of them gain much and mean nothing. A broken tag speaks for itself."""
    return any(
        piece.stop - piece.start > 3 or any("\u3400" <= one <= "\u9fff" for one in piece.text) for piece in run.pieces
    )


def _first_gain(text: str, start: int, decoder: Decoder) -> float:
    """How much more ordinary the first few characters behind a mark are when they are read again, in nats.

    It is infinite where that cannot be told so quickly.
    """
    at = start + (decoder == "Q")
    code = MARKS.get(text[at : at + 1])
    if code is None:
        return inf
    rows, forms, known, pending, last = language().rows, plain(), codes(), code & 0xFF, ""
    gain, seen = 0.0, forms.get(text[at], text[at])
    for character in text[at + 1 : at + 6]:
        code = known.get(character)
        if code is None or pending < 0x81:
            return inf if character == "?" and decoder == "Q" and not last else gain
        true = characters()[pending << 8 | code >> 8]
        form, now = forms.get(true, true), forms.get(character, character)
        gain += rows[last or form][form] - rows[seen][now]
        last, seen, pending = form, now, code & 0xFF
    return gain


def _start_of(run: Run) -> int:
    return run.pieces[0].start


def _lost_quotes(text: str, found: list[Run]) -> Iterator[Run]:
    """``！`` at the end of a paragraph that has an open quotation: with decoder D all that is left of ``。”``."""
    changed = _spliced(text, found)
    for hit in _LOST_QUOTE.finditer(text):
        begin = text.rfind("\n", 0, hit.start()) + 1
        paragraph = "".join(changed[begin : hit.start()])
        if changed[hit.start()] == hit[0] and paragraph.rfind("“") > paragraph.rfind("”"):
            piece = Piece(hit.start(), hit.end(), "。”", "misalignment_start", certain=False)
            yield Run(0.0, hit.end(), [piece])


def _spliced(text: str, found: list[Run]) -> list[str]:
    """What each character of the page became; of a piece, the first stands for all."""
    changed = list(text)
    for piece in (piece for run in found for piece in run.pieces if piece.start < piece.stop):
        changed[piece.start : piece.stop] = [piece.text] + [""] * (piece.stop - piece.start - 1)
    return changed


def _manner(text: str, found: list[Run]) -> tuple[bool, Literal["kept", "dropped"] | None]:
    """Whether marks had markers, and whether private-use characters were kept."""
    pieces = [piece for run in found for piece in run.pieces]
    markers = any(piece.repair == "misalignment_start" for piece in pieces)
    if any(_PRIVATE_USE.search(text, piece.start, piece.stop) for piece in pieces):
        return markers, "kept"
    dropped = any(len(piece.text) > piece.stop - piece.start and not piece.text.isascii() for piece in pieces)
    return markers, "dropped" if dropped else None


def _edits(text: str, page: _Stripped, pieces: list[Piece], widths: Mapping[int, int]) -> list[Edit]:
    """The pieces of a run as edits on the page, in its ``widths``; those that keep their length are joined."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if piece.start == piece.stop and last:
            joined[-1] = last._replace(text=last.text + piece.text, certain=False)
            continue
        placed = piece._replace(start=page.source(piece.start), stop=page.source(piece.stop - 1) + 1)
        if last and last.stop == placed.start and _alike(last, placed):
            joined[-1] = last._replace(stop=placed.stop, text=last.text + placed.text)
        else:
            joined.append(placed)
    return [
        Edit(Span(start, stop), text[start:stop], became.translate(widths), repair, certain)
        for start, stop, became, repair, certain in joined
    ]


def _alike(one: Piece, other: Piece) -> bool:
    """Whether two pieces may be one edit: both of one kind, and keeping their length."""
    return one[3:] == other[3:] and all(len(piece.text) == piece.stop - piece.start for piece in (one, other))
