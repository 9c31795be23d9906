"""Dates beyond the marked cases: what holds for every text, the calendars, the words around, and the year inferred."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext.dates import RULES, find_dates, grammar
from weibotext.dates.inference import inferred_year
from weibotext.dates.lunar import lunar_day, lunar_years, solar_term
from weibotext.dates.named import eras, festival_day, festivals, period_days, periods
from weibotext.dates.patterns import table
from weibotext.dates.readers import READERS
from weibotext.errors import LexiconError
from weibotext.values import Words

PUBLISHED = datetime(2013, 8, 20, 10, 30)
BITS = (
    "2013年 6月 30日 3日 今年 去年 同年 上周五 周末 下午 晚上 3点 8时30分 24时 : - — 至 到 、 的 前 后 内 以来 截至 自 起 "
    "第二 最后 一 三 十 百 万 个 天 周 月 年 小时 半 多 几 近 未来 每 春节 除夕 农历 初五 廿三 “十二五”期间 世纪 80年代 季度 上半年 旬 "
    "初 底 ， 。 （ ） 9999年 0年 13月 32日 2月30日 公元1年 民国 康熙 元年 \x00 \ud800 𠀀 ９ · / . 20130820"
).split(" ")
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from([*BITS, " "]), max_size=14).map("".join))


@settings(max_examples=400, deadline=None)
@given(texts, st.one_of(st.none(), st.just(PUBLISHED), st.datetimes(datetime(1000, 1, 1), datetime(8999, 12, 31))))
def test_any_text_is_read_and_every_span_stands_in_it(text: str, published: datetime | None) -> None:
    found = find_dates(text, published=published)
    assert found == find_dates(text, published=published)
    assert all(0 <= one.extent.start <= one.span.start < one.span.stop <= one.extent.stop <= len(text) for one in found)
    assert all(one.span.stop <= two.span.start for one, two in pairwise(found))
    for one in found:
        assert one.value.timex
        first, last = one.value.interval or (None, None)
        assert first is None or last is None or first <= last
        assert all(end is None or datetime.fromisoformat(end) for end in (first, last))


@pytest.mark.parametrize(
    "bit",
    [
        "9",
        "9.",
        "一",
        "1年",
        "今年",
        "9:",
        "1-",
        "第1",
        "2013年3月",
        "每",
        "1、",
        " ",
        "3天",
        "初",
        "“",
        "上个",
        "前3",
        "、一",
    ],
)
def test_adversarial_text_is_walked_through(bit: str) -> None:
    found = find_dates(bit * (20_000 // len(bit)), published=PUBLISHED)
    assert all(one.span.stop <= two.span.start for one, two in pairwise(found))


def test_every_rule_opens_with_a_specimen_and_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.read.__doc__ and rule.kinds for rule in RULES)


def test_every_pattern_has_a_reader_and_somewhere_to_begin() -> None:
    assert {one.kind for one in table()} == READERS.keys()
    assert all(one.words or one.behind for one in table())


# The calendars


def test_lunar_years_follow_one_another_without_gaps() -> None:
    years = lunar_years()
    assert list(years) == list(range(1900, 2101))
    for year in range(1900, 2100):
        assert years[year].first + timedelta(days=sum(years[year].months)) == years[year + 1].first
        assert len(years[year].months) == 12 + (years[year].leap > 0)
        assert len(years[year].terms) == 24


@pytest.mark.parametrize(
    ("year", "first"),
    # Published by the Hong Kong Observatory, Gregorian-Lunar Calendar Conversion Tables.
    [(1901, date(1901, 2, 19)), (1949, date(1949, 1, 29)), (1985, date(1985, 2, 20)), (2013, date(2013, 2, 10)),
     (2023, date(2023, 1, 22)), (2033, date(2033, 1, 31)), (2100, date(2100, 2, 9))],
)  # fmt: skip
def test_lunar_new_year(year: int, first: date) -> None:
    assert lunar_day(year, 1) == first


def test_a_leap_month_stands_behind_its_namesake() -> None:
    assert lunar_day(2033, 11, leap=True) == date(2033, 12, 22)
    assert lunar_day(2014, 9, leap=True) == date(2014, 10, 24)
    assert lunar_day(2013, 4, leap=True) is None
    assert lunar_day(2200, 1) is None


def test_solar_terms_fall_in_their_months() -> None:
    found = [solar_term(2013, number) for number in range(1, 25)]
    assert all(one is not None and two is not None and one < two for one, two in pairwise(found))
    assert solar_term(2013, 24) == date(2013, 12, 22)
    assert solar_term(1899, 1) is None


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [("除夕", 2013, date(2014, 1, 30)), ("清明节", 2013, date(2013, 4, 4)), ("复活节", 2024, date(2024, 3, 31)),
     ("东正教复活节", 2013, date(2013, 5, 5)), ("感恩节", 2019, date(2019, 11, 28)), ("开斋节", 2013, date(2013, 8, 8)),
     ("全国助残日", 2013, date(2013, 5, 19)), ("春节", 2200, None)],
)  # fmt: skip
def test_festivals(name: str, year: int, day: date | None) -> None:
    assert festival_day(name, year) == day


def test_every_entry_of_the_lexicons_can_be_computed() -> None:
    assert all(festival_day(name, 2020) for name in festivals())
    for name in periods():
        first, last = period_days(name, 2020) or (date.max, date.min)
        assert first <= last
    assert all(first <= last for first, last in eras().values())


def test_a_festival_that_is_no_day_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from weibotext.dates import named

    monkeypatch.setattr(named, "read_table", lambda *_: iter([("小节", "someday 3")]))
    with pytest.raises(LexiconError, match="小节"):
        named.festivals.__wrapped__()


# Leaning on publication, on words, and on the text itself


def test_times_of_day_count_from_a_moment_of_publication() -> None:
    (found,) = find_dates("未来48小时", published=PUBLISHED)
    assert found.value.interval == ("2013-08-20T10:30:00", "2013-08-22T10:30:00")


def test_words_keep_what_is_found_from_tearing_them() -> None:
    text = "旅客登上月台，上月已修缮。"
    words = Words.of(["旅客", "登上", "月台", "，", "上月", "已", "修缮", "。"])
    assert [one.span.start for one in find_dates(text, published=PUBLISHED, words=words)] == [7]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年（2013年）6月", 2013),
        ("去年(2012年)立项", 2013),
        ("今年是新中国成立70周年", 2019),
        ("今年是“十三五”开局之年", 2016),
        ("2012年立项，8月20日（星期二）开工", 2013),
        ("今年是建党90周年，明年（2013年）", None),
        ("6月30日", None),
        ("", None),
    ],
)
def test_the_year_is_inferred_where_the_words_fix_it(text: str, year: int | None) -> None:
    assert inferred_year(text) == year


def test_what_is_to_be_done_before_a_day_begins_now() -> None:
    (found,) = find_dates("力争年底前完成", published=PUBLISHED)
    assert (found.value.interval, found.value.mod) == (("2013-08-20T10:30:00", "2014-01-01T00:00:00"), "before")


def test_a_row_of_numerals_that_is_no_number_is_no_end_of_a_range() -> None:
    found = find_dates("会议十十一至2013年、二十十到2015年召开")
    assert [one.value.timex for one in found] == ["2013", "2015"]


@settings(max_examples=300, deadline=None)
@given(texts)
def test_what_is_read_once_a_word_is_what_the_rules_read_in_place(text: str) -> None:
    sentence = f"全省各地{text}，会议指出"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar, "_HEEDING", frozenset(READERS))
        in_place = grammar.find_written(sentence)
    assert grammar.find_written(sentence) == in_place


def test_one_instant_is_spelled_in_the_zone_of_publication() -> None:
    zones = [timezone(timedelta(hours=hours)) for hours in (0, 8)]
    spelled = [
        find_dates("昨天至今", published=datetime(2013, 8, 20, 20, tzinfo=UTC).astimezone(zone)) for zone in zones
    ]
    assert [one.value.interval for found in spelled for one in found] == [
        ("2013-08-19T00:00:00", "2013-08-20T20:00:00+00:00"),
        ("2013-08-20T00:00:00", "2013-08-21T04:00:00+08:00"),
    ]
