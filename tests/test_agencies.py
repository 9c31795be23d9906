"""Bodies, accounts and the authority file: what holds for every text, and what users ask of them directly."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from weibotext import Pipeline, Segmenter, extract
from weibotext.agencies import (
    Authority,
    BodyMention,
    Context,
    KnownBody,
    Place,
    find_accounts,
    find_bodies,
    find_hashtags,
    lookup,
    platforms_in,
    read_list,
    read_post,
)
from weibotext.agencies.bodies import foreign_forms, national, nations, offices, regional, special, standing, suffixes
from weibotext.agencies.forms import BEHIND, FORM, HEAD, PLACE, forms
from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.agency_table import COLUMNS, as_csv, as_jsonld, rows
from weibotext.cli import main
from weibotext.errors import InputError
from weibotext.reading.articles import Article
from weibotext.report.words import label
from weibotext.segment import dictionary_tags
from weibotext.values import Span, Words

SEGMENTER = Segmenter()
DAY = date(2013, 8, 20)
PIECES = [
    "贵州省", "贵州", "遵义市", "海淀", "省", "市", "州", "县", "各", "全", "公安厅", "公安局", "局", "厅", "委", "委员会",
    "教育局", "住房", "保障", "管理中心", "办", "办公室", "派出所", "街", "镇", "镇政府", "政府", "中共", "团", "共青团",
    "美国", "美", "俄", "国防部", "海军", "驻", "大使馆", "人民银行", "分行", "国家", "中国", "税务总局", "税务局", "该局",
    "该院", "台湾", "行政院", "内政部", "、", "和", "，", "。", "\n", "《", "》", "“", "”", "@", "@贵州公安", "官方微博",
    "新浪", "腾讯", "开通", "长", "CIA", "日军", "17", " ", "\ud800", "\0", "𠮷", "贵安新区", "管委会", "//@", "#",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), st.text(max_size=40))


def bodies(text: str, on: date | None = DAY) -> tuple[list[BodyMention], Context]:
    return find_bodies(text, Words.of(SEGMENTER.words(text)), on, tags=dictionary_tags())


def names(text: str, on: date | None = DAY) -> list[str]:
    return [mention.name for mention in bodies(text, on)[0]]


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Tables and dictionaries load on first use, which no single test should be charged with."""
    extract("贵州省公安厅", published=DAY)
    SEGMENTER.words("贵州")


# What holds for every text


@given(TEXTS)
@example("中国驻法使馆")
@example("镇政府")
@example("该局该局")
def test_bodies_lie_in_the_text_in_order_and_apart(text: str) -> None:
    text = text.replace("\ud800", "")  # repaired before this stage
    found, context = bodies(text)
    assert all(0 <= mention.span.start < mention.span.stop <= len(text) for mention in found)
    assert all(one.span.stop <= two.span.start for one, two in pairwise(found))
    assert all(mention.name and "{" not in mention.name for mention in found)
    accounts = find_accounts(text, found, context)
    spans = [span for account in accounts for span, _ in account.mentions]
    assert all(text[slice(*span)].removeprefix("@") for span in spans)
    assert len(set(spans)) == len(spans)


@given(TEXTS)
def test_records_quote_their_source(text: str) -> None:
    record = extract(text, published=DAY)
    for item in (*record.agencies, *record.accounts):
        assert all(text[slice(*mention.span)] == mention.text for mention in item.mentions)


@given(TEXTS)
def test_posts_are_covered_by_their_parts(text: str) -> None:
    post = read_post(text)
    ends = [post.comment.stop, *(forward.words.stop for forward in post.forwards)]
    assert post.comment.start == 0 and ends == sorted(ends) and ends[-1] == len(text)
    assert all(text[slice(*forward.mention)][1:] == forward.account for forward in post.forwards)
    assert all(text[slice(*tag.span)].strip("#＃").strip() == tag.topic for tag in post.hashtags)


@given(TEXTS)
def test_without_words_nothing_breaks(text: str) -> None:
    found, _ = find_bodies(text.replace("\ud800", ""), Words([], []), None)
    assert all(mention.name for mention in found)


def test_the_same_text_gives_the_same_bodies() -> None:
    text = "贵州省遵义市：省公安厅、市教育局和海淀法院，美国国防部与俄海军；“平安遵义”官方微博在新浪、腾讯开通"
    first = extract(text, published=DAY).to_json()
    assert Pipeline()(text, published=DAY).to_json() == first


# The tables


def test_every_form_is_a_head_or_ends_a_name() -> None:
    table = forms()
    assert len(table.texts) == len(set(table.texts)) == len(table.entries) == len(table.roles)
    assert set(table.roles) == {PLACE, HEAD, FORM, BEHIND}
    assert all(entry != type(entry)() for entry in table.entries)
    for number in range(len(table.texts)):
        shorter = table.shorter[number]
        assert shorter < 0 or (table.texts[number].startswith(table.texts[shorter]) and number != shorter)


