"""The corpus's republished copies are what their maker makes, and disagree with their articles where the gold says so."""

from __future__ import annotations

import importlib.util
from decimal import Decimal
from functools import cache
from types import ModuleType

import pytest
from gold_format import CORPORA, NUMERAL, Entry, marked, value, well_marked

from weibotext.evaluation import load_gold


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_copies", CORPORA / "make_copies.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COPIES: list[Entry] = maker().entries()
KEYS = {"id", "of", "site", "published"}
MAY = {"title", "head", "foot", "dateline", "dropped", "changed", "damaged", "disagrees"}
each_copy = pytest.mark.parametrize("copy", COPIES, ids=[copy["id"] for copy in COPIES])


def read(folder: str, name: str) -> str:
    with (CORPORA / folder / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


def test_the_copies_are_those_that_the_maker_makes() -> None:
    made = dict(maker().copies())
    assert sorted(made) == sorted(path.name for path in (CORPORA / "copies").glob("*.txt"))
    assert [name for name in made if made[name] != read("copies", name.removesuffix(".txt"))] == []


def test_there_are_copies_of_several_articles_and_some_disagree() -> None:
    assert len({copy["of"] for copy in COPIES}) >= 6
    assert len({copy["of"] for copy in COPIES}) < len(COPIES) == len({copy["id"] for copy in COPIES})
    assert sum("disagrees" in copy for copy in COPIES) >= 3
    assert 2 <= sum(copy.get("damaged", False) for copy in COPIES) < len(COPIES) - 2


@each_copy
def test_a_copy_is_later_than_its_article_and_is_named_after_it(copy: Entry) -> None:
    assert set(copy) >= KEYS and set(copy) <= KEYS | MAY
    assert copy["id"].startswith(copy["of"])
    assert copy["published"] >= load_gold(CORPORA / "gold" / f"{copy['of']}.toml")["published"]


@each_copy
def test_a_disagreement_is_about_a_claim_of_the_article(copy: Entry) -> None:
    claims = load_gold(CORPORA / "gold" / f"{copy['of']}.toml")["observations"]
    for seen in copy.get("disagrees", ()):
        key = seen["subject"], seen["measure"], seen["values"][0]
        assert key in [(claim["subject"], claim["measure"], claim["value"]) for claim in claims], seen


@each_copy
def test_a_disagreement_stands_in_both_texts_with_both_values(copy: Entry) -> None:
    for seen in copy.get("disagrees", ()):
        for folder, name, anchor, said in (
            ("articles", copy["of"], seen["original"], seen["values"][0]),
            ("copies", copy["id"], seen["copy"], seen["values"][1]),
        ):
            assert well_marked(anchor, read(folder, name)), anchor
            numeral = NUMERAL.search(marked(anchor).replace("萬", "万"))
            assert numeral and value(numeral) == Decimal(said), anchor


@each_copy
def test_what_disagrees_was_changed(copy: Entry) -> None:
    changed = "".join(
        there.replace("万", "萬") if copy.get("damaged") else there for _, there in copy.get("changed", ())
    )
    assert all(marked(seen["copy"]) in changed for seen in copy.get("disagrees", ()))
