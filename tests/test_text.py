"""The map between a source and its clean text, held against a model that keeps one entry for every character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.errors import AlignmentError
from weibotext.text import Text
from weibotext.values import Edit, Span


def edit(start: int, text: str, replacement: str, repair: str = "example", *, clings: bool = False) -> Edit:
    return Edit(Span(start, start + len(text)), text, replacement, repair, clings=clings)


def respelled(text: str) -> str:
    return text.upper()  # of the letters drawn here, one for one


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, from the last to the first, so that no place moves."""
    for one in reversed(edits):
        text = text[: one.span.start] + one.replacement + text[one.span.stop :]
    return text


# The model: a text as a row of pieces, each a character that was left alone or an edit


@dataclass(frozen=True)
class Piece:
    """A part of the source and what became of it; ``names`` are the repairs that touched it, none for a character."""

    start: int
    stop: int
    clean: str
    names: tuple[str, ...] = ()
    certain: bool = True
    clings: bool = False


def model_of(source: str) -> list[Piece]:
    return [Piece(place, place + 1, character) for place, character in enumerate(source)]


def model_respelled(pieces: list[Piece]) -> list[Piece]:
    return [replace(piece, clean=respelled(piece.clean)) for piece in pieces]


def model_edited(pieces: list[Piece], edits: Sequence[Edit]) -> list[Piece]:
    """The pieces after new edits: those that an edit touches become one, with all that touches them in turn."""
    spans = list(placed(pieces))
    groups = {place: {place} for place in range(len(pieces))}
    for one in edits:
        touched = [place for place, span in enumerate(spans) if touches(one.span, span)]
        joined = set().union(*(groups[place] for place in touched))
        groups |= dict.fromkeys(joined, joined)
    result: list[Piece] = []
    for members in dict.fromkeys(frozenset(group) for group in groups.values()):
        order = sorted(members)
        news = [one for one in edits if any(touches(one.span, spans[place]) for place in order)]
        result.append(
            joined_piece([pieces[place] for place in order], news, spans[order[0]].start) if news else pieces[order[0]]
        )
    return sorted(result, key=lambda piece: piece.start)


def joined_piece(pieces: Sequence[Piece], news: Sequence[Edit], begin: int) -> Piece:
    clean = "".join(piece.clean for piece in pieces)
    moved = [edit(one.span.start - begin, one.text, one.replacement) for one in news]
    edited = [piece for piece in pieces if piece.names]
    return Piece(
        pieces[0].start,
        pieces[-1].stop,
        spliced(clean, moved),
        tuple(dict.fromkeys([*(name for piece in edited for name in piece.names), *(one.repair for one in news)])),
        all([*(piece.certain for piece in edited), *(one.certain for one in news)]),
        all([*(piece.clings for piece in edited), *(one.clings for one in news)]),
    )


def placed(pieces: Sequence[Piece]) -> list[Span]:
    spans, place = [], 0
    for piece in pieces:
        spans.append(Span(place, place + len(piece.clean)))
        place += len(piece.clean)
    return spans


def touches(new: Span, old: Span) -> bool:
    """A deletion has no width, and is touched from both sides only."""
    return new.start < old.stop and old.start < new.stop if old.stop > old.start else new.start < old.start < new.stop


def model_source_span(pieces: Sequence[Piece], span: Span) -> Span:
    spans = placed(pieces)
    first = next(place for place, one in enumerate(spans) if one.start <= span.start < one.stop)
    last = next(place for place, one in enumerate(spans) if one.start < span.stop <= one.stop)
    start, stop = pieces[first].start, pieces[last].stop
    if len(pieces[first].clean) == pieces[first].stop - pieces[first].start:
        start += span.start - spans[first].start
    if len(pieces[last].clean) == pieces[last].stop - pieces[last].start:
        stop -= spans[last].stop - span.stop
    following = pieces[last + 1] if last + 1 < len(pieces) and stop == pieces[last].stop else None
    return Span(start, following.stop if following and following.clings else stop)


