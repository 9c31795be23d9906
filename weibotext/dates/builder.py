"""Builds a moment from pieces that go from coarse to fine."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from msgspec.structs import replace

from weibotext.dates.cursor import Cursor, Part, on_24
from weibotext.dates.meanings import Bare, Fields, Rank, ShortYear, Side
from weibotext.dates.named import WEAK_NAMES
from weibotext.dates.pieces import Piece
from weibotext.dates.written import Amounts, Away, Count, Festival, Length, Nth, Same, Shift, Step

_AWAY: Final = {"之前": -1, "以前": -1, "之后": 1, "以后": 1, "前": -1, "后": 1}
_IN_YEAR: Final = frozenset(
    ("month", "quarter", "part", "nth", "festival", "edge", "lunarday", "period", "calendar", "bare", "year2")
)
_RANKS: Final = {"month": Rank.MONTH, "week": Rank.WITHIN_MONTH, "day": Rank.DAY, "quarter": Rank.PART_OF_YEAR}
_LENGTHS_GO_ON: Final = ("来", "以上", "以下", "内", "多", "期", "历史", "的历史", "之久")
_DAY_MEANT: Final = (
    *("节气", "时节", "当天", "当日", "期间", "前夕", "前后", "这天", "那天", "假期", "小长假", "节", "到来", "”"),
)


class Builder:
    """Builds one moment: the fields and steps read so far."""

    def __init__(self, at: Cursor) -> None:
        self.at = at
        self.fields: dict[str, Any] = {}
        self.steps: list[Step] = []
        self.rank = -1
        self.stop = 0
        self.bare: int | None = None
        self.weak = False

    def continues(self, piece: Piece) -> bool:
        """Whether a piece may belong to what stands before it, by what lies between."""
        if self.bare is not None:
            return False
        if piece.gap == "":
            return True
        if piece.gap == "约":
            return self.rank >= Rank.DAY
        if piece.gap == ")":
            return self.rank == Rank.WEEKDAY and "day" in self.fields
        closed = piece.gap in (",", "(") and (
            piece.kind == "weekday" or (self.rank == Rank.WEEKDAY and piece.kind == "month")
        )
        return closed and "shift" not in self.fields

    def part(self, index: int) -> Part:
        """What was built, with the piece behind it."""
        return Part(self.fields, tuple(self.steps), self.rank, index, self.stop, self.bare, self.weak)

    def take(self, index: int, *, before_join: bool) -> int:
        """Take the piece, and what belongs to it, if it fits; the index behind, or the same one."""
        piece = self.at.run[index]
        match piece.means:
            case Fields() as means:
                taken = self._fields(index, piece, means)
            case ShortYear() as means:
                taken = self._short_year(index, piece, means)
            case Nth() as means:
                taken = self._nth(index, piece, means)
            case Festival() as means:
                taken = self._festival(index, piece, means)
            case Side() as means:
                taken = self._side(index, means)
            case Length():
                taken = self._away(index)
            case Bare(number) if before_join and self.rank >= 0:
                self.bare = number
                taken = self._done(index, piece, self.rank)
            case _:
                taken = index
        return taken

    def _done(self, index: int, piece: Piece, rank: int) -> int:
        self.rank, self.stop = rank, piece.stop
        return index + 1

    def _fields(self, index: int, piece: Piece, means: Fields) -> int:
        shift = means.fields.get("shift")
        if piece.kind == "calendar" and 0 <= self.rank < Rank.MONTH:
            self.fields |= means.fields
            return self._done(index, piece, self.rank)
        if shift and self.rank >= Rank.DAY:
            return self._relative(index, piece, shift)
        if shift and self.rank >= Rank.YEAR and (same := self._alike(index, piece, shift)) > index:
            return same
        if not self._fits(piece, means) or (shift and "shift" in self.fields):
            return index
        self._merge(piece, means)
        if piece.kind == "weekday" and piece.gap == "(" and self.at.follows(piece.stop, "）", ")"):
            piece = replace(piece, stop=piece.stop + 1)
        return self._done(index, piece, means.rank if means.rank > self.rank or self._turned(piece) else self.rank)

    def _fits(self, piece: Piece, means: Fields) -> bool:
        """Whether a piece is finer than what stands before it; 末 is a part of whatever that is."""
        fields = means.fields
        if fields.get("edge_of") == "last":
            whole = 0 <= self.rank <= Rank.WITHIN_MONTH and "edge_of" not in self.fields
            return whole and (self.rank < Rank.WITHIN_MONTH or "third" not in self.fields)
        return "ends" not in fields and (means.rank > self.rank or self._turned(piece))

    def _turned(self, piece: Piece) -> bool:
        """Whether a date follows its weekday: 礼拜天, 二月十号."""
        return self.rank == Rank.WEEKDAY and piece.kind == "month" and piece.gap == ","

    def _merge(self, piece: Piece, means: Fields) -> None:
        fields = dict(means.fields)
        weak = fields.pop("weak", False)
        if weak and piece.kind != "clock":
            self.weak = True
        elif weak and self.rank < 0:
            fields["weak"] = True
        if means.rank >= Rank.PART_OF_DAY and self.rank == Rank.DAY:
            self.weak = False
        if not self.fields:
            self.fields = fields
            return
        if "clock" in fields and "clock" in self.fields:
            self._on_the_clock(fields)
        if "weekday" in fields and self.fields.get("unit") == "week":
            self.fields.pop("unit")
        if "part" in fields and (self.fields.get("unit") == "quarter" or self.fields.get("part", "")[:1] in ("Q", "H")):
            self.steps.append(Nth(1 if fields.pop("part") == "start" else -1, 1, "month"))
        self.fields |= fields

    def _on_the_clock(self, fields: dict[str, Any]) -> None:
        """A time of day behind a part of the day: 下午|3点; 晚|8点半."""
        half, word = self.fields.pop("clock"), self.fields.get("word")
        if fields["clock"][0].isdigit():
            self.fields.pop("hours", None)
            fields["clock"] = on_24(fields["clock"], half, word)
            self.fields["word"] = word or half

    def _alike(self, index: int, piece: Piece, shift: Shift) -> int:
        """去年|全年 is that year, 7月|当月 that month, 去年|同月 the month named before in it."""
        if (shift.anchor == "setting" and self.rank == Rank.YEAR) or (
            shift.unit == "month" and self.rank == Rank.MONTH
        ):
            return self._done(index, piece, self.rank)
        if shift.anchor != "antecedent" or shift.amount or shift.unit not in ("month", "day"):
            return index
        self.steps.append(Same(shift.unit))
        return self._done(index, piece, Rank.MONTH if shift.unit == "month" else Rank.DAY)

    def _relative(self, index: int, piece: Piece, shift: Shift) -> int:
        """圣诞节|前一天, 中秋|当天: counted from the day just named."""
        if shift.anchor != "antecedent" or shift.unit != "day" or self.rank != Rank.DAY:
            return index
        if shift.amount:
            self.steps.append(Away(1 if shift.amount > 0 else -1, (("day", Decimal(abs(shift.amount))),)))
        return self._done(index, piece, self.rank)

    def _short_year(self, index: int, piece: Piece, means: ShortYear) -> int:
        if self.rank >= Rank.YEAR or not means.year or not self._is_year(index, piece, means):
            return index
        self.fields["year"] = means.year
        behind = self._done(index, piece, Rank.YEAR)
        self.stop += self.at.follows(piece.stop, "版", "度")
        return behind

    def _is_year(self, index: int, piece: Piece, means: ShortYear) -> bool:
        """Whether two digits and 年 name a year here, and no length: by what they are, or by what stands beside them."""
        if index > 0 and isinstance(self.at.run[index - 1].means, Side) and not piece.gap:
            return False
        if means.length.amounts[0][1] > 99:
            return self.at.in_minguo and not self.at.follows(piece.stop, *_LENGTHS_GO_ON)
        if piece.gap == "to" or self.at.follows(piece.stop, "底", "初", "末", "版"):
            return True
        if means.sure and not self.at.follows(piece.stop, *_LENGTHS_GO_ON):
            return True
        following = self.at.run[index + 1] if index + 1 < len(self.at.run) else None
        if following is None:
            return False
        inside = following.gap == "" and following.kind in _IN_YEAR
        return inside or (following.gap == "to" and following.kind in ("year", "year2", "now"))

    def _nth(self, index: int, piece: Piece, means: Nth) -> int:
        if self.rank < 0:
            return self._nth_alone(index, piece, means)
        if not Rank.YEAR <= self.rank <= Rank.WITHIN_MONTH:
            return index
        self.steps.append(means)
        return self._done(index, piece, Rank.DAY if means.weekday else _RANKS.get(means.unit, Rank.CLOCK))

    def _nth_alone(self, index: int, piece: Piece, means: Nth) -> int:
        """三、四季度 are of the year of publication; the first day that 第三天 counts from is the one of publication."""
        if means.unit == "quarter" and means.number > 1:
            self.fields["shift"] = Shift("year", 0, "published")
            self.steps.append(means)
            return self._done(index, piece, Rank.PART_OF_YEAR)
        counted = means.unit == "day" or (means.unit == "year" and self.at.alone)
        if means.first < 2 or means.weekday is not None or not counted:
            return index
        self.fields["shift"] = Shift(means.unit, means.first - 1, "published")
        return self._done(index, piece, Rank.DAY if means.unit == "day" else Rank.YEAR)

    def _festival(self, index: int, piece: Piece, means: Festival) -> int:
        if self.rank > Rank.PART_OF_YEAR or (
            self.rank < 0 and means.name in WEAK_NAMES and not self._named_clearly(piece)
        ):
            return index
        self.fields.pop("lunar", None)
        self.steps.append(means)
        return self._done(index, piece, Rank.DAY)

    def _named_clearly(self, piece: Piece) -> bool:
        """Whether the words around say that a day is meant: “大雪”节气, and not snow."""
        return self.at.alone or self.at.follows(piece.stop, *_DAY_MEANT)

    def _side(self, index: int, means: Side) -> int:
        """2021年的|前|2周, 4月|前|4天; 圣诞节|前|一天; 明天的|之后|三天."""
        if index + 1 >= len(self.at.run) or self.at.run[index + 1].gap:
            return index
        found = self.at.length(index + 1)
        if found is None or len(found.amounts) != 1 or not found.amounts[0][1].is_finite():
            return index
        step = self._counted(means, found.amounts)
        if step is None:
            return index
        self.steps.append(step)
        self.rank, self.stop = Rank.DAY, found.stop
        return found.next

    def _counted(self, means: Side, amounts: Amounts) -> Step | None:
        """The first or last units of what was named, or those before or behind the day that was."""
        unit, number = amounts[0]
        near = means.word in ("前", "首", "后", "头")
        if Rank.YEAR <= self.rank <= Rank.WITHIN_MONTH and near and unit not in ("hour", "minute", "second"):
            return Nth(1 if means.sign < 0 else -1, int(number), unit)
        if self.rank != Rank.DAY:
            return None
        if near:
            return Away(means.sign, amounts)
        return Count(amounts) if means.sign > 0 else None

    def _away(self, index: int) -> int:
        """2月13号的|31天|前, 9月1号的|两个星期11小时|之后."""
        found = self.at.length(index)
        if found is None or self.rank != Rank.DAY:
            return index
        word = next((one for one in _AWAY if self.at.follows(found.stop, one)), None)
        if word is None:
            return index
        self.steps.append(Away(_AWAY[word], found.amounts))
        self.stop = found.stop + len(word)
        return found.next