def kinds() -> Iterable[str]:
    yield from (body.kind for body in regional().values())
    yield from (row.body.kind for one in national().values() for row in one.rows)
    yield from (form.kind for form in foreign_forms().values())
    yield from (body.kind for body in standing().values())
    yield from (own.body.kind for one in special().values() for own in one.values())
    yield from (suffix.kind for suffix in suffixes().values() if suffix.kind != "-")


def test_every_kind_has_a_label_in_the_report() -> None:
    assert {kind for kind in kinds() if label("agency_kind", kind) == kind} == set()


def test_tables_hold_what_the_grammar_needs() -> None:
    assert {suffix.heads for suffix in suffixes().values() if set(suffix.heads) - set("rbcfpk")} == set()
    assert {own.head for one in special().values() for own in one.values()} == {"yes", "own", "context"}
    assert all(load_gazetteer().by_code(code) for one in special().values() for code in one)
    assert all(form and name for form, name in (*offices().items(), *nations().items()))


@pytest.mark.parametrize("form", [form for form, one in national().items() if len(one.rows) > 1])
def test_a_form_with_several_meanings_names_one_on_every_day(form: str) -> None:
    rows_of_form = national()[form].rows
    assert all(one.until and one.until <= two.since for one, two in pairwise(rows_of_form))


# Where bodies are of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("铁道部与卫生部发文", ["中华人民共和国铁道部", "中华人民共和国卫生部"]),
        ("贵安新区管委会公告", ["贵安新区管理委员会"]),
        ("北京市公安局交警总队通告", ["北京市公安局交通警察总队"]),
        ("贵州省公安厅交警总队通告", ["贵州省公安厅交通警察总队"]),
        ("外交部新闻司与中国驻法大使馆发布提醒", ["中华人民共和国外交部新闻司", "中国驻法国大使馆"]),
        ("联合国安理会开会", ["联合国安全理事会"]),
        ("上海银监局约谈银行", ["中国银行业监督管理委员会上海监管局"]),
    ],
)
def test_canonical_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_context_prefers_the_regions_of_its_province() -> None:
    regions = [Region("520100", "贵阳市"), Region("510100", "成都市"), Region("520300", "遵义市")]
    places = [Place(Span(10 * number, 10 * number + 3), region) for number, region in enumerate(regions)]
    context = Context.of(places, DAY)
    assert context.home == "520000"
    found = [context.region("市", place) for place in (5, 15, 25)]
    assert [region.name for region in found if region] == ["贵阳市", "贵阳市", "遵义市"]


def test_a_body_without_a_head_stays_open_far_from_its_region() -> None:
    text = "荔波县、仁怀市来信。" + "路灯很亮。" * 40 + "教育局答复。"
    assert bodies(text)[0][-1].basis == "unresolved"
    assert names(text) == ["教育局"]


def test_a_body_that_only_an_accounts_name_names_has_the_basis_handle() -> None:
    record = extract("“贵州警方”粉丝突破100万，@贵州省公安厅 转发。", published=DAY)
    assert {mention.basis for agency in record.agencies for mention in agency.mentions} == {"handle"}
    assert [account.name for account in record.accounts] == ["贵州警方", "贵州省公安厅"]


# Accounts