# Random texts with random edits in several rounds

LETTERS = "ab網博。(ù"


@st.composite
def rounds_of_edits(draw: st.DrawFn) -> tuple[Text, list[Piece]]:
    """A text after up to four rounds, with its model."""
    source = draw(st.text(LETTERS, max_size=24))
    text, pieces = Text.of(source), model_of(source)
    for number in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            text, pieces = text.respell(respelled(text.clean)), model_respelled(pieces)
        edits = draw(disjoint_edits(text.clean, f"r{number}"))
        text, pieces = text.apply(edits), model_edited(pieces, edits)
    return text, pieces


@st.composite
def disjoint_edits(draw: st.DrawFn, clean: str, repair: str) -> list[Edit]:
    bounds = draw(st.lists(st.integers(0, len(clean)), unique=True, max_size=8).map(sorted))
    edits = []
    for start, stop in pairwise(bounds):
        if draw(st.booleans()):
            replacement = draw(st.sampled_from(["", clean[start:stop], "x"]) | st.text(LETTERS, max_size=4))
            clings = not replacement and draw(st.booleans())
            edits.append(Edit(Span(start, stop), clean[start:stop], replacement, repair, draw(st.booleans()), clings))
    return edits


@given(rounds_of_edits())
def test_clean_text_is_what_the_model_says(pair: tuple[Text, list[Piece]]) -> None:
    text, pieces = pair
    assert text.clean == "".join(piece.clean for piece in pieces)


@given(rounds_of_edits())
def test_edits_are_what_the_model_says(pair: tuple[Text, list[Piece]]) -> None:
    text, pieces = pair
    known = [
        (one.span.start, one.span.stop, one.repair, one.certain, one.clings, respelled(one.replacement))
        for one in text.edits
    ]
    wanted = [(p.start, p.stop, "+".join(p.names), p.certain, p.clings, respelled(p.clean)) for p in pieces if p.names]
    assert known == wanted


@given(rounds_of_edits(), st.data())
def test_source_spans_are_what_the_model_says(pair: tuple[Text, list[Piece]], data: st.DataObject) -> None:
    text, pieces = pair
    if not text.clean:
        return
    start = data.draw(st.integers(0, len(text.clean) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text.clean))))
    assert text.source_span(span) == model_source_span(pieces, span)
    assert text.source_spans([span, span]) == (text.source_span(span),) * 2


@given(rounds_of_edits())
def test_edits_are_sorted_disjoint_and_quote_the_source(pair: tuple[Text, list[Piece]]) -> None:
    text, _ = pair
    stop = 0
    for one in text.edits:
        assert stop <= one.span.start < one.span.stop <= len(text.source)
        assert text.source[slice(*one.span)] == one.text
        stop = one.span.stop


@given(rounds_of_edits())
def test_edits_alone_make_the_clean_text_of_the_source(pair: tuple[Text, list[Piece]]) -> None:
    text, _ = pair
    assert respelled(spliced(text.source, text.edits)) == respelled(text.clean)


@given(rounds_of_edits())
def test_every_character_has_a_place_and_places_never_go_back(pair: tuple[Text, list[Piece]]) -> None:
    text, _ = pair
    spans = [text.source_span(Span(place, place + 1)) for place in range(len(text.clean))]
    assert all(0 <= span.start < span.stop <= len(text.source) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)
    assert [span.stop for span in spans] == sorted(span.stop for span in spans)


@given(rounds_of_edits(), st.data())
def test_a_span_reaches_from_its_first_character_to_its_last(
    pair: tuple[Text, list[Piece]], data: st.DataObject
) -> None:
    text, _ = pair
    if not text.clean:
        return
    start = data.draw(st.integers(0, len(text.clean) - 1))
    stop = data.draw(st.integers(start + 1, len(text.clean)))
    first, last = text.source_span(Span(start, start + 1)), text.source_span(Span(stop - 1, stop))
    assert text.source_span(Span(start, stop)) == Span(first.start, last.stop)


