"""Claims: which figure says what of whom, and when.

A figure becomes a claim when a word of its clause announces a measure (``lexicons/measures.toml``) and a subject stands
before it: an account or a body in the sentence or, failing that, the account that its paragraph speaks of, or a region
named in the sentence. Its date is the nearest in the sentence. An account's opening is a claim as well, with a date for
a value.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.lexicon import read_entries
from weibotext.rules import any_of
from weibotext.values import Span

SubjectKind: TypeAlias = Literal["account", "agency", "region", "whole"]
SENTENCE_END: Final = re.compile("[。！？!?]|\n")
_CLAUSE_END: Final = re.compile("[，。；！？,;!?\n]")
_HOLDING: Final = frozenset(("date", "time", "reference", "range"))
_OPENING: Final = re.compile("开通|上线|注册|开设|开博|启用|亮相")
_NEAR: Final = 14
"""So many characters may stand between the word and the figure."""

_REACH: Final = _NEAR + 8  # and the word itself
_BEHIND: Final = 8
"""So many characters behind a figure may announce its measure: 10|个话题."""


class Subject(NamedTuple):
    """Somebody of whom a claim may be made: where they are named, and their id in the record.

    A ``whole`` is a region named by its level (全市), which takes the claims of its clause from the bodies before it.
    """

    span: Span
    id: str
    kind: SubjectKind


class Number(NamedTuple):
    """A figure as claims need it, in clean coordinates."""

    id: str
    span: Span
    extent: Span
    value: str
    mod: str
    unit: str | None
    per: str | None


class Time(NamedTuple):
    """A date as claims need it; only dates of a day, a month or a year can hold for a claim."""

    id: str
    span: Span
    timex: str
    kind: str


class Claim(NamedTuple):
    """A claim in clean coordinates; ``figure`` is ``None`` where the value is a date."""

    subject: str
    measure: str
    figure: str | None
    date: str | None
    value: str
    mod: str
    unit: str | None
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the words that announce it and the units its figures may have."""

    name: str
    label: str
    words: tuple[str, ...]
    units: frozenset[str] | None
    per: str | None


@cache
def measures() -> tuple[Measure, ...]:
    """The measures of ``lexicons/measures.toml``, in its order.

    >>> measures()[0].name
    'followers'
    """
    entries = read_entries("measures.toml", "measure", name=str, label=str, words=list)
    return tuple(
        Measure(
            entry["name"],
            entry["label"],
            tuple(entry["words"]),
            frozenset(entry["units"]) if "units" in entry else None,
            entry.get("per"),
        )
        for entry in entries
    )


@cache
def _announcing() -> tuple[re.Pattern[str], dict[str, list[Measure]]]:
    """All words that announce a measure, as one pattern that also finds a word inside another, and their measures."""
    words: dict[str, list[Measure]] = {}
    for measure in measures():
        for word in measure.words:
            words.setdefault(word, []).append(measure)
    return re.compile(f"(?=({any_of(words)}))"), words


def find_claims(
    text: str, numbers: Sequence[Number], times: Sequence[Time], subjects: Iterable[Subject]
) -> list[Claim]:
    """The claims of a clean text, in order of their spans.

    >>> number = Number("f1", Span(11, 16), Span(11, 16), "420000", "more_than", "人", None)
    >>> claims = find_claims("@贵州公安的粉丝已达到42万余人", [number], [], [Subject(Span(0, 5), "w1", "account")])
    >>> [(claim.subject, claim.measure, claim.value) for claim in claims]
    [('w1', 'followers', '420000')]
    """
    ordered = tuple(sorted(subjects, key=lambda one: one.span))
    sentences = [0, *(hit.end() for hit in SENTENCE_END.finditer(text)), len(text) + 1]
    scene = _Scene(text, ordered, [one.span.start for one in ordered], tuple(times), sentences)
    stops = [0, *(number.span.stop for number in numbers)]
    found = [scene.claim(number, stops[place]) for place, number in enumerate(numbers)]
    return sorted([claim for claim in found if claim] + list(scene.openings()), key=lambda claim: claim.span)


