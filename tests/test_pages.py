"""HTML pages: main text, title, day, site and address; and damage that must come through extraction."""

from __future__ import annotations

import contextlib
import html
import sys
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import InputError, Pipeline, extract, read_articles
from weibotext.convert import traditional
from weibotext.reading import Encoding, page_article
from weibotext.reading.pagelines import linked_items, without_links

pytest.importorskip("trafilatura")

CORPORA = Path(__file__).parent.parent / "corpora"

BODY = [
    "某某省公安厅官方微博日前上线，网民可以在线咨询户籍、交管、出入境等业务，民警在二十四小时之内答复。",
    "截至6月30日，全省已有1691个党政机构微博在各平台开通认证，粉丝已达42万余人，日均发布信息一百余条。",
    "省公安厅有关负责人表示，下一步将继续完善制度，推动政务公开，把网上群众路线走实走好，让群众少跑腿。",
    "“有了微博，办事方便多了。”一位网民留言说，他希望更多部门开通账号，及时回应社会关切，倾听民意。",
]


def page(*paragraphs: str, head: str = "", charset: str = "utf-8") -> str:
    return f"""<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>政务微博上线_某某网</title>{head}</head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/news">新闻</a></li><li><a href="/gov">政务</a></li></ul></div>
<div class="article"><h1>政务微博上线</h1><div class="content">{"".join(f"<p>　　{one}</p>" for one in paragraphs)}</div></div>
<div class="related"><a href="/1">相关新闻一</a><a href="/2">相关新闻二</a></div>
<div class="footer">版权所有 某某网 Copyright 2004-2024 <a href="/about">关于我们</a> 备案号12345678</div>
<script>var date = "2024-01-01";</script></body></html>"""


GOVERNMENT = (
    '<meta name="SiteName" content="某某省人民政府"><meta name="ArticleTitle" content="省公安厅微博上线">'
    '<meta name="PubDate" content="2013-08-20 10:32"><link rel="canonical" href="http://www.gov.test/a/1.html">'
)


def test_the_main_text_without_what_surrounds_it() -> None:
    source = page_article(page(*BODY), "a.html").source
    assert all(one in source for one in BODY)
    assert not any(one in source for one in ("首页", "相关新闻", "版权所有", "var date"))


def test_what_the_page_says_of_itself() -> None:
    article = page_article(page(*BODY, head=GOVERNMENT), "a.html")
    assert (article.title, article.site) == ("省公安厅微博上线", "某某省人民政府")
    assert (article.published, article.published_basis) == (datetime(2013, 8, 20, 10, 32), "metadata")
    assert article.url == "http://www.gov.test/a/1.html"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2013-08-20T18:00:00Z">', datetime(2013, 8, 21, 2)),
        ('<meta name="publishdate" content="2013年8月20日">', date(2013, 8, 20)),
        ('<meta name="PubDate" content="soon"><meta name="date" content="2013-08-20">', date(2013, 8, 20)),
        ('<meta name="PubDate" content="2013-08-20"><meta name="pubdate" content="2014-01-01">', date(2013, 8, 20)),
    ],
)
def test_the_day_of_publication(head: str, published: object) -> None:
    assert page_article(page(*BODY, head=head), "a.html").published == published


def test_a_page_without_a_day_gets_none_from_its_footer() -> None:
    assert page_article(page(*BODY), "a.html").published is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gb2312", "big5", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_pages_in_every_encoding(encoding: str, declared: bool) -> None:
    body = [traditional(one) if encoding == "big5" else one for one in BODY]
    written = page(*body, charset=encoding if declared else "x")
    if encoding == "big5":
        written = traditional(written)
    article = page_article(written.encode(encoding, "ignore"), "a.html")
    assert body[1].encode(encoding, "ignore").decode(encoding) in article.source
    assert article.encoding is not None
    assert article.encoding.confidence > 0.99


def test_an_xml_declaration_does_not_read_the_text_anew() -> None:
    written = '<?xml version="1.0" encoding="gb2312"?>\n' + page(*BODY)
    assert BODY[0] in page_article(written.encode("gb2312"), "a.xhtml").source
    assert BODY[0] in page_article(written.encode(), "a.xhtml").source


INFO = "<div class='info'><!-- x --><span>2013年08月20日 10:32</span>\n　来源：某某日报　<script>y</script><b>【字体：大 中 小】</b></div>"
EDITOR = "<p class='editor'>[责任编辑：张三]</p>"


