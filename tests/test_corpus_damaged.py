"""The damaged twins of the corpus are what their maker makes, and repair undoes what it says it undoes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from weibotext import extract

CORPORA = Path(__file__).parent.parent / "corpora"
NAMES = sorted(path.name for path in (CORPORA / "articles").glob("*.txt"))
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NOT_RESTORED = {
    "aral-corps-2021.txt": "the second of two equal characters was eaten",
    "beijing-rain-2012.txt": "of !! the first was lost, and 急啊! is likelier",
    "fushun-procuratorate-2015.txt": "a digit was eaten at the end of a run",
    "guilin-tourism-2024.txt": "the second byte of a name was eaten; 海 is likelier than 停",
    "handan-online-2017.txt": "a table: two blanks and a digit were eaten",
    "mianyang-police-2014.txt": "a digit was eaten at the end of a run",
    "tongren-police-2014.txt": "the first digit after a quotation mark was eaten",
    "weifang-health-2017.txt": "a digit was eaten at the end of a run",
}


def read(folder: str, name: str) -> str:
    with (CORPORA / folder / name).open(encoding="utf-8", newline="") as file:
        return file.read()


def test_the_twins_are_those_that_the_maker_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_damaged", CORPORA / "make_damaged.py")
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    made = dict(maker.damaged())
    assert sorted(made) == NAMES
    assert {name for name in NAMES if made[name] != read("damaged", name)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_is_restored_to_the_letter_or_known_not_to_be(name: str) -> None:
    restored = extract(read("damaged", name)).text == read("articles", name).translate(HALF_WIDTH)
    assert restored == (name not in NOT_RESTORED), "put the name into NOT_RESTORED, or take it out"


@pytest.mark.parametrize("name", NAMES)
def test_every_gloss_of_a_twin_with_two_or_more_is_gone(name: str) -> None:
    repaired = extract(read("damaged", name))
    if sum(edit.repair == "pinyin_gloss" for edit in repaired.edits) < 2:
        pytest.skip("one gloss is no evidence")
    assert not [edit for edit in repaired.edits if edit.repair == "pinyin_gloss" and edit.replacement]
    assert "(shí)" not in repaired.text.replace("?shí)", "")
    assert "務(wù)" not in repaired.text
