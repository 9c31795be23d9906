"""Repair: what is undone, what is left alone, and what holds for every text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from weibotext import repair
from weibotext.convert import traditional
from weibotext.errors import InputError
from weibotext.repairs import PageDamage, examined
from weibotext.repairs.mixed import unmixed
from weibotext.repairs.simulate import Damage, half_converted, observed_glosses, random_damage, simulate
from weibotext.text import Text
from weibotext.values import Span

ROOT = Path(__file__).parent.parent
ARTICLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / "articles").glob("*.txt"))]
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
MARK = re.compile("⟦([^⟦⟧→]*)→([^⟦⟧→]*)⟧", re.DOTALL)


def cases() -> list[Any]:
    entries = tomllib.loads((ROOT / "tests/cases/repairs.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["why"]) for case in entries]


@pytest.mark.parametrize("case", cases())
def test_a_marked_case(case: dict[str, Any]) -> None:
    marks = MARK.findall(case["text"])
    result = repair(MARK.sub(r"\1", case["text"]))
    assert result.text == MARK.sub(r"\2", case["text"])
    assert [(edit.text, edit.replacement) for edit in result.edits] == marks
    assert [edit.repair for edit in result.edits] == case.get("repairs", [])
    if "lost" not in case["why"]:
        guesses = [number for number, edit in enumerate(result.edits, 1) if not edit.certain]
        assert guesses == case.get("guesses", [])


# Runs out of step, made by the simulator

BARE = Damage(private_use="keep", half_width=False)
BEFORE = "省政府新聞辦公室今天召開發布會，介紹全省政務微博的發展情況"
RUNS = [
    "他們說：“辦事方便多了。”微博貴州隨后發布消息。",
    "情況已經查明。“微博貴州”第一時間發布消息。",
    "這是一項重要工作。”“今天上午，他簡短地說。",
    "這項工作已經完成。現在全省已有微博三千個。",
    "大家一致認為應當這樣。考慮到實際情況，先行試點。",
    "堅決反對腐敗，認真接受監督。",
    "當前要辦好學校和醫院，服務群眾。",
    "請全市各學校或者幼兒園注意安全。",
    "請全市各學校和家長注意安全。",
    "太好了！！！大家都很高興。",
    "沿海或者陸地平均風力達到八級。",
]


@pytest.mark.parametrize("sentence", RUNS)
@pytest.mark.parametrize("half_width", [True, False])
def test_a_run_is_read_again(sentence: str, half_width: bool) -> None:
    text = f"{BEFORE}。\n{sentence}\n{BEFORE}。"
    glosses = (("務", "wù"), ("發", "fā"))
    page = simulate(text, replace(BARE, glosses=glosses, half_width=half_width))
    assert "?" in page
    assert repair(page).text == (text.translate(HALF_WIDTH) if half_width else text)


def test_a_key_across_two_characters_is_known_by_its_first_byte_and_reading() -> None:
    text = "專家駛入西口，進港檢查服務情況，當地發展很快。"
    page = simulate(text, replace(BARE, glosses=(("側", "cè"), ("數", "shù"), ("務", "wù"), ("發", "fā"))))
    result = repair(page)
    assert result.text == text
    assert {edit.repair for edit in result.edits} >= {"split_gloss", "misalignment"}
    assert all(edit.certain for edit in result.edits if edit.repair == "split_gloss")


def test_the_first_character_of_a_run_is_a_guess_and_the_rest_is_not() -> None:
    result = repair(simulate(f"{BEFORE}。”微博貴州發布消息。", replace(BARE, glosses=(("務", "wù"), ("發", "fā")))))
    certain = {edit.repair: edit.certain for edit in result.edits}
    assert certain == {"pinyin_gloss": True, "misalignment_start": False, "misalignment": True}


@pytest.mark.parametrize("sentence", RUNS[:6])
def test_a_run_of_decoder_d_leaves_no_question_mark(sentence: str) -> None:
    text = f"{BEFORE}。\n{sentence}\n{BEFORE}。"
    page = simulate(text, replace(BARE, glosses=(("務", "wù"), ("發", "fā")), decoder="D", markers=1.0))
    result = repair(page)
    if "敗" not in sentence:
        assert result.text == text
    assert result.damage.decoder in ("D", None)


def test_a_full_stop_and_a_closing_quotation_mark_at_the_end_of_a_paragraph() -> None:
    text = f"{BEFORE}。\n他說：“我們發布了全省政務微博。”\n{BEFORE}。"
    for decoder in ("Q", "D"):
        page = simulate(text, replace(BARE, glosses=(("務", "wù"), ("發", "fā")), decoder=decoder))
        assert repair(page).text == text, decoder


def test_what_was_decided_about_a_page_is_one_value() -> None:
    glosses = (("務", "wù"), ("發", "fā"))
    page = simulate(f"{BEFORE}。”微博貴州，服務，發布。現在", replace(BARE, glosses=glosses))
    damage = repair(page).damage
    assert (damage.decoder, damage.glosses, damage.markers) == ("Q", (("發", "fā"), ("務", "wù")), True)
    assert "decoder Q" in str(damage)
    assert "2 characters glossed: 發(fā) 務(wù)" in str(damage)
    assert damage == repair(page).damage
    assert hash(damage)


def test_an_undamaged_page_has_no_damage() -> None:
    damage = repair("貴州發布").damage
    assert (damage, bool(damage), str(damage)) == (PageDamage(), False, "no damage")


# What a lost character was is told by words

TOLD_BY_WORDS = [
    "我市駐上海總領館工作人員參加活動。",
    "工作任務越來越重，壓力也越來越大，隊員非常好學。",
    "來自五湖四海、各行各業的群眾參加活動。",
    "我們經常看望困難群眾。",
]


@pytest.mark.parametrize("sentence", TOLD_BY_WORDS)
def test_of_two_characters_the_one_that_makes_a_word_is_chosen(sentence: str) -> None:
    text = f"{BEFORE}。\n{sentence}\n{BEFORE}。"
    page = simulate(text, replace(BARE, glosses=(("務", "wù"), ("發", "fā"))))
    result = repair(page)
    assert page.count("?") > 0 and result.text == text
    assert not all(edit.certain for edit in result.edits)


def test_a_comma_that_was_dropped_with_the_next_character_is_thought_of() -> None:
    text = f"{BEFORE}。\n比賽連敗，不過隊員沒有放棄。\n{BEFORE}。"
    damage = Damage("D", (("務", "wù"), ("發", "fā")), 1.0, "drop", half_width=False)
    pages = {simulate(text, replace(damage, markers=0.5), seed=seed) for seed in range(40)}
    assert any("敗，不過" in repair(page).text for page in pages if "敗，不過" not in page)


# What a page decides as a whole


@pytest.mark.parametrize("half_width", [True, False])
def test_a_gloss_put_into_a_colon_and_a_character(half_width: bool) -> None:
    text = f"{BEFORE}。\n主持人：問題解決了嗎？\n網友：單位已經發布。"
    page = simulate(text, replace(BARE, glosses=(("簡", "jiǎn"), ("務", "wù"), ("發", "fā")), half_width=half_width))
    assert "?jiǎn)" in page
    assert repair(page).text == (text.translate(HALF_WIDTH) if half_width else text)


def test_a_gloss_put_into_a_comma_and_a_letter() -> None:
    text = f"{BEFORE}。\n據悉，FAST已經開放。"
    page = simulate(text, replace(BARE, glosses=(("現", "xiàn"), ("務", "wù"), ("發", "fā")), half_width=True))
    assert ",F(xiàn)AST" in page
    assert repair(page).text == text.translate(HALF_WIDTH)


def test_genuine_question_marks_do_not_tell_of_decoder_q() -> None:
    asked = "真的嗎?,他說。為什麼?!她說。"
    text = f"{BEFORE}。\n以下為文章全文。”記者說：“現在怎麼辦？\n{BEFORE}。”微博貴州發布消息。{BEFORE}。“微博貴州”服務群眾。"
    damage = Damage("D", (("務", "wù"), ("發", "fā"), ("聽", "tīng")), half_width=False)
    result = repair(simulate(f"{asked}\n{text}", damage))
    assert result.damage.decoder == "D"
    assert result.text == f"{asked}\n{text}"


def test_a_page_riddled_with_question_marks_keeps_them() -> None:
    riddled = "我?得短期?力很大，?友可以?注這?股票，走??不明?，?望吧。仍然?有突破，大???在下跌。" * 3
    text = f"{BEFORE}。”微博貴州，服務群眾。\n{riddled}"
    result = repair(simulate(text, replace(BARE, glosses=(("務", "wù"), ("發", "fā")))))
    assert result.text.endswith(riddled)


@pytest.mark.parametrize(
    ("sentence", "eaten"),
    [
        ("這座大橋建成于當地2013年。", "2"),
        ("這座大橋建成于當地1986年。", "1"),
        ("入圍的30強名單已經公布，當地的30強名單另行公布。", "3"),
        ("約翰-史密斯、湯姆-布朗、彼得-懷特和德爾-格林參加。", "-"),
    ],
)
def test_a_character_of_ascii_that_was_eaten_is_told_by_the_page(sentence: str, eaten: str) -> None:
    text = f"{BEFORE}。\n{sentence}"
    keys = (("務", "wù"), ("發", "fā"), ("數", "shù"), ("聽", "tīng"))
    page = simulate(text, replace(BARE, glosses=keys))
    result = repair(page)
    guessed = [edit.replacement for edit in result.edits if edit.repair == "misalignment_end"]
    assert guessed and guessed[-1].endswith(eaten)
    assert result.text == text


def test_a_closing_quotation_that_decoder_d_dropped_before_a_blank_or_a_parenthesis() -> None:
    text = f"{BEFORE}。\n他說：“我們發布了政務微博。” 記者還說：“我們提供服務。”(完)\n{BEFORE}。"
    page = simulate(text, replace(BARE, glosses=(("務", "wù"), ("發", "fā")), decoder="D"))
    assert repair(page).text == text


# Text read in the wrong encoding


@pytest.mark.parametrize("article", ARTICLES[:6])
@pytest.mark.parametrize(
    ("meant", "read", "name"),
    [
        ("utf-8", "latin-1", "utf8_read_as_cp1252"),
        ("gb18030", "latin-1", "gbk_read_as_cp1252"),
        ("big5", "gb18030", "big5_read_as_gbk"),
    ],
)
def test_a_misread_article_is_read_again(article: str, meant: str, read: str, name: str) -> None:
    text = traditional(article) if meant == "big5" else article
    text = text.encode(meant, "ignore").decode(meant).translate({0x3000: None})
    misread = text.encode(meant).decode(read, "replace")
    result = repair(misread)
    assert name in {edit.repair for edit in result.edits}
    alike = sum(one == other for one, other in zip(result.text, text, strict=False))
    assert "\ufffd" in misread or alike == len(text)


@pytest.mark.parametrize("article", ARTICLES[:4])
def test_utf8_read_as_gbk_keeps_all_but_the_bytes_that_were_replaced(article: str) -> None:
    misread = article.encode("utf-8").decode("gbk", "replace")
    result = repair(misread)
    assert {edit.repair for edit in result.edits} <= {"utf8_read_as_gbk", "zero_width"}
    wrong = sum(one != other for one, other in zip(result.text, article, strict=False))
    assert len(result.text) == len(article)
    assert wrong <= misread.count("\ufffd")
    assert not all(edit.certain for edit in result.edits) or wrong == 0


_VALID_UTF8 = re.compile(rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}")


def utf8_or_latin1(data: bytes) -> str:
    """As some readers decode: what is valid UTF-8 as that, every other byte as Latin-1."""
    seen, at = [], 0
    while at < len(data):
        hit = _VALID_UTF8.match(data, at)
        seen.append(hit[0].decode("utf-8") if hit else data[at : at + 1].decode("latin-1"))
        at = hit.end() if hit else at + 1
    return "".join(seen)


@pytest.mark.parametrize("article", ARTICLES[:6])
def test_gbk_read_as_utf8_where_it_is_valid_and_latin1_elsewhere(article: str) -> None:
    text = article.encode("gbk", "ignore").decode("gbk")
    seen = utf8_or_latin1(text.encode("gbk"))
    assert any("\u0180" < one < "\u0800" for one in seen)
    result = repair(seen)
    assert {edit.repair for edit in result.edits} <= {"gbk_read_as_cp1252"}
    wrong = sum(one != other for one, other in zip_longest(result.text, text))
    assert wrong <= len(text) / 200


def test_what_was_not_misread_on_such_a_page_stays() -> None:
    body = utf8_or_latin1("统一入口已经开通，请各单位使用，新的功能下周上线。".encode("gbk"))
    page = f"首页 > 通知公告 · 来源：某某网\n{body}\n阿莱·库尔班，温度±2°C"
    assert repair(page).text == (
        "首页 > 通知公告 · 来源：某某网\n统一入口已经开通，请各单位使用，新的功能下周上线。\n阿莱·库尔班，温度±2°C"
    )


@given(st.text("ÍâµØÊ±¼äͳһÈë¿ÚµÄ£¬鬻中文aZ. \n\ufffd·"))
def test_any_mixture_is_read_without_an_error(text: str) -> None:
    for one in unmixed(text):
        assert text[one.start : one.start + len(one.seen)] == one.seen != one.meant
        assert one.seen


# Pages beyond repair


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("????????,????????????。\n" * 5 + "2013-08-20", "question marks"),
        ("锟斤拷锟斤拷锟斤拷，锟斤拷2013" * 5, "锟斤拷"),
        ("\ufffd\ufffd\ufffd，\ufffd\ufffd" * 10, "replacement characters"),
    ],
)
def test_a_page_without_its_characters_is_refused_with_the_reason(page: str, reason: str) -> None:
    with pytest.raises(InputError, match=f"{reason}.*another copy"):
        repair(page)


@pytest.mark.parametrize("text", ["????", "What??? Who??? Where??? When??? How??? Why??? Really???", "？？？" * 30])
def test_question_marks_alone_are_no_reason_to_refuse(text: str) -> None:
    assert repair(text).text == text


# Clean text

GUISES = {
    "simplified": str,
    "half width": lambda text: text.translate(HALF_WIDTH),
    "traditional": traditional,
    "traditional, half width": lambda text: traditional(text).translate(HALF_WIDTH),
    "half converted": lambda text: half_converted(text, traditional),
    "?!": lambda text: traditional(text).replace("。", "?!", 3).replace("，", "??", 2).translate(HALF_WIDTH),
    "a line a clause": lambda text: re.sub("[，。；]", "\n", text),
    "indented": lambda text: re.sub("(?m)^", "　　", text),
}
POEMS = "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。\n\n白日依山盡 黃河入海流\n欲窮千里目 更上一層樓\n"
LESSON = "行(xíng)，行走；行(háng)，银行。人(rén)口(kǒu)手(shǒu)。得(dé/de/děi)。"


@pytest.mark.parametrize("guise", GUISES)
def test_clean_articles_stay_as_they_are(guise: str) -> None:
    assert [text for text in map(GUISES[guise], ARTICLES) if repair(text).edits] == []


@pytest.mark.parametrize("text", [POEMS, LESSON, POEMS * 20 + LESSON, traditional(LESSON), traditional(LESSON) * 5])
def test_poems_and_lessons_stay_as_they_are(text: str) -> None:
    assert repair(text).edits == ()


# What holds for every text

PIECES = st.sampled_from(
    list("。”“，！？；：?!,;:()<務發貴州微博拔⒉┵F薄敖裉焐(\n\0\ud800\ue2c4\u200b\ufffd")
    + "(wù) ?wù) (fā) ?/p> <p> </p> p> &amp; lt; &lt; 锟斤拷 鐨勬槸 ÖÐ¹ú 7。0级 APP下载".split()
)
SCRAPS = st.lists(PIECES, max_size=40).map("".join)
ANYTHING = st.text(st.characters(codec=None), max_size=200) | SCRAPS


def holds(source: str) -> None:
    """What must hold of a repair: sound edits, a monotone map, and nothing left to do."""
    try:
        text, damage = examined(Text.of(source))
    except InputError:
        return
    spans = [edit.span for edit in text.edits]
    assert all(one.stop <= other.start for one, other in pairwise(spans))
    assert all(source[slice(*edit.span)] == edit.text and edit.text for edit in text.edits)
    places = [text.source_span(Span(at, at + 1)) for at in range(len(text.clean))]
    assert all(one.start <= other.start for one, other in pairwise(places))
    assert repair(source).damage == damage
    again = examined(Text.of(text.clean))[0]
    assert again.clean == text.clean or set(re.findall("[\0\ud800-\udfff]", source))


@given(ANYTHING)
@example("<<p>p>")
@example("&amp;amp;lt;p&gt;")
@example("?!蔽⒉┵F" * 3)
@example("<" * 20 + "p>" * 20)
def test_any_text_is_repaired_soundly_and_once_and_for_all(source: str) -> None:
    holds(source)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(ARTICLES),
    st.integers(0, 1000),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.sampled_from(["Q", "D"]),
)
def test_damaged_articles_are_repaired_soundly_and_once_and_for_all(
    article: str, seed: int, share: float, decoder: Any
) -> None:
    damage = random_damage(seed=seed, share=share, decoder=decoder)
    holds(simulate(half_converted(article, traditional), damage, seed=seed))


@pytest.mark.parametrize(
    "scrap", [*"銆Ö(?", *"?! ?！?， ?!蔽 務(wù) <p &amp; ！薄敖裉焐 \u200d貴".split(), "A& ", "海口市| ", "貴 "]
)
def test_a_long_row_of_anything_ends_soon(scrap: str) -> None:
    source = (scrap * 20_000)[:40_000]
    if set(source) == {"?"}:
        source += "貴" * 40  # all question marks would be refused
    assert len(repair(source).text) <= len(source)


def test_all_glosses_of_a_page_may_be_among_those_seen() -> None:
    text = "".join(character + "，" for character, _ in observed_glosses())
    page = simulate(text, Damage(glosses=random_damage(seed=3).glosses, markers=0))
    assert repair(page).text.replace("，", ",") == text.translate(HALF_WIDTH)


@pytest.mark.parametrize("source", [None, "微博".encode(), 5], ids=repr)
def test_what_is_no_text_is_refused_in_words(source: Any) -> None:
    with pytest.raises(InputError, match=f"a str, not {type(source).__name__}"):
        repair(source)
