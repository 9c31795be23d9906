"""Numerals, written by an independent writer and read back."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.numerals import NUMERAL_CHARACTERS, Number, parse_number, parse_numeral

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


# All that states a number


@given(st.integers(1, 10**8), st.integers(2, 10**4))
def test_fractions_in_either_script(above: int, below: int) -> None:
    wanted = (Decimal(above) / below).quantize(Decimal("1e-6"))
    for text in (f"{below}分之{above}", f"{in_words(below)}分之{in_words(above)}", f"{above}/{below}"):
        number = parse_number(text)
        assert number and number.value is not None
        assert abs(number.value - wanted) <= abs(wanted) / 10**6 + Decimal("1e-6"), text


@given(st.integers(1, 10**8 - 1), st.sampled_from(["负", "-", "－", "− "]))
def test_a_sign_makes_a_number_negative(number: int, sign: str) -> None:
    assert (parse_number(f"{sign}{number}") or Number(None)).value == -number


@given(st.decimals(0, 1000, places=2), st.sampled_from(["%", "％"]))
def test_percentages_are_hundredths(number: Decimal, sign: str) -> None:
    assert (parse_number(f"{number}{sign}") or Number(None)).value == number / 100


@given(st.integers(1, 9), st.sampled_from(["十", "百", "千", "万", "十万", "百万", "亿"]))
def test_neighbouring_digits_are_a_range(low: int, unit: str) -> None:
    number = parse_number(DIGITS[low] + DIGITS[low % 9 + 1] + unit)
    scale = parse_numeral("一" + unit)
    assert scale is not None
    expected = (low * scale, (low + 1) * scale) if low < 9 else (None, None)
    assert number is None or low == 9 or number[1:3] == expected


@given(st.integers(10, 10**7).filter(lambda number: number % 10 == 0))
def test_a_vague_number_names_the_number_without_its_mark(number: int) -> None:
    written = in_words(number)
    vague = parse_number(written + "几")
    assert vague is None or vague.value is None or (vague.value == number and vague.low == number < (vague.high or 0))


@given(st.text(alphabet=NUMERAL_CHARACTERS + "点.,，分之又负-/%成折打几数余多来^eE+ \u3000", max_size=16))
def test_any_row_of_such_characters_states_a_number_or_none(text: str) -> None:
    number = parse_number(text)
    if number is not None and number.low is not None and number.high is not None:
        assert number.low <= number.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三分之二", "0.666666666667"),
        ("一又二分之一", "1.5"),
        ("1 3/5", "1.6"),
        ("百分之十二点五", "0.125"),
        ("千分之三", "0.003"),
        ("三成", "0.3"),
        ("九折", "0.9"),
        ("八五折", "0.85"),
        ("2^5", "32"),
        ("0^5", "0"),
        ("1.2e3", "1200"),
        ("1.2e+03", "1200"),
        ("1e-60", "1e-60"),
        ("五打", "60"),
        ("3 万 4000", "34000"),
        ("-１２．５", "-12.5"),
        ("10万万", "1000000000"),
        ("三十万多亿", "30000000000000"),
        ("1千零1", "1001"),
        ("两千三点一", "2300.1"),
    ],
)
def test_forms_of_numbers(text: str, value: str) -> None:
    assert (parse_number(text) or Number(None)).value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "分之",
        "三分之",
        "1/0",
        "百分",
        "2^999",
        "1e-61",
        "1E0015",  # as the code of a thing
        "0^0",
        "0^-1",
        "五十千",
        "2^5百",
        "万几万",
        "一个",
        "%",
        "-",
        "几",
        "9" * 70 + "万",
    ],
)
def test_what_states_no_number_is_refused(text: str) -> None:
    assert parse_number(text) is None


def test_the_threads_own_precision_plays_no_role() -> None:
    with localcontext(prec=3):
        assert parse_numeral("四千三百二十一万九千八百七十六") == Decimal(43219876)
        assert parse_number("百分之十二点三四五六") == Number(Decimal("0.123456"))
    assert parse_numeral("四千三百二十一万九千八百七十六") == Decimal(43219876), "nothing narrower was kept"
