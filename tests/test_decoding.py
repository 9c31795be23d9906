"""Bytes to text: what decides, in which order, and that nothing but our own error comes out."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import InputError, extract
from weibotext.convert import traditional
from weibotext.reading import decode, decoded
from weibotext.reading.declared import declared_in_header, declared_in_markup
from weibotext.reading.decoding import choose
from weibotext.reading.detection import detect, likelihood
from weibotext.reading.lines import Lines

CORPUS = Path(__file__).parent.parent / "corpora" / "articles"
SIMPLIFIED = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "gb18030", "gbk")
TRADITIONAL = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "cp950", "big5hkscs")
SPECIMEN = "贵州省公安厅官方微博上线"


@cache
def articles() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]


def encodable(text: str, encoding: str) -> str:
    """The text without what the encoding lacks."""
    return text.encode(encoding, "ignore").decode(encoding)


@pytest.mark.parametrize("encoding", SIMPLIFIED)
def test_the_corpus_comes_back_from_every_encoding(encoding: str) -> None:
    for text in (encodable(one, encoding) for one in articles()):
        assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", TRADITIONAL)
def test_so_does_the_traditional_corpus(encoding: str) -> None:
    for text in (encodable(traditional(one), encoding) for one in articles()):
        assert decode(text.encode(encoding)) == text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_so_do_pieces_of_sixteen_characters_and_more(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(articles()))
    encoding = data.draw(st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "big5hkscs"]))
    start = data.draw(st.integers(0, len(text) - 16))
    piece = text[start : start + data.draw(st.integers(16, 512))]
    piece = encodable(traditional(piece) if encoding.startswith("big5") else piece, encoding)
    if sum("\u4e00" <= one <= "\u9fff" for one in piece) >= 8:
        assert decode(piece.encode(encoding)) == piece


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.none() | st.sampled_from(["gb2312", "big5", "hex", "no such", "utf-16", "idna", "a\0b", ""]),
)
def test_any_bytes_are_text_or_our_own_error(data: bytes, name: str | None) -> None:
    for options in ({"declared": name}, {"encoding": name}):
        with contextlib.suppress(InputError):
            assert isinstance(decode(data, **options), str)
    choose(data, declared=name, whole=False)


@pytest.mark.parametrize(
    ("data", "declared", "name", "basis"),
    [
        (SPECIMEN.encode(), None, "utf-8", "strict"),
        (b"2013", None, "utf-8", "strict"),
        (SPECIMEN.encode("utf-8-sig"), "gb2312", "utf-8-sig", "byte_order_mark"),
        (SPECIMEN.encode("gbk"), "gb2312", "gb18030", "declared"),
        (traditional(SPECIMEN).encode("big5"), "Big5", "big5", "declared"),
        (traditional(SPECIMEN).encode("big5"), None, "cp950", "detected"),
        (SPECIMEN.encode("gbk"), None, "gb18030", "detected"),
        (SPECIMEN.encode("utf-16-be"), None, "utf-16-be", "detected"),
        # What pages say wrongly: the crawler's UTF-8 under the old declaration, the server's default, nonsense.
        (SPECIMEN.encode(), "gb2312", "utf-8", "strict"),
        (SPECIMEN.encode("gbk"), "iso-8859-1", "gb18030", "detected"),
        (SPECIMEN.encode("gbk"), "utf-8", "gb18030", "detected"),
        (SPECIMEN.encode("gbk"), "no-such-encoding", "gb18030", "detected"),
        (SPECIMEN.encode("gbk"), "utf-16", "gb18030", "detected"),
        (b"<p>2013</p>", "utf-16", "utf-8", "strict"),
    ],
)
def test_what_decides(data: bytes, declared: str | None, name: str, basis: str) -> None:
    found = decoded(data, declared=declared)
    assert (found.encoding.name, found.encoding.basis) == (name, basis)
    assert found.text in (SPECIMEN, traditional(SPECIMEN), "2013", "<p>2013</p>")


def test_the_callers_word_settles_it() -> None:
    data = SPECIMEN.encode("gbk")
    assert decoded(data, encoding="GB2312").encoding.basis == "given"
    assert decode(data, encoding="latin-1") == data.decode("latin-1")
    with pytest.raises(InputError, match="byte 0 does not fit the encoding utf-8; name another"):
        decode(data, encoding="utf-8")


def test_a_character_that_only_the_larger_set_has_does_not_break_the_smaller_name() -> None:
    assert decode("朱镕基".encode("gbk"), declared="gb2312") == "朱镕基"
    assert decode("\ue5e5微博".encode("gb18030"), encoding="gbk") == "\ue5e5微博"
    assert decode("深水埗嘅巴士站".encode("big5hkscs")) == "深水埗嘅巴士站"


@pytest.mark.parametrize(("text", "name"), [("後面", "big5"), ("裏面3€", "cp950"), ("裏面嘅", "big5hkscs")])
def test_a_page_that_says_big5_may_be_in_one_of_the_larger_sets(text: str, name: str) -> None:
    data = text.encode(name)
    for options, basis in (({"declared": "big5"}, "declared"), ({"encoding": "big5"}, "given")):
        found = decoded(data, **options)
        assert (found.text, found.encoding.name, found.encoding.basis) == (text, name, basis)


@pytest.mark.parametrize("declared", ["big5hkscs", "Big5-HKSCS"])
def test_a_page_that_says_hong_kongs_set_is_believed(declared: str) -> None:
    found = decoded("裏面嘅".encode("big5hkscs"), declared=declared)
    assert (found.text, found.encoding.name, found.encoding.basis) == ("裏面嘅", "big5hkscs", "declared")


def test_confidence_is_high_where_it_is_right_and_low_where_nothing_speaks() -> None:
    certain = decoded(SPECIMEN.encode("gbk")).encoding
    assert 0.999 < certain.confidence <= 1
    assert decoded(SPECIMEN.encode()).encoding.confidence == 1.0
    two_ways = decoded("乱".encode("gbk")).encoding
    assert 0 < two_ways.confidence < certain.confidence


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89",
        bytes(64),
        b"\x7fELF\x02\x01\x01" + bytes(57),
        bytes(range(256)) * 8,
        b"\xff\xff\x00\x81",
    ],
    ids=["png", "zeros", "elf", "all bytes", "no text"],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"photo.txt: [\d,]+ bytes that are not text .* take the file out"):
        decode(data, name="photo.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16-le"])
def test_a_page_cut_within_a_character_is_read(encoding: str) -> None:
    text = traditional(SPECIMEN) * 5
    found = decoded(text.encode(encoding)[:-1])
    assert found.text == text[:-1] + "\ufffd"
    assert found.encoding.lost == 1
    assert found.encoding.confidence > 0.999


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_few_stray_bytes_are_replaced_and_counted(encoding: str) -> None:
    text = traditional(SPECIMEN) * 20
    stray = b"\xff".join(text[start : start + 80].encode(encoding) for start in range(0, len(text), 80))
    found = decoded(stray)
    assert found.text.replace("\ufffd", "") == text
    assert found.encoding.lost == 2
    with pytest.raises(InputError, match="or none: then a few stray bytes are replaced"):
        decode(stray, encoding=encoding)


def test_what_looks_like_news_comes_in_an_order() -> None:
    """A mark, a letter, a common character, a symbol, one of the second level, a rare one, a control, another, none."""
    assert sorted("，a的①亍龘\x01ß\ue000", key=likelihood, reverse=True) == list("，a的①亍龘\x01ß\ue000")
    assert likelihood("\u0378") == likelihood("\x85") == likelihood("\ue000")
    assert likelihood("微博，") == pytest.approx(sum(map(likelihood, "微博，")))


@pytest.mark.parametrize("before", ["", "a"])
def test_a_character_across_the_end_of_the_sample_does_no_harm(before: str) -> None:
    found = detect((before + SPECIMEN * 400).encode("gbk"))
    assert found is not None and found.name == "gb18030"


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "gb18030"), ("utf-8", "utf-8")])
def test_bytes_that_are_valid_in_none_are_detected_only_where_losses_are_borne(encoding: str, name: str) -> None:
    data = SPECIMEN.encode(encoding) * 3 + b"\xff"
    assert detect(data) is None
    found = detect(data, lossy=True)
    assert found is not None and found.name == name


def test_many_stray_bytes_are_no_text() -> None:
    with pytest.raises(InputError, match="are not text"):
        decode(b"\xff".join(one.encode() for one in SPECIMEN))


@pytest.mark.parametrize(("apart", "read"), [(49, True), (48, False)])
def test_one_stray_byte_in_fifty_characters_is_a_few(apart: int, read: bool) -> None:
    text = SPECIMEN * 40
    data = b"".join(text[start : start + apart].encode() + b"\xff" for start in range(0, apart * 8, apart))
    with contextlib.nullcontext() if read else pytest.raises(InputError, match="are not text"):
        assert decoded(data).encoding.lost == 8


def test_a_single_nul_is_damage_not_another_encoding() -> None:
    assert decode("微\0博2013年".encode()) == "微\0博2013年"
    assert decode("2013".encode("utf-16-le")) == "2013"


def test_the_beginning_of_something_longer_may_end_within_a_character() -> None:
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        chosen = choose(SPECIMEN.encode(encoding)[:-1], whole=False)
        assert chosen is not None and chosen.name == encoding
    chosen = choose(SPECIMEN.encode("gbk")[:-1], declared="gb2312", whole=False)
    assert chosen is not None and (chosen.name, chosen.basis) == ("gb18030", "declared")
    chosen = choose("2013年 6:30 2012年".encode("utf-16-le")[:-1], whole=False)  # valid UTF-8 as well
    assert chosen is not None and (chosen.name, chosen.basis) == ("utf-16-le", "detected")


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (b'<?xml version="1.0" encoding="GB2312"?><html>', "GB2312"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=big5'>", "big5"),
        (b'<meta name="description" content="charset"><meta charset = "gbk">', "gbk"),
        (b"<html><body>charset=gbk", None),
        (b"<meta " * 5000, None),
    ],
)
def test_what_markup_declares(markup: bytes, name: str | None) -> None:
    assert declared_in_markup(markup) == name


def test_what_a_server_declares() -> None:
    assert declared_in_header('text/html; charset="gbk"') == "gbk"
    assert declared_in_header("text/html") is None


def test_the_record_says_how_the_bytes_were_read() -> None:
    found = extract(SPECIMEN.encode("gbk")).to_dict()["encoding"]
    assert list(found) == ["name", "basis", "confidence", "lost"]
    assert (found["name"], found["basis"]) == ("gb18030", "detected")
    assert extract(SPECIMEN).to_dict()["encoding"] is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5"])
def test_lines_are_the_lines_of_the_whole_text(encoding: str) -> None:
    text = "\n".join(map(traditional, articles())).encode(encoding, "ignore").decode(encoding) + "\r\n\n末"
    assert "".join(Lines(io.BytesIO(text.encode(encoding)), "a.csv")) == text


def test_a_line_of_other_bytes_costs_only_itself() -> None:
    lines = Lines(io.BytesIO("甲\n".encode() + b"\xff\xfe\n" + "乙\n".encode()), "a.csv", "utf-8")
    assert next(lines) == "甲\n"
    with pytest.raises(InputError, match=r"a\.csv, line 2, character 1: bytes that do not fit the encoding utf-8"):
        next(lines)
    assert list(lines) == ["乙\n"]


def test_a_bad_line_does_not_hide_the_encoding_of_the_rest() -> None:
    lines = Lines(io.BytesIO(b"\n".join(["正文".encode("gbk"), b"\xff\xff", SPECIMEN.encode("gbk")])), "a.csv")
    assert next(lines) == "正文\n"
    with pytest.raises(InputError, match="gb18030"):
        next(lines)
    assert next(lines) == SPECIMEN


def test_utf_16_that_ends_in_half_a_character_is_told_once() -> None:
    lines = Lines(io.BytesIO("甲\n乙\n".encode("utf-16-le")[:-1]), "a.csv", "utf-16-le")
    assert next(lines) == "甲\n"
    with pytest.raises(InputError, match="after line 1"):
        list(lines)
    assert list(lines) == []