def test_the_lines_that_say_who_and_when_stay_with_the_text() -> None:
    written = page(*BODY).replace('<div class="content">', INFO + '<div class="content">')
    written = written.replace('<div class="related">', EDITOR + '<div class="related">')
    article = page_article(written, "a.html")
    assert article.source.split("\n") == [
        "2013年08月20日 10:32 来源：某某日报 【字体：大 中 小】",
        *BODY,
        "[责任编辑：张三]",
    ]
    record = Pipeline()(article)
    assert (record.published, record.published_basis, record.title) == ("2013-08-20", "metadata", "政务微博上线")
    assert record.page.source is not None
    assert (record.page.source.text, [one.name for one in record.page.editors]) == ("某某日报", ["张三"])


@pytest.mark.parametrize(
    ("element", "body", "head", "title"),
    [
        ("省厅微博上线_新闻频道_某某网", "<h2>省厅微博上线</h2>", "", "省厅微博上线"),
        ("省厅微博上线-某某网", "<div>省厅微博上线</div>", "", "省厅微博上线"),
        ("1-6月投资增长-某某县政府", "<td>1-6月投资增长</td>", "", "1-6月投资增长"),
        ("省厅微博上线 某某县政府", "<td>省厅微博上线</td>", "", "省厅微博上线"),
        (
            "省厅微博上线 首批开通二十个账号供全省各地群众在线查询办事进度",
            "<td>省厅微博上线</td>",
            "",
            "省厅微博上线 首批开通二十个账号供全省各地群众在线查询办事进度",
        ),
        ("省厅微博上线_某某网", "", "", "省厅微博上线"),
        ("省厅微博上线", "<h1>某某网，权威资讯</h1>", "", "省厅微博上线"),
        (
            '省厅"微博"上线_某某网',
            '<h1>省厅"微博"上线</h1>',
            '<meta property="og:title" content="省厅"微博"上线">',
            '省厅"微博"上线',
        ),
        ("栏目_某某网", "<h1>省厅微博上线</h1>", '<meta name="ArticleTitle" content="省厅微博上线">', "省厅微博上线"),
    ],
)
def test_the_title_is_the_pages_and_not_the_sites(element: str, body: str, head: str, title: str) -> None:
    written = page(*BODY, head=head).replace("政务微博上线_某某网", element).replace("<h1>政务微博上线</h1>", body)
    assert page_article(written, "a.html").title == title


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (
            '<script type="application/ld+json">{"pubDate": "2013-08-20T10:32:00"}</script>',
            datetime(2013, 8, 20, 10, 32),
        ),
        ('<div id="js_content"></div><script>var ct = "1376965920";</script>', datetime(2013, 8, 20, 10, 32)),
        (
            '<i id="js_content"></i><script>var t="1386965920",n="1376965920",s="2013-08-20";</script>',
            datetime(2013, 8, 20, 10, 32),
        ),
        ('<script>var ct = "1376965920";</script>', None),
    ],
)
def test_the_day_that_is_told_to_search_engines_or_scripts(written: str, published: object) -> None:
    assert page_article(page(*BODY).replace("</body>", f"{written}</body>"), "a.html").published == published


@pytest.mark.parametrize(
    "box", ['id="js_content" class="x"', 'class="view TRS_UEDITOR trs_paper"', 'id="UCAP-CONTENT"']
)
def test_the_box_of_a_publishing_system_goes_before_a_menu(box: str, monkeypatch: pytest.MonkeyPatch) -> None:
    menu = SimpleNamespace(text="首页\n栏目\n专题", title="", sitename="", url="", date="")
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: menu)
    sections = "".join(f"<section><section><span>{one}</span></section></section>" for one in BODY)
    written = (
        f"<html><body><p>首页</p><p>栏目</p><p>专题</p><div {box}>{sections}<script>x</script></div></body></html>"
    )
    assert page_article(written, "a.html").source == "\n".join(BODY)


def test_extraction_that_has_what_the_box_has_keeps_its_tables() -> None:
    table = "<table><tr><td>粉丝</td><td>42万</td></tr><tr><td>微博</td><td>1691条</td></tr></table>"
    written = page(*BODY, table).replace('<div class="content">', '<div class="content TRS_Editor">')
    assert "| 粉丝 | 42万 |" in page_article(written, "a.html").source


