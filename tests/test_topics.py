"""Topics of a corpus: what they are made of, that they stay, and how they fare over time and between groups."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy
import pytest

from weibotext import InputError
from weibotext.themes import TopicModel, compared, over_time
from weibotext.themes.clusters import length_of
from weibotext.themes.topics import batches, sampled

MARKET = ["股市大涨，股民欢喜", "股市下跌，股民担忧", "股市震荡，基金下跌", "基金大涨，股民加仓"]
MATCH = ["球队夺冠，球迷欢呼", "球队输球，球迷失望", "球迷等待，教练换人", "教练指挥，球队夺冠"]
TITLES = [*MARKET, *MATCH] * 4
LONG = [text * 30 for text in TITLES]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return TopicModel(n_topics=2).fit(TITLES)


@pytest.mark.parametrize(
    ("texts", "length"), [(TITLES, "titles"), (["，".join(TITLES[:8])] * 8 + MARKET, "paragraphs")]
)
def test_length_decides_the_method(texts: list[str], length: str) -> None:
    assert TopicModel(n_topics=2).fit(texts).length_ == length


def test_length_is_the_median() -> None:
    assert [length_of([["词"] * count] * 3) for count in (24, 25, 99, 100)] == [
        "titles",
        "paragraphs",
        "paragraphs",
        "articles",
    ]


@pytest.mark.parametrize("texts", [TITLES, LONG])
def test_texts_on_one_subject_share_a_topic(texts: list[str]) -> None:
    labels = TopicModel(n_topics=2).fit(texts).labels_
    groups = labels.reshape(-1, 2, 4)
    assert (groups == groups[0, :, :1]).all()
    assert groups[0, 0, 0] != groups[0, 1, 0]


@pytest.mark.parametrize("texts", [TITLES, LONG])
def test_shares_sum_to_one_and_come_again_byte_for_byte(texts: list[str]) -> None:
    once, again = (TopicModel(n_topics=3, random_state=7).fit(texts) for _ in range(2))
    shares = once.transform(texts)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares.tobytes() == again.transform(texts).tobytes()
    assert once.topics_ == again.topics_


def test_later_texts_move_no_topic(model: TopicModel) -> None:
    before = model.transform(TITLES).tobytes()
    model.transform(["全新的文字从未见过", "另一篇"] * 50)
    assert model.transform(TITLES).tobytes() == before


def test_a_text_of_unknown_words_still_has_shares(model: TopicModel) -> None:
    assert model.transform(["ωωω", ""]).sum(axis=1) == pytest.approx(1)


def test_words_of_a_topic_are_words_of_its_texts(model: TopicModel) -> None:
    for topic, words in enumerate(model.topics_):
        own = "".join(text for text, label in zip(TITLES, model.labels_, strict=True) if label == topic)
        assert words
        assert all(word in own for word in words)


def test_the_number_chosen_parts_what_differs() -> None:
    other = ["台风登陆，渔船回港", "台风停课，渔民上岸", "渔船加固，台风减弱", "渔民返航，台风预警"]
    model = TopicModel().fit([*TITLES, *(other * 4)])
    subjects = [number // 4 % 2 for number in range(len(TITLES))] + [2] * 16
    assert 3 <= model.n_topics_ <= 10
    assert len({*zip(subjects, model.labels_, strict=True)}) == model.n_topics_, "no topic holds two subjects"


def test_passages_are_sentences_of_their_texts(model: TopicModel) -> None:
    texts = [f"天气很好。{text}！" for text in TITLES]
    for words, passages in zip(model.topics_, model.passages(texts, most=2), strict=True):
        assert len(passages) == 2
        for number, span in passages:
            sentence = texts[number][slice(*span)]
            assert any(word in sentence for word in words)
            assert "天气" not in sentence


def test_a_generator_is_read_once_and_sampled() -> None:
    model = TopicModel(n_topics=2, sample=16).fit(text for text in TITLES)
    assert len(model.labels_) == 16
    assert len(TopicModel(n_topics=2, sample=16).fit(TITLES).labels_) == len(TITLES)


def test_a_sample_is_even_and_in_order() -> None:
    drawn = [sampled(iter(range(100)), 10, seed) for seed in range(300)]
    assert all(one == sorted(set(one)) and len(one) == 10 for one in drawn)
    assert 44 < numpy.mean(drawn) < 55
    assert [len(part) for part in batches(range(2500))] == [1000, 1000, 500]


@pytest.mark.parametrize(
    ("arguments", "texts", "message"),
    [
        ({}, [], "no texts"),
        ({}, "微博", "one str"),
        ({}, ["微博", 3], "int"),
        ({"n_topics": 0}, TITLES, "n_topics=0"),
        ({"n_topics": 2}, ["，", "。"], "no word"),
    ],
)
def test_what_cannot_be_learnt_is_refused(arguments: dict[str, int], texts: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        TopicModel(**arguments).fit(texts)  # type: ignore[arg-type]


def test_empty_months_are_months() -> None:
    shares = numpy.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    rows = over_time(shares, ["2013-11-02", "2014-01-05", None])
    assert [(one.group, one.topic, one.share, one.texts) for one in rows] == [
        ("2013-11", 0, 1.0, 1),
        ("2013-11", 1, 0.0, 1),
        ("2013-12", 0, 0.0, 0),
        ("2013-12", 1, 0.0, 0),
        ("2014-01", 0, 0.0, 1),
        ("2014-01", 1, 1.0, 1),
    ]
    assert {one.group for one in over_time(shares, ["2013-11-02", "2015-01-05", None], by="year")} == {
        "2013",
        "2014",
        "2015",
    }
    assert over_time(shares, [None] * 3) == []


def test_dates_and_groups_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="2013年"):
        over_time(numpy.ones((1, 1)), ["2013年11月"])
    with pytest.raises(InputError, match="1 texts and 2 groups"):
        compared(numpy.ones((1, 1)), ["甲", "乙"])


@pytest.mark.parametrize("texts", [TITLES, LONG])
def test_a_saved_model_reads_as_before(tmp_path: Path, texts: list[str]) -> None:
    model = TopicModel(n_topics=2).fit(texts)
    model.save(tmp_path / "one.model")
    model.save(tmp_path / "two.model")
    read = TopicModel.load(tmp_path / "one.model")
    assert read.transform(texts).tobytes() == model.transform(texts).tobytes()
    assert read.topics_ == model.topics_
    assert (tmp_path / "one.model").read_bytes() == (tmp_path / "two.model").read_bytes()


def test_a_file_of_another_version_or_kind_is_refused(tmp_path: Path, model: TopicModel) -> None:
    for facts, message in (({"weibotext": "topics", "version": 99}, "version 99"), ({"weibotext": "themes"}, "holds")):
        with zipfile.ZipFile(tmp_path / "a.model", "w") as archive:
            archive.writestr("model.json", json.dumps(facts))
        with pytest.raises(InputError, match=message):
            TopicModel.load(tmp_path / "a.model")
    (tmp_path / "b.model").write_bytes(b"PK nothing")
    with pytest.raises(InputError, match="no model"):
        TopicModel.load(tmp_path / "b.model")
    with pytest.raises(InputError, match="check its folder"):
        model.save(tmp_path / "nowhere" / "a.model")