@dataclass(frozen=True, slots=True)
class _Scene:
    text: str
    subjects: tuple[Subject, ...]
    places: list[int]  # where the subjects begin
    times: tuple[Time, ...]
    sentences: list[int]  # where the sentences begin, and the text's end

    def claim(self, number: Number, after: int) -> Claim | None:
        """The claim that a figure makes, where one is announced behind ``after``, the end of the figure before it."""
        clause = self._clause_start(number.span.start, after)
        measure = _announced(self.text, clause, number)
        if measure is None:
            return None
        sentence = self._sentence(number.span)
        subject = self._subject(number.span.start, sentence.start)
        if subject is None:
            return None
        time = self._time(number.span, sentence)
        start = min(clause, subject.span.start) if sentence.start <= subject.span.start else clause
        return Claim(
            subject.id,
            measure.name,
            number.id,
            time.id if time else None,
            number.value,
            number.mod,
            number.unit,
            Span(start, number.extent.stop),
            f"{subject.kind}_{measure.name}",
        )

    def _clause_start(self, place: int, after: int) -> int:
        """Where the clause of a figure begins; one without words of its own reaches back over the comma before it."""
        window = max(after, place - 40)
        ends = [hit.end() for hit in _CLAUSE_END.finditer(self.text, window, place)]
        return ends[-1] if ends else window

    def _sentence(self, span: Span) -> Span:
        which = bisect_right(self.sentences, span.start)
        return Span(self.sentences[which - 1], self.sentences[which] - 1)

    def _subject(self, place: int, sentence: int) -> Subject | None:
        """The nearest account or body before a place in its sentence, its paragraph's account, or a region."""
        paragraph = self.text.rfind("\n", 0, place) + 1
        stop = bisect_right(self.places, place)
        first = bisect_left(self.places, sentence, 0, stop)
        here = self.subjects[first:stop]
        above = self.subjects[bisect_left(self.places, paragraph, 0, first) : first]
        if here and here[-1].kind == "whole":
            return here[-1]
        account, agency = _last(here, "account"), _last(here, "agency")
        if agency and account and agency.span.start > account.span.stop:
            return agency
        return account or agency or _last(above, "account") or _last(here, "region") or next(reversed(above), None)

    def _time(self, span: Span, sentence: Span) -> Time | None:
        """The nearest date before a figure in its sentence."""
        before = (one for one in reversed(self.times) if one.span.stop <= span.start and one.kind in _HOLDING)
        time = next(before, None)
        return time if time and time.span.start >= sentence.start else None

    def openings(self) -> Iterator[Claim]:
        """Each account's first opening: a date of a day in a sentence about it that says 开通 or 上线."""
        opened: set[str] = set()
        for hit in _OPENING.finditer(self.text):
            sentence = self._sentence(Span(*hit.span()))
            subject = self._opened(hit.start(), sentence)
            dates = [one for one in self.times if sentence.covers(one.span) and one.kind in ("date", "time")]
            days = [one for one in dates if len(one.timex) >= 10 and one.span.stop <= hit.start()]
            if subject is None or not days or subject.id in opened:
                continue
            opened.add(subject.id)
            start, stop = min(days[-1].span.start, hit.start()), hit.end()
            yield Claim(
                subject.id,
                "opened",
                None,
                days[-1].id,
                days[-1].timex[:10],
                "exact",
                None,
                Span(start, stop),
                "opening",
            )

    def _opened(self, place: int, sentence: Span) -> Subject | None:
        """The account that opens: in the sentence, before the word or behind it, or the last one of the paragraph."""
        accounts = [one for one in self.subjects if one.kind == "account"]
        here = [one for one in accounts if sentence.covers(one.span)]
        before = [one for one in here if one.span.stop <= place]
        paragraph = self.text.rfind("\n", 0, place) + 1
        above = [one for one in accounts if paragraph <= one.span.start < sentence.start]
        return next((group[-1] for group in (before, here[:1], above) if group), None)


def _last(subjects: Sequence[Subject], kind: SubjectKind) -> Subject | None:
    return next((one for one in reversed(subjects) if one.kind == kind), None)


def _announced(text: str, clause: int, number: Number) -> Measure | None:
    """The measure that the words of a clause announce for a figure: the longest word, then the nearest."""
    behind = _CLAUSE_END.split(text[number.span.stop : number.span.stop + _BEHIND], maxsplit=1)[0]
    start = max(clause, number.span.start - _REACH)
    window = text[start : number.span.start] + "\0" + behind
    place = number.span.start - start
    pattern, words = _announcing()
    ranked = [
        (_rank(measure, hit[1], hit.start(), place), measure)
        for hit in pattern.finditer(window)
        for measure in words[hit[1]]
        if _fits(measure, number) and place - hit.end(1) <= _NEAR
    ]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _fits(measure: Measure, number: Number) -> bool:
    """Whether a figure may be one of this measure, by its unit and by what it is counted per."""
    if measure.units is not None and (number.unit or "") not in measure.units:
        return False
    return measure.per is None or measure.per == number.per


def _rank(measure: Measure, word: str, found: int, place: int) -> tuple[int, int, int]:
    """How well a measure fits: figures per day first, then by the length of its word, then by its nearness."""
    distance = place - found - len(word) if found < place else found - place
    return int(measure.per is not None), len(word), -distance
