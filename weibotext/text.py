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
from dataclasses import dataclass, replace

from weibotext.errors import AlignmentError
from weibotext.values import Edit, Span


@dataclass(frozen=True, slots=True)
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
    _places: tuple[int, ...] = ()  # where each edit's replacement begins in the clean text

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
        if self.clean is self.source:
            return Text(self.source, _splice(self.source, new, Span(0, len(self.source))), new, _places(new))
        clusters = _clusters(self._placed(), [(edit.span, edit) for edit in new])
        merged = tuple(self._merged(cluster, olds, news) for cluster, olds, news in clusters)
        clean = _splice(self.clean, new, Span(0, len(self.clean)))
        return Text(self.source, clean, merged, _places(merged))

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
        return replace(self, clean=clean)

    def source_span(self, span: Span) -> Span:
        """The part of the source that a span of the clean text came from.

        Raises :class:`AlignmentError` when the span is empty or lies outside the clean text.

        >>> Text.of("貴州").source_span(Span(0, 1))
        Span(start=0, stop=1)
        """
        start, stop = span
        if not 0 <= start < stop <= len(self.clean):
            raise AlignmentError(f"no such span in a clean text of {len(self.clean)} characters: {start}–{stop}")
        if not self.edits:
            return Span(start, stop)
        return Span(self._start(start), self._with_clinging(stop))

    def _start(self, place: int) -> int:
        """Where in the source the character at ``place`` in the clean text begins."""
        last = bisect_right(self._places, place) - 1
        if last < 0:
            return place
        edit, offset = self.edits[last], place - self._places[last]
        if offset >= len(edit.replacement):
            return edit.span.stop + offset - len(edit.replacement)
        return edit.span.start + (offset if len(edit.replacement) == len(edit.text) else 0)

    def _stop(self, stop: int) -> int:
        """Where in the source the character before ``stop`` in the clean text ends."""
        last = bisect_right(self._places, stop - 1) - 1
        if last < 0:
            return stop
        edit, offset = self.edits[last], stop - self._places[last]
        if offset > len(edit.replacement):
            return edit.span.stop + offset - len(edit.replacement)
        return edit.span.start + offset if len(edit.replacement) == len(edit.text) else edit.span.stop

    def _with_clinging(self, stop: int) -> int:
        """The same, with the deleted text that clings to that character."""
        end, following = self._stop(stop), bisect_right(self._places, stop - 1)
        if following < len(self.edits):
            edit = self.edits[following]
            if edit.clings and edit.span.start == end:
                return edit.span.stop
        return end

    def _placed(self) -> list[tuple[Span, Edit]]:
        """The edits so far, each with the span of its replacement in the clean text."""
        pairs = zip(self._places, self.edits, strict=True)
        return [(Span(place, place + len(edit.replacement)), edit) for place, edit in pairs]

    def _merged(self, cluster: Span, olds: list[Edit], news: list[Edit]) -> Edit:
        """One edit in source coordinates for all that happened in ``cluster``, a span of the clean text."""
        if not news:
            return olds[0]
        if not olds:
            span = Span(self._start(cluster.start), self._stop(cluster.stop))
            return news[0]._replace(span=span, text=self.source[slice(*span)])
        span = self._cluster_source(cluster, olds)
        names = dict.fromkeys(edit.repair for edit in [*olds, *news])
        return Edit(
            span,
            self.source[slice(*span)],
            _splice(self.clean, news, cluster),
            "+".join(names),
            certain=all(edit.certain for edit in [*olds, *news]),
            clings=all(edit.clings for edit in [*olds, *news]),
        )

    def _cluster_source(self, cluster: Span, olds: list[Edit]) -> Span:
        start, stop = self._start(cluster.start), self._stop(cluster.stop)
        return Span(min(start, olds[0].span.start), max(stop, olds[-1].span.stop))


def _check(clean: str, edits: Sequence[Edit]) -> None:
    stop = 0
    for edit in edits:
        if not stop <= edit.span.start < edit.span.stop <= len(clean):
            raise AlignmentError(
                f"edits must be sorted, disjoint, not empty and inside the text of {len(clean)} characters: "
                f"{edit.repair} at {edit.span.start}–{edit.span.stop} comes after {stop}"
            )
        if clean[slice(*edit.span)] != edit.text:
            raise AlignmentError(f"{edit.repair} expects {edit.text!r} at {edit.span.start}–{edit.span.stop}")
        stop = edit.span.stop


Placed = tuple[Span, Edit]


def _clusters(olds: list[Placed], news: list[Placed]) -> Iterator[tuple[Span, list[Edit], list[Edit]]]:
    """Groups of edits that touch one another, in order, each with its span in the clean text.

    Old edits never overlap each other, nor new ones, so a group of one side only has one member. A deletion has an empty
    place; it sorts before what begins there, so it joins a new edit only when it lies strictly inside.
    """
    items = sorted([(*old, False) for old in olds] + [(*new, True) for new in news], key=lambda item: item[0])
    cluster: Span | None = None
    members: tuple[list[Edit], list[Edit]] = ([], [])
    for span, edit, is_new in items:
        if cluster is not None and span.start < cluster.stop:
            cluster = Span(cluster.start, max(cluster.stop, span.stop))
        else:
            if cluster is not None:
                yield cluster, *members
            cluster, members = span, ([], [])
        members[is_new].append(edit)
    if cluster is not None:
        yield cluster, *members


def _splice(clean: str, edits: Sequence[Edit], within: Span) -> str:
    """The part of ``clean`` that ``within`` names, with the edits in it made."""
    parts, done = [], within.start
    for edit in edits:
        parts += [clean[done : edit.span.start], edit.replacement]
        done = edit.span.stop
    return "".join([*parts, clean[done : within.stop]])


def _places(edits: Sequence[Edit]) -> tuple[int, ...]:
    """Where each edit's replacement begins in the clean text."""
    places, moved = [], 0
    for edit in edits:
        places.append(edit.span.start + moved)
        moved += len(edit.replacement) - len(edit.text)
    return tuple(places)
