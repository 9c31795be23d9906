"""The report: the source survives to the character, markup balances, links find their marks, nothing hostile gets out.

The two articles below were invented for these tests, damage included; offsets are looked up, never counted.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.errors import InputError
from weibotext.report import card, fragment, highlight, page
from weibotext.report.highlight import visible, weave
from weibotext.report.marks import EditGroup, Mark, groups_of_edits
from weibotext.report.words import _labels

Record = dict[str, Any]

GLOSS = r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǜ]+\)"
LISTS = ["edits", "agencies", "accounts", "dates", "figures", "observations", "themes", "keywords"]
KINDS = ["claim", "evidence", "keyword", "date-extent", "figure-extent", "agency", "account", "date", "figure", "edit"]
TOTALS = {"修复": "edits", "日期": "dates", "数量": "figures", "机构": "agencies", "数据": "observations"}

PLATEAU = """高原上的“指尖服務(wù)”

　　本報西寧8月6日電(記者 丁一)截至7月31日,青海省已開通政務(wù)微博超過860個,其中公安機關(guān)賬號312個,同比增長12.5%。

　　“群眾在哪里,服務(wù)就到哪里?！笔」矎d宣傳處負責人說。省公安廳官方微博@平安青海2011年3月15日上線,日均發(fā)布信息12條以上,目前粉絲已逾35萬人。

　　在海西州,州政府新聞辦的“海西快報”設(shè)立5個話題,三年來累計辦理網(wǎng)民來信2700余件,辦結(jié)率近九成。今年4月雪災(zāi)期間,賬號每日發(fā)布路況,單條最高轉(zhuǎn)發(fā)4000次。

　　責任編輯:admin
"""

HARBOUR = """港口城市試水網(wǎng)上問政

