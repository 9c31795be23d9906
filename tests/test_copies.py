"""Republished copies: found whatever the order, told from bulletins of one form, each claim once, disagreements flagged."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import Article, Store
from weibotext.convert import traditional
from weibotext.copies.agreement import agree
from weibotext.copies.likeness import Dated, same_news, shingles, signature
from weibotext.copies.slots import Copy, _Places, disputes
from weibotext.demo import corpus, demo_articles, demo_copies

STORY = """“平安沅江”开通三年

　　截至6月30日，沅江市公安局官方微博“平安沅江”粉丝达到23.6万人，三年来共发布信息8214条，收到网友评论3260条。

　　今年5月的一场暴雨中，该微博先后发布路况和避险提示48条，阅读量达到560万人次。民警还通过私信找到走失老人3名。

　　市公安局负责人说，下半年将在全市27个派出所推广这一做法，每个派出所至少有1名民警负责回复网友留言。
"""
OTHER = """安乡县环境空气质量通报

　　今年上半年，安乡县环境空气质量优良天数为152天，同比增加9天，细颗粒物平均浓度为每立方米38微克，下降6.1%。

　　县生态环境局出动执法人员430人次，检查企业126家，立案查处11起，罚款85.5万元。
"""


def stories(texts: Iterable[str | Article]) -> set[frozenset[str]]:
    """The stories as sets of sources; those of one document are left out."""
    with Store() as store:
        store.feed(texts)
        return {frozenset(store.document(number).source for number in story) for story in store.copies()}


def bulletin(month: int, days: int, level: int, firms: int) -> str:
    return (
        f"安乡县{month}月份环境空气质量通报。{month}月份，安乡县环境空气质量优良天数为{days}天，"
        f"细颗粒物平均浓度为每立方米{level}微克。县生态环境局出动执法人员检查企业{firms}家，立案查处{days % 7 + 1}起。"
    )


COPIES = {
    "without a change but of site": f"来源：湖区在线\n{STORY}（责任编辑：小李）",
    "in traditional characters": traditional(STORY),
    "without its last paragraph": STORY.rpartition("\n\n")[0],
    "the first three fifths of it": STORY[: len(STORY) * 3 // 5],
    "with other numbers": STORY.replace("8214", "8241").replace("48条", "84条"),
    "with another title": STORY.replace("“平安沅江”开通三年", "三年吸粉二十余万，这个公安微博不简单"),
    "without blanks and line ends": "".join(STORY.split()),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_is_found(copy: str) -> None:
    assert stories([OTHER, STORY, copy]) == {frozenset({STORY, copy})}


NO_COPIES = {
    "bulletins made from one form": [bulletin(3, 21, 52, 104), bulletin(4, 25, 44, 97), bulletin(5, 28, 36, 133)],
    "other news from the same place": [STORY, "沅江市公安局官方微博“平安沅江”今日提醒：暴雨路滑，请减速慢行。"],
    "a year apart": [Article(STORY, "a", "2013-07-01"), Article(STORY + "重发", "b", "2014-07-01")],
    "texts without letters": ["……", "？！"],
    "nothing at all": ["", " "],
}


@pytest.mark.parametrize("texts", NO_COPIES.values(), ids=NO_COPIES)
def test_what_is_no_copy_is_left_alone(texts: list[str | Article]) -> None:
    assert stories(texts) == set()


@settings(max_examples=15, deadline=None)
@given(st.permutations([STORY, OTHER, *COPIES.values(), bulletin(3, 21, 52, 104), bulletin(4, 25, 44, 97), ""]))
def test_the_order_of_the_articles_plays_no_part(texts: list[str]) -> None:
    assert stories(texts) == {frozenset({STORY, *COPIES.values()})}


def test_a_link_that_comes_later_makes_one_story_of_two() -> None:
    first, last = STORY.split("\n\n", 2)[1], STORY.rsplit("\n\n", 1)[-1]
    with Store() as store:
        store.feed([first + OTHER[:20], last, STORY])
        assert store.copies() in ([(1, 3)], [(1, 2, 3)])
        before = store.copies()
        store.feed([first + OTHER[:20], last, STORY])
        assert store.copies() == before


def test_a_document_read_again_is_told_its_story_anew() -> None:
    with Store() as store:
        store.feed([Article(STORY, "a", "2013-07-01"), Article(STORY + "转", "b", "2013-07-03")])
        assert store.copies() == [(1, 2)]
        store.feed([Article(STORY + "转", "b", "2016-07-03")], refresh=True)
        assert store.copies() == []
        store.feed([Article(STORY + "转", "b", "2013-07-03")], refresh=True)
        assert store.copies() == [(1, 2)]


def test_a_story_falls_apart_without_the_document_that_held_it_together() -> None:
    days = ("2013-06-15", "2013-05-01", "2013-08-01", "2013-05-02")
    bridge, *others = (Article(STORY + "转" * number, str(number), day) for number, day in enumerate(days))
    with Store() as store:
        store.feed([OTHER, OTHER + "转", bridge, *others])
        assert store.copies() == [(1, 2), (3, 4, 5, 6)]
        store.feed([replace(bridge, published="2016-06-15")], refresh=True)
        assert store.copies() == [(1, 2), (4, 6)]


def passages(start: int, stop: int) -> str:
    """A stretch of an endless text: two that overlap by half are copies, and such links make chains."""
    return "".join(
        f"第{place}段，市公安局通报第{place * 7}号案件进展，处理{place * 11}件。" for place in range(start, stop)
    )


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(12, 20)), min_size=1, max_size=14, unique=True),
    st.sets(st.integers(0, 13)),
    st.sampled_from([1, 3, 64]),
)
def test_whatever_is_read_again_the_stories_are_those_of_a_new_store(
    stretches: list[tuple[int, int]], late: set[int], batch: int
) -> None:
    def dated(late: set[int]) -> list[Article]:
        years = ["2016" if number in late else "2013" for number in range(len(stretches))]
        texts = [passages(start, start + length) for start, length in stretches]
        return [Article(text, text[:9], f"{year}-07-01") for text, year in zip(texts, years, strict=True)]

    with Store() as store, Store() as fresh, pytest.MonkeyPatch.context() as patch:
        patch.setattr("weibotext.store.feeding.BATCH", batch)
        store.feed(dated(set()))
        store.feed(dated(late), refresh=True)
        fresh.feed(dated(late))
        for name in ("stories", "signatures", "bands"):
            query = f"SELECT * FROM {name} ORDER BY 1, 2"
            assert list(store.sql(query)) == list(fresh.sql(query)), name


def test_copies_that_are_read_again_are_compared_about_as_often_as_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(one: Dated, other: Dated) -> bool:
        compared.append(1)
        return same_news(one, other)

    monkeypatch.setattr("weibotext.store.copies.same_news", counted)
    with Store() as store:
        store.feed(Article(f"{STORY}{number}", str(number), "2013-07-01") for number in range(100))
        first = len(compared)
        again = (Article(f"{STORY}{number}", str(number), "2013-07-02") for number in range(100))
        assert store.feed(again, refresh=True).refreshed == 100
        assert store.copies() == [tuple(range(1, 101))]
        assert len(compared) - first < 3 * first


def test_a_flood_of_one_text_is_one_story() -> None:
    with Store() as store:
        store.feed(f"{STORY}{number}" for number in range(40))
        assert store.copies() == [tuple(range(1, 41))]
        assert len(list(store.claims())) == len({(c.subject, c.measure, c.value) for c in store.claims()})


def letters(start: int, stop: int) -> str:
    """So many letters, all different; a text of n of them has n - 3 rows of four."""
    return "".join(map(chr, range(0x4E00 + start, 0x4E00 + stop)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Of 200 rows in either 100 are in both, or 99 of 201.
        (letters(0, 153), letters(50, 203), True),
        (letters(0, 153), letters(51, 204), False),
        # A cut copy: 45 of its 60 rows are among the other's 180, or 44; or the other has 181.
        (letters(0, 183), letters(135, 198), True),
        (letters(0, 183), letters(136, 199), False),
        (letters(0, 184), letters(136, 199), False),
        # The beginning of a text, and one too short to tell.
        (letters(0, 183), letters(0, 63), True),
        (letters(0, 183), letters(0, 62), False),
    ],
)
def test_how_much_two_copies_have_in_common(one: str, other: str, expected: bool) -> None:
    assert same_news(Dated(one, None), Dated(other, None)) is expected
    assert same_news(Dated(other, None), Dated(one, None)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1，2，3，4", "1，2，8，9", True),
        ("1，2，3，4", "1，7，8，9", False),
        ("1，2，3，4", "1，2，5，6，7，8，9", True),
        ("1，2，3", "1，8，9", False),
        ("1，1，1，2", "1，7，8，9", False),
        # Two numbers are too few to tell by.
        ("1，2", "8，9", True),
        ("1，2", "3，4，5，6", True),
        ("3.14，2.71，1.41", "3，14，2，71", False),
    ],
)
def test_copies_share_half_of_the_numbers_of_the_one_that_has_fewer(one: str, other: str, expected: bool) -> None:
    words = letters(0, 500)
    assert same_news(Dated(words + one, None), Dated(words + other, None)) is expected
    assert same_news(Dated(words + other, None), Dated(words + one, None)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("2013-07-01", "2013-09-01", True), ("2013-07-01", "2013-09-02", False), ("2013-07-01", None, True)],
)
def test_copies_are_of_two_months(one: str, other: str | None, expected: bool) -> None:
    assert same_news(Dated(STORY, one), Dated(STORY, other)) is expected
    assert same_news(Dated(STORY, other), Dated(STORY, one)) is expected


def test_signatures_are_those_of_yesterday() -> None:
    """They are kept in files; a library that changed them would part copies from each other."""
    sketch = signature("贵州省公安厅官方微博粉丝已达42万余人")
    assert sketch and sketch[:8].hex() == "cee8570eaeade41d"
    assert shingles("a，b c。d e") == {"abcd", "bcde"}


def told(text: str, written: str) -> Copy[str]:
    """An undamaged copy with a figure wherever ``written`` stands in it."""
    same = {"kind": "count", **figure(written[:-1], "exact", written)}
    found = [{"id": f"f{place.start()}", "span": place.span(), **same} for place in re.finditer(written, text)]
    return Copy(text, (), {"text": text, "edits": [], "figures": found})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("甲：8214条已由该局微博发布", "共有乙：8241条已由该局微博发布", 1),
        ("甲：8214条已由该局微博发", "共有乙：8241条已由该局微博发", 0),
        ("该局微博已经发布8214条，甲", "该局微博已经发布8241条，乙乙", 1),
        ("局微博已经发布8214条，甲", "局微博已经发布8241条，乙乙", 0),
        # Digits are masked, and what stands between letters does not count.
        ("该局3年来已发布8214条，甲", "该局14年来，已发布8241条，乙乙", 1),
        # Another paragraph says nothing.
        ("该局微博已经\n发布8214条，甲", "该局微博已经\n发布8241条，乙乙", 0),
        # Eight letters that stand before two figures of one copy.
        ("该局微博已经发布8214条，甲", "该局微博已经发布8241条，该局微博已经发布8241条", 0),
    ],
)
def test_two_figures_stand_at_one_place_where_eight_letters_beside_them_are_the_same(
    one: str, other: str, expected: int
) -> None:
    assert len(list(disputes([told(one, "8214条"), told(other, "8241条")]))) == expected


# Claims and disagreements


def test_a_claim_of_several_copies_is_told_once_with_its_sources() -> None:
    with Store() as store:
        store.feed([Article(STORY, "a.txt", "2013-07-01"), Article(traditional(STORY), "b.txt", "2013-07-02")])
        claims = list(store.claims())
        followers = [claim for claim in claims if claim.measure == "followers"]
        assert [[place.name for place in claim.places] for claim in followers] == [["a.txt", "b.txt"]]
        for claim in claims:
            assert all(0 <= place.start < place.stop for place in claim.places)
        assert not any(claim.disputed for claim in claims)
        assert list(store.disagreements()) == []


@pytest.mark.parametrize(
    ("place", "expected"), [(0, 0), (2, 2), (3, 2), (5, 2), (6, 2), (7, 3), (9, 5), (10, 6), (11, 6), (12, 7)]
)
def test_a_place_inside_an_edit_becomes_the_end_of_what_it_left(place: int, expected: int) -> None:
    edits = [{"span": [2, 6], "replacement": ""}, {"span": [9, 11], "replacement": "字"}]
    assert _Places({"text": "甲乙丙丁戊字己", "edits": edits}).clean(place) == expected


def test_a_claim_is_told_as_most_copies_tell_it_or_as_the_first() -> None:
    more = STORY.replace("23.6万人", "23.6万余人")
    for texts, mod in (
        ([STORY, more, "转" + more], "more_than"),
        ([more, STORY], "more_than"),
        ([STORY, more], "exact"),
    ):
        with Store() as store:
            store.feed(texts)
            (claim,) = [one for one in store.claims() if one.measure == "followers"]
            assert (claim.value, claim.mod, len(claim.places)) == ("236000", mod, len(texts))


def test_the_same_value_at_another_time_is_another_claim() -> None:
    text = "贵州省公安厅官方微博“平安贵州”2013年上半年发布信息8214条，截至2013年6月30日发布信息8214条，粉丝达到8214人。"
    with Store() as store:
        store.feed([text, text + "转"])
        claims = [(claim.measure, claim.time, len(claim.places)) for claim in store.claims()]
    assert claims == [("posts", "2013-H1", 2), ("posts", "2013-06-30", 2), ("followers", "2013-06-30", 2)]


def test_claims_may_be_those_of_some_documents_and_their_copies() -> None:
    with Store() as store:
        store.feed([OTHER, STORY, STORY + "转"])
        whole = list(store.claims())
        assert {claim.story for claim in whole} == {1, 2}
        for among, stories in (([3], {2}), ([3, 2], {2}), ([1, 3], {1, 2}), ([], set())):
            assert list(store.claims(among=among)) == [claim for claim in whole if claim.story in stories]


def test_a_place_tells_the_item_that_stands_there() -> None:
    with Store() as store:
        store.feed([Article(STORY, "z.txt"), Article(STORY, "b.txt"), Article(STORY.replace("8214", "8241"), "a.txt")])
        (found,) = store.disagreements()
        places = [place for reading in found.readings for place in reading.places]
        assert [place.name for place in places] == ["b.txt", "z.txt", "a.txt"]
        places += [place for claim in store.claims() for place in claim.places]
        for place in places:
            record = store.document(place.document).record
            items = record["figures" if place.item[0] == "f" else "observations"]
            assert items[int(place.item[1:]) - 1]["span"] == [place.start, place.stop]


def test_one_text_from_two_places_is_two_sources() -> None:
    with Store() as store:
        store.feed([Article(STORY, "a.txt"), Article(STORY, "b.txt"), Article(STORY.replace("8214", "8241"), "c.txt")])
        (found,) = store.disagreements()
        assert [[place.name for place in reading.places] for reading in found.readings] == [
            ["a.txt", "b.txt"],
            ["c.txt"],
        ]
        assert all(len(claim.places) in (1, 2, 3) and claim.places[0].document for claim in store.claims())


def test_copies_that_disagree_on_a_figure_are_flagged() -> None:
    wrong = traditional(STORY.replace("8214条", "8241条"))
    with Store() as store:
        store.feed(
            [Article(text, name) for text, name in ((STORY, "a"), (STORY + "转", "b"), (wrong, "c"), (OTHER, "d"))]
        )
        (found,) = store.disagreements()
        assert [(reading.value, [place.name for place in reading.places]) for reading in found.readings] == [
            ("8214", ["a", "b"]),
            ("8241", ["c"]),
        ]
        assert found.before.endswith("三年来共发布信息") and found.after.startswith("，收到网友评论")
        for reading in found.readings:
            for place in reading.places:
                assert store.document(place.document).source[place.start : place.stop] in ("8214条", "8241條")
        disputed = {(claim.measure, claim.value) for claim in store.claims() if claim.disputed}
        assert disputed == {("posts", "8214"), ("posts", "8241")}


AGREEING = {
    "said less exactly": ("8214条", "八千余条"),
    "rounded": ("23.6万人", "236120人"),
    "with other words around it": ("共发布信息8214条", "总共推送了8214条消息"),
    "in another unit": ("23.6万人", "236000人"),
    "with a paragraph cut out": (
        "　　今年5月的一场暴雨中，该微博先后发布路况和避险提示48条，阅读量达到560万人次。民警还通过私信找到走失老人3名。\n\n",
        "",
    ),
    "with a sentence cut out": ("该微博先后发布路况和避险提示48条，", ""),
}


@pytest.mark.parametrize(("here", "there"), AGREEING.values(), ids=AGREEING)
def test_copies_that_agree_are_not_flagged(here: str, there: str) -> None:
    assert here in STORY
    with Store() as store:
        store.feed([STORY, STORY.replace(here, there)])
        assert store.copies() == [(1, 2)]
        assert list(store.disagreements()) == []


def figure(value: str | None, mod: str, text: str, **more: str) -> dict[str, str | None]:
    return {"value": value, "mod": mod, "text": text, "low": None, "high": None, **more}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure("13240", "exact", "13240人"), figure("13000", "more_than", "1.3万余人"), True),
        (figure("14240", "exact", "14240人"), figure("13000", "more_than", "1.3万余人"), False),
        (figure("13240", "exact", "13240人"), figure("13000", "nearly", "近1.3万人"), False),
        (figure("12900", "exact", "12900人"), figure("13000", "nearly", "近1.3万人"), True),
        (figure("13240", "exact", "13240人"), figure("13000", "exact", "1.3万人"), True),
        (figure("13240", "exact", "13240人"), figure("13000", "exact", "13000人"), False),
        (figure("12740", "exact", "12740人"), figure("13000", "exact", "13000人"), False),
        (figure("12499", "exact", "12499人"), figure("13000", "exact", "1.3万人"), False),
        (figure("12500", "exact", "12500人"), figure("13000", "exact", "1.3万人"), True),
        (figure("13500", "exact", "13500人"), figure("13000", "exact", "1.3萬人"), True),
        (figure("13501", "exact", "13501人"), figure("13000", "exact", "1.3萬人"), False),
        (figure("150000000", "exact", "150000000元"), figure("200000000", "exact", "2亿元"), True),
        (figure("150000000", "exact", "150000000元"), figure("200000000", "exact", "2億元"), True),
        (figure("11999", "exact", "11999人"), figure("13000", "approx", "约1.3万人"), False),
        (figure("12000", "exact", "12000人"), figure("13000", "approx", "约1.3万人"), True),
        (figure("14000", "exact", "14000人"), figure("13000", "approx", "约1.3万人"), True),
        (figure("14001", "exact", "14001人"), figure("13000", "approx", "约1.3万人"), False),
        (figure("14000", "exact", "14000人"), figure("13000", "at_least", "至少1.3万人"), True),
        (figure("12999", "exact", "12999人"), figure("13000", "at_least", "至少1.3万人"), False),
        (figure("12000", "exact", "12000人"), figure("13000", "at_most", "至多1.3万人"), True),
        (figure("12000", "exact", "12000人"), figure("13000", "less_than", "不足1.3万人"), True),
        (figure("13001", "exact", "13001人"), figure("13000", "less_than", "不足1.3万人"), False),
        (figure("1.0", "exact", "1.0"), figure("1", "exact", "1"), True),
        (figure(None, "exact", "20至30", low="20", high="30"), figure("25", "exact", "25"), True),
        (figure(None, "exact", "20至30", low="20", high="30"), figure("35", "exact", "35"), False),
        (figure(None, "exact", "-5至-10", low="-5", high="-10"), figure("-7", "exact", "-7"), True),
        (figure("0", "exact", "0"), figure("1", "exact", "1"), False),
        (figure("0", "approx", "约0"), figure("1", "exact", "1"), False),
        (figure("2011-07-04", "exact", "x"), figure("2011-07-04", "exact", "x"), True),
        (figure("2011-07-04", "exact", "x"), figure("2011-07-05", "exact", "x"), False),
        (figure("NaN", "exact", "x"), figure("1", "exact", "x"), False),
    ],
)
def test_whether_two_figures_can_both_be_true(one: dict[str, str], other: dict[str, str], expected: bool) -> None:
    assert agree(one, other) is agree(other, one) is expected


# The corpus and its copies


def entries() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads((corpus() / "copies.toml").read_text(encoding="utf-8"))["copy"]
    return listed


@pytest.fixture(scope="module")
def republished() -> Iterator[Store]:
    with Store() as store:
        store.feed([*demo_articles(corpus()), *demo_copies(corpus())])
        yield store


def name(store: Store, number: int) -> str:
    """The article or copy that a document is."""
    return store.document(number).names[0].rpartition("·")[2]


def test_the_stories_of_the_corpus_are_its_copies_and_nothing_else(republished: Store) -> None:
    expected: dict[str, set[str]] = {}
    for entry in entries():
        expected.setdefault(entry["of"], {entry["of"]}).add(entry["id"])
    found = [{name(republished, number) for number in story} for story in republished.copies()]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected.values()))


def test_the_disagreements_of_the_corpus_are_found_and_no_others(republished: Store) -> None:
    expected = {
        (entry["of"], entry["id"], *map(Decimal, wrong["values"]))
        for entry in entries()
        for wrong in entry.get("disagrees", ())
    }
    found = set()
    for one in republished.disagreements():
        of = name(republished, one.story)
        right, *others = one.readings
        assert of in {name(republished, place.document) for place in right.places}
        found |= {
            (of, name(republished, place.document), Decimal(right.value), Decimal(other.value))
            for other in others
            for place in other.places
        }
    assert found == expected
