"""The model of which character follows which, and the tables of GBK."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.lexicon import read_table
from weibotext.lexicons import build_language
from weibotext.repairs.candidates import after_private_use, before_private_use, by_lead, by_trail, keys
from weibotext.repairs.gbk import characters, codes, exchanged, observed_readings, unlikely_on_pages, wide_codes
from weibotext.repairs.language import MOST_PAIRS, UNKNOWN, Language, language, plain
from weibotext.repairs.words import Place


@pytest.mark.parametrize(
    ("before", "likely", "unlikely"),
    [
        ("自", "己", "已"),  # inside a word
        ("民", "，", "己"),  # behind a word, before a mark
        ("。", "在", "着"),  # behind a mark
        ("我", "们", "门"),
        ("了", "，", "己"),
    ],
)
def test_what_is_usual_is_likelier(before: str, likely: str, unlikely: str) -> None:
    row = language().rows[before]
    assert row[plain().get(likely, likely)] > row[unlikely]


def test_log_probabilities_are_those_of_something_possible() -> None:
    row = language().rows["贵"]
    assert all(UNKNOWN <= row[other] <= 0 for other in "州阳宾重的。a1☃")
    assert row["☃"] == UNKNOWN
    assert sum(math.exp(chance) for chance in dict(row).values()) < 1.5


@pytest.mark.parametrize(
    ("left", "right", "likely", "unlikely"),
    [
        ("驻上", "总领馆", "海", "。"),  # a word with what stands before
        ("店里的", "客还有他", "常", "。"),  # one with what stands behind
        ("气氛非常", ",大家", "好", "后"),  # a class behind a class
        ("¶沿", "或者陆地", "海", "。"),  # a paragraph's first character begins a word
    ],
)
def test_what_makes_words_is_likelier(left: str, right: str, likely: str, unlikely: str) -> None:
    place = Place(left, right)
    assert place.worth(likely) > place.worth(unlikely)


@given(st.text(max_size=8), st.text(max_size=8), st.characters())
def test_any_character_is_worth_something_anywhere(left: str, right: str, character: str) -> None:
    assert -1000 < Place(left, right).worth(character) < 0


def test_the_table_has_a_row_of_four_for_each_character() -> None:
    rows = list(read_table("language.tsv", "character", "ends", "begins", "followers"))
    assert all(len(row[0]) == 1 and all(len(field) % 2 == 0 for field in row[1:]) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_rows_do_not_grow_without_bound() -> None:
    model = Language()
    before = model.rows["贵"]["☃"]
    model.rows.grown = MOST_PAIRS + 1
    assert len(model.rows) == 1
    assert model.rows["州"]["省"] > UNKNOWN
    assert "贵" not in model.rows and model.rows["贵"]["☃"] == before


def test_every_code_has_its_character_and_back() -> None:
    known = characters()
    assert all(known[code] == character for character, code in codes().items())
    assert len(codes()) == 126 * 190
    assert [hex(wide_codes()[mark]) for mark in "!,?:;"] == ["0xa3a1", "0xa3ac", "0xa3bf", "0xa3ba", "0xa3bb"]


def test_every_gloss_that_was_seen_is_on_a_traditional_character_of_gbk() -> None:
    for character, readings in observed_readings().items():
        assert exchanged()[character].readings == readings
        assert all(character in keys(codes()[character] >> 8, reading) for reading in readings)


def test_candidates_have_the_byte_that_is_known() -> None:
    assert {codes()[one.character] >> 8 for one in by_lead(0xD0)} == {0xD0}
    assert {codes()[one.character] & 0xFF for one in by_trail(0xA3)} == {0xA3}
    assert {codes()[one.character] & 0xFF for one in after_private_use(0xB0, 0)} == {0xB0}
    assert all(codes()[one.character] >> 8 == 0xB0 for half in before_private_use(0xB0) for one in half)


def test_simplified_characters_that_conversion_exchanges_are_unlikely() -> None:
    assert {"务", "发", "贵"} <= unlikely_on_pages()
    assert not {"后", "里", "州", "的"} & unlikely_on_pages()


@pytest.mark.long
def test_the_tables_are_those_that_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypinyin", reason="readings come from it")
    articles = build_language.ARTICLES
    monkeypatch.setattr(build_language, "HERE", tmp_path)
    monkeypatch.setattr(build_language, "ARTICLES", articles)
    build_language.main()
    tables = Path(build_language.__file__).parent
    names = ["language.tsv", "language_classes.tsv", "traditional.tsv", "words.tsv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert [name for name in names if (tmp_path / name).read_bytes() != (tables / name).read_bytes()] == []
