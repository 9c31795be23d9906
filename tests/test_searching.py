"""Full text: what a question finds, what it does not, and that no question breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import Article, Store, StoreError

TEXTS = {
    "police": "湖南省公安厅通报\n沅江市公安局官方微博“平安沅江”发布避险提示。",
    "people": "群众满意度调查显示，政务服务中心的办事效率提高。",
    "traditional": "貴州省政府新聞辦公室發布消息，服務(wù)網(wǎng)民。",
    "latin": "PM2.5日均浓度下降，e-Gov平台与COVID-19专栏上线，点击量达1691次。",
    "emoji": "网友留言👍，𠮷野家门店被查处。",
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as opened:
        opened.feed([Article(text, name) for name, text in TEXTS.items()])
        yield opened


@pytest.mark.parametrize(
    ("question", "expected", "why"),
    [
        ("公安", "police", "two characters inside a longer word"),
        ("公安厅", "police", "a word"),
        ("公安局官方微博", "police", "a phrase of words in a row"),
        ("避险 沅江", "police", "both, in any order"),
        ("滿意度", "people", "traditional finds simplified"),
        ("贵州", "traditional", "simplified finds traditional"),
        ("服务网民", "traditional", "glosses do not stand in the way"),
        ("政务服务 -公安", "people", "with a word that must not occur"),
        ("政务 -满意度", "", "the word that must not occur does"),
        ("微博官方", "", "the words stand the other way round"),
        ("北京", "", "nowhere"),
        ("pm2.5", "latin", "numbers and capitals"),
        ("COVID-19", "latin", "what jieba takes apart"),
        ("1691", "latin", "a number"),
        ("169", "", "a part of a number is another number"),
        ("𠮷野", "emoji", "beyond the basic plane"),
        ('"平安沅江"', "police", "a phrase in quotes"),
        ("公安厅通报", "police", "the title"),
        ("发布", "police traditional", "more than one"),
    ],
)
def test_what_a_question_finds(store: Store, question: str, expected: str, why: str) -> None:
    hits = store.search(question)
    assert {store.document(hit.document).names[0] for hit in hits} == set(expected.split()), why
    assert store.count(question) == len(hits)


@pytest.mark.parametrize("question", ["", " ", "，。", '""', "-公安", "***", "\x00"])
def test_a_question_without_a_word_is_refused(store: Store, question: str) -> None:
    with pytest.raises(StoreError, match="no word"):
        store.search(question)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=()) | st.sampled_from('公安厅"-*^():+ AND OR NOT NEAR\0\ud800'), max_size=12
    )
)
def test_no_question_breaks_the_search(question: str) -> None:
    with Store() as empty, suppress(StoreError):
        assert empty.search(question) == []


def test_a_hit_shows_the_words_in_a_passage(store: Store) -> None:
    (hit,) = store.search("避险 沅江")
    assert {hit.passage[start:stop] for start, stop in hit.places} == {"避险", "沅江"}
    assert hit.title == "湖南省公安厅通报"


@pytest.mark.parametrize(("before", "start"), [(0, 0), (24, 0), (25, 1), (60, 36)])
def test_a_passage_begins_a_little_before_the_first_word_and_is_one_line(before: int, start: int) -> None:
    text = "甲" * before + "台风来了\n公安局提醒，" + "乙" * 100 + "台风"
    with Store() as store:
        store.feed([text])
        (hit,) = store.search("公安局 台风 公安")
    assert hit.passage == text[start : start + 96].replace("\n", " ")
    assert hit.places == ((before - start, before - start + 2), (before - start + 5, before - start + 7))


def test_what_is_told_of_a_hit_is_the_documents_own_and_the_later_of_equals_comes_first() -> None:
    with Store() as store:
        store.feed([Article(f"{day}号\n今有台风。", str(day), f"2013-08-0{day}") for day in (1, 2, 3)])
        hits = store.search("台风")
        assert [(hit.document, hit.title, hit.published) for hit in hits] == [
            (number, f"{number}号", f"2013-08-0{number}") for number in (3, 2, 1)
        ]
        assert hits == sorted(hits, key=lambda hit: -hit.score) and hits[-1].score > 0
        assert [hit.document for hit in store.search("台风 -2号")] == [3, 1]


def test_the_title_weighs_most_and_the_limit_holds() -> None:
    with Store() as store:
        store.feed([f"第{number}号\n消息：台风来了，注意安全。" for number in range(30)] + ["台风预警\n注意防范。"])
        assert store.search("台风")[0].document == 31
        assert len(store.search("台风", limit=7)) == 7 and store.count("台风") == 31


def test_what_was_read_again_is_found_by_its_new_text_alone() -> None:
    with Store() as store:
        store.feed([Article("台风预警", "a", "2013-01-01")])
        store.feed([Article("台风预警", "a", "2014-01-01")], refresh=True)
        assert store.count("台风") == 1
        assert list(store.sql("SELECT count(*) FROM search")) == [(1,)]
