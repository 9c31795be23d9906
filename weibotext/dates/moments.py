"""Reads a moment from pieces that go from coarse to fine: 今年|3月|2日|上午|9时, 去年|春节, 2021年|第一周."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from weibotext.dates.builder import Builder
from weibotext.dates.cursor import Cursor, Part
from weibotext.dates.meanings import Fields
from weibotext.dates.pieces import Piece
from weibotext.dates.written import Lunar, Moment, Shift

_PLAIN: Final = frozenset(("full", "year", "wordyear", "month", "wordmonth", "day", "wordday"))


def plain_moment(run: Sequence[Piece]) -> Moment | None:
    """The moment of a run that is nothing but a year, a month and a day, or some of them: the usual case, taken quickly."""
    fields: dict[str, Any] = {}
    rank = 0
    for piece in run:
        means = piece.means
        if piece.kind not in _PLAIN or piece.gap or not isinstance(means, Fields) or means.rank <= rank:
            return None
        if not fields.keys().isdisjoint(means.fields) or "lunar" in means.fields:
            return None
        rank = means.rank
        fields |= means.fields
    lone_day = len(run) == 1 and run[0].kind == "day"
    return None if lone_day or ("shift" in fields and run[0].kind not in _WORDS) else Moment(**fields)


_WORDS: Final = frozenset(("wordyear", "wordmonth", "wordday"))


def moment(at: Cursor, start: int, *, before_join: bool = False) -> Part | None:
    """The moment that begins at a piece, as far as it goes; ``None`` if none does.

    ``before_join`` says that a number without its unit may end it: the 1 of 今年1至6月.
    """
    known = at.moments
    key = -1 - start if before_join and "bare" in at.behind else start
    if key not in known:
        known[key] = _moment(at, start, before_join)
    return known[key]


def _moment(at: Cursor, start: int, before_join: bool) -> Part | None:
    state = Builder(at)
    index = start
    while index < len(at.run):
        piece = at.run[index]
        if index > start and not state.continues(piece):
            break
        taken = state.take(index, before_join=before_join)
        if taken == index:
            break
        index = taken
    return state.part(index) if index > start else None


def bare_before(part: Part | None) -> str | None:
    """The unit that a bare number shares with the range's end: month in 1—7月."""
    if part is None:
        return None
    return next((unit for unit in ("year", "month", "day", "clock") if unit in part.fields), None)


def moment_of(part: Part) -> Moment:
    """The fields as a moment; what stands alone is anchored: 上半年 is of the year of publication, 年底 of the one told of."""
    fields = dict(part.fields)
    steps = part.steps
    if fields.pop("lunar", False) and ("month" in fields or "day" in fields):
        lunar = Lunar(fields.pop("month", None), fields.pop("day", None), fields.pop("leap", False))
        steps = (lunar, *steps)
    half_of, edge_of = fields.get("half_of"), fields.get("edge_of")
    unit = fields.get("unit")
    if half_of in ("month", "week"):
        unit = half_of
    elif "third" in fields:
        unit = "month"
    shift = fields.get("shift") or _implied(fields, half_of, edge_of)
    clock = fields.get("clock")
    if "hours" in fields and clock in ("NI", "MO", "AF", "EV", "MI"):
        clock = f"{clock}{fields['hours'][0]}-{fields['hours'][1]}"
    return Moment(
        fields.get("year"), fields.get("month"), fields.get("day"), fields.get("part"), fields.get("weekday"),
        clock, shift, unit, steps,
    )  # fmt: skip


_THIS_WEEK: Final = Shift("week", 0, "published")
_THIS_MONTH: Final = Shift("month", 0, "published")
_THIS_YEAR: Final = Shift("year", 0, "published")
_ITS_YEAR: Final = Shift("year", 0, "setting")


def _implied(fields: dict[str, Any], half_of: str | None, edge_of: str | None) -> Shift | None:
    """The anchor of a part that names no whole."""
    if "part" not in fields or "year" in fields or "month" in fields or "unit" in fields:
        return None
    if half_of == "week":
        return _THIS_WEEK
    if half_of == "month" or edge_of == "month" or "third" in fields:
        return _THIS_MONTH
    return _ITS_YEAR if edge_of == "year" else _THIS_YEAR
