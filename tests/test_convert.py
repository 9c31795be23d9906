"""Conversion: which configuration fits a text, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.convert import conversion_of, convert, traditional
from weibotext.repairs.simulate import half_converted

ARTICLES = Path(__file__).parent.parent / "corpora" / "articles"

WAYS = [
    # Half-converted pages: what was kept simplified stays, the rest is converted.
    ("政務平臺后臺的制度，于云南里程碑，只占干部", "t2s", "政务平台后台的制度，于云南里程碑，只占干部"),
    ("這么做什么，後來裡面說佈", "t2s", "这么做什么，后来里面说布"),
    # Taiwan writes 著 for 着, but not everywhere.
    ("他沿著河走，看著原著，土著居民的著作權", "tw2s", "他沿着河走，看着原著，土著居民的著作权"),
    ("臺灣的裡面，為了專著而忙著", "tw2s", "台湾的里面，为了专著而忙着"),
    # Where 着 or 么 stands as well, a page is half converted, and tw2s would take its 么 for 幺.
    ("他沿著河走，看着這裡", "t2s", "他沿著河走，看着这里"),
    ("他沿著河走，這里什么都有", "t2s", "他沿著河走，这里什么都有"),
    (
        "基層工作面臨著挑戰，懷著熱情著手解決，名著仍是名著",
        "tw2s",
        "基层工作面临着挑战，怀着热情着手解决，名著仍是名著",
    ),
    ("會議著重討論服務", "tw2s", "会议着重讨论服务"),
    ("（王開著，某某書局）這本書，論著力求準確", "t2s", "（王开著，某某书局）这本书，论著力求准确"),
    # Machines write 陜 for 陝.
    ("陜西省發布", "t2s", "陕西省发布"),
    # Without a particle nothing speaks for Taiwan.
    ("這是一部著名的著作", "t2s", "这是一部著名的著作"),
    ("這裡的土著，一部專著", "t2s", "这里的土著，一部专著"),
    # One of many characters whose simplified form few fonts have.
    ("這㛝", "t2s", "这㛝"),
    # Hong Kong's own forms.
    ("衞生署在綫上發布，裏面沒有着落", "hk2s", "卫生署在线上发布，里面没有着落"),
]


@pytest.mark.parametrize(("text", "configuration", "simplified"), WAYS)
def test_the_configuration_fits_the_text(text: str, configuration: str, simplified: str) -> None:
    assert (conversion_of(text).configuration, convert(text)) == (configuration, simplified)


# Of traditional pages and of half-converted ones.
AUTHORS = (
    "土著 原著 專著 专著 論著 论著 遺著 遗著 巨著 拙著 編著 编著 合著 譯著 译著 昭著 卓著 顯著 显著 名著 新著 舊著 旧著 "
    "力著 共著 所著 撰著 炳著 較著 较著 著作 著名 著者 著錄 著录 著述 著稱 著称 著書 著书 著於 著于 著有"
)


@pytest.mark.parametrize("word", AUTHORS.split())
def test_words_in_which_it_is_no_particle_stay_beside_one_that_is(word: str) -> None:
    converted = convert(f"他沿著河走，{word}在這裡")
    assert converted[:3] == "他沿着"
    assert converted[6 + word.index("著")] == "著"


@pytest.mark.parametrize("word", ["作品", "名學者", "者", "錄", "录", "述", "稱", "称", "書", "书"])
def test_a_verb_before_such_a_word_does_not_speak_for_taiwan(word: str) -> None:
    assert conversion_of(f"這裡向著{word}").configuration == "t2s"


@pytest.mark.parametrize("text", ["乾隆年间，声名狼藉，瞭望台上", "后台的云里，著名的着落", "abc 123", ""])
def test_simplified_text_is_left_alone(text: str) -> None:
    assert conversion_of(text).configuration is None
    assert convert(text) is text


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)
def test_articles_come_back_from_either_way_of_conversion(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert convert(text) is text
    assert convert(traditional(text)) == convert(half_converted(text, traditional)) == text


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("著着么沿看衞裏裡後后這\0\ud800")))
def test_no_place_moves_and_any_text_is_borne(text: str) -> None:
    converted = convert(text)
    assert len(converted) == len(text)
    converted.encode()  # nothing is left that UTF-8 could not hold
    assert "\0" not in converted
