"""What figures measure: the lexicon ``lexicons/measures.toml``, and where its words stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.lexicon import read_entries
from weibotext.phrases import Phrases
from weibotext.values import Span

SubjectKind: TypeAlias = Literal["account", "agency", "region"]
EVERYBODY: Final[tuple[SubjectKind, ...]] = ("account", "agency", "region")

NOUN_REACH: Final = 14
"""So many characters may stand between a noun and the figure behind it: 粉丝|数量目前已经达到了|42万."""

VERB_REACH: Final = 30
"""So many between a verb and the figure, for its object may stand there: 办理|网友咨询、求助和投诉|5260件."""

_OBJECT: Final = 2
"""So many characters may stand between a verb and a noun that is its object."""

_ENDING: Final = re.compile("[^\u3400-\u9fffA-Za-z0-9]|[的以之上及和与等已也均就而左或居位在]|$")
_INSIDE: Final = re.compile(
    "[的和与在及]"
)  # what stands in the gap before a noun behind a figure makes it another phrase's


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the words that announce it, the units its figures may have, and whom it may be said of."""

    name: str
    label: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    behind: int
    units: frozenset[str] | None
    per: str | None
    subjects: tuple[SubjectKind, ...]

    def fits(self, unit: str | None, per: str | None) -> bool:
        """Whether a figure may be one of this measure, by its unit and by what it is counted per."""
        return self.per == per and (self.units is None or (unit or "") in self.units)


@cache
def measures() -> tuple[Measure, ...]:
    """The measures of ``lexicons/measures.toml``, in its order.

    >>> measures()[0].name
    'followers'
    """
    return tuple(
        Measure(
            entry["name"],
            entry["label"],
            tuple(entry.get("nouns", ())),
            tuple(entry.get("verbs", ())),
            entry.get("behind", 0),
            frozenset(entry["units"]) if "units" in entry else None,
            entry.get("per"),
            tuple(entry.get("subjects", EVERYBODY)),
        )
        for entry in read_entries("measures.toml", "measure", name=str, label=str)
    )


class _Words(NamedTuple):
    """All words that announce measures, and the measures of each by its number, as nouns and as verbs.

    ``farthest`` is how far behind a figure a noun may stand.
    """

    phrases: Phrases
    nouns: tuple[Sequence[Measure], ...]
    verbs: tuple[Sequence[Measure], ...]
    farthest: int


@cache
def _words() -> _Words:
    nouns: dict[str, list[Measure]] = {}
    verbs: dict[str, list[Measure]] = {}
    for measure in measures():
        for word in measure.nouns:
            nouns.setdefault(word, []).append(measure)
        for word in measure.verbs:
            verbs.setdefault(word, []).append(measure)
    words = tuple(dict.fromkeys([*nouns, *verbs]))
    by_noun = tuple(nouns.get(word, ()) for word in words)
    by_verb = tuple(verbs.get(word, ()) for word in words)
    return _Words(Phrases(words), by_noun, by_verb, max(measure.behind for measure in measures()))


class Announcements:
    """The words of a clean text that announce measures; of words that overlap, the first and longest.

    >>> found = Announcements("粉丝已达42万余人，被转发272次")
    >>> found.measure(Span(4, 9), Span(0, 9), "人", None).name
    'followers'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = _words().phrases.find_numbers(text)
        self._starts = [start for _, start, _ in self._found]

    def near(self, figure: Span) -> bool:
        """Whether a word stands so near a figure that it may announce what that measures: soon told, and seldom so."""
        here = bisect_left(self._starts, figure.start)
        if here and self._found[here - 1][2] >= figure.start - VERB_REACH:
            return True
        return here < len(self._starts) and self._starts[here] <= figure.stop + _words().farthest

    def measure(self, figure: Span, clause: Span, unit: str | None, per: str | None) -> Measure | None:
        """The measure that the words of ``clause`` announce for a figure in it: the nearest before it, or right behind.

        What stands behind is counted only where something counts it: a clause that begins with the figure (4个微博上线以来)
        is about those, and says nothing of their number.
        """
        here = bisect_left(self._starts, figure.start)
        for place in range(here - 1, -1, -1):
            word, start, stop = self._found[place]
            if start < clause.start or stop < figure.start - VERB_REACH:
                break
            if known := self._before(word, stop, figure, unit, per):
                return self._governing(place, clause, unit, per) or known
        return self._behind(here, figure, clause, unit, per) if clause.start < figure.start else None

    def _before(self, word: int, stop: int, figure: Span, unit: str | None, per: str | None) -> Measure | None:
        """What a word before a figure announces, unless the figure begins another item of a list."""
        if self._text[figure.start - 1] == "、" or stop > figure.start:
            return None
        words = _words()
        nouns = words.nouns[word] if figure.start - stop <= NOUN_REACH else ()
        known = _fitting(nouns, unit, per)
        if known and _ENDING.match(self._text, figure.stop):
            return known
        return _fitting(words.verbs[word], unit, per)

    def _governing(self, place: int, clause: Span, unit: str | None, per: str | None) -> Measure | None:
        """What a verb right before a noun announces, whose object the noun is: 回应|网民|留言2106条."""
        word, start, stop = self._found[place - 1]
        if place == 0 or start < clause.start or not 0 <= self._starts[place] - stop <= _OBJECT:
            return None
        return _fitting(_words().verbs[word], unit, per)

    def _behind(self, here: int, figure: Span, clause: Span, unit: str | None, per: str | None) -> Measure | None:
        """What the next noun behind a figure announces: 10个话题."""
        if here == len(self._found):
            return None
        word, start, stop = self._found[here]
        gap = start - figure.stop
        if not 0 <= gap <= clause.stop - figure.stop or not _ENDING.match(self._text, stop):
            return None
        if _INSIDE.search(self._text, figure.stop, start):
            return None
        return _fitting(_words().nouns[word], unit, per, gap)


def _fitting(able: Sequence[Measure], unit: str | None, per: str | None, gap: int = 0) -> Measure | None:
    """The first measure that a figure may be one of, behind which its noun stands by so many characters."""
    for measure in able:
        if gap <= measure.behind and measure.fits(unit, per):
            return measure
    return None
