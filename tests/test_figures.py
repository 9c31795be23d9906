"""Figures: what holds for every text, and the forms of other libraries."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import calls

from weibotext import Pipeline, Segmenter
from weibotext.adapters.figures import to_jionlp_money, to_recognizers
from weibotext.errors import LexiconError
from weibotext.figures import RULES, find_figures
from weibotext.figures import finding as finding_module
from weibotext.figures.folding import Folded
from weibotext.figures.rows import rows
from weibotext.figures.simple import simple_at
from weibotext.figures.units import units
from weibotext.segment import dictionary_tags
from weibotext.values import Span, Words

PIPELINE = Pipeline()
SEGMENTER = Segmenter()
PIECES = [
    *"3 12 1,250 0.5 ３５ 三 十二 一百 两 万 亿 余 多 几 半 第 首 负 零下 - — 至 到 ～ / ： 个 名 元 公里 % 个百分点 成 折".split(),
    *"度 ℃ 分之 又 人民币 港币 $ 近 超过 约 以上 左右 不足 分别 同比 增长 下降 日均 每人 ， 。 和 、 的 是 粉丝 2013年 5月".split(),
    *"第一时间 km kg 2^5 1e3 点 大 间 之间 单位".split(),
    *(" ", "\n", "\u3000"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_order_and_inside_their_extents(text: str) -> None:
    found = find_figures(text)
    assert all(0 <= one.extent.start <= one.span.start < one.span.stop <= one.extent.stop <= len(text) for one in found)
    assert all(one.span.stop <= other.span.start for one, other in pairwise(found))
    assert all(one.rule in RULES for one in found)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_a_range_has_its_ends_in_order(text: str) -> None:
    for one in find_figures(text):
        if one.value.low is not None and one.value.high is not None:
            assert one.value.low < one.value.high


@given(st.text(max_size=30))
@settings(deadline=None)  # the first text loads the dictionaries
def test_any_text_can_be_read(text: str) -> None:
    source = PIPELINE(text)
    assert all(source.source[slice(*figure.span)] == figure.text for figure in source.figures)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_nothing_is_found_in_what_is_taken(text: str) -> None:
    assert [
        one for one in find_figures(text, taken=[Span(0, len(text))]) if one.value.kind not in ("money", "measure")
    ] == []


@given(texts)
@settings(max_examples=300, deadline=None)
def test_the_short_way_reads_what_the_readers_read(text: str) -> None:
    words = Words.of(SEGMENTER.words(text))
    short = find_figures(text, words=words, tags=dictionary_tags())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding_module, "simple_at", lambda scene, place: None)
        assert find_figures(text, words=words, tags=dictionary_tags()) == short


NEIGHBOURS = st.sampled_from(
    [*PIECES, *"川 星 星期 线 号 强 心 部委 “ ” 达 得 有 最多 至少配 二 五 7 1.6 1. PS @ RMB ：".split()]
)


@given(st.lists(NEIGHBOURS, max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_what_the_scan_passes_over_is_no_figure(text: str) -> None:
    words = Words.of(SEGMENTER.words(text))
    found = find_figures(text, words=words, tags=dictionary_tags())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding_module, "rows", lambda short, listed: rows(short, True))
        assert find_figures(text, words=words, tags=dictionary_tags()) == found


@pytest.mark.parametrize("text", ["成都在四川省", "发布PS3游戏机", "沿9号线向北", "开幕。2、安排"])
def test_numerals_that_count_nothing_are_passed_over(text: str) -> None:
    assert not rows(False, False).search(text)


def test_the_short_way_is_taken() -> None:
    scene = finding_module.Scene.of("发布1691条。")
    assert simple_at(scene, 2) is not None


@given(st.text(alphabet="3５三十百万分之点元个 \u3000折%k", max_size=20))
def test_folded_places_lead_back(text: str) -> None:
    folded = Folded.of(text)
    for place in range(len(folded.text)):
        start, stop = folded.original(place, place + 1)
        assert stop == start + 1
        assert folded.folded(start) == place
        assert Folded.of(text[start:stop]).text.strip() == folded.text[place].strip()


@pytest.mark.parametrize(
    "piece", ["9", "1,", "一", "万", "1-", "1/", "第一", "一分之", "五元三角", "1比", "分别1个、", "$1", "2^", "1 "]
)
def test_long_rows_are_read(piece: str) -> None:
    assert isinstance(find_figures(piece * 20_000), list)


@pytest.mark.parametrize(
    "piece",
    ["9，", "一倍", "3亿多", "1至", "元1", "１多", "余元亿", "几亿", "五元三角", "分别1个、", "每天3次", "第一"],
)
def test_twice_the_text_takes_twice_the_steps(piece: str) -> None:
    """With words, by which items are found; steps are the calls of functions, which no other work on the machine changes."""
    PIPELINE(piece * 300)
    short, long = (calls(partial(PIPELINE, piece * times)) for times in (300, 600))
    assert long < 2.5 * short


def test_without_words_nothing_is_counted() -> None:
    assert find_figures("开通216个政务微博")[0].value.item is None


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("开通216个政务微博", "政务微博"),
        ("阅读量达56万次", "阅读量"),
        ("粉丝突破80万", "粉丝"),
        ("投资1150万元，增长8%", "投资"),
        ("转发1200余次", "转发"),
        ("发放补助资金3万元", "补助资金"),
        ("已有44人遇难，另有521人住院", None),
        ("开通的政务微博共4328个", "政务微博"),
        ("目前共有封控区5个", "封控区"),
        ("居民消费价格上涨0.9%", "居民消费价格"),
        ("密切接触者4057人", "密切接触者"),
        ("国内生产总值达到114万亿元", "国内生产总值"),
        ("已经发表微博542篇", "微博"),
        ("总粉丝数高达16亿", "总粉丝"),
        ("新增5例新冠肺炎确诊病例", "新冠肺炎确诊病例"),
        ("冻结涉诈资金1076万元", "涉诈资金"),
        ("其他14个成员国同比增长", "成员国"),
        ("全国31个省报告", "省"),
        ("捣毁境外诈骗窝点70个", "境外诈骗窝点"),
        ("推出2100项文旅活动大受欢迎", "文旅活动"),
    ],
)
def test_what_is_counted(text: str, item: str | None) -> None:
    assert PIPELINE(text).figures[-1].item == item


def test_names_are_shared_out() -> None:
    record = PIPELINE("汽车、家电分别增长18.2%和6.7%。")
    assert [(figure.item, figure.change) for figure in record.figures] == [("汽车", "up"), ("家电", "up")]
    record = PIPELINE("旅游收入98.7亿元，游客1200万人次，分别增长12.3%、15.6%。")
    assert [figure.item for figure in record.figures[2:]] == ["旅游收入", "游客"]


@pytest.mark.parametrize(
    ("text", "per", "change", "basis"),
    [
        ("日均发布12条", "日", None, None),
        ("每亩增收500元", "亩", "up", None),
        ("同比增长8.3%", None, "up", "year_on_year"),
        ("环比下降1.2%", None, "down", "month_on_month"),
        ("较上季提高2个百分点", None, "up", "quarter_on_quarter"),
        ("提高到650元", None, None, None),
        ("每千人口床位数4.5张", "千人口", None, None),
        ("收购价2.6元/斤", "斤", None, None),
        ("按年减少7.6%", None, "down", "year_on_year"),
        ("按月微升0.4%", None, "up", "month_on_month"),
        ("按年度计划投入8%", None, None, None),
        ("与上年相比下降2%", None, "down", "year_on_year"),
        ("经济萎缩6.1%", None, "down", None),
        ("粮食增产74万斤", None, "up", None),
        ("周均价下降3%", None, "down", None),
        ("夏粮亩产319公斤", "亩", None, None),
        ("年产15000吨", "年", None, None),
    ],
)
def test_what_the_clause_says(text: str, per: str | None, change: str | None, basis: str | None) -> None:
    (figure,) = PIPELINE(text).figures
    assert (figure.per, figure.change, figure.basis) == (per, change, basis)


def test_what_is_produced_in_a_year_is_not_what_produces_it() -> None:
    record = PIPELINE("建成年产5万吨化肥的生产线等12个项目")
    assert [figure.per for figure in record.figures] == ["年", None]


def test_a_number_per_thousand_people_is_a_rate() -> None:
    assert PIPELINE("每千人口床位数4.5张").figures[0].kind == "rate"


@pytest.mark.parametrize("text", ["共發布１２条，獲轉發兩萬餘次", "共 發布 12 条，獲轉發 兩萬 餘次"])
def test_script_width_and_blanks_cost_nothing(text: str) -> None:
    assert [(figure.value, figure.unit) for figure in PIPELINE(text).figures] == [
        (Decimal(12), "条"),
        (Decimal(20000), "次"),
    ]


def test_units_have_their_prefixes_and_codes() -> None:
    assert {name: units()[name].code for name in ("千瓦", "毫西弗", "kHz", "CM", "元欧元")} == {
        "千瓦": "kW",
        "毫西弗": "mSv",
        "kHz": "kHz",
        "CM": "cm",
        "元欧元": "EUR",
    }


def test_a_unit_that_stands_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [{"kind": "count", "names": ["个"]}, {"kind": "count", "names": ["个"]}]
    monkeypatch.setattr("weibotext.figures.units.read_entries", lambda *_, **__: entries)
    with pytest.raises(LexiconError, match="stands twice"):
        units.__wrapped__()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"kind": "weight", "names": ["斗"]}, "kind must be one of"),
        ({"kind": "measure", "names": ["斗"], "code": "x", "prefixes": ["超"]}, "no prefixes: 超"),
        ({"kind": "measure", "names": ["斗"], "prefixes": ["千"]}, "needs a code"),
    ],
)
def test_a_bad_unit_is_refused(monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], reason: str) -> None:
    monkeypatch.setattr("weibotext.figures.units.read_entries", lambda *_, **__: [entry])
    with pytest.raises(LexiconError, match=reason):
        units.__wrapped__()


# Other libraries' forms


def test_recognizers_form() -> None:
    rows = to_recognizers(PIPELINE("第三名得70%选票，奖金超过5万元，气温3℃，走失者73岁，排查20至30户"))
    assert [(row["Text"], row["TypeName"], row["Resolution"]["value"]) for row in rows] == [
        ("第三名", "ordinal", "3"),
        ("70%", "percentage", "70%"),
        ("超过5万元", "currency", "(50000,)"),
        ("3℃", "temperature", "3"),
        ("73岁", "age", "73"),
        ("20至30户", "numberrange", "[20,30)"),
    ]
    assert rows[2]["Resolution"]["isoCurrency"] == "CNY"
    assert all(row["End"] - row["Start"] + 1 == len(row["Text"]) for row in rows)


@pytest.mark.parametrize(
    ("text", "num", "case", "definition"),
    [
        ("1.2万元", "12000.00", "元", "accurate"),
        ("约4.2亿美元", "420000000.00", "美元", "blur"),
        ("近700万元", "7000000.00", "元", "blur-"),
        ("至少九千块钱", "9000.00", "元", "blur+"),
        ("3000多欧元", ["3000.00", "4000.00"], "欧元", "blur"),
        ("十几块钱", ["10.00", "20.00"], "元", "blur"),
        ("8500到3万港元", ["8500.00", "30000.00"], "港元", "blur"),
    ],
)
def test_jionlp_form(text: str, num: object, case: str, definition: str) -> None:
    (row,) = to_jionlp_money(PIPELINE(text))
    assert row["detail"] == {"num": num, "case": case, "definition": definition}
    assert (row["text"], row["offset"]) == (text, [0, len(text)])
