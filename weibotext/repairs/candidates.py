"""Which characters may stand where bytes were lost, and what that costs before the neighbours are asked.

A converted page holds traditional characters and few simplified ones; what is lost at the start of a run is nearly always
a full stop. Costs are in nats, like the log probabilities that they are added to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import compress
from operator import add, itemgetter
from typing import Final, NamedTuple

from weibotext.repairs.gbk import TRAILS, characters, codes, exchanged, unlikely_on_pages
from weibotext.repairs.language import language, plain

UNLIKELY: Final = -4.0
"""A simplified character that conversion would have exchanged."""

STOP: Final = 2.8
"""A full stop: of the characters that lose their first byte, by far the most."""

BALANCED: Final = 5.0
"""A quotation mark that opens or closes as the paragraph needs it."""

ENDING: Final = 3.0
"""A closing one at the end of a paragraph."""

REPEATED: Final = 3.5
"""An exclamation mark before another mark of that kind."""

FREQUENT: Final = 90
"""So many candidates are looked at, the most frequent ones."""

CHECKED: Final = 6
"""So many of them are compared with the rest of the page first."""

ROUNDED: Final = 1e-9
"""Sums of the same numbers in another order differ by less, in nats."""

ON_PAGE: Final = 4.0
"""The page has these two characters together elsewhere, which may be so on both sides."""

PRIVATE_TRAILS: Final = (range(0xA1, 0xFF), range(0x81, 0xA1))
"""The second bytes of private-use characters: of rows AA to AF and F8 to FE, and of rows A1 to A7."""

_PRIVATE_LEADS: Final = ((*range(0xAA, 0xB0), *range(0xF8, 0xFF)), tuple(range(0xA1, 0xA8)))


class Candidate(NamedTuple):
    """A character as the page would have it, as the model has it, and its cost."""

    character: str
    form: str
    cost: float


class Candidates:
    """Candidates for one place, and what is asked of all of them at once."""

    __slots__ = ("_chances", "_costly", "characters", "each", "forms")

    def __init__(self, each: Iterable[Candidate]) -> None:
        self.each = tuple(each)
        self.characters = tuple(one.character for one in self.each)
        self.forms = tuple(one.form for one in self.each)
        self._costly = tuple((place, one.cost) for place, one in enumerate(self.each) if one.cost)
        self._chances: Callable[[Mapping[str, float]], Iterable[float]] = _looked_up(self.forms)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.each)

    def worth(self, row: Mapping[str, float]) -> list[float]:
        """What each is worth behind the character whose row of the model this is."""
        found = list(self._chances(row))
        for place, cost in self._costly:
            found[place] += cost
        return found


def _looked_up(forms: tuple[str, ...]) -> Callable[[Mapping[str, float]], Iterable[float]]:
    return itemgetter(*forms) if len(forms) > 1 else lambda row: map(row.__getitem__, forms)


@lru_cache(maxsize=4096)
def leading_on(candidates: Candidates, then: str) -> list[float]:
    """How likely ``then`` is behind each of the candidates.

    >>> dict(zip(by_lead(0xCE).forms, leading_on(by_lead(0xCE), "博")))["微"] == language().rows["微"]["博"]
    True
    """
    rows = language().rows
    return [rows[form][then] for form in candidates.forms]


def most_likely(
    many: int, candidates: Candidates, row: Mapping[str, float], before: float = 0.0
) -> list[tuple[float, Candidate]]:
    """The ``many`` best candidates, with what they are worth behind ``before``; more where some are worth the same."""
    worth = candidates.worth(row)
    floor = sorted(worth)[-many:][0] - ROUNDED if worth else 0.0
    return [(before + row[one.form] + one.cost, one) for one in compress(candidates.each, map(floor.__le__, worth))]


def pairs(lead: int, trail: int, row: Mapping[str, float], many: int = 4) -> list[tuple[float, str]]:
    """The likeliest pairs of characters between whose first and last byte a private-use character was dropped.

    ``lead`` is the first byte of the first, ``trail`` the second byte of the second, ``row`` what stands before.

    >>> "座的" in [both for _, both in pairs(0xD7, 0xC4, language().rows["在"])]
    True
    """
    halves, rows = before_private_use(lead), language().rows
    firsts = [(score, one, half) for half in (0, 1) for score, one in most_likely(3, halves[half], row)]
    found = [
        (score, first.character + second.character)
        for before, first, half in sorted(firsts, reverse=True)[:3]
        for score, second in most_likely(many, after_private_use(trail, half), rows[first.form], before)
    ]
    return sorted(found, reverse=True)[:many]


def ranked_before(
    candidates: Candidates, row: Mapping[str, float], then: str, many: int = CHECKED
) -> list[tuple[float, float, str]]:
    """The best candidates, each with what it is worth before ``then``, and before what is not known."""
    alone = candidates.worth(row)
    if not alone:
        return []
    worth = list(map(add, alone, leading_on(candidates, then))) if then else alone
    floor = max(worth) - 2 * ON_PAGE
    found = compress(zip(worth, alone, candidates.characters, strict=True), map(floor.__le__, worth))
    return sorted(found, reverse=True)[:many]


def best_before(candidates: Candidates, row: Mapping[str, float], then: str) -> list[tuple[float, float, str]]:
    """The first that :func:`ranked_before` has, in less time."""
    alone = candidates.worth(row)
    worth = map(add, alone, leading_on(candidates, then)) if then else alone
    found = max(zip(worth, alone, candidates.characters, strict=True), default=None)
    return [found] if found else []


@cache
def likely_behind(lead: int) -> frozenset[int]:
    """The bytes that make with ``lead`` before them a character that text on a page may hold.

    >>> 0xA2 in likely_behind(0xCE), 0xD9 in likely_behind(0xA9)
    (True, False)
    """
    known, forms, unlikely = language().places, plain(), unlikely_on_pages()
    row = ((trail, characters()[lead << 8 | trail]) for trail in TRAILS)
    return frozenset(trail for trail, one in row if forms.get(one, one) in known and one not in unlikely)


def _candidate(code: int) -> Candidate | None:
    character = characters()[code]
    form = plain().get(character, character)
    if form not in language().places:
        return None
    return Candidate(character, form, UNLIKELY if character in unlikely_on_pages() else 0.0)


def _frequent(found: Iterable[int]) -> Candidates:
    places = language().places
    candidates = [one for code in found if (one := _candidate(code))]
    return Candidates(sorted(candidates, key=lambda one: places[one.form])[:FREQUENT])


@cache
def by_lead(lead: int) -> Candidates:
    """The characters with this first byte.

    >>> [one.character for one in by_lead(0xA1)][:4]
    ['。', '“', '”', '、']
    """
    return _frequent(lead << 8 | trail for trail in range(0x40, 0xFF))


@cache
def by_trail(trail: int) -> Candidates:
    """The characters with this second byte.

    >>> {one.character for one in by_trail(0xA3)} >= {"。", "海", "校", "常"}
    True
    """
    found = _frequent(lead << 8 | trail for lead in range(0x81, 0xFF))
    return Candidates(one if one.character != "。" else one._replace(cost=STOP) for one in found)


@cache
def repeated() -> Candidates:
    """The same with A1, before an exclamation or question mark: another may have stood there."""
    return Candidates(one if one.form != "!" else one._replace(cost=REPEATED) for one in by_trail(0xA1))


@cache
def balanced(is_open: bool, is_ending: bool) -> Candidates:
    """The marks of row A1, where a quotation is open or not, at the end of a paragraph or not.

    >>> max(balanced(True, False), key=lambda one: one.cost).character
    '”'
    """
    return Candidates(
        one._replace(cost=one.cost + _balance(one.character, is_open, is_ending)) for one in by_lead(0xA1)
    )


def _balance(character: str, is_open: bool, is_ending: bool) -> float:
    if character not in "“”":
        return 0.0
    closes = character == "”"
    return (BALANCED if closes == is_open else -BALANCED) + (ENDING if closes else -ENDING) * is_ending


@cache
def before_private_use(lead: int) -> tuple[Candidates, Candidates]:
    """The characters with this first byte whose second begins a private-use character, by the half that is in."""
    first, second = (_frequent(lead << 8 | trail for trail in trails) for trails in _PRIVATE_LEADS)
    return first, second


@cache
def after_private_use(trail: int, half: int) -> Candidates:
    """The characters with this second byte whose first ends a private-use character of this half."""
    return _frequent(lead << 8 | trail for lead in PRIVATE_TRAILS[half])


@cache
def keys(lead: int, reading: str) -> tuple[str, ...]:
    """The characters with this first byte that may be glossed with this reading.

    >>> keys(0x84, "wù")
    ('務',)
    """
    return _keys().get((lead, reading), ())


@cache
def _keys() -> dict[tuple[int, str], tuple[str, ...]]:
    known = codes()
    found: dict[tuple[int, str], list[str]] = {}
    for character, entry in exchanged().items():
        if character in known:
            for reading in entry.readings:
                found.setdefault((known[character] >> 8, reading), []).append(character)
    return {key: tuple(values) for key, values in found.items()}
