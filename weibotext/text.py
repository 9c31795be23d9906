"""A text with its past: what was given, what it became, and the map between the two.

A :class:`Text` is the only owner of both coordinate systems. Repairs go *through* it, so no step can lose a place:

- :meth:`Text.apply` replaces spans of the clean text and remembers where they came from;
- :meth:`Text.respell` exchanges characters one for one, which moves nothing;
- :meth:`Text.source_span` leads from a place in the clean text back to the source.

The map is kept as the few places where an edit moved something and is searched by bisection: an article has a hundred
edits and thousands of characters. Inside an edit that keeps its length, characters correspond one to one; inside any
other, each character stands for the edit as a whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from weibotext.errors import AlignmentError
from weibotext.values import Edit, Span


class _Map(NamedTuple):
    """How far the source is ahead of the clean text: by each shift from its place on, up to the next place.

    ``starts`` and ``ahead`` are for places where a character begins, ``stops`` and ``past`` for those where one ends,
    with what clings to it.
    """

    starts: list[int]
    ahead: list[int]
    stops: list[int]
    past: list[int]


@dataclass(frozen=True)
class Text:
    """A source and its clean form, with the edits that lie between them in source coordinates.

    Make one with :meth:`of`. Examples:

    >>> text = Text.of("政務(wù)微博").apply([Edit(Span(2, 6), "(wù)", "", "pinyin_gloss", clings=True)])
    >>> text.clean
    '政務微博'
    >>> text.respell("政务微博").source_span(Span(1, 4))
    Span(start=1, stop=8)
    """

    source: str
    clean: str
    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, source: str) -> Text:
        """The text as it was given, without edits.

        >>> Text.of("微博").clean
        '微博'
        """
        return cls(source, source)

    def apply(self, edits: Iterable[Edit]) -> Text:
        """Replace spans of the *clean* text; the result's edits speak source again.

        ``edits`` are sorted, disjoint and never of an empty span: to insert, replace a neighbour. An edit that touches
        the result of an earlier one is joined with it, names and all.

        Raises :class:`AlignmentError` where an edit breaks these rules or its ``text`` is not what stands there.

        >>> once = Text.of("7。0級").apply([Edit(Span(1, 2), "。", ".", "decimal_point")])
        >>> twice = once.apply([Edit(Span(0, 2), "7.", "7", "example")])
        >>> twice.clean, twice.edits[0].repair, twice.edits[0].text
        ('70級', 'decimal_point+example', '7。')
        """
        new = tuple(edits)
        if not new:
            return self
        _check(self.clean, new)
        merged = new if self.clean is self.source else tuple(self._merged(new))
        return Text(self.source, _splice(self.clean, new, Span(0, len(self.clean))), merged)

    def respell(self, clean: str) -> Text:
        """The same text in other characters, one for one.

        Raises :class:`AlignmentError` when the number of characters differs.

        >>> Text.of("貴州").respell("贵州").clean
        '贵州'
        """
        if len(clean) != len(self.clean):
            raise AlignmentError(
                f"a respelling must keep the length: {len(self.clean)} characters became {len(clean)}; "
                "use apply() with edits for changes of length"
            )
        return Text(self.source, clean, self.edits)

    def source_span(self, span: Span) -> Span:
        """The part of the source that a span of the clean text came from.

        Raises :class:`AlignmentError` when the span is empty or lies outside the clean text.

        >>> Text.of("貴州").source_span(Span(0, 1))
        Span(start=0, stop=1)
        """
        start, stop = span
        if not 0 <= start < stop <= len(self.clean):
            raise _outside(start, stop, len(self.clean))
        if not self.edits:
            return span
        starts, ahead, stops, past = self._map
        return Span(start + ahead[bisect_right(starts, start) - 1], stop + past[bisect_right(stops, stop) - 1])

    def source_spans(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """What :meth:`source_span` says of each of the spans, in less time.

        >>> Text.of("貴州貴州").source_spans([Span(0, 2), Span(2, 4)])
        (Span(start=0, stop=2), Span(start=2, stop=4))
        """
        last = len(self.clean)
        for start, stop in spans:
            if not 0 <= start < stop <= last:
                raise _outside(start, stop, last)
        if not self.edits:
            return tuple(spans)
        starts, ahead, stops, past = self._map
        return tuple(
            [
                Span(start + ahead[bisect_right(starts, start) - 1], stop + past[bisect_right(stops, stop) - 1])
                for start, stop in spans
            ]
        )

    @cached_property
    def _map(self) -> _Map:
        """The map of the edits, made when a place is first asked for."""
        return _mapped(self.edits)

    def _merged(self, news: Sequence[Edit]) -> Iterator[Edit]:
        """The old edits and the new ones in order, in source coordinates; those that touch are joined into one."""
        olds = list(_placed(self.edits))
        waiting = moved = 0
        for group in _touching(news, olds):
            first, last = group.olds
            yield from self.edits[waiting:first]
            moved += sum(map(_growth, self.edits[waiting:first]))
            if first == last:
                new = group.news[0]
                start, stop = new.span.start - moved, new.span.stop - moved
                yield Edit(Span(start, stop), self.source[start:stop], *new[2:])
            else:
                yield self._joined(group, moved)
                moved += sum(map(_growth, self.edits[first:last]))
            waiting = last
        yield from self.edits[waiting:]

    def _joined(self, group: _Group, moved: int) -> Edit:
        """One edit for all that happened in a group; ``moved`` is how much the edits before it lengthened the text."""
        olds = self.edits[slice(*group.olds)]
        members = [*olds, *group.news]
        lengthened = moved + sum(map(_growth, olds))
        span = Span(group.span.start - moved, group.span.stop - lengthened)
        return Edit(
            span,
            self.source[slice(*span)],
            _splice(self.clean, group.news, group.span),
            "+".join(dict.fromkeys(name for edit in members for name in edit.repair.split("+"))),
            certain=all(edit.certain for edit in members),
            clings=all(edit.clings for edit in members),
        )


class _Group(NamedTuple):
    """New edits, and the range of old ones, that touch one another; ``span`` holds them all in the clean text."""

    span: Span
    news: Sequence[Edit]
    olds: tuple[int, int]


def _check(clean: str, edits: Sequence[Edit]) -> None:
    stop = 0
    for edit in edits:
        start = edit.span.start
        if not stop <= start < edit.span.stop <= len(clean):
            raise AlignmentError(
                f"edits must be sorted, disjoint, not empty and inside the text of {len(clean)} characters: "
                f"{edit.repair} at {start}–{edit.span.stop} comes after {stop}"
            )
        stop = edit.span.stop
        if clean[start:stop] != edit.text:
            raise AlignmentError(f"{edit.repair} expects {edit.text!r} at {start}–{stop}")


def _outside(start: int, stop: int, length: int) -> AlignmentError:
    return AlignmentError(f"no such span in a clean text of {length} characters: {start}–{stop}")


def _growth(edit: Edit) -> int:
    """By how many characters an edit lengthens the text."""
    return len(edit.replacement) - len(edit.text)


def _placed(edits: Iterable[Edit]) -> Iterator[Span]:
    """Where each edit's replacement stands in the clean text."""
    moved = 0
    for edit in edits:
        start = edit.span.start + moved
        moved += _growth(edit)
        yield Span(start, start + len(edit.replacement))


