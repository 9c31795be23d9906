"""Labels for many texts from seed words alone."""

from __future__ import annotations

import pytest

from weibotext import InputError
from weibotext.themes import label_texts

TAXONOMY = {"应急": ["地震", "洪水"], "教育": ["学校", "考生"]}
SPOKEN = ["地震发生后救援队赶赴现场抢险", "洪水围困村民，救援队连夜抢险", "学校安排老师补课", "考生由老师带队进场"] * 3


def test_texts_without_a_seed_are_labelled_by_the_words_beside_the_seeds() -> None:
    labels = label_texts([*SPOKEN, "救援队抢险归来", "老师补课归来"], TAXONOMY)
    assert labels[-2:] == ["应急", "教育"]
    assert labels[:4] == ["应急", "应急", "教育", "教育"]


def test_a_labels_own_name_is_a_seed() -> None:
    assert label_texts(["教育为本", "应急为先"], {"应急": [], "教育": []}) == ["教育", "应急"]


def test_without_any_seed_there_is_no_label() -> None:
    assert label_texts(["天气很好", "今天休息"], TAXONOMY) == [None, None]
    assert label_texts([], TAXONOMY) == []


def test_the_same_texts_give_the_same_labels() -> None:
    assert label_texts(SPOKEN, TAXONOMY) == label_texts(SPOKEN, TAXONOMY)


def test_a_taxonomy_of_one_label_is_refused() -> None:
    with pytest.raises(InputError, match="two labels"):
        label_texts(SPOKEN, {"应急": ["地震"]})
