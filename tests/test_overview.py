"""What the report tells of its articles together, and that hostile text in any of it stays text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from test_report import HOSTILE, Reader

from weibotext import Article, Store
from weibotext.demo import corpus, demo_articles, demo_copies
from weibotext.overview import _ticks, bodies_of, kinds_of, sections, shares_of, timeline_of
from weibotext.report.highlight import visible
from weibotext.reporting import write_report


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as opened:
        opened.feed([*demo_articles(corpus()), *demo_copies(corpus())])
        yield opened


def linker(document: int, item: str) -> str:
    return f"#{document}-{item}"


def test_every_claim_is_told_once_and_every_observation_is_a_source(store: Store) -> None:
    told = sections(store, linker, store.numbers(), whole=True).claims
    assert len(told) == len(list(store.claims()))
    links = [link.href for row in told for link in row.sources]
    assert len(links) == len(set(links)) == store.counts()["observations"]
    assert len(told) < len(links)


def test_disputed_claims_are_those_of_the_disagreements(store: Store) -> None:
    told = sections(store, linker, store.numbers(), whole=True)
    assert len(told.disputes) == 5
    assert {row.measure for row in told.claims if row.disputed} >= {"粉丝", "转移安置", "办理", "阅读"}
    assert all(len(dispute.readings) == 2 and all(one.sources for one in dispute.readings) for dispute in told.disputes)


def test_the_time_line_lies_within_its_width_in_order(store: Store) -> None:
    line = timeline_of(store.claims(), linker)
    assert line is not None and len(line.lanes) == 12
    assert [lane.total for lane in line.lanes] == sorted((lane.total for lane in line.lanes), reverse=True)
    for lane in line.lanes:
        places = [dot.left for dot in lane.dots]
        assert places == sorted(places) and 0 <= places[0] <= places[-1] <= 100
        assert sum(dot.claims for dot in lane.dots) == lane.total
    lefts = [left for left, _ in line.ticks]
    assert lefts == sorted(lefts) and len(lefts) > 3


def test_the_time_line_begins_with_the_news_and_tells_what_is_earlier() -> None:
    with Store() as store:
        store.feed([Article("1950年，安吉县投资3.5亿元。2012年，安吉县投资4.5亿元。", "安吉.txt", "2013-03-22")])
        line = sections(store, linker, store.numbers(), whole=True).timeline
        whole = timeline_of(store.claims(), linker)
    assert line is not None and (line.earlier, [lane.total for lane in line.lanes]) == (1, [1])
    assert whole is not None and (whole.earlier, [lane.total for lane in whole.lanes]) == (0, [2])


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2013, 5, 1), date(2013, 5, 1), ["2013-05"]),
        (date(2013, 5, 2), date(2013, 5, 3), ["2013-05-02", "2013-05-03"]),
        (date(2013, 5, 2), date(2013, 7, 3), ["2013-06", "2013-07"]),
        (date(2011, 5, 2), date(2014, 7, 3), ["2012", "2013", "2014"]),
    ],
)
def test_the_time_line_is_marked_by_years_or_months_or_its_ends(first: date, last: date, labels: list[str]) -> None:
    assert [label for _, label in _ticks(first, last)] == labels


def test_agencies_and_themes_count_stories_not_copies(store: Store) -> None:
    kinds, shares = kinds_of(store), shares_of(store)
    assert kinds is not None and shares is not None
    stories: dict[str, set[int]] = {}
    for document in store:
        for agency in document.record["agencies"]:
            stories.setdefault(agency["kind"], set()).add(document.story)
    assert [row.total for row in kinds.rows] == sorted(map(len, stories.values()), reverse=True)[:16]
    assert {row.name: row.total for row in kinds.rows}["公安"] == len(stories["police"])
    assert all(len(row.counts) == len(kinds.periods) and row.note for row in kinds.rows)
    labelled = sum(count for *_, count in store.ask("themes"))
    assert sum(bar.total for bar in shares.bars) == labelled <= 44
    assert all(bar.total == sum(count for _, count in bar.parts) for bar in shares.bars)
    assert [bar.period for bar in shares.bars] == sorted(bar.period for bar in shares.bars)
    assert all(len(shares.themes) > place for bar in shares.bars for place, _ in bar.parts)


def test_only_bodies_that_recur_have_rows_of_their_own(store: Store) -> None:
    assert bodies_of(store) is None
    with Store() as many:
        many.feed(
            Article(f"{one}第{day}号通报：{what}", f"{day}{one}", f"2013-08-0{day}")
            for one, days in (("贵州省公安厅", 4), ("浙江省教育厅", 3), ("北京市水务局", 2))
            for day, what in zip(range(1, days + 1), ("微博上线", "道路结冰", "考试延期", "防汛抢险"), strict=False)
        )
        bodies = bodies_of(many)
    assert bodies is not None
    assert [(row.name, row.note, row.total) for row in bodies.rows] == [
        ("贵州省公安厅", "公安", 4),
        ("浙江省教育厅", "教育", 3),
    ]
    tints = [bodies.tint(count) for count in (1, 2, 4)]
    assert tints == sorted(tints) and tints[-1] == 60


def test_the_page_tells_how_many_stories_there_are(store: Store, tmp_path: Path) -> None:
    (page,) = write_report(store, tmp_path / "r.html", title="x")
    html = page.read_text("utf-8")
    assert "去掉转载共 44 则 · 44 stories" in html
    claims = len(list(store.claims()))
    assert f'<dt>数据 <small lang="en">Claims</small></dt><dd>{claims}</dd>' in html
    first, *more = write_report(store, tmp_path / "p.html", title="x", per_page=20)
    assert "共 55 篇，本页 1–20 · 55 articles in all；去掉转载共 44 则" in first.read_text("utf-8")
    assert all("去掉转载" not in one.read_text("utf-8") for one in more)


def test_what_is_not_linked_is_every_figure_that_no_claim_uses(store: Store) -> None:
    told = sections(store, linker, store.numbers(), whole=False)
    assert sum(len(one.figures) for one in told.unlinked) == len(list(store.ask("unlinked")))
    assert told.timeline is None and told.disputes == ()


def test_an_empty_store_has_a_page_without_sections(tmp_path: Path) -> None:
    with Store() as empty:
        (page,) = write_report(empty, tmp_path / "r.html", title="空")
    html = page.read_text("utf-8")
    assert "空" in html and "<section" not in html


def test_hostile_names_titles_and_texts_stay_text(tmp_path: Path) -> None:
    story = "截至2013年6月30日，沅江市公安局官方微博“平安沅江”粉丝达到23.6万人，三年来共发布信息8214条，收到网友评论3260条。"
    given = [
        Article(f"{HOSTILE}\n{story}{HOSTILE}", HOSTILE, "2013-07-01"),
        Article(f"转载\n{story.replace('8214', '8241')}", f"b/{HOSTILE}", "2013-07-01"),
    ]
    with Store() as store:
        store.feed(given)
        (page,) = write_report(store, tmp_path / "r.html", title=HOSTILE)
    read = Reader(page.read_text("utf-8"))
    assert (read.tags["script"], read.tags["style"], read.tags["img"]) == (1, 1, 0)
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in read.links())
    assert {link.removeprefix("#") for link in read.links()} <= set(read.ids)
    assert visible(HOSTILE) in read.said() and read.ids["disputes"] == 1


def test_the_same_store_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    pages = [write_report(store, tmp_path / name, title="x")[0].read_bytes() for name in ("one.html", "two.html")]
    assert pages[0] == pages[1]