def accounts(text: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    found = find_accounts(text, *bodies(text))
    return [(one.name, one.owner.name if one.owner else None, one.platforms) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("遵义市公安局官方微博“平安遵义”在新浪网开通。", [("平安遵义", "遵义市公安局", ("新浪",))]),
        ("微信公众号“云岩发布”上线，@贵阳交警 转发。", [("云岩发布", None, ("微信",)), ("贵阳交警", None, ())]),
        ("关注昆山发布官方微博。", [("昆山发布", None, ())]),
        ("“西江民声”由西江镇政府在腾讯微博开通。", [("西江民声", "西江镇人民政府", ("腾讯",))]),
        (
            "贵州省启动活动。团省委新浪、人民网官方微博“贵州共青团”上线。",
            [("贵州共青团", "共青团贵州省委员会", ("新浪", "人民"))],
        ),
        ("去年，“凯里交警”发布信息6521条。", [("凯里交警", None, ())]),
        ("“凯里旅游”画册受到欢迎。", []),
        ("凯里市妇联官方微博“凯里女声”上线。", [("凯里女声", "凯里市妇女联合会", ())]),
        ("凯里市教育局介绍，“凯里教育”粉丝2万，贵州省教育厅推广。", [("凯里教育", "凯里市教育局", ())]),
        ("“仁怀水务”微信公众号由仁怀市水务局运营。", [("仁怀水务", "仁怀市水务局", ("微信",))]),
        ("@仁怀公安答复后，网友点赞。", [("仁怀公安", "仁怀市公安局", ())]),
        ("锦江区书院街派出所民警在@平安锦江 上寻人。", [("平安锦江", None, ())]),
        ("@贵州地震局速报 发布震情。", [("贵州地震局速报", None, ())]),
        ("“@遵义公安在线”、“@贵阳交警”榜上有名。", [("遵义公安在线", "遵义市公安局", ()), ("贵阳交警", None, ())]),
        (
            "遵义市公安局开通了“打黑先锋”、“遵义巡警”等官方微博。",
            [("打黑先锋", "遵义市公安局", ()), ("遵义巡警", None, ())],
        ),
        ("@遵义12345荣获亚军，@贵阳晚报分别回复三次。", [("遵义12345", None, ()), ("贵阳晚报", None, ())]),
        (
            "@中国遵义发布位列“十大新闻发布微博”第六，@平安黔北则位列“十大公安机构微博”第十。",
            [("中国遵义发布", None, ()), ("平安黔北", None, ())],
        ),
        ("记者从遵义警方在线获悉，案件已破。", [("遵义警方在线", "遵义市公安局", ())]),
        ("据@遵义警方在线消息，案件已破。", [("遵义警方在线", "遵义市公安局", ())]),
        ("平安遵义的粉丝达到2万。", [("平安遵义", None, ())]),
        ("平安遵义通报称，案件已破，平安遵义微博还公布了细节。", [("平安遵义", None, ())]),
        ("建设平安遵义，人人有责。", []),
        ("“遵义公安”微博就“春雷打拐”行动发微博10条，“平安讲堂”等栏目同时上线。", [("遵义公安", "遵义市公安局", ())]),
        ("遵义推出12个“名警”微博。", []),
        ("“遵义发布”认证名为“遵义市政府官方微博”，近日在腾讯微博上线。", [("遵义发布", None, ("腾讯",))]),
        ("遵义公安官方微博“@警民之窗”开通。", [("警民之窗", None, ())]),
        ("书名“平安是福”很受欢迎。", []),
        ("电话或邮箱 a@b.cn", []),
    ],
)
def test_accounts(text: str, expected: list[tuple[str, str | None, tuple[str, ...]]]) -> None:
    assert accounts(text) == expected


def test_a_short_name_at_the_very_beginning_is_told_from_a_longer_one() -> None:
    text = "教育官方微博上线，“宁夏教育”官方微博也已上线，@教育 转发。"
    spans = [mention.span for one in extract(text).accounts for mention in one.mentions]
    assert [text[slice(*span)] for span in spans] == ["教育", "@教育", "宁夏教育"]


def test_platforms_are_named_once_and_in_order() -> None:
    assert platforms_in("腾讯、新浪、腾讯和微信") == ["腾讯", "新浪", "微信"]


def test_a_chain_of_forwards() -> None:
    text = "收到，已派员 #路灯#//@遵义发布:请核实//@网友:黑了三天"
    post = read_post(text)
    assert [forward.account for forward in post.forwards] == ["遵义发布", "网友"]
    assert [text[slice(*forward.words)] for forward in post.forwards] == ["请核实", "黑了三天"]
    assert text[slice(*post.comment)] == "收到，已派员 #路灯#"
    assert [tag.topic for tag in find_hashtags(text)] == ["路灯"]


# The authority file


@pytest.mark.parametrize(
    ("name", "canonical", "code"),
    [
        ("贵州省公安厅", "贵州省公安厅", "520000"),
        ("贵州公安厅", "贵州省公安厅", "520000"),
        ("贵州省委", "中国共产党贵州省委员会", "520000"),
        ("中国共产党贵州省委员会", "中国共产党贵州省委员会", "520000"),
        ("共青团贵州省委员会", "共青团贵州省委员会", "520000"),
        ("公安部", "中华人民共和国公安部", "000000"),
        ("黔南州政府", "黔南布依族苗族自治州人民政府", "522700"),
    ],
)
def test_lookup(name: str, canonical: str, code: str) -> None:
    body = lookup(name)
    assert body is not None and body.region is not None
    assert (body.name, body.region.code) == (canonical, code)


@pytest.mark.parametrize("name", ["", "省公安厅", "贵州", "贵州茅台", "教育局", "贵州省公安厅和教育厅"])
def test_lookup_of_what_names_no_body(name: str) -> None:
    assert lookup(name) is None


def test_lookup_by_day() -> None:
    found = [lookup("广电总局", on=date(year, 6, 1)) for year in (2012, 2014, 2020)]
    assert len({body.name for body in found if body}) == 3


TOML = """
[[body]]
name = "贵州省大数据产业办公室"
kind = "office"
level = "province"
region = "520000"
aliases = ["云上办"]
wikidata = "Q42"
"""
CSV = "name,kind,level,region,aliases,wikidata\n贵州省大数据产业办公室,office,province,520000,云上办,Q42\n"