　　山東省日照市司法局5月3日通報,全市法律服務(wù)熱線上半年接聽來電1.8萬次,比上年同期增加三分之一。
"""


def at(source: str, text: str, inside: str | None = None) -> list[int]:
    """Where the text stands; where it comes more than once, inside which longer passage to look."""
    start = source.index(inside or text)
    start = source.index(text, start)
    return [start, start + len(text)]


def piece(source: str, text: str, inside: str | None = None, **more: Any) -> Record:
    return {"span": at(source, text, inside), "text": text, **more}


def date(source: str, name: str, text: str, timex: str, **more: Any) -> Record:
    base = {"id": name, "extent": at(source, text), "kind": "date", "timex": timex, "interval": None, "mod": None}
    return {**base, "basis": "explicit", "rule": "month_day", **piece(source, text), **more}


def figure(source: str, name: str, text: str, value: str | None, unit: str | None, **more: Any) -> Record:
    base = {"id": name, "extent": at(source, text), "kind": "count", "value": value, "low": None, "high": None}
    base |= {"mod": "exact", "unit": unit, "unit_code": None, "per": None, "item": None, "change": None, "basis": None}
    return {**base, "rule": "number_unit", **piece(source, text), **more}


def claim(
    source: str, passage: str, subject: str | None, measure: str, *, of: Record, when: str | None = None
) -> Record:
    same = {key: of[key] for key in ("value", "mod", "unit")}
    span = at(source, passage)
    return {"subject": subject, "measure": measure, "figure": of["id"], "date": when, "span": span, "rule": "x", **same}


def glosses(source: str) -> Iterator[Record]:
    for found in re.finditer(GLOSS, source):
        repair = {"text": found[0], "replacement": "", "repair": "pinyin_gloss"}
        yield {"span": [found.start(), found.end()], **repair}


def record_of(source: str, **more: Any) -> Record:
    lists: Record = {key: [] for key in LISTS}
    head = {"schema": "weibotext/1", "id": f"sha256:{len(source):064x}", "title": None, "published": None}
    text = re.sub(GLOSS, "", source)
    return {**head, "published_basis": None, "text": text, **lists, "tokens": None, **more}


def plateau() -> Record:
    s = PLATEAU
    qinghai, haixi = {"code": "630000", "name": "青海省"}, {"code": "632800", "name": "海西蒙古族藏族自治州"}
    figures = [
        figure(s, "f1", "860個", "860", "个", extent=at(s, "超過860個"), mod="more_than", item="政务微博"),
        figure(s, "f2", "312個", "312", "个", item="公安机关账号"),
        figure(s, "f3", "12.5%", "12.5", None, kind="percent", change="up", basis="year_on_year"),
        figure(s, "f4", "12條", "12", "条", extent=at(s, "12條以上"), mod="at_least", per="日", item="信息"),
        figure(s, "f5", "35萬人", "350000", "人", extent=at(s, "逾35萬人"), mod="more_than", item="粉丝"),
        figure(s, "f6", "5個", "5", "个", item="话题"),
        figure(s, "f7", "2700余件", "2700", "件", mod="more_than", item="来信"),
        figure(s, "f8", "九成", "0.9", None, kind="fraction", extent=at(s, "近九成"), mod="nearly", item="办结率"),
        figure(s, "f9", "4000次", "4000", "次", item="转发"),
    ]
    f = {item["id"]: item for item in figures}
    mangled = piece(s, "?！笔」矎d", replacement="。”省公安厅", repair="misalignment")
    residue = piece(s, "責任編輯:admin", replacement="", repair="tag")
    return record_of(
        s,
        id="sha256:5f0c1ddc8a7e2c3f",
        title="高原上的“指尖服务”",
        published="2013-08-06",
        published_basis="dateline",
        edits=[*glosses(s), mangled, residue],
        agencies=[
            {"id": "a1", "name": "青海省公安厅", "kind": "police", "level": "province", "region": qinghai,
             "mentions": [piece(s, "省公安廳", basis="region_from_context"),
                          piece(s, "笔」矎d", basis="region_from_context")]},
            {"id": "a2", "name": "海西州人民政府新闻办公室", "kind": "information", "level": "prefecture",
             "region": haixi, "mentions": [piece(s, "州政府新聞辦", basis="region_from_context")]},
        ],
        accounts=[
            {"id": "w1", "name": "平安青海", "agency": "a1", "platforms": ["新浪", "腾讯"], "opened": "2011-03-15",
             "mentions": [piece(s, "@平安青海", basis="handle")]},
            {"id": "w2", "name": "海西快报", "agency": "a2", "platforms": [], "opened": None,
             "mentions": [piece(s, "海西快報", basis="quoted")]},
        ],
        dates=[
            date(s, "t1", "8月6日", "2013-08-06", basis="published"),
            date(s, "t2", "7月31日", "2013-07-31", extent=at(s, "截至7月31日"), mod="on_or_before", basis="published"),
            date(s, "t3", "2011年3月15日", "2011-03-15"),
            date(s, "t4", "目前", "PRESENT_REF", kind="reference", basis=None),
            date(s, "t5", "三年", "P3Y", kind="duration", basis=None, rule="length"),
            date(s, "t6", "今年4月", "2013-04", basis="published"),
        ],
        figures=figures,
        observations=[
            claim(s, "青海省已開通政務(wù)微博超過860個", "630000", "accounts", of=f["f1"], when="t2"),
            claim(s, "公安機關(guān)賬號312個", "632800", "accounts", of=f["f2"], when="t2"),
            claim(s, "日均發(fā)布信息12條以上", "w1", "posts_per_day", of=f["f4"]),
            claim(s, "粉絲已逾35萬人", "w1", "followers", of=f["f5"], when="t4"),
            claim(s, "設(shè)立5個話題", "w2", "topics", of=f["f6"]),
            claim(s, "累計辦理網(wǎng)民來信2700余件", "w2", "cases_handled", of=f["f7"], when="t5"),
        ],
        themes=[
            {"label": "政务公开", "score": 0.83, "evidence": [piece(s, "服務(wù)"), piece(s, "政務(wù)微博")]},
            {"label": "应急救援", "score": 0.41, "evidence": [piece(s, "雪災(zāi)")]},
        ],
        keywords=[
            {"text": "政务微博", "score": 1.0, "spans": [at(s, "政務(wù)微博")]},
            {"text": "网民来信", "score": 0.72, "spans": [at(s, "網(wǎng)民來信")]},
        ],
    )  # fmt: skip


def harbour() -> Record:
    s = HARBOUR
    bureau = {"id": "a1", "name": "日照市司法局", "kind": "bureau_of_tests", "level": "prefecture",
              "region": {"code": "371100", "name": "山东省日照市"},
              "mentions": [piece(s, "山東省日照市司法局", basis="explicit")]}  # fmt: skip
    calls = figure(s, "f1", "1.8萬次", "18000", "次", item="来电")
    return record_of(
        s,
        edits=list(glosses(s)),
        agencies=[bureau],
        dates=[date(s, "t1", "5月3日", "2014-05-03"), date(s, "t2", "上半年", "2014-H1", kind="range")],
        figures=[calls, figure(s, "f2", "三分之一", "0.3333", None, kind="fraction", change="up")],
        observations=[claim(s, "接聽來電1.8萬次", "a1", "calls_answered", of=calls, when="t2")],
        published="2014-07-08",
        published_basis="given",
    )


class Reader(HTMLParser):
    """What a document says, whether its elements balance, which ids it has and which it links to."""

    VOID = frozenset({"meta", "input", "link", "br", "hr", "img"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.extend(attrs)
        self.ids.update(value for name, value in attrs if name == "id" and value)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes what it did not open"

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def said(self) -> str:
        return "".join(self.text)

    def links(self) -> list[str]:
        return [value or "" for name, value in self.attributes if name == "href"]


def style(name: str) -> str:
    return (files("weibotext.report") / "templates" / name).read_text(encoding="utf-8")


SAMPLES = [(PLATEAU, plateau()), (HARBOUR, harbour())]


@pytest.mark.parametrize(("source", "record"), SAMPLES)
def test_the_highlighted_source_is_the_source(source: str, record: Record) -> None:
    assert Reader(highlight(source, record)).said() == source


def test_a_tooltip_says_what_a_mark_means() -> None:
    titles = [value for name, value in Reader(highlight(PLATEAU, plateau())).attributes if name == "title"]
    assert "机构：青海省公安厅\n公安 · 省级 · 青海省 630000\n依据：地区据上下文" in titles
    assert "日期：截至 2013-07-31\n依据：据发布日期\n规则：month_day" in titles
    assert "计数：超过 860 个\n对象：政务微博\n规则：number_unit" in titles
    assert "账号：平安青海\n主办：青海省公安厅\n平台：新浪、腾讯\n开通：2011-03-15\n依据：@账号" in titles
    assert "数据：平安青海 · 粉丝 · 超过 350,000 人\n规则：x" in titles
    assert "修复（字节错位）：改为“。”省公安厅”" in titles
    assert "修复（拼音注音）：删去" in titles


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """Any text at all, surrogates and controls among it, under any heap of marks."""
    source = draw(st.text(st.characters(exclude_categories=()) | st.sampled_from("<>&\"'\r\n\0\ud800甲乙"), min_size=1))
    span = st.tuples(st.integers(0, len(source)), st.integers(0, len(source))).filter(lambda pair: pair[0] < pair[1])
    kinds = st.sampled_from(KINDS)
    mark = st.builds(
        lambda s, kind, title, to: Mark(s[0], s[1], kind, title, becomes=to), span, kinds, st.text(), st.text()
    )
    return source, draw(st.lists(mark, max_size=12))


@given(marked())
def test_any_marks_on_any_text_leave_the_text_alone_and_balance(case: tuple[str, list[Mark]]) -> None:
    source, found = case
    html = weave(source, found)
    html.encode("utf-8")
    assert Reader(html).said() == visible(source)


@given(marked())
def test_every_character_lies_under_the_marks_that_cover_it(case: tuple[str, list[Mark]]) -> None:
    source, found = case
    depths: list[int] = []

    class Depths(Reader):
        def handle_data(self, data: str) -> None:
            depths.extend([len(self.open)] * len(data))

    Depths(weave(source, found))
    assert depths == [sum(mark.start <= i < mark.stop for mark in found) for i in range(len(source))]


def test_only_what_html_cannot_carry_is_replaced() -> None:
    carried = "".join(chr(n) for n in range(1, 0x2FF)) + "\r\n\r\ufeff\uffff\U0010ffff"
    assert visible(carried) == carried
    assert Reader(weave(carried, [])).said() == carried
    assert visible("\0\ud800\udfff") == "\u2400\ufffd\ufffd"


def test_a_carriage_return_is_written_so_that_no_browser_makes_a_newline_of_it() -> None:
    assert weave("甲\r乙\r\n", []) == "甲&#13;乙&#13;\n"


@pytest.mark.parametrize("order", [1, -1])
def test_a_mark_inside_another_does_not_split_it(order: int) -> None:
    found = [Mark(0, 4, "figure"), Mark(0, 2, "claim"), Mark(3, 4, "claim")]
    assert weave("甲乙丙丁", found[::order]) == (
        '<mark class="wt-figure"><span class="wt-claim">甲乙</span>丙<span class="wt-claim">丁</span></mark>'
    )


@pytest.mark.parametrize("order", [1, -1])
def test_marks_of_one_stretch_lie_in_one_order(order: int) -> None:
    html = weave("甲", [Mark(0, 1, kind) for kind in KINDS][::order])
    assert re.findall(r"wt-([a-z-]+)", html) == KINDS


def test_each_repair_shows_some_of_its_different_changes() -> None:
    made = [("甲", "乙"), ("甲", "乙"), ("甲", "丙"), ("丁", "乙"), ("戊", "乙")]
    edits = [{"text": text, "replacement": to, "repair": "x"} for text, to in made]
    assert groups_of_edits(edits, specimens=3) == {"x": EditGroup(5, [0, 2, 3])}


def test_a_crossing_mark_is_split_and_named_once() -> None:
    outer = Mark(0, 4, "agency", anchor="n1-a1-1")
    inner = Mark(2, 5, "edit", anchor="n1-e1", becomes="好")
    html = weave("甲乙丙丁戊己", [inner, outer])
    assert html == (
        '<mark class="wt-agency" id="n1-a1-1">甲乙<span class="wt-edit" id="n1-e1" data-to="好">丙丁</span></mark>'
        '<span class="wt-edit">戊</span>己'
    )


@pytest.mark.parametrize("span", [(0, 9), (2, 2), (3, 1), (-1, 2)])
def test_a_span_outside_the_source_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="give the very text"):
        weave("甲乙丙", [Mark(*span, "date")])


def test_a_record_of_another_source_is_refused_and_the_article_named() -> None:
    with pytest.raises(InputError, match=r"article 2: .*does not fit the source"):
        page([(HARBOUR, harbour()), (HARBOUR.replace("5月3日", "6月3日"), harbour())], title="x")


def test_a_record_of_another_schema_is_refused() -> None:
    with pytest.raises(InputError, match="weibotext/0"):
        card(HARBOUR, {**harbour(), "schema": "weibotext/0"})


@pytest.mark.parametrize("prefix", ["", "1", "a b", 'a"', "é", "a\n"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(prefix: str) -> None:
    with pytest.raises(InputError, match="prefix"):
        card(HARBOUR, harbour(), prefix=prefix)


def test_every_link_finds_its_mark_and_no_id_comes_twice() -> None:
    read = Reader(page([*SAMPLES, *SAMPLES], title="两地"))
    assert set(read.ids.values()) == {1}
    assert {link.removeprefix("#") for link in read.links()} <= set(read.ids)
    assert all(link.startswith("#") for link in read.links())


def test_every_row_links_to_the_source() -> None:
    rows = re.findall(r"<tbody>(.*?)</tbody>", card(PLATEAU, plateau(), prefix="n7"), re.DOTALL)
    listed = [row for body in rows for row in body.split("<tr>")[1:]]
    record = plateau()
    kinds = {edit["repair"] for edit in record["edits"]}
    assert len(listed) == sum(len(record[key]) for key in LISTS if key != "edits") + len(kinds)
    assert all('<a href="#n7-' in row for row in listed)


def test_the_card_says_the_claims() -> None:
    said = " ".join(Reader(card(PLATEAU, plateau())).said().split())
    assert "青海省 账号 accounts 超过 860 个 政务微博 截至 2013-07-31" in said
    assert "海西蒙古族藏族自治州 账号 accounts 312 个" in said
    assert "平安青海 粉丝 followers 超过 350,000 人 粉丝 当前" in said
    assert said.index("数据 Observations") < said.index("机构 Agencies") < said.index("修复 Repairs")


def test_a_figure_that_no_observation_uses_is_listed_as_not_linked() -> None:
    rows = [row for row in card(PLATEAU, plateau()).split("<tr>") if "not linked" in row]
    unlinked = {figure["text"] for figure in plateau()["figures"] for row in rows if f">{figure['text']}<" in row}
    assert unlinked == {"12.5%", "九成", "4000次"}


def test_a_code_without_a_label_is_shown_as_it_stands() -> None:
    said = Reader(card(HARBOUR, harbour())).said()
    assert "calls_answered" in said and "bureau_of_tests" in said


def test_repairs_are_counted_by_kind() -> None:
    said = " ".join(Reader(card(PLATEAU, plateau())).said().split())
    count = sum(edit["repair"] == "pinyin_gloss" for edit in plateau()["edits"])
    assert f"拼音注音 pinyin_gloss {count} (wù)" in said


def test_totals_add_up_over_a_generator() -> None:
    html = page((pair for pair in SAMPLES), title="两地")
    totals = dict(re.findall(r"<dt>(\w+) .*?<dd>([\d,]+)</dd>", html))
    expected = {"文章": 2, "字符": len(PLATEAU) + len(HARBOUR)}
    expected |= {name: sum(len(record[key]) for _, record in SAMPLES) for name, key in TOTALS.items()}
    assert {name: int(total.replace(",", "")) for name, total in totals.items()} == expected
    assert "2013-08-06 — 2014-07-08" in html


def test_an_article_without_a_title_is_called_by_its_first_line() -> None:
    assert "港口城市試水網上問政</h2>" in card(HARBOUR, harbour())
    assert "无题 Untitled</h2>" in card("\n", record_of("\n"))


def test_an_empty_record_makes_a_card() -> None:
    source = "無事。"
    assert source in Reader(card(source, record_of(source))).said()


HOSTILE = "{{ 7*7 }}]]>--></style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>javascript:1&amp;\0\ud800"


def poisoned(value: Any, key: str = "") -> Any:
    """The record with every string in it hostile, but for the few that are checked or looked up."""
    if isinstance(value, str):
        return value if key in {"schema", "id", "agency", "subject", "figure", "date", "text"} else value + HOSTILE
    if isinstance(value, Mapping):
        return {name: poisoned(item, name) for name, item in value.items()}
    return [poisoned(item, key) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("make", [page, fragment])
def test_hostile_text_stays_text(make: Any) -> None:
    source = PLATEAU + HOSTILE
    record = {**poisoned(plateau()), "id": HOSTILE, "text": HOSTILE}
    record["dates"] = [*record["dates"], date(source, HOSTILE, HOSTILE, HOSTILE, mod=HOSTILE)]
    html = page([(source, record)], title=HOSTILE) if make is page else fragment(source, record)
    html.encode("utf-8")
    clean = page([(PLATEAU, plateau())], title="x") if make is page else fragment(PLATEAU, plateau())
    read, innocent = Reader(html), Reader(clean)
    assert set(read.tags) <= set(innocent.tags)
    assert {name for name, _ in read.attributes} == {name for name, _ in innocent.attributes}
    assert all(link.startswith("#") for link in read.links())
    assert read.tags["style"] == 1 and read.tags["script"] == innocent.tags["script"]
    assert visible(HOSTILE) in read.said()
    assert "49" not in html.replace("49", "", clean.count("49"))


def test_the_page_loads_nothing_and_says_what_it_is() -> None:
    html = page(SAMPLES, title="两地")
    assert html.startswith('<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">')
    assert '<meta name="viewport"' in html and "default-src 'none'" in html
    assert not re.search(r"https?:|url\(|@import|\ssrc=|<link", html)


def test_the_one_script_runs_by_its_hash_and_nothing_else_does() -> None:
    html = page(SAMPLES, title="两地")
    policy = re.search(r"script-src '(sha256-[^']+)'", html)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert policy and len(scripts) == html.count("<script") == 1
    assert policy[1] == "sha256-" + base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert not re.search(r" on[a-z]+=|javascript:", html.replace(scripts[0], ""))


def test_a_large_page_has_its_first_articles_whole_and_the_others_packed() -> None:
    many = [(PLATEAU, plateau())] * 60
    html = page(many, title="多")
    whole = len(re.findall('<article class="wt-card"', html))
    assert 1 < whole < 60
    packs = re.findall(r'class="wt-packed" data-first="(\d+)" data-last="(\d+)">([^<]*)</script>', html)
    numbers = [number for first, last, _ in packs for number in range(int(first), int(last) + 1)]
    assert numbers == list(range(whole + 1, 61))
    unpacked = "".join(zlib.decompress(base64.b64decode(data), -zlib.MAX_WBITS).decode() for *_, data in packs)
    assert re.findall(r'<article class="wt-card" id="(n\d+)"', unpacked) == [f"n{number}" for number in numbers]
    assert Reader(unpacked).tags["article"] == 60 - whole


def test_the_search_folds_every_traditional_character_of_the_articles() -> None:
    folded = re.search('data-fold="([^"]*)"', page(SAMPLES, title="两地"))
    assert folded
    pairs = dict(zip(folded[1][::2], folded[1][1::2], strict=True))
    assert pairs["務"] == "务" and "微" not in pairs


def test_a_fragment_brings_its_style_and_touches_nothing_else() -> None:
    html = fragment(HARBOUR, harbour())
    read = Reader(html)
    assert read.tags["style"] == 1 and "html" not in read.tags
    named = {name for value in (v for k, v in read.attributes if k == "class") for name in (value or "").split()}
    assert named and all(name == "wt" or name.startswith("wt-") for name in named)
    rules = re.sub(r"/\*.*?\*/", "", style("card.css"), flags=re.DOTALL)
    selectors = [s.strip() for group in re.findall(r"([^{};@]+)\{", rules) for s in group.split(",")]
    stray = [s for s in selectors if s and not s.startswith((".wt", "media", "screen", "container", "("))]
    assert not stray


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page(SAMPLES, title="两地") == page(SAMPLES, title="两地")
    assert fragment(*SAMPLES[0]) == fragment(*SAMPLES[0])
    assert fragment(*SAMPLES[0]) != fragment(*SAMPLES[0], prefix="other")


def test_labels_are_words_under_known_headings() -> None:
    assert all(isinstance(word, str) for group in _labels().values() for word in group.values())


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_every_ground(scheme: int) -> None:
    """WCAG 2.2, success criterion 1.4.3 (AA): 4.5 to 1 for text; 1.4.11: 3 to 1 for the lines that tell marks apart."""
    found = re.findall(r"--wt-([a-z-]+): (#[0-9a-f]{6});", style("card.css"))
    half = len(found) // 2
    colours = dict(found[half * scheme : half * (scheme + 1)])
    grounds = [colours[name] for name in colours if name == "paper" or name.endswith(("-bg", "-faint"))]
    assert len(grounds) == 8
    for ink in ("ink", "muted"):
        assert all(contrast(colours[ink], ground) >= 4.5 for ground in grounds), ink
    assert contrast(colours["accent"], colours["paper"]) >= 4.5
    for line in ("agency", "account", "date", "figure", "claim"):
        assert contrast(colours[line], colours["paper"]) >= 3, line