@given(st.text(LETTERS, min_size=1), st.data())
def test_a_text_without_edits_maps_to_itself(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(source))))
    assert Text.of(source).source_span(span) == span
    assert Text.of(source).respell(respelled(source)).source_span(span) == span


@given(rounds_of_edits(), st.data())
def test_two_rounds_far_apart_are_one_round(pair: tuple[Text, list[Piece]], data: st.DataObject) -> None:
    source = pair[0].source
    edits = data.draw(disjoint_edits(source, "once"))
    text = Text.of(source)
    for one in reversed(edits):  # the last first, so that the places of those before it still hold
        text = text.apply([one])
    assert (text.clean, text.edits) == (spliced(source, edits), tuple(edits))


# Single cases


def test_a_new_text_is_its_source() -> None:
    text = Text.of("微博貴州")
    assert (text.source, text.clean, text.edits) == ("微博貴州", "微博貴州", ())


def test_no_edits_change_nothing() -> None:
    text = Text.of("微博貴州")
    assert text.apply([]) is text


def test_edits_may_come_from_a_generator() -> None:
    assert Text.of("服務(wù)").apply(edit(2, "(wù)", "") for _ in range(1)).clean == "服務"


def test_a_text_does_not_change() -> None:
    text = Text.of("服務(wù)")
    text.apply([edit(2, "(wù)", "")])
    assert text.clean == "服務(wù)"
    with pytest.raises(FrozenInstanceError):
        text.clean = "服務"  # type: ignore[misc]


def test_a_span_takes_along_what_clings_to_its_last_character_only() -> None:
    text = Text.of("服務(wù)網(wǎng)民").apply([edit(2, "(wù)", "", clings=True), edit(7, "(wǎng)", "", clings=True)])
    assert text.clean == "服務網民"
    assert text.source_span(Span(0, 1)) == Span(0, 1)
    assert text.source_span(Span(0, 2)) == Span(0, 6)
    assert text.source_span(Span(2, 3)) == Span(6, 13)
    assert text.source_span(Span(3, 4)) == Span(13, 14)


def test_what_does_not_cling_belongs_to_nobody() -> None:
    text = Text.of("微博<br>貴州").apply([edit(2, "<br>", "")])
    assert text.source_span(Span(1, 2)) == Span(1, 2)
    assert text.source_span(Span(2, 3)) == Span(6, 7)
    assert text.source_span(Span(1, 3)) == Span(1, 7)


def test_an_edit_that_keeps_the_length_maps_one_for_one() -> None:
    text = Text.of("聲蔽⒉┵F州").apply([edit(1, "蔽⒉┵F", "”微博貴")])
    assert [text.source_span(Span(place, place + 1)) for place in range(1, 5)] == [
        Span(1, 2),
        Span(2, 3),
        Span(3, 4),
        Span(4, 5),
    ]


def test_an_edit_that_changes_the_length_stands_as_a_whole() -> None:
    text = Text.of("a&ldquo;b").apply([edit(1, "&ldquo;", "“‘")])
    assert text.source_span(Span(1, 2)) == text.source_span(Span(2, 3)) == Span(1, 8)


def test_a_later_edit_joins_the_earlier_one_that_it_touches() -> None:
    once = Text.of("聲?!蔽州").apply([edit(1, "?!", "。", "first"), edit(3, "蔽", "”", "second")])
    twice = once.apply([edit(1, "。”", "」", "third")])
    assert twice.edits == (Edit(Span(1, 4), "?!蔽", "」", "first+second+third"),)