def test_an_empty_box_is_passed_over() -> None:
    written = page(*BODY).replace('<div class="nav">', '<div class="TRS_Editor">加载中</div><div class="nav">')
    assert all(one in page_article(written, "a.html").source for one in BODY)


LINKS = [f"<li><em>{number}</em> <a href='/{number}'>别处新闻第{number}条</a></li>" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("items", "tail", "stays"),
    [
        (LINKS, ["- 1别处新闻第1条", "- 2 别处新闻第2条", "- 3别处新闻第3条"], False),
        (LINKS, ["- 1别处新闻第1条", "- 2别处新闻第2条"], True),
        (LINKS, ["- 1别处新闻第1条", "- 2别处新闻第2条", "- 3别处新闻第3条", "责任编辑：张三"], True),
        (["<li>身份证</li>", "<li>户口本</li>", "<li>照片</li>"], ["- 身份证", "- 户口本", "- 照片"], True),
        ([f"<li><a href='/{one}'>附件{one}</a></li>" for one in "123"], ["- 附件1", "- 附件2", "- 附件3"], True),
    ],
)
def test_a_list_of_links_to_other_articles_below_the_text_is_none_of_it(
    items: list[str], tail: list[str], stays: bool
) -> None:
    tree = pytest.importorskip("lxml.html").fromstring(page(*BODY, f"<ul>{''.join(items)}</ul>"))
    main = "\n".join([*BODY, *tail])
    assert without_links(main, linked_items(tree)) == (main if stays else "\n".join(BODY))


def test_a_page_of_parts_is_read_beyond_the_end_of_the_first() -> None:
    written = page(*BODY).replace(
        '<div class="article">', "</body></html>\n<!-- end of header -->\n" + '<div class="article">'
    )
    assert all(one in page_article(written, "a.html").source for one in BODY)


def test_lines_have_no_blanks_around_them_and_none_is_empty() -> None:
    written = f"<html><body><pre>\t\n        \n   {BODY[0]}   \n\n\t{BODY[1]}  \r\n   </pre></body></html>"
    assert page_article(written, "a.html").source.split("\n") == BODY[:2]


def test_nothing_is_said_twice_on_a_short_page() -> None:
    written = page("截至6月30日，全省已有12个微博。").replace('<div class="content">', INFO + '<div class="content">')
    source = page_article(written, "a.html").source
    assert source.count("来源：某某日报") == source.count("2013年08月20日") == 1
    assert "截至6月30日，全省已有12个微博。" in source


def test_nor_where_the_page_spaces_a_line_out() -> None:
    line = "<div class='info'>2013-08-20 09:15&nbsp;&nbsp;来源：某某日报&nbsp;&nbsp;作者：李 明</div>"
    written = page(*BODY).replace('<div class="content">', f'<div class="content">{line}')
    assert page_article(written, "a.html").source.count("某某日报") == 1


def test_so_they_do_on_traditional_pages_with_damage_in_them() -> None:
    info = "<div>發布時間：2013-08-20 來源：貴州\ue5e5發(fā)布</div>"
    written = page(*map(traditional, BODY)).replace('<div class="content">', info + '<div class="content">')
    source = page_article(written, "a.html").source
    assert "發布時間：2013-08-20 來源：貴州\ue5e5發(fā)布" in source


def test_lines_of_other_boxes_do_not() -> None:
    boxes = "".join(f"<li>某日要闻{number}</li>" for number in range(20))
    written = page(*BODY).replace(
        '<div class="related">', f'<ul>{boxes}</ul><div>来源：别处 2014-01-01</div><div class="related">'
    )
    assert "别处" not in page_article(written, "a.html").source


DAMAGED = [
    "貴州省政務(wù)微博力行“織博為民”助力貴州發(fā)展，相信貴州省政府會(huì )從此微博中得益匪淺，服務(wù)網(wǎng)民?!蔽⒉┵F州上線。",
    "“又多了一條了解民意的窗口和通道，而且是一條特高速通道。相信會得益匪淺?！?/p>",
    "實以實打實(shí)打?qū)嵉墓ぷ魍苿?dòng)項(xiàng)目??h里?；蘛\ue5e5\uf8f5平均\ue76c風力達到蘆山7。0級，郎﨑\u200b與\xad字。",
    "截至6月30日，&#36149;州省已有&amp;#1691;個黨政機構(gòu)微博\x01在新浪、騰訊認證開通，真的?!我不信??，！",
]


