"""The corpus's single sentences are well formed: one in four says nothing of anybody, and many are kept for measuring."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from gold_format import (
    CORPORA,
    KEYS,
    MEASURES,
    NUMERAL,
    PLATFORMS,
    TIMEX,
    Entry,
    check_body,
    marked,
    plain,
    region_names,
    regions,
    value,
    well_marked,
)

from weibotext import InputError
from weibotext.evaluation import SENTENCE_SORTS, Sample, load_sentences

SENTENCES = load_sentences(CORPORA)
LISTS = ("agencies", "accounts", "observations")
each_sentence = pytest.mark.parametrize("sentence", SENTENCES, ids=[sentence.id for sentence in SENTENCES])


def entries(sentence: Sample, key: str) -> list[Entry]:
    return list(sentence.gold.get(key, ()))


def test_there_are_enough_and_none_twice() -> None:
    assert len(SENTENCES) >= 300
    assert (
        len({sentence.id for sentence in SENTENCES})
        == len({sentence.source for sentence in SENTENCES})
        == len(SENTENCES)
    )


def test_a_quarter_says_nothing_of_anybody() -> None:
    empty = [sentence for sentence in SENTENCES if not any(sentence.gold.get(key) for key in LISTS)]
    assert 1 / 4 <= len(empty) / len(SENTENCES) <= 1 / 2


def test_half_of_a_file_is_for_measuring_only_or_none() -> None:
    kept: dict[str, list[bool]] = {}
    for sentence in SENTENCES:
        kept.setdefault(sentence.id.split("-")[0], []).append(sentence.split == "test")
    assert all(not any(file) or abs(2 * sum(file) - len(file)) <= 1 for file in kept.values())
    assert 4 * sum(map(sum, kept.values())) >= len(SENTENCES)


def test_they_come_from_everywhere_and_every_level() -> None:
    bodies = [body for sentence in SENTENCES for body in entries(sentence, "agencies")]
    assert len({body["region"][:2] for body in bodies if "region" in body}) == 35  # and the nation
    assert {body["level"] for body in bodies} == {"nation", "province", "prefecture", "county", "township"}
    assert len({sentence.published.year for sentence in SENTENCES}) >= 14


@each_sentence
def test_a_sentence_has_the_keys_of_the_format(sentence: Sample) -> None:
    must = {"id", "published", "split", "text"}
    assert must <= set(sentence.gold) <= {*must, "measures", *LISTS}
    assert sentence.gold.get("measures", "all") == "all"
    for key in LISTS:
        must, may = KEYS[key]
        for entry in entries(sentence, key):
            assert must <= set(entry) <= must | may, entry


@each_sentence
def test_marked_context_stands_once_and_apart(sentence: Sample) -> None:
    anchors = [at for key in ("agencies", "accounts") for entry in entries(sentence, key) for at in entry["mentions"]]
    taken: set[int] = set()
    for anchor in anchors:
        assert well_marked(anchor, sentence.source), anchor
        start = sentence.source.index(plain(anchor)) + anchor.index("⟦")
        places = set(range(start, start + len(marked(anchor))))
        assert not places & taken, anchor
        taken |= places


@each_sentence
def test_bodies_and_accounts_are_legal(sentence: Sample) -> None:
    for body in entries(sentence, "agencies"):
        check_body(body, f"{sentence.published:%Y-%m}")
    owners = {body["name"] for body in entries(sentence, "agencies")}
    for account in entries(sentence, "accounts"):
        assert set(account["platforms"]) <= PLATFORMS and account["mentions"], account
        assert type(account.get("opened", date.min)) is date, account
        assert {marked(mention).lstrip("@") for mention in account["mentions"]} == {account["name"]}
        assert account.get("agency") in {None} | owners, account


@each_sentence
def test_a_claim_is_of_somebody_named_and_its_value_stands_in_the_sentence(sentence: Sample) -> None:
    named = {entry["name"] for key in ("agencies", "accounts") for entry in entries(sentence, key)}
    values = {value(numeral) for numeral in NUMERAL.finditer(sentence.source)}
    month = f"{sentence.published:%Y-%m}"
    for seen in entries(sentence, "observations"):
        assert seen["measure"] in MEASURES, seen
        assert seen["subject"] in named or any(seen["subject"] in region_names(code, month) for code in regions()), seen
        if seen["measure"] == "opened":
            assert seen["value"] in {account.get("opened") for account in entries(sentence, "accounts")}, seen
        else:
            assert abs(Decimal(seen["value"])) in values, seen  # what fell is below zero
        if "time" in seen:
            assert any(re.fullmatch(TIMEX[kind], seen["time"]) for kind in ("date", "time", "range")), seen


def test_a_sentence_without_its_date_is_refused(tmp_path) -> None:
    folder = tmp_path / "sentences"
    folder.mkdir()
    (folder / "some.toml").write_text('[[sentence]]\nid = "a-1"\nsplit = "dev"\ntext = "今天"\n', encoding="utf-8")
    with pytest.raises(InputError, match="a-1 needs an id, a text, a date"):
        load_sentences(tmp_path)


def test_sentences_are_compared_by_what_they_are_gold_for() -> None:
    assert {sentence.sorts for sentence in SENTENCES} == {SENTENCE_SORTS}
