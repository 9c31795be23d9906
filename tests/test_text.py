"""The map between source and clean text, for any text and any edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.errors import AlignmentError
from weibotext.text import Text
from weibotext.values import Edit, Span

TEXTS = st.text(alphabet=st.characters(codec=None), min_size=1, max_size=30)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[tuple[list[tuple[int, int, str]], str]]]:
    """A source and some rounds of edits, as places in the clean text of the round, each followed by a respelling."""
    source = draw(TEXTS)
    clean, steps = source, []
    for _ in range(draw(st.integers(0, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, len(clean)), max_size=6, unique=True)))
        pieces = [
            (start, stop, draw(st.text(alphabet="ab微博", max_size=3)))
            for start, stop in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        clean = spliced(clean, pieces)
        steps.append((pieces, clean))
        if not clean:
            break
    return source, steps


def spliced(text: str, pieces: list[tuple[int, int, str]]) -> str:
    for start, stop, replacement in reversed(pieces):
        text = text[:start] + replacement + text[stop:]
    return text


def edited(text: Text, pieces: list[tuple[int, int, str]]) -> Text:
    return text.apply(Edit(Span(start, stop), text.clean[start:stop], new, "test") for start, stop, new in pieces)


@given(rounds())
def test_rounds_of_edits_keep_every_place(case: tuple[str, list[tuple[list[tuple[int, int, str]], str]]]) -> None:
    source, steps = case
    text = Text.of(source)
    for pieces, clean in steps:
        text = edited(text, pieces)
        assert text.clean == clean
        text = text.respell(text.clean.swapcase() if len(text.clean.swapcase()) == len(clean) else clean)
        text = text.respell(clean)
    stops = [0, *(edit.span.stop for edit in text.edits)]
    assert all(before <= edit.span.start < edit.span.stop for before, edit in zip(stops, text.edits, strict=False))
    assert all(source[slice(*edit.span)] == edit.text for edit in text.edits)
    assert spliced(source, [(*edit.span, edit.replacement) for edit in text.edits]) == text.clean


@given(rounds())
def test_every_span_has_a_place_in_the_source_and_places_are_in_order(
    case: tuple[str, list[tuple[list[tuple[int, int, str]], str]]],
) -> None:
    source, steps = case
    text = Text.of(source)
    for pieces, _ in steps:
        text = edited(text, pieces)
    last = Span(0, 0)
    for start in range(len(text.clean)):
        own = text.source_span(Span(start, start + 1))
        assert 0 <= own.start < own.stop <= len(source)
        assert own.start >= last.start
        assert own.stop >= last.stop
        whole = text.source_span(Span(0, start + 1))
        assert whole == Span(text.source_span(Span(0, 1)).start, own.stop)
        last = own


@given(TEXTS)
def test_a_text_without_edits_is_its_own_map(source: str) -> None:
    assert Text.of(source).source_span(Span(0, len(source))) == Span(0, len(source))


def test_an_edit_of_equal_length_maps_character_by_character() -> None:
    text = Text.of("之聲蔽⒉┵F州").apply([Edit(Span(2, 6), "蔽⒉┵F", "”微博貴", "misalignment")])
    assert text.source_span(Span(3, 7)) == Span(3, 7)
    assert text.source_span(Span(4, 5)) == Span(4, 5)


def test_any_other_edit_is_one_place() -> None:
    text = Text.of("一ab二").apply([Edit(Span(1, 3), "ab", "xyz", "test")])
    assert {text.source_span(Span(place, place + 1)) for place in (1, 2, 3)} == {Span(1, 3)}


def test_a_deletion_clings_only_to_a_span_that_ends_before_it() -> None:
    gloss = Edit(Span(1, 5), "(wù)", "", "pinyin_gloss", clings=True)
    text = Text.of("務(wù)網").apply([gloss])
    assert text.source_span(Span(0, 1)) == Span(0, 5)
    assert text.source_span(Span(1, 2)) == Span(5, 6)
    assert Text.of("務(wù)網").apply([gloss._replace(clings=False)]).source_span(Span(0, 1)) == Span(0, 1)


def test_a_later_edit_joins_the_one_it_touches() -> None:
    once = Text.of("a<b>c").apply([Edit(Span(1, 4), "<b>", "", "tag")])
    twice = once.apply([Edit(Span(0, 2), "ac", "x", "other", certain=False)])
    assert twice.edits == (Edit(Span(0, 5), "a<b>c", "x", "tag+other", certain=False),)


def test_a_later_edit_beside_a_deletion_stays_apart() -> None:
    once = Text.of("a<b>c").apply([Edit(Span(1, 4), "<b>", "", "tag")])
    twice = once.apply([Edit(Span(1, 2), "c", "d", "other")])
    assert [edit.repair for edit in twice.edits] == ["tag", "other"]
    assert twice.edits[1].span == Span(4, 5)


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([(1, 1, "", "x")], "not empty"),
        ([(1, 3, "bc", ""), (2, 4, "cd", "")], "disjoint"),
        ([(2, 3, "c", ""), (0, 1, "a", "")], "sorted"),
        ([(3, 9, "d", "")], "inside"),
        ([(0, 1, "z", "")], "expects 'z'"),
    ],
)
def test_edits_that_break_the_rules_are_refused(edits: list[tuple[int, int, str, str]], words: str) -> None:
    with pytest.raises(AlignmentError, match=words):
        Text.of("abcd").apply([Edit(Span(start, stop), text, new, "test") for start, stop, text, new in edits])


def test_a_respelling_of_another_length_is_refused() -> None:
    with pytest.raises(AlignmentError, match="2 characters became 3"):
        Text.of("貴州").respell("贵州省")


@pytest.mark.parametrize("span", [Span(0, 0), Span(1, 3), Span(-1, 1), Span(2, 1)])
def test_spans_outside_the_text_are_refused(span: Span) -> None:
    with pytest.raises(AlignmentError, match="no such span"):
        Text.of("貴州").source_span(span)
