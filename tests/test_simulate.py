"""The damage that repair has to undo: each kind of event, in the bytes that make it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from weibotext.errors import InputError
from weibotext.repairs.simulate import Damage, half_converted, observed_glosses, random_damage, simulate

BARE = Damage(private_use="drop", half_width=False, paragraphs=False)
UNTOUCHED = Damage(markers=0, half_width=False, paragraphs=False)

# The text, and what the decoders Q and D make of it when every mark gets its marker.
MARKER_EVENTS = [
    ("。”\n他", "?！?他", "！\n他"),
    ("。”微博貴", "?！蔽⒉┵F", "！蔽⒉┵F"),
    ("。“微博貴", "?！拔⒉┵F", "！拔⒉┵F"),
    ("。”“今天，", "?！薄敖裉?，", "！薄敖裉，"),
    ("。”（有", "?！保ㄓ?", "！保ㄓ"),
    ("。”，他", "?！?，他", "！，他"),
    ("。《中學", "?！吨袑W", "！吨袑W"),
    ("。現", "?，F", "，F"),
    ("。縣", "?？h", "？h"),
    ("。基于公", "?；诠?", "；诠"),
    ("。回公", "?；毓?", "；毓"),
    ("。考慮", "?？紤]", "？紤]"),
    ("。后來，", "?：髞?，", "：髞，"),
    ("海或者，", "?；蛘?，", "；蛘，"),
    ("校”政，", "?！闭?，", "！闭，"),
    ("學校和公，", "學?：凸?，", "學：凸，"),
    ("腐敗，他", "腐??，他", "腐，他"),
    ("腐敗；他", "腐??；他", "腐；他"),
    ("啊！他", "??！他", "！他"),
    ("！！！", "?。?！", "。！"),
    ("病（a", "?。╝", "。╝"),
    ("。回610元", "?；?10元", "；610元"),
    ("。回\x7f元", "?；?元", "；\x7f元"),
]

UNHARMED = [
    "！”他",
    "？”他",
    "，“他",
    "：“他",
    "）。他",
    "。 他",
    "。（",
    "……”",
    "？！",
    "校。他",
    "。1",
    "平安，大局；他說：好。",
]


@pytest.mark.parametrize(("text", "with_q", "with_d"), MARKER_EVENTS)
def test_a_marker_inside_a_pair_shifts_the_bytes(text: str, with_q: str, with_d: str) -> None:
    assert simulate(text, BARE) == with_q
    assert simulate(text, replace(BARE, decoder="D")) == with_d


@pytest.mark.parametrize("text", UNHARMED)
def test_a_marker_before_a_whole_mark_leaves_no_trace(text: str) -> None:
    assert simulate(text, BARE) == simulate(text, replace(BARE, decoder="D")) == text


GLOSS_EVENTS = [
    # A whole gloss reads well.
    ("平安服務", [("務", "wù")], "平安服務(wù)", "平安服務(wù)"),
    ("平安大會", [("會", "huì ")], "平安大會(huì )", "平安大會(huì )"),
    # 駛入 holds the bytes of 側; the run after it swallows the comma and ends in the second byte of 進, an M.
    ("駛入西口，進港", [("側", "cè")], "駛?cè)胛骺冢M港", "駛(cè)胛骺冢M港"),
    # 當地 holds the bytes of 數, but no longer when the reading of 當 has come between.
    ("到校當地人", [("數", "shù"), ("當", "dāng")], "到校當(dāng)?shù)厝?", "到校當(dāng)(shù)厝"),
    ("到校當地人", [("當", "dāng"), ("數", "shù")], "到校當(dāng)地人", "到校當(dāng)地人"),
    # 打實 holds the bytes of 驅, and 驅 takes from 實 its first byte.
    ("敲打實木，", [("驅", "qū"), ("實", "shí")], "敲打?qū)嵞荆?", "敲打(qū)嵞荆"),
    ("敲打實木，", [("實", "shí"), ("驅", "qū")], "敲打?qū)?shí)木，", "敲打(qū)(shí)木，"),
]


@pytest.mark.parametrize(("text", "glosses", "with_q", "with_d"), GLOSS_EVENTS)
def test_glosses_without_markers(text: str, glosses: list[tuple[str, str]], with_q: str, with_d: str) -> None:
    damage = replace(BARE, glosses=tuple(glosses), markers=0)
    assert simulate(text, damage) == with_q
    assert simulate(text, replace(damage, decoder="D")) == with_d


def test_the_next_whole_gloss_ends_a_run() -> None:
    damage = replace(BARE, glosses=(("務", "wù"),))
    assert simulate("到校”服務員", damage) == "到?！狈⻊?wù)員"
    assert simulate("到校”服務員", replace(damage, decoder="D")) == "到！狈⻊(wù)員"


def test_with_markers_a_run_stops_at_a_mark_that_it_swallows_without_them() -> None:
    damage = replace(BARE, glosses=(("側", "cè"),))
    assert simulate("駛入西口，進港", damage) == "駛?cè)胛骺?，進港"


def test_a_page_glosses_all_of_a_character_or_none_of_it() -> None:
    text = "學校大會，學會，會員，學員，開會\n學會學"
    page = simulate(text, replace(UNTOUCHED, glosses=(("學", "xué"),)))
    assert (page.count("學(xué)"), page.count("學")) == (5, 5)
    assert page.count("(") == 5
    assert page.replace("(xué)", "") == text


def test_a_broken_tag_stays_and_an_intact_one_goes() -> None:
    damage = Damage()
    assert simulate("他說。”\n好。", damage) == "他說?!?/p>\n好。"
    assert simulate("他說。”\n好。", replace(damage, decoder="D")) == "他說!\n好。"
    assert simulate("他說。\n\n好。", damage) == "他說。\n\n好。"


def test_half_width_comes_last_and_spares_what_is_not_ascii_when_wide() -> None:
    assert simulate("～他說：７％（是）！他、“”《》…—。", Damage()) == "~他說:7%(是)!他、“”《》…—。"
    assert simulate("他說：７％（是）！", replace(Damage(), half_width=False)) == "他說：７％（是）！"


def test_private_use_is_kept_or_dropped() -> None:
    assert simulate("。基于公", replace(BARE, private_use="keep")) == "?；\ue2c4诠?"
    assert simulate("\ue000\ue765甲", UNTOUCHED) == "\ue000\ue765甲"
    assert simulate("\ue000\ue765甲", replace(UNTOUCHED, private_use="drop")) == "甲"


@pytest.mark.parametrize("lacking", ["\u00a0", "\U0001f600", "\U00020000", "\ud800", "\x80"])
def test_a_character_that_gbk_lacks_becomes_one_question_mark(lacking: str) -> None:
    assert simulate(f"甲{lacking}\0乙", Damage()) == "甲?\0乙"


def test_a_trail_byte_0x80_read_as_a_first_byte_eats_nothing() -> None:
    assert simulate("。惠個人", BARE) == "?；輦?人"
    assert simulate("。惠個人", replace(BARE, decoder="D")) == "；輦人"


def test_a_marker_set_at_random_depends_on_the_seed_alone() -> None:
    text, damage = "好。”是。”有。”" * 20, replace(BARE, decoder="D", markers=0.5)
    pages = [simulate(text, damage, seed=seed) for seed in range(5)]
    assert pages == [simulate(text, damage, seed=seed) for seed in range(5)]
    assert len(set(pages)) == 5
    assert all("。”" in page and "！" in page for page in pages)


def test_the_seed_is_idle_where_nothing_is_left_to_chance() -> None:
    assert simulate("好。”是", Damage(), seed=1) == simulate("好。”是", Damage(), seed=2)


SWITCHES = {"private_use": st.sampled_from(["keep", "drop"]), "half_width": st.booleans(), "paragraphs": st.booleans()}
GLOSSES = st.lists(st.sampled_from(observed_glosses()), unique_by=lambda gloss: gloss[0]).map(tuple)
DAMAGES = st.builds(Damage, st.sampled_from(["Q", "D"]), GLOSSES, st.sampled_from([0.0, 0.5, 1.0]), **SWITCHES)
ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("。”，！他海或校敗個<p/>\n\0\ud800\U0001f600\ue000"))


@given(ANYTHING, DAMAGES, st.integers())
def test_any_text_can_be_damaged_and_always_in_the_same_way(text: str, damage: Damage, seed: int) -> None:
    assert simulate(text, damage, seed=seed) == simulate(text, damage, seed=seed)


def gbk(character: str) -> bytes:
    return character.encode("gbk", "ignore")


HANZI = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5).filter(gbk)
CHARACTERS = (
    HANZI | st.sampled_from("。，！？；：“”《》（）、—…") | st.characters(min_codepoint=0x20, max_codepoint=0x7E)
)


@given(st.text(CHARACTERS), st.sampled_from([UNTOUCHED, replace(UNTOUCHED, decoder="D", private_use="drop")]))
def test_without_glosses_and_markers_the_text_stays_as_it_is(text: str, damage: Damage) -> None:
    assert simulate(text, damage) == text


# Not 。 as the second: its own marker goes in first, and then no other mark can stand across the two.
@given(HANZI | st.sampled_from("。，！？；“”《"), HANZI | st.sampled_from("，！？；“”《"))
@example("。", "”")
@example("海", "或")
@example("敗", "；")
def test_a_pair_is_hit_just_when_a_mark_stands_across_it(first: str, second: str) -> None:
    across = gbk(first)[1:] + gbk(second)[:1]
    assert (simulate(first + second, BARE) != first + second) == (across in map(gbk, "。，！？；："))


def test_random_damage_follows_its_seed() -> None:
    assert random_damage(seed=7, share=0.5) == random_damage(seed=7, share=0.5)
    assert len({random_damage(seed=seed, share=0.5) for seed in range(20)}) == 20


def test_random_damage_is_of_the_kinds_that_were_seen() -> None:
    seen = Counter((damage.decoder, damage.markers) for damage in (random_damage(seed=seed) for seed in range(200)))
    assert set(seen) == {("Q", 1.0), ("Q", 0.0), ("D", 0.5), ("D", 0.0)}
    assert seen["Q", 0.0] + seen["D", 0.0] < 50
    assert random_damage(seed=7, decoder="D").decoder == "D"


def test_share_says_how_many_characters_are_glossed() -> None:
    characters = {character for character, _ in observed_glosses()}
    assert random_damage(seed=7, share=0).glosses == ()
    assert {character for character, _ in random_damage(seed=7).glosses} == characters
    assert {dict(random_damage(seed=seed).glosses)["長"] for seed in range(20)} == {"cháng", "zhǎng"}


def test_observed_glosses_are_characters_and_readings() -> None:
    glosses = observed_glosses()
    assert len(set(glosses)) == len(glosses) == 123
    assert all(len(gbk(character)) == 2 for character, _ in glosses)
    assert all(set(reading) <= set("abcdefghijklmnopqrstuvwxyzāáǎàēéěèīíǐìōóǒòūúǔùü") for _, reading in glosses)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"decoder": "X"}, "decoder is 'X'; give 'Q' or 'D'"),
        ({"private_use": "hide"}, "private_use is 'hide'"),
        ({"markers": 1.5}, "markers is 1.5; give a number from 0 to 1"),
        ({"markers": float("nan")}, "markers is nan"),
        ({"glosses": (("務", "wù"), ("a", "ā"))}, r"glosses\[1\] has the key 'a'"),
        ({"glosses": (("\U00020000", "hē"),)}, r"glosses\[0\] has the key"),
        ({"glosses": (("長", "cháng"), ("長", "zhǎng"))}, "'長' once more"),
    ],
)
def test_damage_that_cannot_be_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Damage(**options)  # type: ignore[arg-type]


def test_a_share_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="share is 2; give a number from 0 to 1"):
        random_damage(seed=1, share=2)


def test_half_conversion_goes_character_by_character_and_keeps_some() -> None:
    table = dict(zip("发里后台准复冲个", "發裡後台准複衝個", strict=True))
    assert half_converted("发里后，台准复冲，个1", table.__getitem__) == "發里后，臺準復沖，個1"


@given(ANYTHING)
@example("微博后台\0")
def test_half_conversion_asks_about_single_chinese_characters_only(text: str) -> None:
    asked: list[str] = []

    def to_traditional(character: str) -> str:
        asked.append(character)
        return character

    assert len(half_converted(text, to_traditional)) == len(text)
    assert all(len(character) == 1 and "\u3400" <= character <= "\u9fff" for character in asked)