def test_damage_comes_through_as_it_stands() -> None:
    source = page_article(page(*DAMAGED), "a.html").source
    for one in (*DAMAGED[:1], *DAMAGED[2:3]):
        assert one in source
    assert "得益匪淺?！?" in source
    assert "贵州省已有&#1691;個黨政機構(gòu)微博\x01在新浪" in source
    assert "真的?!我不信??，！" in source


def test_references_to_rare_and_private_characters_come_through() -> None:
    # U+20000 and U+20001 are the first that would stand in for others.
    source = page_article(page(*BODY, "甲&#xE5E5;乙&#131072;丙&#x20001;丁&#8203;戊\ue000己&amp;庚"), "a.html").source
    assert "甲\ue5e5乙\U00020000丙\U00020001丁\u200b戊\ue000己&庚" in source


def test_what_the_server_says_goes_before_the_markup() -> None:
    data = page(*BODY, charset="big5").encode("gbk")
    article = page_article(data, "a.html", content_type="text/html; charset=gb2312")
    assert BODY[0] in article.source
    assert article.encoding == Encoding("gb18030", "declared")


def test_a_tag_whose_bracket_was_eaten_stays_for_repair() -> None:
    written = page(*BODY).replace(f"{BODY[2]}</p>", f"{BODY[2]}?/p>").replace(f"{BODY[3]}</p>", f"{BODY[3]}/span>")
    source = page_article(written, "a.html").source
    assert f"{BODY[2]}?/p>" in source
    assert f"{BODY[3]}/span>" in source


@pytest.mark.parametrize("twin", sorted((CORPORA / "damaged").glob("*.txt")), ids=lambda path: path.stem)
def test_the_damaged_corpus_comes_through(twin: Path) -> None:
    paragraphs = [" ".join(one.split()) for one in twin.read_text(encoding="utf-8").splitlines() if one.strip()]
    source = page_article(page(*(html.escape(one, quote=False) for one in paragraphs[1:])), "a.html").source
    assert [one for one in paragraphs[1:] if one not in source] == []


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.characters(exclude_characters="<>&\n\r", exclude_categories=["Zs", "Zl", "Zp", "Cs", "Cc"]),
        max_size=30,
    )
)
def test_no_character_is_lost_or_changed(text: str) -> None:
    assert f"始{text}终" in page_article(page(BODY[0], f"始{text}终，{BODY[1]}", *BODY[2:]), "a.html").source


TAGS = st.sampled_from(["<p>", "</div>", "<table>", "<!--", "微博", "<?xml?>", "\0", "<html>"])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.lists(TAGS).map("".join))
def test_any_page_is_an_article_or_our_own_error(data: bytes | str) -> None:
    with contextlib.suppress(InputError):
        assert page_article(data, "a.html").source.strip()


@pytest.mark.parametrize(
    "written",
    [
        "<html></html>",
        "<html><head><title>题</title></head></html>",
        "<html><body><script>x()</script></body></html>",
        " ",
        "<p> </p>",
    ],
)
def test_a_page_without_text_is_told(written: str) -> None:
    with pytest.raises(InputError, match=r"a\.html: no text on this page"):
        page_article(written, "a.html")


@pytest.mark.parametrize("written", ["<p>微博上线</p>", "微博上线", "<html>微博上线", "<body><div>微博上线"])
def test_fragments_have_text(written: str) -> None:
    assert "微博上线" in page_article(written, "a.html").source


def test_a_page_nested_too_deeply_does_not_crash() -> None:
    for written in ("<div>" * 50_000 + "微博", "<b>" * 50_000, "<table><tr><td>" * 5_000 + "微博"):
        with contextlib.suppress(InputError):
            assert page_article(written, "a.html").source


def test_without_trafilatura_the_error_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"pip install 'weibotext\[html\]'"):
        page_article(page(*BODY), "a.html")


def test_a_record_counts_in_the_extracted_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(*BODY, head=GOVERNMENT), encoding="gb18030")
    record = extract(path)
    assert (record.title, record.published, record.published_basis) == ("省公安厅微博上线", "2013-08-20", "metadata")
    assert (record.page.site, record.page.name) == ("某某省人民政府", str(path))
    (day,) = (one for one in record.dates if one.text == "6月30日")
    assert (record.source[slice(*day.span)], day.timex) == ("6月30日", "2013-06-30")
    assert record.source == next(read_articles(path)).source
