"""A text as figures are read in it: digits and signs in ASCII, no blanks inside numerals.

Full-width characters change one for one. Blanks between a numeral and Chinese characters are left out (三千 五百, 3 万 4000
元), those between two Arabic numbers stay. Places of the folded text are mapped back by the few blanks left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from weibotext.numerals import CHINESE_DIGITS, LARGE_UNITS, SMALL_UNITS, TENS, WIDTHS
from weibotext.values import Span

_CHINESE: Final = "".join([*CHINESE_DIGITS, *TENS, *SMALL_UNITS, *LARGE_UNITS, "点分之又余多几"])
_DIGITS: Final = "".join([*CHINESE_DIGITS, *TENS])
_HAN: Final = "\u4e00-\u9fff〇"
_WIDE: Final = re.compile(f"[{''.join(map(chr, WIDTHS))}]")
_BLANK: Final = re.compile(
    rf"(?<=[{_CHINESE}])[ \u3000\u00a0]+(?=[{_HAN}0-9])|(?<=[{_HAN}])[ \u3000\u00a0]+(?=[{_CHINESE}0-9])"
    rf"|(?<=[0-9])[ \u3000\u00a0]+(?=[%‰]|(?![{_DIGITS}])[{_HAN}]|[kK](?![0-9A-Za-z]))"
    r"|(?<=(?<![0-9.])[0-9]) (?=[0-9] ?折)"
)
_THREE: Final = re.compile("(?<=[壹贰肆伍陆柒捌玖拾佰仟])参(?=[拾佰仟万亿]|$)|参(?=[拾佰仟万亿][零壹贰肆伍陆柒捌玖拾佰仟]|[拾佰仟])")
"""參, the financial three, is simplified like 参加; it is a numeral among others of its kind."""


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and, for each run of blanks left out, where it was and how many were left out so far."""

    text: str
    places: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text.

        >>> Folded.of("３ 万 4000元").text
        '3万4000元'
        """
        if _WIDE.search(text):
            text = text.translate(WIDTHS)
        if "参" in text:
            text = _THREE.sub("叁", text)
        places, moved, parts, done, shift = [], [], [], 0, 0
        for blank in _BLANK.finditer(text):
            parts.append(text[done : blank.start()])
            done = blank.end()
            places.append(blank.start() - shift)
            shift += done - blank.start()
            moved.append(shift)
        return cls("".join([*parts, text[done:]]) if parts else text, tuple(places), tuple(moved))

    def original(self, start: int, stop: int) -> Span:
        """The span in the text that was folded.

        >>> Folded.of("３ 万元").original(0, 3)
        Span(start=0, stop=4)
        """
        if not self.places:
            return Span(start, stop)
        return Span(start + self._shift(start), stop - 1 + self._shift(stop - 1) + 1)

    def _shift(self, place: int) -> int:
        before = bisect_right(self.places, place)
        return self.moved[before - 1] if before else 0
