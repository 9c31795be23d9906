"""The whole pipeline: the invariant of spans, the shape of records, bad input, sameness."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import localcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from steps import calls

from weibotext import Article, InputError, Pipeline, Record, Segmenter, WeibotextError, extract
from weibotext.convert import traditional
from weibotext.values import Edit, Span

FRAGMENTS = (
    "截至6月30日，|2012年12月7日|当天|目前|两年来|每日|24小时|3月2日至5日|1-6月|1691個|近百萬|70万余次|7。0级|5至7万元|"
    "三分之二|12.5%|零下3℃|第二個|全國首個|省公安厅|貴州省政府|团省委|公安部|省厅打拐办|该局|州政府新闻办|黔西南州|三台县|"
    "官方微博“|”|“微博贵州”|@貴州公安|@安顺市公安局……|粉丝已达|日均发布|"
    "“天津海关发布”|微信公众号|平安北京|厦门警方在线|国家统计局公布|全国|第三季|年末|全年|113年8月|国内生产总值|增长7%|下降|"
    "造成|3人死亡|5死3伤|受伤|降雨量58毫米|转移群众|12支队伍|分别|、|和|比上年|破百万|"
    "務(wù)|網(wǎng)絡(luò)|應(yīng)|?!蔽⒉┵F州|?!拔⒉┵F|?!?/span>|??h|<p>|</span>|&nbsp;|&#36149;|"
    "\n|\n\n|。|，| |　|\t|\r\n|𠮷|😀|\0|\ud800|\udfff|９８|廿三|〇|發布"
).split("|")
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(alphabet=st.characters(codec=None), max_size=4), max_size=14).map(
    "".join
)
ARTICLE = "省公安厅通报\n\n截至6月30日，貴州省已有1691個黨政機構微博。省公安廳官方微博@貴州公安的粉絲已達42萬余人，日均發布10條微博。"


@pytest.fixture(scope="module")
def record() -> Record:
    return Pipeline(tokens=True)(ARTICLE, published="2013-08-20")


DAYS = st.sampled_from([None, date(2013, 8, 20), datetime(2020, 2, 29, 12, 30), date(1000, 1, 1), date(8999, 12, 31)])


PIPELINE = Pipeline(tokens=True)


def hold(source: str, published: date | None) -> None:
    record = PIPELINE(source, published=published)
    assert record.source == source
    for span, text in record.spans():
        assert 0 <= span.start < span.stop <= len(source)
        assert text is None or source[slice(*span)] == text
    for start, stop, word, _ in record.tokens or ():
        assert 0 <= start < stop <= len(source)
        assert word
    json.loads(record.to_json())


def test_a_body_inside_the_quoted_name_of_an_account_is_a_part_of_that() -> None:
    record = extract("微信公众号“天津海关发布”推送通关提示81条，关注用户增至31.8万人。")
    assert [account.name for account in record.accounts] == ["天津海关发布"]
    assert record.agencies == ()
    assert {claim.subject for claim in record.observations} == {"w1"}


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS)
def test_every_span_cuts_its_own_text_out_of_the_source(source: str, published: date | None) -> None:
    hold(source, published)


@pytest.mark.long
@settings(max_examples=3000, deadline=None)
@given(TEXTS, DAYS)
def test_it_does_so_for_thousands_of_texts(source: str, published: date | None) -> None:
    hold(source, published)


@pytest.mark.parametrize("source", ["省公安厅省厅打拐办", "省厅打拐办", "团省委办公室", "贵州省公安厅交警总队"])
def test_offices_at_the_end_of_a_text(source: str) -> None:
    hold(source, None)


KEYS = (
    "schema id title published published_basis encoding page text edits agencies accounts dates figures observations themes keywords tokens"
).split()
SHAPES = {
    "edits": "span text replacement repair certain",
    "agencies": "id name kind level region mentions",
    "accounts": "id name agency platforms opened mentions",
    "dates": "id span text extent kind timex interval mod basis rule",
    "figures": "id span text extent kind value low high mod unit unit_code per item change basis rule",
    "observations": "subject measure figure date value mod unit span rule",
    "themes": "label score evidence",
    "keywords": "text score spans",
}


def test_the_contract_has_all_its_keys_and_no_other(record: Record) -> None:
    plain = extract("服務(wù)網(wǎng)民。" + ARTICLE, published="2013-08-20").to_dict()
    assert list(plain) == KEYS
    for key, names in SHAPES.items():
        assert {tuple(item) for item in plain[key]} <= {tuple(names.split())}, key
        assert plain[key] or key == "themes"
    assert list(plain["agencies"][0]["region"]) == ["code", "name"]
    assert list(plain["agencies"][0]["mentions"][0]) == ["span", "text", "basis"]
    assert extract("").to_dict() | {"id": ""} == dict.fromkeys(KEYS, None) | {
        "schema": "weibotext/1",
        "id": "",
        "text": "",
        "page": dict.fromkeys("name id url site source editors authors dateline".split())
        | {"editors": [], "authors": []},
        **{key: [] for key in SHAPES},
    }


def test_what_the_article_says(record: Record) -> None:
    assert record.title == "省公安厅通报"
    assert [agency.name for agency in record.agencies] == ["贵州省公安厅"]
    assert record.accounts[0].agency == record.agencies[0].id
    claims = {(row["subject_name"], row["measure"], row["value"], row["mod"]) for row in record.observations_table()}
    assert claims == {
        ("贵州省", "accounts", "1691", "exact"),
        ("贵州公安", "followers", "420000", "more_than"),
        ("贵州公安", "posts_per_day", "10", "exact"),
    }


def references(plain: dict[str, Any]) -> Iterator[str]:
    yield from (account["agency"] for account in plain["accounts"] if account["agency"])
    for seen in plain["observations"]:
        yield from (seen[key] for key in ("figure", "date") if seen[key])
        yield from [seen["subject"]] if seen["subject"][0].isalpha() else []


def test_ids_are_unique_and_those_referred_to_exist(record: Record) -> None:
    plain = record.to_dict()
    ids = [item["id"] for key in ("agencies", "accounts", "dates", "figures") for item in plain[key]]
    assert len(ids) == len(set(ids))
    assert set(references(plain)) <= set(ids)
    assert set(references(plain)) != set()


def test_tokens_are_the_words_in_source_coordinates(record: Record) -> None:
    assert "".join(word for _, _, word, _ in record.tokens or ()) == record.text
    assert extract(ARTICLE).tokens is None


def test_rows_say_where_their_items_stand_and_when_they_begin_and_end(record: Record) -> None:
    rows = [*record.dates_table(), *record.figures_table(), *record.agencies_table()]
    assert all(ARTICLE[row["start"] : row["stop"]] == row["text"] for row in rows)
    assert not any(key in row for row in rows for key in ("span", "extent", "interval"))
    (day,) = record.dates_table()
    assert (day["begins"], day["ends"]) == (None, "2013-07-01T00:00:00")
    assert {row["article"] for row in [*rows, *record.accounts_table(), *record.observations_table()]} == {record.id}


@pytest.mark.parametrize(
    ("code", "published", "name"),
    [
        ("420600", "2009-01-01", "襄樊市"),
        ("420600", None, "襄阳市"),
        ("522400", "2020-01-01", "毕节地区"),
        ("990000", None, "990000"),
    ],
)
def test_a_region_has_its_name_of_the_day_or_its_last_one(
    record: Record, code: str, published: str | None, name: str
) -> None:
    claim = structs.replace(record.observations[0], subject=code)
    (row,) = replace(record, published=published, observations=(claim,)).observations_table()
    assert row["subject_name"] == name


def test_only_guesses_make_what_stands_beside_them_uncertain() -> None:
    gloss = Edit(Span(2, 5), "(yì)", "", "pinyin_gloss")
    plain = replace(extract("7億(yì)元"), edits=(gloss,))
    guess = replace(plain, edits=(gloss._replace(certain=False),))
    around = [Span(0, 1), Span(0, 2), Span(3, 4), Span(5, 6), Span(6, 7)]
    assert [plain.is_certain(span) for span in around] == [True] * 5
    assert [guess.is_certain(span) for span in around] == [True, False, False, False, True]


@pytest.mark.parametrize("lone", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_lone_surrogates_are_escaped_and_chinese_stays_chinese(lone: int) -> None:
    record = extract(f"贵州{chr(lone)}省")
    assert '"text":"贵州' in record.to_json()
    for indent in (None, 3):
        plain = json.loads(record.to_json(indent=indent).encode())
        assert plain == record.to_dict()
        assert plain["edits"][0]["text"] == chr(lone)


@pytest.mark.parametrize("text", ["贵州", "贵州\ud800"])
def test_a_record_may_be_written_with_indents(text: str) -> None:
    record = extract(text)
    assert record.to_json(indent=3) == json.dumps(record.to_dict(), ensure_ascii=False, indent=3).replace(
        "\ud800", "\\ud800"
    )


def test_tables_have_one_row_an_item(record: Record) -> None:
    assert len(record.dates_table()) == len(record.dates) == 1
    assert len(record.figures_table()) == len(record.figures) == 3
    assert [row["text"] for row in record.agencies_table()] == ["省公安厅", "省公安廳"]
    assert record.accounts_table()[0]["owner"] == "贵州省公安厅"


def test_a_record_shows_itself(record: Record) -> None:
    assert "贵州省公安厅" in record._repr_html_()
    assert repr(record) == "<Record '省公安厅通报': 1 agencies, 1 dates, 3 figures, 3 observations>"


def test_the_same_article_in_any_form(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    expected = extract(ARTICLE, published=date(2013, 8, 20))
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        path.write_bytes(ARTICLE.encode(encoding))
        by_path = extract(path, published=datetime(2013, 8, 20))
        by_bytes = extract(ARTICLE.encode(encoding), published="2013-08-20")
        assert by_path.encoding == by_bytes.encoding is not None
        assert by_path.page.name == str(path)
        assert replace(by_path, encoding=None, page=expected.page) == expected
        assert replace(by_bytes, encoding=None).to_json() == expected.to_json()
    assert extract("貴州發佈臺灣".encode("big5")).text == "贵州发布台湾"


def test_traditional_and_simplified_say_the_same() -> None:
    simple = "截至6月30日，贵州省已有1691个党政机构微博。省公安厅官方微博@贵州公安的粉丝已达42万余人。"
    one, two = (extract(text, published="2013-08-20") for text in (simple, traditional(simple)))
    assert one.text == two.text
    assert [date.timex for date in one.dates] == [date.timex for date in two.dates]
    assert [figure.value for figure in one.figures] == [figure.value for figure in two.figures]
    assert [agency.name for agency in one.agencies] == [agency.name for agency in two.agencies]


def test_the_same_bytes_in_every_process() -> None:
    code = f"import weibotext, sys; sys.stdout.buffer.write(weibotext.extract({ARTICLE!r}, published='2013-08-20').to_json().encode())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {extract(ARTICLE, published="2013-08-20").to_json().encode()}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "not NoneType"),
        (12, "not int"),
        (b"\xff\xff\x81", "UTF-8"),
        (Path("no/such/file.txt"), "no such file"),
        (Path(), "folder"),
        ("字" * 5_000_001, "split it"),
        (Path("a\0b"), "not a path"),
    ],
    ids=["none", "number", "bytes", "missing", "folder", "long", "nul in path"],
)
def test_bad_input_is_told_in_words(source: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        extract(source)


@pytest.mark.parametrize("published", ["yesterday", "2013-13-01", 20130820, "0001-01-01", date(9999, 1, 1)])
def test_a_wrong_date_of_publication_is_refused(published: Any) -> None:
    with pytest.raises(InputError, match="date"):
        extract("微博", published=published)


def test_the_pages_own_date_is_used_when_none_is_given() -> None:
    record = extract("公告\n发布时间：2013-08-20\n\n截至6月30日，已有3个。")
    assert (record.published, record.published_basis) == ("2013-08-20", "metadata")
    assert extract("截至6月30日").dates[0].timex == "XXXX-06-30"
    assert extract("截至6月30日").dates[0].interval is None


def test_stream_keeps_the_order_and_goes_on() -> None:
    failed: list[tuple[object, str]] = []

    def note(article: object, problem: WeibotextError) -> None:
        failed.append((getattr(article, "name", article), type(problem).__name__))

    articles = [
        "2013年",
        Article("今年", published="2014-05-01"),
        b"\xff\xff\x81",
        Article("今天", "bad", "never"),
        "2015年",
    ]
    records = list(Pipeline().stream(articles, on_error=note))
    assert [record.dates[0].timex for record in records] == ["2013", "2014", "2015"]
    assert failed == [(b"\xff\xff\x81", "InputError"), ("bad", "InputError")]
    with pytest.raises(InputError):
        list(Pipeline().stream(articles))


def test_two_pipelines_with_different_settings_live_side_by_side() -> None:
    own = Pipeline(segmenter=Segmenter(words=["政务微博"]), taxonomy={"微博": ["政务微博"]}, tokens=True)
    text = "政务微博，政务微博，政务微博"
    assert [theme.label for theme in own(text).themes] == ["微博"]
    assert next(word for _, _, word, _ in own(text).tokens or ()) == "政务微博"
    assert "微博" not in [theme.label for theme in Pipeline()(text).themes]


def test_a_program_that_narrows_decimals_changes_no_record() -> None:
    text = "总投资1234567890.12元，人口1,234,567,891人，占12.3456789%，三千五百六十七万八千九百人，历时一点二五小时"
    with localcontext(prec=4):
        narrow = Pipeline()(text)
    assert narrow.to_json() == Pipeline()(text).to_json()
    assert [str(one.value) for one in narrow.figures][:3] == ["1234567890.12", "1234567891", "12.3456789"]


@pytest.mark.parametrize(
    "sentence",
    [
        "造成3人死亡，5人受伤。",
        "凯里市、黄平县遭受暴雨，凯里市公安局通报。\n造成3人死亡。\n",
        "全年国内生产总值35亿元，增长7%。",
        "贵州省凯里市降雨量58毫米。",
        "@贵州公安粉丝达3万，发布微博5条。",
        "省公安厅、市公安局和县公安局出动民警3人。",
        "官方微博“平安贵州”2013年3月5日开通，",
        "截至6月30日，去年同期为上月。\n",
    ],
)
def test_twice_as_many_sentences_take_twice_the_steps(sentence: str) -> None:
    PIPELINE(sentence * 150)
    short, long = (calls(partial(PIPELINE, sentence * times)) for times in (150, 300))
    assert long < 2.4 * short
