"""What a page says of itself: marked cases, and the rules that hold for every text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import Article, Pipeline, Record, extract
from weibotext.reading.dateline import Dateline
from weibotext.reading.pagedata import find_page_data
from weibotext.reading.people import names_in
from weibotext.values import Span

Case = dict[str, Any]
FILE = Path(__file__).parent / "cases" / "pages.toml"
CASES: list[Case] = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
KEYS = ("published", "basis", "source", "editors", "authors", "dateline", "agency", "place", "date")
FILLER = "某市公安局微博上线，网民可以在线咨询。\n" * 60


def said(record: Record) -> Case:
    page, line = record.page, record.page.dateline
    found = {
        "published": record.published,
        "basis": record.published_basis,
        "source": page.source and page.source.name,
        "editors": [one.name for one in page.editors],
        "authors": [one.name for one in page.authors],
    }
    if line is not None:
        found |= {"dateline": line.text, "agency": line.agency, "place": line.place, "date": line.date}
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
def test_what_a_page_says(case: Case) -> None:
    assert set(case) <= {"why", "text", *KEYS}
    text = case["text"].replace("FILLER\n", FILLER)
    assert said(extract(text)) == {key: case[key] for key in KEYS if key in case}


def test_the_callers_day_fixes_the_datelines_year() -> None:
    record = extract("新华社贵阳8月20日电 微博上线。", published="2013-08-21")
    assert record.page.dateline is not None
    assert (record.page.dateline.date, record.published_basis) == ("2013-08-20", "given")


def test_a_dateline_dates_what_the_article_says() -> None:
    record = extract("新华社北京2013年8月20日电 昨天，微博上线。")
    assert [one.timex for one in record.dates if one.text == "昨天"] == ["2013-08-19"]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2013年08月20日 10:32 某某日报", "某某日报"),
        ("2013-08-20 10:32:05　参考消息 张三", "参考消息"),
        ("2013-08-20 10:32 举报", None),
        ("2013-08-20 10:32 投诉举报", None),
        ("2013-08-20 10:32 张三 李四", None),
        ("2013-08-20 某某日报", None),
        ("来源：某某时报网作者：张三", "某某时报网"),
        ("2013-08-20 10:32 来源：某某网 举报", "某某网"),
    ],
)
def test_the_source_with_and_without_a_label(line: str, source: str | None) -> None:
    text = f"微博上线\n{line}\n正文一句。"
    found = find_page_data(text).source
    assert (found and text[slice(*found)]) == source


def test_a_label_is_no_name() -> None:
    text = "微博上线\n2013-08-20 编辑：李四 人气：5380 次\n正文一句。"
    assert [text[slice(*span)] for span in find_page_data(text).editors] == ["李四"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 省公安厅微博上线\n\n正文一句。", "省公安厅微博上线"),
        ("### 上线 ###\n正文一句。", "上线 ###"),
        ("?\n…… \n省公安厅微博上线\n正文一句。", "省公安厅微博上线"),
        ("。\n" * 3 + "字" * 60 + "\n正文一句。", None),
        ("您当前的位置：某某网 > 新闻 > 要闻\n\n省公安厅微博上线\n正文一句。", "省公安厅微博上线"),
        ("当前位置:首页\n> 新闻资讯 > 发布会\n省公安厅微博上线\n正文一句。", "省公安厅微博上线"),
        ("首页 >> 新闻 >> 正文\n省公安厅微博上线\n正文一句。", "省公安厅微博上线"),
        ("（2013年8月20日）\n今年上半年，全省微博发展迅速，服务群众。", None),
        ("- 时间：2013-08-20\n- 来源：某某网\n正文一句。", None),
        ("首位置顶微博上线\n正文一句。", "首位置顶微博上线"),
        ("#微博上线# 正文\n正文一句。", "#微博上线# 正文"),
        ("#\n正文一句。", None),
    ],
)
def test_marks_are_no_part_of_a_title(text: str, title: str | None) -> None:
    assert Pipeline()(text).title == title


def test_an_articles_own_title_goes_before_the_first_line() -> None:
    record = Pipeline()(Article("省公安厅微博上線\n正文一句。", title="省公安廳微博上線"))
    assert record.title == "省公安厅微博上线"
    assert Pipeline()(Article("正文一句。", title="服務(wù)網(wǎng)民")).title == "服务网民"
    assert Pipeline()(Article("标题\n正文一句。", title="")).title is None


PIECES = st.sampled_from(
    "新华社|本报|某某网|贵阳|8月20日|2013年|20日|电|讯|（|）|记者|通讯员|张三|李 明|责任编辑|编 辑|来源|：|:|《某报》|"
    "发布时间|更新时间|时间|2013-08-20|10:32|星期二|\n|\n\n|　　| |。|，|【|】|網(wǎng)|發(fā)布|?!蔽⒉|\ud800|\0|APP下载|·|、|/".split(
        "|"
    )
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_span_lies_in_its_text_and_is_not_empty(text: str) -> None:
    found = find_page_data(text)
    spans = [found.source, *found.editors, *found.authors, found.dateline.span if found.dateline else None]
    assert all(0 <= one.start < one.stop <= len(text) for one in spans if one is not None)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_span_of_the_record_cuts_its_text_out_of_the_source(text: str) -> None:
    record = extract(text)
    for span, cut in record.spans():
        assert cut is None or record.source[slice(*span)] == cut != ""


@pytest.mark.parametrize("piece", ["记", "记者", "来 源", "　", "2013年", "（", "张 ", "新华社贵阳", "编辑：", "网"])
def test_no_text_takes_more_than_its_length(piece: str) -> None:
    assert find_page_data(piece * 200_000).dateline is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三", ["张三"]),
        ("欧阳某某、古丽·阿卜杜拉", ["欧阳某某", "古丽·阿卜杜拉"]),
        ("文/张三 图/李 明", ["张三", "李明"]),
        ("见习记者张三实习生李四", ["张三", "李四"]),
        ("某市公安局新闻办公室", []),
        ("王", []),
        ("", []),
    ],
)
def test_names_among_roles(text: str, names: list[str]) -> None:
    assert [text[slice(*span)].replace(" ", "") for span in names_in(text, Span(0, len(text)))] == names


@pytest.mark.parametrize(
    ("month", "day", "page", "expected"),
    [
        (8, 20, date(2013, 8, 20), date(2013, 8, 20)),
        (8, 20, date(2013, 8, 19), date(2013, 8, 20)),  # put up the evening before
        (8, 20, date(2013, 8, 18), None),
        (8, 20, date(2013, 9, 3), date(2013, 8, 20)),
        (8, 20, date(2013, 9, 4), None),
        (1, 1, date(2013, 12, 31), date(2014, 1, 1)),
        (2, 29, date(2013, 3, 1), None),
        (None, 31, date(2013, 9, 1), date(2013, 8, 31)),
        (8, 20, None, None),
        (None, None, date(2013, 8, 20), None),
    ],
)
def test_the_year_of_a_dateline(month: int | None, day: int | None, page: date | None, expected: date | None) -> None:
    assert Dateline(Span(0, 1), "新华社", None, None, month, day, ()).day_in(page) == expected
