"""Keywords, labels of one article, and the thesaurus behind seed words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import weibotext
from weibotext.segment import Segmenter, dictionary_idf, dictionary_tags
from weibotext.themes import Labeller, Rarity, Theme, ThemeScores, find_keywords, label_texts, noun_rarity, taxonomy
from weibotext.themes.evidence import learnt
from weibotext.themes.selftraining import balanced, train
from weibotext.themes.thesaurus import groups, seed_words
from weibotext.themes.tokens import tokenized
from weibotext.values import Span, Words

RARITY = Rarity({"政务": 8.0, "微博": 9.5, "贵州": 9.0, "开通": 7.0, "的": 0.0}, frozenset(["开通"]))
SEGMENTER = Segmenter()


def keywords(words: str, *, title: Span | None = None) -> list[str]:
    return [one.text for one in find_keywords(Words.of(words.split("/")), nouns=RARITY, title=title)]


def test_a_phrase_goes_before_its_words() -> None:
    assert keywords("政务/微博/，/政务/微博")[0] == "政务微博"


@given(
    st.lists(st.sampled_from(["政务", "微博", "贵州", "开通", "的", "，", "。", "省", "发布厅", "2013"]), max_size=60),
    st.integers(1, 10),
    st.integers(0, 20),
    st.sampled_from([1, 12]),
)
def test_the_best_are_the_best_of_all(texts: list[str], most: int, title: int, times: int) -> None:
    words = Words.of(texts * times)
    every = find_keywords(words, nouns=RARITY, title=Span(0, title), most=10**6)
    assert find_keywords(words, nouns=RARITY, title=Span(0, title), most=most) == every[:most]


def test_no_phrase_goes_over_a_mark_a_number_or_a_stop_word() -> None:
    found = keywords("政务/，/微博/2013/贵州/我们/开通/的/政务")
    assert not {"政务微博", "微博贵州", "贵州开通", "开通政务"} & set(found)
    assert {"政务", "微博", "贵州"} <= set(found)


def test_a_title_lifts_what_stands_in_it() -> None:
    text = "贵州/\n/政务/，/贵州/，/政务"
    assert keywords(text)[0] == "贵州"
    assert keywords("政务/\n/贵州/，/政务/，/贵州", title=Span(0, 2))[0] == "政务"


def test_a_last_line_that_ends_like_none_is_a_title() -> None:
    def lead(text: str) -> float:
        found = {one.text: one.score for one in find_keywords(Words.of(text.split("/")), nouns=RARITY)}
        return found["贵州"] / found["微博"]

    abstract = "微博/，/微博/，/贵州/。/贵州/的/政务/的/开通"
    assert lead(abstract) > 1.3 * lead(abstract + "/。")


def test_unknown_words_are_candidates_and_unknown_marks_are_none() -> None:
    found = keywords("数博会/※/数博会/##")
    assert found == ["数博会"]


def test_nothing_gives_no_keywords() -> None:
    assert keywords("的/，/2013") == []
    assert find_keywords(Words.of([]), nouns=RARITY) == []


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["政务", "微博", "贵州", "开通", "的", "，", "\n", "2013", "𠮷", "ab"]), max_size=600))
def test_keywords_stand_where_they_say(words: list[str]) -> None:
    text, given_words = "".join(words), Words.of(words)
    found = find_keywords(given_words, nouns=RARITY)
    assert len(found) <= 10
    assert all(text[slice(*span)] == one.text for one in found for span in one.spans)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)


def test_long_texts_keep_what_comes_again() -> None:
    words = ["政务", "微博", "，"] * 150 + ["贵州", "。"]
    found = [one.text for one in find_keywords(Words.of(words), nouns=RARITY)]
    assert found[0] == "政务微博"
    assert "贵州" not in found


def test_the_dictionary_says_what_may_be_a_keyword() -> None:
    rarity = noun_rarity(dictionary_tags(), dictionary_idf())
    assert rarity.weights["公安厅"] > 0
    assert rarity.weights["但是"] == 0
    assert rarity.weights["破获获"] == rarity.weights["开博"] > 0  # unknown words
    assert "破获" not in rarity.verbal  # not yet asked for
    assert rarity.weights["破获"] > 0
    assert "破获" in rarity.verbal


TAXONOMY = (
    Theme("灾害", None, "", ("地震", "洪水", "救援", "灾区", "余震"), ("转移",)),
    Theme("教育", None, "", ("学校",), weight=0.4),
)


def labels(text: str) -> list[str]:
    return [one.label for one in Labeller(TAXONOMY)(text)]


def test_one_word_of_many_is_not_enough_and_two_are() -> None:
    assert labels("地震地震地震") == []
    assert labels("地震后救援") == ["灾害"]


def test_a_label_of_few_seeds_may_rest_on_one_but_not_below_its_weight() -> None:
    assert [one.label for one in Labeller({"教育": ["学校"]})("学校")] == ["教育"]
    assert labels("学校") == []


def test_words_spread_over_paragraphs_weigh_more() -> None:
    plain = ["他们在家。"] * 6
    together = "\n".join(["地震，灾区，救援。", *plain])
    spread = "\n".join(["地震，灾区。", "救援，余震。", "洪水，灾区。", *plain[:4]])
    labeller = Labeller(TAXONOMY)
    assert labeller(spread, enough=0)[0].score > labeller(together, enough=0)[0].score


def test_paragraphs_have_labels_of_their_own() -> None:
    text = "\n地震后救援。\n\n天气很好。\n"
    found = Labeller(TAXONOMY).paragraphs(text)
    assert [text[slice(*place)] for place, _ in found] == ["地震后救援。", "天气很好。"]
    assert [[one.label for one in own] for _, own in found] == [["灾害"], []]


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="地震救援学校转移\n。𠮷a ", max_size=200))
def test_evidence_is_words_of_the_label_where_they_stand(text: str) -> None:
    seeds = {theme.label: {*theme.seeds, *theme.weak} for theme in TAXONOMY}
    for one in Labeller(TAXONOMY)(text, enough=0):
        assert one.evidence == tuple(sorted(one.evidence))
        assert {text[slice(*span)] for span in one.evidence} <= seeds[one.label]
        assert 0 < one.score <= 1


def test_the_taxonomy_has_two_levels_and_no_word_in_two_places_of_a_label() -> None:
    assert all(theme.parent and theme.description for theme in taxonomy())
    for theme in taxonomy():
        words = [*theme.seeds, *theme.weak]
        assert len(set(words)) == len(words), theme.label


def test_a_record_maps_evidence_back_to_damaged_source() -> None:
    record = weibotext.extract("地震(zhèn)發生後，救援隊趕赴災區，轉移群眾。")
    assert record.themes[0].label == "应急救援"
    assert all(record.source[slice(*one.span)] == one.text for one in record.themes[0].evidence)


def test_the_thesaurus_shares_a_group_by_seeds() -> None:
    words = seed_words({"财经": ["股票", "A股"], "理财": ["沪指", "大盘"]})
    assert words["股票"] == {"财经": 1.0}
    assert words["涨停"] == {"财经": 0.25, "理财": 0.25}
    assert seed_words({"甲": ["无人知晓"], "乙": ["乙"]}) == {
        "乙": {"乙": 1.0},
        "无人知晓": {"甲": 1.0},
        "甲": {"甲": 1.0},
    }
    assert all(group.words for group in groups())


def test_a_seed_of_two_labels_is_shared() -> None:
    assert seed_words({"甲一": ["共有"], "乙一": ["共有"]})["共有"] == {"甲一": 0.5, "乙一": 0.5}


def test_a_seed_whose_company_speaks_for_others_is_doubted() -> None:
    texts = ["球队比赛苹果", "教练比赛苹果", "球队教练苹果", "芯片手机", "手机软件", "芯片软件"] * 5
    evidence, _ = learnt(texts, {"体育": ["球队", "比赛", "教练"], "科技": ["苹果", "芯片", "手机", "软件"]})
    weights = dict(zip(evidence.words, evidence.weights[:, 1], strict=True))
    assert weights["苹果"] < 0.3 < weights["芯片"]


def test_balance_evens_labels_out_half_way() -> None:
    import numpy

    shares = numpy.array([[0.9, 0.1]] * 9 + [[0.4, 0.6]])
    even, _ = balanced(shares)
    assert shares.mean(axis=0)[1] < even.mean(axis=0)[1] < 0.5
    assert even.sum(axis=1) == pytest.approx(1)


def test_blank_texts_have_no_label_and_odd_ones_do_no_harm() -> None:
    texts = ["股市上涨", "球队夺冠", " ", "", "\ud800股市\x00", "𠮷球队"] * 2
    found = label_texts(texts, {"财经": ["股市"], "体育": ["球队"]})
    assert [one is None for one in found] == [not text.strip() for text in texts]
    assert found[0] == found[4] == "财经"
    assert ThemeScores({"财经": ["股市"]}).fit(texts).transform(["\ud800股市"]).shape == (1, 1)


def test_what_was_learnt_labels_its_own_texts_alike() -> None:
    texts = ["股市上涨基金", "球队夺冠教练", "股市下跌基金", "球队输球教练"] * 5
    trained, shares = train(texts, tokenized(texts, SEGMENTER), {"财经": ["股市"], "体育": ["球队"]}, 0)
    assert trained is not None
    assert (trained.shares(texts, tokenized(texts)).argmax(axis=1) == shares.argmax(axis=1)).all()
