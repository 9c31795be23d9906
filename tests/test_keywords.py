"""Keywords, held against a model that works out the score of every candidate by the formula as it is written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext.segment import Segmenter, dictionary_idf, dictionary_tags
from weibotext.themes import Rarity, find_keywords, noun_rarity
from weibotext.themes.stopwords import generic_words
from weibotext.values import Span, Words

ARTICLES = Path(__file__).parent.parent / "corpora" / "articles"

GENERIC, VERBAL = "发展", "开通"
KNOWN = {"政务": 8.0, "微博": 9.5, "贵州": 9.0, VERBAL: 7.0, GENERIC: 4.0, "省": 3.5, "发布厅": 7.2, "数据管理局": 7.2}
NO_WORDS = ("的", "，", "。", "\n", "（", "2013")
RARITY = Rarity({**KNOWN, **dict.fromkeys(NO_WORDS, 0.0)}, frozenset([VERBAL]))

Places = list[int]


def test_the_words_of_the_model_are_what_it_takes_them_for() -> None:
    assert generic_words() & KNOWN.keys() == {GENERIC}


def in_titles(texts: Sequence[str], title: int) -> tuple[int, int]:
    """How many words begin in the title, and the number of the first word of a last line that is a title too."""
    starts = list(accumulate(map(len, texts), initial=0))[:-1]
    titled = sum(start < title for start in starts)
    ends = [number for number in range(1, len(texts) - 1) if texts[number] in "。.!?！？；"]
    last = texts[ends[-1] + 1 :] if ends and len(texts) - ends[-1] < 40 else []
    titular = last and 6 <= len("".join(last)) <= 50 and last[-1] not in "。.!?！？；" and last[0] not in "（([【\n"
    return titled, ends[-1] + 1 if titular else len(texts)


def model(texts: Sequence[str], title: int) -> dict[str, tuple[float, Places]]:
    """The score of every candidate and where it stands, by the numbers of words."""
    titled, tailed = in_titles(texts, title)
    counts = Counter(texts)
    weights = [RARITY.weights[word] for word in texts]
    if len(texts) >= 400:
        weights = [
            0.0 if counts[word] == 1 and titled <= place < tailed else weight
            for place, (word, weight) in enumerate(zip(texts, weights, strict=True))
        ]
    found: dict[tuple[str, ...], Places] = {}
    for length in (1, 2, 3, 4):
        for place in range(len(texts) - length + 1):
            if all(weights[place : place + length]):
                found.setdefault(tuple(texts[place : place + length]), []).append(place)
    scored = {}
    for words, places in found.items():
        entitled = places[0] < titled or places[-1] >= tailed
        if len("".join(words)) > 1 and (len(places) > 1 or entitled or len(texts) < 400):
            score = said(words, places, weights) * (1 + 0.06 * (1 - places[0] / len(texts)))
            score *= 1.4 if entitled else 0.76 if len(places) == 1 else 1
            scored["".join(words)] = (score * standing(texts, weights, places, len(words)), places)
    return scored


def said(words: tuple[str, ...], places: Places, weights: list[float]) -> float:
    """What the words themselves are worth, by how often they stand."""
    length, letters = len(words), len("".join(words))
    score = log(0.6 + len(places)) * sum(weights[places[0] : places[0] + length]) / length
    score *= (1.1, 1.6, 1.15, 0.9)[length - 1] * (0.45 if letters == 2 else 0.55 if letters >= 8 else 1)
    for word, alone, begins, ends in ((GENERIC, 0.5, 0.8, 1.2), (VERBAL, 1.15, 0.9, 0.9)):
        if length == 1:
            score *= alone if words[0] == word else 1
        else:
            score *= (begins if words[0] == word else 1) * (ends if words[-1] == word else 1)
    return score


def standing(texts: Sequence[str], weights: list[float], places: Places, length: int) -> float:
    """How freely a phrase stands among its neighbours."""
    around = [None, *texts, None]
    known = [0.0, *weights, 0.0]
    before, behind = ({around[place + shift] for place in places} for shift in (0, length + 1))
    inside = sum(known[place] > 0 or known[place + length + 1] > 0 for place in places)
    freedom = min(len(before), len(behind), 4) - 1
    return (1 + 0.17 * freedom) * (1 - 0.17 * inside / len(places))


def held_against_the_model(texts: Sequence[str], title: int = 0) -> None:
    words, wanted = Words.of(texts), model(texts, title)
    span = Span(0, title) if title else None
    found = find_keywords(words, nouns=RARITY, title=span, most=10**6)
    for most in (1, 3):
        assert find_keywords(words, nouns=RARITY, title=span, most=most) == found[:most]
    best = max((score for score, _ in wanted.values()), default=1.0)
    assert {one.text: one.score for one in found} == {
        text: pytest.approx(score / best, abs=1e-4) for text, (score, _) in wanted.items()
    }
    assert {one.text: [span.start for span in one.spans] for one in found} == {
        text: [words.starts[place] for place in places] for text, (_, places) in wanted.items()
    }


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*KNOWN, *NO_WORDS]), max_size=60), st.integers(0, 12), st.sampled_from([1, 1, 40]))
def test_scores_and_places_are_what_the_model_says(texts: list[str], title: int, times: int) -> None:
    once = ["发布厅", "，", VERBAL, "的", "贵州"] * (times > 1 and len(texts) % 2)
    held_against_the_model([*texts * times, *once], title)


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt"))[::3], ids=lambda path: path.stem)
def test_the_best_of_an_article_are_the_best_of_all(path: Path) -> None:
    words = Words.of(Segmenter().words(path.read_text(encoding="utf-8")))
    rarity = noun_rarity(dictionary_tags(), dictionary_idf())
    for title in (None, Span(0, words.starts[16])):
        every = find_keywords(words, nouns=rarity, title=title, most=10**6)
        for most in range(1, 11):
            assert find_keywords(words, nouns=rarity, title=title, most=most) == every[:most]


@pytest.mark.parametrize("length", [399, 400])
def test_in_a_long_text_what_stands_once_and_in_no_title_is_left_aside(length: int) -> None:
    texts = ["政务", "微博", "，", "贵州", "，", *["政务", "。"] * length][:length]
    held_against_the_model(texts, 2)
    assert ("贵州" in model(texts, 2)) is (length < 400)


LINES = {
    "six letters": ("贵州/政务/微博", True),
    "five letters": ("贵州/的/政务", False),
    "fifty letters": ("数据管理局/" * 10, True),
    "fifty-one letters": ("数据管理局/" * 10 + "的", False),
    "thirty-eight words": ("省/" * 38, True),
    "thirty-nine words": ("省/" * 39, False),
    "the end of a sentence": ("贵州/政务/微博/。", False),
    "a paragraph": ("\n/贵州/政务/微博", False),
    "a name in brackets": ("（/贵州/政务/微博", False),
    "a line end within": ("贵州/政务/\n/微博", True),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_which_last_lines_are_titles(line: str, expected: bool) -> None:
    texts = ["微博", "，", "发布厅", "。", *filter(None, line.split("/"))]
    assert in_titles(texts, 0) == (0, 4 if expected else len(texts))
    held_against_the_model(texts)
