"""Compares records with gold: how many items were wanted, found, and right.

Gold is a TOML file in the record's terms, in which spans are marked in context: ``at = "截至⟦6月30日⟧，全省"``. The text
around the marks, taken together, must stand exactly once in the article.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, NamedTuple

from weibotext.errors import InputError
from weibotext.record import Record
from weibotext.values import Span

OPEN, CLOSE = "⟦", "⟧"
Gold = Mapping[str, Any]
Key = Hashable


class Score(NamedTuple):
    """How many items were wanted, found and right.

    >>> Score(4, 5, 3).f1
    0.6666666666666666
    """

    wanted: int
    found: int
    right: int

    def __add__(self, other: Score) -> Score:  # type: ignore[override]
        return Score(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1; 1 where nothing was wanted and nothing found."""
        total = self.wanted + self.found
        return 2 * self.right / total if total else 1.0


def load_gold(path: Path) -> Gold:
    """The gold of one article. Raises :class:`InputError` when the file is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise InputError(f"{path}: is not TOML: {problem}; mend the line") from None


def located(source: str, marked: str) -> Span:
    """Where a marked passage stands in ``source``.

    Raises :class:`InputError` when it has not one pair of marks, or does not stand exactly once.

    >>> located("截至6月30日，全省", "截至⟦6月30日⟧，")
    Span(start=2, stop=7)
    """
    before, _, rest = marked.partition(OPEN)
    text, _, after = rest.partition(CLOSE)
    passage = before + text + after
    if not text or OPEN in passage or CLOSE in passage or source.count(passage) != 1:
        raise InputError(f"{marked!r} must hold one pair of {OPEN}{CLOSE} and stand exactly once in the article")
    start = source.index(passage) + len(before)
    return Span(start, start + len(text))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score of each sort of item by name, and what went wrong, one line each."""

    scores: Mapping[str, Score]
    faults: tuple[str, ...]


def compare(record: Record, gold: Gold) -> Comparison:
    """A record of an article beside its gold.

    Dates count with span and TIMEX3 value, figures with span, value and modifier (an extent will do for a span), mentions
    with span and name, observations with subject, measure, value and modifier, themes by label. What lies in an
    ``ignore`` passage counts neither way.
    """
    source, ignored = record.source, [located(record.source, one["at"]) for one in gold.get("ignore", ())]
    parts: dict[str, tuple[Sequence[Key], Sequence[Key]]] = {
        "dates": (_gold_spans(source, gold, "dates", _gold_date), _own(record.dates, lambda one: one.timex)),
        "figures": (_gold_spans(source, gold, "figures", _gold_figure), _own(record.figures, _own_figure)),
        "agencies": (_gold_mentions(source, gold, "agencies"), _own_mentions(record.agencies)),
        "accounts": (_gold_mentions(source, gold, "accounts"), _own_mentions(record.accounts)),
        "observations": (list(_gold_claims(gold)), list(_own_claims(record))),
        "themes": (list(gold.get("themes", ())), [theme.label for theme in record.themes]),
    }
    compared = {name: _compared(name, wanted, found, ignored) for name, (wanted, found) in parts.items()}
    return Comparison(
        {name: score for name, (score, _) in compared.items()},
        tuple(fault for _, faults in compared.values() for fault in faults),
    )


def _compared(
    name: str, wanted: Sequence[Key], found: Sequence[Key], ignored: Sequence[Span]
) -> tuple[Score, list[str]]:
    """The score of two bags of keys; a key of spans is met by another that shares one of them and says the same.

    What meets none and lies in an ignored span is not counted as found.
    """
    left, right = list(found), 0
    missed = []
    for key in wanted:
        match = next((one for one in left if _meets(key, one)), None)
        if match is None:
            missed.append(f"{name} missed   {key}")
        else:
            left.remove(match)
            right += 1
    left = [
        one for one in left if not (isinstance(one, _Placed) and any(span.covers(one.spans[0]) for span in ignored))
    ]
    return Score(len(wanted), right + len(left), right), missed + [f"{name} spurious {key}" for key in left]


def _meets(wanted: Any, found: Any) -> bool:
    if isinstance(found, _Placed):
        return wanted.said == found.said and bool(set(wanted.spans) & set(found.spans))
    return bool(wanted == found)


class _Placed(NamedTuple):
    """An item by the spans it may be met by and what it says; ``text`` is for reading."""

    text: str
    said: Hashable
    spans: tuple[Span, ...]


def _gold_spans(source: str, gold: Gold, key: str, said: Callable[[Gold], Hashable]) -> list[_Placed]:
    spans = [(located(source, one["at"]), one) for one in gold.get(key, ())]
    return [_Placed(source[slice(*span)], said(one), (span,)) for span, one in spans]


def _own(items: Iterable[Any], said: Callable[[Any], Hashable]) -> list[_Placed]:
    return [_Placed(one.text, said(one), (one.span, one.extent)) for one in items]


def _gold_date(one: Gold) -> Hashable:
    return str(one["timex"])


def _gold_figure(one: Gold) -> Hashable:
    return _number(one.get("value")), _number(one.get("low")), _number(one.get("high")), one.get("mod", "exact")


def _own_figure(one: Any) -> Hashable:
    return _number(one.value), _number(one.low), _number(one.high), one.mod


def _number(value: Any) -> Hashable:
    """A number rounded as texts round; a date or another string as it is."""
    if value is None:
        return None
    try:
        return round(Decimal(str(value)), 6).normalize()
    except InvalidOperation:
        return str(value)


def _gold_mentions(source: str, gold: Gold, key: str) -> list[_Placed]:
    mentions = [(located(source, at), entity["name"]) for entity in gold.get(key, ()) for at in entity["mentions"]]
    return [_Placed(source[slice(*span)], name, (_without_sign(source, span),)) for span, name in mentions]


def _own_mentions(entities: Iterable[Any]) -> list[_Placed]:
    return [
        _Placed(one.text, entity.name, (Span(one.span.start + one.text.startswith(("@", "＠")), one.span.stop),))
        for entity in entities
        for one in entity.mentions
        if one.basis != "handle" or hasattr(entity, "platforms")
    ]


def _without_sign(source: str, span: Span) -> Span:
    return Span(span.start + source.startswith(("@", "＠"), span.start), span.stop)


def _gold_claims(gold: Gold) -> Iterator[Key]:
    for one in gold.get("observations", ()):
        yield one["subject"], one["measure"], _number(one["value"]), one.get("mod", "exact")


def _own_claims(record: Record) -> Iterator[Key]:
    for row in record.observations_table():
        yield row["subject_name"], row["measure"], _number(row["value"]), row["mod"]


SORTS: Final = ("dates", "figures", "agencies", "accounts", "observations", "themes")


def totals(comparisons: Iterable[Comparison]) -> dict[str, Score]:
    """The scores of many articles added up, by sort of item."""
    scores = dict.fromkeys(SORTS, Score(0, 0, 0))
    for comparison in comparisons:
        for name in SORTS:
            scores[name] = scores[name] + comparison.scores[name]
    return scores
