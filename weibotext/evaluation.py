"""Compares records with gold: how many items were wanted, found, and right.

Gold is a TOML file in the record's terms, in which spans are marked in context: ``at = "截至⟦6月30日⟧，全省"``. The text
around the marks, taken together, must stand exactly once in the text. A corpus holds articles, each with a file of gold
for everything, and files of single sentences with gold for bodies, accounts and claims (``corpora/README.md``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from weibotext.errors import InputError
from weibotext.record import Record
from weibotext.values import Span

OPEN, CLOSE = "⟦", "⟧"
Gold = Mapping[str, Any]
Key = Hashable
Split: TypeAlias = Literal["dev", "test"]

SORTS: Final = ("dates", "figures", "agencies", "regions", "accounts", "owners", "observations", "times", "themes")
SENTENCE_SORTS: Final = ("agencies", "regions", "accounts", "owners", "observations", "times")


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
    def precision(self) -> float:
        """The share of what was found that is right, 0 to 1; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found right, 0 to 1; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1; 1 where nothing was wanted and nothing found."""
        total = self.wanted + self.found
        return 2 * self.right / total if total else 1.0


class Sample(NamedTuple):
    """A text with its gold. ``sorts`` are the sorts of item that the gold is complete for.

    Rules may be tuned on ``dev``; ``test`` is for measuring only.
    """

    id: str
    source: str
    published: date
    split: Split
    gold: Gold
    sorts: tuple[str, ...]


def load_articles(corpus: Path) -> list[Sample]:
    """The articles of a corpus with their gold, by id.

    Raises :class:`InputError` when a file of gold is not TOML or lacks its date or its article.
    """
    return [_article(corpus, path) for path in sorted((corpus / "gold").glob("*.toml"))]


def _article(corpus: Path, path: Path) -> Sample:
    text = corpus / "articles" / f"{path.stem}.txt"
    if not text.is_file():
        raise InputError(f"{path}: has no article {text}; add it, or delete the gold")
    return _sample(path, {**load_gold(path), "id": path.stem, "text": text.read_text(encoding="utf-8")}, SORTS)


def load_sentences(corpus: Path) -> list[Sample]:
    """The single sentences of a corpus, file by file; each ``[[sentence]]`` has id, published, split and text.

    Raises :class:`InputError` when a file is not TOML or a sentence lacks one of these.
    """
    paths = sorted((corpus / "sentences").glob("*.toml"))
    return [_sample(path, gold, SENTENCE_SORTS) for path in paths for gold in load_gold(path).get("sentence", ())]


def _sample(path: Path, gold: Gold, sorts: tuple[str, ...]) -> Sample:
    name, text, published, split = (gold.get(key) for key in ("id", "text", "published", "split"))
    if not name or not text or not isinstance(published, date) or split not in (None, "dev", "test"):
        entry = name or text or "an entry"
        raise InputError(f"{path}: {entry} needs an id, a text, a date `published`, and dev or test for a split")
    return Sample(name, text, published, split or "dev", gold, sorts)


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


def compare(record: Record, gold: Gold, sorts: Sequence[str] = SORTS) -> Comparison:
    """A record of a text beside its gold, by sort of item.

    Dates count with span and TIMEX3 value, figures with span, value and modifier (an extent will do for a span), themes by
    label. Mentions of ``agencies`` and ``accounts`` count with span and name, ``regions`` are mentions of agencies with
    the code of the region as well, ``owners`` are accounts with name, platforms, day of opening, and the owner where the
    gold has one. ``observations`` count with subject, measure, value and modifier, ``times`` are observations with their
    time as well. What lies in an ``ignore`` passage counts neither way.
    """
    source, ignored = record.source, [located(record.source, one["at"]) for one in gold.get("ignore", ())]
    compared = {name: _compared(name, *_SIDES[name](source, gold, record), ignored) for name in sorts}
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
            missed.append(f"{name} missed   {_shown(key)}")
        else:
            left.remove(match)
            right += 1
    left = [
        one for one in left if not (isinstance(one, _Placed) and any(span.covers(one.spans[0]) for span in ignored))
    ]
    return Score(len(wanted), right + len(left), right), missed + [f"{name} spurious {_shown(key)}" for key in left]


def _meets(wanted: Any, found: Any) -> bool:
    if isinstance(found, _Placed):
        return wanted.said == found.said and bool(set(wanted.spans) & set(found.spans))
    return bool(wanted == found)


class _Placed(NamedTuple):
    """An item by the spans it may be met by and what it says; ``text`` is for reading."""

    text: str
    said: Hashable
    spans: tuple[Span, ...]


def _shown(key: Any) -> str:
    """An item for reading: the text it stands for, and what is said of it."""
    if isinstance(key, _Placed):
        return f"{key.text} = {_shown(key.said)}"
    if isinstance(key, tuple):
        return ", ".join(_shown(part) for part in key)
    return f"{key:f}" if isinstance(key, Decimal) else str(key)


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


def _gold_mentions(source: str, gold: Gold, key: str, said: Callable[[Gold], Hashable]) -> list[_Placed]:
    mentions = [(located(source, at), said(entity)) for entity in gold.get(key, ()) for at in entity["mentions"]]
    return [_Placed(source[slice(*span)], said, (_without_sign(source, span),)) for span, said in mentions]


def _own_mentions(entities: Iterable[Any], said: Callable[[Any], Hashable]) -> list[_Placed]:
    return [
        _Placed(one.text, said(entity), (Span(one.span.start + one.text.startswith(("@", "＠")), one.span.stop),))
        for entity in entities
        for one in entity.mentions
        if one.basis != "handle" or hasattr(entity, "platforms")
    ]


def _without_sign(source: str, span: Span) -> Span:
    return Span(span.start + source.startswith(("@", "＠"), span.start), span.stop)


def _gold_owners(gold: Gold) -> list[Key]:
    accounts = gold.get("accounts", ())
    return [
        (one["name"], one.get("agency"), tuple(sorted(one["platforms"])), _string(one.get("opened")))
        for one in accounts
    ]


def _own_owners(record: Record, gold: Gold) -> list[Key]:
    """The accounts of a record; an owner that the gold does not state is not compared."""
    names = {agency.id: agency.name for agency in record.agencies}
    stated = {one["name"] for one in gold.get("accounts", ()) if "agency" in one}
    return [
        (
            one.name,
            names.get(one.agency or "") if one.name in stated else None,
            tuple(sorted(one.platforms)),
            one.opened,
        )
        for one in record.accounts
    ]


def _string(value: date | None) -> str | None:
    return None if value is None else str(value)


_FIRST_MEASURES: Final = frozenset(
    (
        *(
            "followers",
            "audience",
            "posts",
            "posts_per_day",
            "reposts_and_comments",
            "reposts",
            "comments",
            "likes",
            "views",
        ),
        *(
            "accounts",
            "topics",
            "characters_published",
            "cases_handled",
            "evacuated",
            "personnel",
            "projects",
            "investment",
        ),
        *("cases_solved", "detained", "opened"),
    )
)
"""What gold is complete for that does not say ``measures = "all"``; claims of other measures are then not compared."""


def _gold_claims(gold: Gold, *, timed: bool = False) -> list[Key]:
    return [
        (one["subject"], one["measure"], _number(one["value"]), one.get("mod", "exact"))
        + ((one.get("time") if one["measure"] != "opened" else None,) if timed else ())
        for one in gold.get("observations", ())
    ]


def _own_claims(record: Record, gold: Gold, *, timed: bool = False) -> list[Key]:
    whole = gold.get("measures") == "all"
    return [
        (row["subject_name"], row["measure"], _number(row["value"]), row["mod"])
        + ((_time(row) if row["measure"] != "opened" else None,) if timed else ())
        for row in record.observations_table()
        if whole or row["measure"] in _FIRST_MEASURES
    ]


def _time(row: Mapping[str, Any]) -> Any:
    """The time of a claim; 目前 says no more than nothing."""
    return None if row["time"] == "PRESENT_REF" else row["time"]


def _code(agency: Any) -> str | None:
    return agency.region.code if agency.region else None


_Sides: TypeAlias = tuple[Sequence[Key], Sequence[Key]]
_SIDES: Final[Mapping[str, Callable[[str, Gold, Record], _Sides]]] = {
    "dates": lambda source, gold, record: (
        _gold_spans(source, gold, "dates", _gold_date),
        _own(record.dates, lambda one: one.timex),
    ),
    "figures": lambda source, gold, record: (
        _gold_spans(source, gold, "figures", _gold_figure),
        _own(record.figures, _own_figure),
    ),
    "agencies": lambda source, gold, record: (
        _gold_mentions(source, gold, "agencies", lambda one: one["name"]),
        _own_mentions(record.agencies, lambda one: one.name),
    ),
    "regions": lambda source, gold, record: (
        _gold_mentions(source, gold, "agencies", lambda one: (one["name"], one.get("region"))),
        _own_mentions(record.agencies, lambda one: (one.name, _code(one))),
    ),
    "accounts": lambda source, gold, record: (
        _gold_mentions(source, gold, "accounts", lambda one: one["name"]),
        _own_mentions(record.accounts, lambda one: one.name),
    ),
    "owners": lambda source, gold, record: (_gold_owners(gold), _own_owners(record, gold)),
    "observations": lambda source, gold, record: (_gold_claims(gold), _own_claims(record, gold)),
    "times": lambda source, gold, record: (_gold_claims(gold, timed=True), _own_claims(record, gold, timed=True)),
    "themes": lambda source, gold, record: (gold.get("themes", ()), [theme.label for theme in record.themes]),
}


def totals(comparisons: Iterable[Comparison]) -> dict[str, Score]:
    """The scores of many texts added up, by sort of item."""
    scores: dict[str, Score] = {}
    for comparison in comparisons:
        for name, score in comparison.scores.items():
            scores[name] = scores.get(name, Score(0, 0, 0)) + score
    return scores