def _touching(news: Sequence[Edit], olds: Sequence[Span]) -> Iterator[_Group]:
    """The new edits in order, each with the old ones that it touches, and with the new ones that these touch in turn.

    A deletion has an empty place, and is touched only by what lies on both sides of it.
    """
    first = which = 0
    while which < len(news):
        begin = which
        start, stop = news[which].span
        while first < len(olds) and (olds[first].stop <= start):
            first += 1
        last = first
        while True:
            if last < len(olds) and olds[last].start < stop and (olds[last].stop > start):
                start, stop = min(start, olds[last].start), max(stop, olds[last].stop)
                last += 1
            elif which + 1 < len(news) and news[which + 1].span.start < stop:
                which += 1
                stop = max(stop, news[which].span.stop)
            else:
                break
        which += 1
        yield _Group(Span(start, stop), news[begin:which], (first, last))
        first = last


def _splice(clean: str, edits: Sequence[Edit], within: Span) -> str:
    """The part of ``clean`` that ``within`` names, with the edits in it made."""
    parts, done = [], within.start
    for edit in edits:
        parts += [clean[done : edit.span.start], edit.replacement]
        done = edit.span.stop
    return "".join([*parts, clean[done : within.stop]])


def _mapped(edits: Sequence[Edit]) -> _Map:
    starts, ahead, stops, past = [0], [0], [0], [0]
    moved, before, reached, inside = 0, -1, -1, 0
    for edit in edits:
        (first, last), width = edit.span, len(edit.replacement)
        place = first - moved
        if edit.clings and place != before:  # of two deletions at one place, only the first is beside the character
            for index in range(inside if place == reached else len(past), len(past)):
                past[index] += last - first  # inside an edit that each of its characters stands for as a whole
            stops.append(place)
            past.append(last - place)
        inside = len(stops)
        if width == last - first:
            stops.append(place + 1)
            past.append(moved)
            inside += 1
        else:
            moved += last - first - width
            for inner in range(place + 1, place + width):
                starts.append(inner)
                ahead.append(first - inner)
                stops.append(inner)
                past.append(last - inner)
            starts.append(place + width)
            ahead.append(moved)
            stops.append(place + (width or 1))
            past.append(moved)
        before, reached = place, place + width
    return _Map(starts, ahead, stops, past)