@pytest.mark.parametrize(("file", "text"), [("own.toml", TOML), ("own.csv", CSV)])
def test_a_list_of_ones_own_merges_in(file: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    authority = Authority().merged(read_list(path))
    body = authority.lookup("云上办")
    assert body == KnownBody(
        "贵州省大数据产业办公室", "office", "province", Region("520000", "贵州省"), ("云上办",), "Q42"
    )
    assert Authority().lookup("云上办") is None, "nothing global changes"
    record = Pipeline(authority=authority)("云上办与贵州省公安厅会商。", published=DAY)
    assert [agency.name for agency in record.agencies] == ["贵州省大数据产业办公室", "贵州省公安厅"]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("a.toml", "[[body]", "is not TOML"),
        ("a.toml", "x = 1", "has no entries"),
        ("a.toml", "[[body]]\nkind = 'office'", "entry 1: needs a name"),
        ("a.toml", "[[body]]\nname = '甲'\nlevel = 'galaxy'", "level='galaxy' is none of"),
        ("a.toml", "[[body]]\nname = '甲'\nregion = '999999'", "no code of GB/T 2260"),
        ("a.toml", "[[body]]\nname = '甲'\nwikidata = '42'", "is no id"),
        ("a.toml", "[[body]]\nname = '甲'\ncolour = 'red'", "no keys of a body"),
        ("a.toml", "[[body]]\nname = 3", "write a string"),
        ("a.csv", "kind\noffice\n", "no column 'name'"),
        ("a.csv", "name\n" + "甲" * 150_000, "line 1: is not CSV"),
        ("a.csv", "name,region\n甲,12\n", "entry 1: region='12'"),
    ],
)
def test_a_bad_list_is_refused_with_its_place(file: str, text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as problem:
        read_list(path)
    assert str(path) in str(problem.value)


def test_of_two_bodies_with_one_name_the_table_has_the_one_that_texts_are_read_with(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,kind,wikidata\n云上贵州办公室,office,Q1\n云上贵州办公室,police,Q2\n", encoding="utf-8")
    authority = Authority(read_list(path))
    (row,) = rows([Pipeline(authority=authority)("云上贵州办公室发布。", published=DAY)], authority)
    assert (
        (row.kind, row.wikidata)
        == ("police", "Q2")
        == (
            authority.lookup(row.name).kind,
            authority.lookup(row.name).wikidata,
        )
    )


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file; check the path"):
        read_list(tmp_path / "none.csv")


# The table


def test_the_command_prints_a_table_csv_and_jsonld(tmp_path: Path) -> None:
    article, own = tmp_path / "one.txt", tmp_path / "own.toml"
    article.write_text("貴州省公安廳通報，省公安廳要求云上办配合。", encoding="utf-8")
    own.write_text(TOML, encoding="utf-8")
    results = {
        form: CliRunner().invoke(main, ["agencies", str(article), "--list", str(own), "--as", form])
        for form in ("table", "csv", "jsonld")
    }
    assert {result.exit_code for result in results.values()} == {0}
    assert "省公安廳|貴州省公安廳" in results["table"].stdout
    lines = list(csv.DictReader(io.StringIO(results["csv"].stdout)))
    assert [(line["name"], line["mentions"], line["wikidata"]) for line in lines] == [
        ("贵州省公安厅", "2", ""),
        ("贵州省大数据产业办公室", "1", "Q42"),
    ]
    graph = json.loads(results["jsonld"].stdout)["@graph"]
    assert graph[0]["areaServed"]["identifier"]["value"] == "520000"
    assert [node.get("sameAs") for node in graph] == [None, "http://www.wikidata.org/entity/Q42"]


def test_the_command_names_a_wrong_list(tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("省公安厅", encoding="utf-8")
    result = CliRunner().invoke(main, ["agencies", str(article), "--list", str(tmp_path / "none.csv")])
    assert result.exit_code == 2 and "none.csv" in result.stderr


def test_rows_of_no_records() -> None:
    assert rows([]) == []
    assert as_csv([]) == ",".join(COLUMNS)
    assert json.loads(as_jsonld([]))["@graph"] == []


def test_the_site_of_a_page_tells_the_province_of_a_text_that_names_no_region() -> None:
    text = "省公安厅昨天召开新闻发布会，通报全省打击电信诈骗犯罪专项行动的情况。"
    for site, name, code in (
        ("多彩贵州网", "贵州省公安厅", "520000"),
        ("荆楚网", "湖北省公安厅", "420000"),
        (None, "省公安厅", None),
    ):
        (body,) = Pipeline()(Article(text, name="a.html", site=site)).agencies
        assert (body.name, body.region and body.region.code) == (name, code)
