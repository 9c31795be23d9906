"""The words that a record is written in are those that docs/record.md lists."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from weibotext import Pipeline
from weibotext.agencies.authority import LEVELS
from weibotext.agencies.resolver import Basis as OfBody
from weibotext.dates.resolve import Basis as OfDate
from weibotext.dates.resolve import Kind as KindOfDate
from weibotext.demo import corpus
from weibotext.evaluation import load_articles
from weibotext.figures.amount import Change, Mod
from weibotext.figures.amount import Kind as KindOfFigure
from weibotext.lexicon import read_table

TESTS = Path(__file__).parent
DOCUMENT = (TESTS.parent / "docs" / "record.md").read_text(encoding="utf-8")
KINDS = {
    "bodies.tsv": ("form", "name", "kind"),
    "national_bodies.tsv": ("form", "name", "kind", "since", "until"),
    "foreign_bodies.tsv": ("form", "name", "kind"),
    "foreign_forms.tsv": ("form", "name", "kind", "after", "alone"),
    "special_bodies.tsv": ("code", "form", "name", "kind", "head"),
    "stems.tsv": ("stem", "full", "kind", "suffixes"),
    "suffixes.tsv": ("suffix", "full", "kind", "heads"),
}


def told(item: str, key: str) -> set[str]:
    """The words that a paragraph of the document lists for a key."""
    (paragraph,) = re.findall(rf"^\*\*{item}\*\*: (.*?)\n\n", DOCUMENT, re.MULTILINE | re.DOTALL)
    opening, closing = (f"`{key}` (", ")") if key.islower() else (f"{key}: ", ".")
    listed = paragraph.partition(opening)[2].partition(closing)[0]
    assert listed, f"docs/record.md lists no words for {item}, {key}"
    return set(re.findall(r"`(\w+)`", listed)) - {"null"}


def kinds_told() -> set[str]:
    (paragraph,) = re.findall(r"^\*\*Kinds of bodies\*\*: (.*?)\. ", DOCUMENT, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`(\w+)`", paragraph))


def test_the_kinds_of_bodies_are_those_of_the_lexicons() -> None:
    found = {row[columns.index("kind")] for name, columns in KINDS.items() for row in read_table(name, *columns)}
    assert kinds_told() == found - {"-"}


@pytest.mark.parametrize(
    ("item", "key", "words"),
    [
        ("Agency", "level", LEVELS),
        ("Agency", "Basis", get_args(OfBody)),
        ("Date", "kind", get_args(KindOfDate)),
        ("Date", "basis", get_args(OfDate)),
        ("Figure", "kind", get_args(KindOfFigure)),
        ("Figure", "mod", get_args(Mod)),
        ("Figure", "change", get_args(Change)),
    ],
)
def test_the_words_of_the_code_are_those_of_the_document(item: str, key: str, words: tuple[str, ...]) -> None:
    assert told(item, key) == set(words)


def cases() -> Iterator[tuple[str, Any]]:
    for file in sorted((TESTS / "cases").glob("*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8")).get("case", []):
            if isinstance(case.get("text"), str):
                yield case["text"].replace("⟦", "").replace("⟧", ""), case.get("published")
    for sample in load_articles(corpus()):
        if sample.split == "dev":
            yield sample.source, sample.published


def test_what_records_say_is_what_the_document_lists() -> None:
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    pipeline = Pipeline()
    for text, published in cases():
        record = pipeline(text, published=published)
        for body in record.agencies:
            said["Agency", "kind"].add(body.kind)
            said["Agency", "level"].add(body.level or "null")
            said["Agency", "Basis"].update(mention.basis for mention in body.mentions)
        for account in record.accounts:
            said["Account", "Basis"].update(mention.basis for mention in account.mentions)
        for key in ("kind", "mod", "basis"):
            said["Date", key].update(getattr(one, key) or "null" for one in record.dates)
        for key in ("kind", "mod", "basis", "change"):
            said["Figure", key].update(getattr(one, key) or "null" for one in record.figures)
    assert len(said["Agency", "kind"]) > 30 and "township" in said["Agency", "level"]
    for (item, key), words in said.items():
        listed = kinds_told() if (item, key) == ("Agency", "kind") else told(item, key)
        assert words - {"null"} <= listed, f"docs/record.md, {item}: complete the words for {key}"
