"""A text as figures are read in it: digits and signs in ASCII, no blanks inside numerals.

Full-width characters change one for one. Blanks between a numeral and Chinese characters are left out (三千 五百, 3 万 4000
元), those between two Arabic numbers stay. Places of the folded text are mapped back by the few blanks left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from weibotext.numerals import CHINESE_DIGITS, LARGE_UNITS, SMALL_UNITS, TENS, WIDTHS
from weibotext.patterns import deferred
from weibotext.values import Span

_CHINESE: Final = "".join([*CHINESE_DIGITS, *TENS, *SMALL_UNITS, *LARGE_UNITS, "点分之又余多几"])
_DIGITS: Final = frozenset([*CHINESE_DIGITS, *TENS])
_WIDE: Final = frozenset(map(chr, WIDTHS))
_AROUND: Final = frozenset(_CHINESE)
_WIDE_ONES: Final = "".join(sorted(_WIDE))
_FULL_WIDTH: Final = re.compile(f"[{_WIDE_ONES}]+")
_BLANK: Final = "[ \u3000\u00a0]"
_INSIDE: Final = (
    f"(?<=[0-9]{_BLANK}){_BLANK}*+"
    f"|(?<=[{_CHINESE}]{_BLANK}){_BLANK}*+(?=[\u4e00-\u9fff〇0-9])"
    f"|(?<=[\u4e00-\u9fff〇]{_BLANK}){_BLANK}*+(?=[0-9{_CHINESE}])"
)
_UNEVEN: Final = re.compile(f"[{_WIDE_ONES} \u3000\u00a0](?:(?<=[{_WIDE_ONES}])|{_INSIDE})")
"""What folding may change: wide characters, and blanks that may stand inside a numeral, by what is before and behind them;
between other words there are many more."""

_LETTER: Final = re.compile("[kK](?![0-9A-Za-z])")


def _is_inside(text: str, start: int, stop: int) -> bool:
    """Whether the blanks from ``start`` to ``stop`` stand inside a numeral, or between one and its unit."""
    before, after = text[start - 1 : start] if start else "", text[stop : stop + 1]
    if before.isdigit() and before.isascii():
        if after in _DIGITS:
            return False
        if stop - start == 1 and _parts_thousands(text, start, stop):
            return True
        discounted = after.isdigit() and stop - start == 1 and text[stop + 1 : stop + 3].lstrip(" ")[:1] == "折"
        return discounted or _is_han(after) or after in "%‰" or bool(_LETTER.match(text, stop))
    if before in _AROUND:
        return bool(before) and (_is_han(after) or (after.isdigit() and after.isascii()))
    return _is_han(before) and bool(after) and (after in _AROUND or (after.isdigit() and after.isascii()))


_HUNDREDS: Final = re.compile(r"[0-9]{3}(?: [0-9]{3}){0,5}+(?:\.[0-9]+)?+(?![年月日时点分秒号届])[\u4e00-\u9fff]")
_THOUSANDS: Final = re.compile(r"(?<![0-9.,:/\-年月日 ])[1-9][0-9]{0,2}(?: [0-9]{3}){0,5}$")
_LONGEST_BEFORE: Final = 24


def _parts_thousands(text: str, start: int, stop: int) -> bool:
    """Whether a blank parts thousands, as in Hong Kong: 2 500个."""
    if not _HUNDREDS.match(text, stop):
        return False
    return _THOUSANDS.search(text, max(0, start - _LONGEST_BEFORE), start) is not None


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character == "〇"


_THREE: Final = deferred(
    "参(?:(?<=[壹贰肆伍陆柒捌玖拾佰仟]参)(?=[拾佰仟万亿]|$)|(?=[拾佰仟万亿][零壹贰肆伍陆柒捌玖拾佰仟]|[拾佰仟]))"
)
"""參, the financial three, is simplified like 参加; it is a numeral among others of its kind."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and its places.

    For each run of blanks left out, ``places`` says where it was, ``stops`` where it ended in the text as it was, and
    ``moved`` how many were left out up to there.
    """

    text: str
    places: tuple[int, ...] = ()
    stops: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text.

        >>> Folded.of("３ 万 4000元").text
        '3万4000元'
        """
        if "参" in text:
            text = _THREE.sub("叁", text)
        uneven = list(_UNEVEN.finditer(text))
        if any(hit[0] in _WIDE for hit in uneven):
            text = _FULL_WIDTH.sub(lambda hit: hit[0].translate(WIDTHS), text)
            uneven = list(_UNEVEN.finditer(text))  # a blank behind a wide digit was none inside a numeral before
        return cls._without(text, uneven)

    @classmethod
    def _without(cls, text: str, blanks: Sequence[re.Match[str]]) -> Folded:
        """The text without those of the blanks that stand inside numerals."""
        places: list[int] = []
        stops: list[int] = []
        moved: list[int] = []
        parts, done = [], 0
        for blank in blanks:
            start, stop = blank.span()
            if not _is_inside(text, start, stop):
                continue
            parts.append(text[done:start])
            done = stop
            places.append(start - (moved[-1] if moved else 0))
            stops.append(stop)
            moved.append(stop - places[-1])
        folded = "".join([*parts, text[done:]]) if parts else text
        return cls(folded, tuple(places), tuple(stops), tuple(moved))

    def folded(self, place: int) -> int:
        """Where a place of the text that was folded lies in the folded one.

        >>> Folded.of("３ 万元").folded(2)
        1
        """
        before = bisect_right(self.stops, place)
        return place - self.moved[before - 1] if before else place

    def original(self, start: int, stop: int) -> Span:
        """The span in the text that was folded.

        >>> Folded.of("３ 万元").original(0, 3)
        Span(start=0, stop=4)
        """
        first, last = bisect_right(self.places, start), bisect_right(self.places, stop - 1)
        if not last:
            return Span(start, stop)
        return Span(start + self.moved[first - 1] if first else start, stop + self.moved[last - 1])