def test_a_later_edit_leaves_its_neighbours_alone() -> None:
    once = Text.of("a(b)c").apply([edit(1, "(b)", "", "gloss", clings=True)])
    twice = once.apply([edit(1, "c", "d", "other")])
    assert twice.edits == (edit(1, "(b)", "", "gloss", clings=True), edit(4, "c", "d", "other"))


def test_a_later_edit_across_a_deletion_joins_it() -> None:
    once = Text.of("a<b>c").apply([edit(1, "<b>", "", "tag")])
    assert once.apply([edit(0, "ac", "x", "other")]).edits == (Edit(Span(0, 5), "a<b>c", "x", "tag+other"),)


def test_a_name_is_not_joined_to_itself() -> None:
    once = Text.of("abc").apply([edit(0, "a", "x", "same")])
    assert once.apply([edit(0, "xb", "y", "same")]).edits[0].repair == "same"


def test_a_joined_edit_is_certain_only_if_all_are() -> None:
    once = Text.of("abc").apply([Edit(Span(0, 1), "a", "x", "guess", certain=False)])
    assert not once.apply([edit(0, "xb", "y")]).edits[0].certain


def test_edits_after_a_respelling_quote_the_source() -> None:
    text = Text.of("貴州發布").respell("贵州发布").apply([edit(2, "发", "")])
    assert text.edits[0].text == "發"


def test_a_text_may_lose_all_its_characters() -> None:
    text = Text.of("<p>").apply([edit(0, "<p>", "")])
    assert text.clean == ""
    assert text.apply([]).edits == text.edits


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ([edit(2, "c", "x"), edit(0, "a", "x")], "sorted"),
        ([edit(0, "ab", "x"), edit(1, "bc", "x")], "disjoint"),
        ([edit(1, "", "x")], "not empty"),
        ([Edit(Span(2, 1), "b", "x", "example")], "not empty"),
        ([edit(3, "d", "x")], "inside"),
        ([Edit(Span(-1, 1), "a", "x", "example")], "inside"),
        ([edit(1, "c", "x")], "expects 'c' at 1–2"),
    ],
)
def test_edits_that_would_break_the_map_are_refused(edits: list[Edit], reason: str) -> None:
    with pytest.raises(AlignmentError, match=reason):
        Text.of("abc").apply(edits)


def test_a_refusal_names_the_repair() -> None:
    with pytest.raises(AlignmentError, match="pinyin_gloss"):
        Text.of("abc").apply([edit(9, "x", "", "pinyin_gloss")])


def test_a_respelling_of_another_length_is_refused() -> None:
    with pytest.raises(AlignmentError, match=r"2 characters became 3.*apply\(\)"):
        Text.of("貴州").respell("贵州省")


@pytest.mark.parametrize("span", [Span(0, 0), Span(1, 0), Span(-1, 1), Span(0, 4), Span(3, 4)])
def test_a_span_outside_the_clean_text_is_refused(span: Span) -> None:
    with pytest.raises(AlignmentError, match="3 characters"):
        Text.of("abc").source_span(span)
    with pytest.raises(AlignmentError, match="3 characters"):
        Text.of("abc").source_spans([Span(0, 3), span])


def test_what_clings_goes_with_the_last_character_of_an_edit_that_keeps_the_length() -> None:
    text = Text.of("ab(x)c").apply([edit(0, "ab", "網民"), edit(2, "(x)", "", clings=True)])
    assert [text.source_span(Span(*span)) for span in ((0, 1), (1, 2), (2, 3))] == [Span(0, 1), Span(1, 5), Span(5, 6)]


def test_what_clings_goes_with_every_character_that_stands_for_the_edit_before_it() -> None:
    text = Text.of("a(x)b").apply([edit(0, "a", "網民"), edit(1, "(x)", "", clings=True)])
    assert [text.source_span(Span(*span)) for span in ((0, 1), (0, 2), (1, 2), (2, 3))] == [
        Span(0, 4),
        Span(0, 4),
        Span(0, 4),
        Span(4, 5),
    ]
