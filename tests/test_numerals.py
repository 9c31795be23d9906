"""Numerals, written by an independent writer and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.numerals import NUMERAL_CHARACTERS, parse_numeral

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def section(number: int) -> str:
    """A number below ten thousand in words, with 零 for skipped places."""
    words, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if skipped and words else "") + DIGITS[digit] + name
            skipped = False
        else:
            skipped = True
    return words


def in_words(number: int) -> str:
    if number == 0:
        return "零"
    words = ""
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        if part:
            words += ("零" if words and part < 1000 else "") + section(part) + name
    return words


@given(st.integers(0, 10**12 - 1))
def test_what_is_written_in_words_reads_back(number: int) -> None:
    assert parse_numeral(in_words(number)) == number
    assert parse_numeral(in_words(number).translate(FINANCIAL)) == number


@given(st.integers(0, 10**12), st.booleans())
def test_arabic_digits_with_and_without_separators(number: int, wide: bool) -> None:
    plain = str(number)
    assert parse_numeral(f"{number:,}") == number
    assert (
        parse_numeral(plain.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}) if wide else plain) == number
    )


@given(st.decimals(Decimal("0.1"), 9999, places=2), st.sampled_from(["万", "亿", "百", "千"]))
def test_a_decimal_before_a_unit(number: Decimal, unit: str) -> None:
    assert parse_numeral(f"{number}{unit}") == number * {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[unit]


@given(st.text(alphabet=NUMERAL_CHARACTERS + "点.,，", max_size=12))
def test_any_row_of_numeral_characters_is_read_or_refused(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二", 120),
        ("一百零二", 102),
        ("三万五", 35000),
        ("3万4", 34000),
        ("3万4000", 34000),
        ("二〇一三", 2013),
        ("廿三", 23),
        ("两百", 200),
        ("百万", 1000000),
        ("万", 10000),
        ("十", 10),
        ("1亿2000万", 120000000),
        ("一点五亿", 150000000),
        ("3.50", Decimal("3.5")),
    ],
)
def test_forms_of_the_news(text: str, value: int | Decimal) -> None:
    assert parse_numeral(text) == value


def test_numbers_that_nobody_counts_to_are_refused() -> None:
    assert parse_numeral("9" * 24) == Decimal("9" * 24)
    assert parse_numeral("9" * 25) is None
    assert parse_numeral("9" * 100_000) is None


@pytest.mark.parametrize("text", ["", "微博", "三个", "12,34", "1.", " 3", "三 百"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    assert parse_numeral(text) is None
