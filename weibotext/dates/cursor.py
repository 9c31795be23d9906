"""A run of pieces in its text, and what the text around them says."""

from __future__ import annotations

from collections.abc import Sequence, Set
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from weibotext.dates.meanings import Fields, ShortYear
from weibotext.dates.pieces import Piece
from weibotext.dates.written import Amounts, Length, Step, Unit
from weibotext.patterns import deferred

_NUMBERED: Final = "月〕］]第"
_ADDRESS: Final = "】路街道巷弄附幢栋座园门口站线厅馆台井村组"
_MINGUO: Final = deferred(
    "民国|行政院|立法院|(?:台[北中南]|新北|桃园|高雄)市政府|(?<![0-9])1[01][0-9] ?年 ?(?:度|[0-9]{1,2} ?月)"
)
_MEASURING: Final = "涨跌升降报达破至近逾超约挫收"


_NOTHING: Final[frozenset[str]] = frozenset()


def _whole(text: str, run: Sequence[Piece]) -> bool:
    """Whether nothing but a word or two of relation stands around a run."""
    before, behind = text[: run[0].start], text[run[-1].stop :]
    return not before.strip(" 在从自") and not behind.strip(" 前后以之内起来里左右许间期时年版")


@lru_cache(maxsize=8)
def _in_minguo(text: str) -> bool:
    """Asked once a text, however many of its years depend on it."""
    return bool(_MINGUO.search(text))


class FoundLength(NamedTuple):
    """A length that was read, the piece behind it, and the character it ends at."""

    amounts: Amounts
    mod: str | None
    longest: Amounts
    next: int
    stop: int


class Part(Struct, frozen=True, gc=False):
    """A moment as far as it was read: its fields, the steps behind, and where it ends."""

    fields: dict[str, Any]
    steps: tuple[Step, ...]
    rank: int
    next: int
    stop: int
    bare: int | None = None
    weak: bool = False

    def with_bare(self, unit: str) -> Part:
        """The same with its number in the unit that the other end of the range has."""
        number: Any = self.bare
        if unit == "clock":
            fields = {key: value for key, value in self.fields.items() if key != "hours"}
            number = on_24(f"{self.bare:02}", self.fields.get("clock", ""), self.fields.get("word"))
            return replace(self, fields=fields | {"clock": number}, bare=None)
        if unit == "year" and self.bare is not None and self.bare < 100:
            number = self.bare + (2000 if self.bare < 50 else 1900)
        return replace(self, fields=self.fields | {unit: number}, bare=None)


class Cursor:
    """A run of pieces in its text.

    ``dated`` says whether the day of publication is known; ``alone`` whether the run is the whole text, so that no
    sentence says anything else about it; ``behind`` has the gaps and the kinds of the pieces behind the first one.
    ``moments`` are those read already, by where they begin.
    """

    __slots__ = ("alone", "behind", "dated", "moments", "run", "text")

    def __init__(self, text: str, run: Sequence[Piece], dated: bool = True) -> None:
        self.text = text
        self.run = run
        self.dated = dated
        self.moments: dict[int, Part | None] = {}
        self.alone = run[0].start < 3 and len(text) < run[-1].stop + 5 and _whole(text, run)
        self.behind: Set[str] = (
            {sign for piece in run[1:] for sign in (piece.kind, piece.gap)} if len(run) > 1 else _NOTHING
        )

    @property
    def in_minguo(self) -> bool:
        """Whether the text counts years as Taiwan does: it names its government, or 113年 stands before a month."""
        return _in_minguo(self.text)

    def follows(self, place: int, *words: str) -> bool:
        """Whether one of the words stands at ``place``."""
        return self.text.startswith(words, place)

    def addressed(self, place: int, stop: int) -> bool:
        """Whether the number at ``place`` belongs to an address (剑江中路|66号) or another number; 省公安厅|24日 is a day."""
        before = self._before(place)
        return before in _NUMBERED or (before in _ADDRESS and self.text[stop - 1] == "号")

    def measured(self, place: int) -> bool:
        """Whether the number at ``place`` is a reading of points: 上涨|20点."""
        return self._before(place) in _MEASURING

    def _before(self, place: int) -> str:
        """The character before a place, a blank aside; one that is in no list at the beginning."""
        return self.text[max(0, place - 2) : place].rstrip()[-1:] or "\n"

    def length(self, index: int) -> FoundLength | None:
        """The length that begins at a piece, made of all that add up: 36天|5小时|30分."""
        amounts: Amounts = ()
        longest: Amounts = ()
        mod, stop = None, 0
        while index < len(self.run) and (not amounts or self.run[index].gap in ("", "又")):
            piece = self.run[index]
            means = _as_length(piece, bool(amounts)) or (None if amounts else self._quarters(piece))
            if means is None or (amounts and (longest or means.longest or not _finer(means, amounts[-1][0]))):
                break
            amounts, mod, longest = amounts + means.amounts, mod or means.mod, means.longest
            index, stop = index + 1, piece.stop
        return FoundLength(amounts, mod, longest, index, stop) if amounts else None

    def _quarters(self, piece: Piece) -> Length | None:
        """三季度 behind 前 counts quarters and names none."""
        part = piece.means.fields.get("part", "") if isinstance(piece.means, Fields) else ""
        counted = piece.kind == "quarter" and self.text[piece.start] not in "第QqＱ首"
        return Length((("quarter", Decimal(part[1])),)) if counted and part[:1] == "Q" else None


_ORDER: Final = ("century", "decade", "year", "quarter", "month", "week", "day", "hour", "minute", "second")


def _finer(length: Length, unit: Unit) -> bool:
    """Whether a length is of finer units than the one before it, so that the two add up."""
    return _ORDER.index(length.amounts[0][0]) > _ORDER.index(unit)


def _as_length(piece: Piece, behind_length: bool) -> Length | None:
    """A piece as a part of a length; behind days, 20时 are hours."""
    if isinstance(piece.means, Length):
        return piece.means
    if isinstance(piece.means, ShortYear):
        return piece.means.length
    if behind_length and piece.kind == "clock" and isinstance(piece.means, Fields):
        clock = piece.means.fields["clock"].split(":")
        names = ("hour", "minute", "second")
        return Length(tuple((name, Decimal(count)) for name, count in zip(names, clock, strict=False)))  # type: ignore[misc]
    return None


_NIGHTS: Final = frozenset(("夜里", "夜间", "深夜", "半夜", "夜晚"))
_SMALL_HOURS: Final = frozenset(("凌晨", "黎明", "拂晓", "后半夜", "下半夜"))


def on_24(clock: str, half: str, word: str | None) -> str:
    """A time of day behind a part of the day, on the 24-hour clock: 下午|3点, 晚上|12点, 凌晨|12点."""
    hour, rest = int(clock[:2]), clock[2:]
    if (hour == 12 and word in ("晚上", "夜里", "夜间", "深夜", "半夜", "晚间", "夜晚", "晚")) or (
        hour == 12 and half == "EV"
    ):
        return f"24{rest}"
    if hour == 12 and word == "凌晨":
        return f"00{rest}"
    late = (
        half in ("AF", "EV") or (half == "MI" and hour < 3) or (half == "NI" and word not in _SMALL_HOURS and hour > 5)
    )
    return f"{hour + 12:02}{rest}" if late and 0 < hour < 12 else clock
