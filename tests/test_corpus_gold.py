"""The corpus that ships with the project is well formed, and its data card counts what is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from gold_format import (
    CORPORA,
    DATE_KINDS,
    DATE_MODS,
    FIGURE_KINDS,
    FIGURE_MODS,
    HEAD,
    KEYS,
    LEVELS,
    LISTS,
    MEASURES,
    NUMERAL,
    PLATFORMS,
    SPLITS,
    STORIES,
    THEMES,
    TIMEX,
    Entry,
    Span,
    check_body,
    marked,
    plain,
    value,
    well_marked,
)

from weibotext.evaluation import load_sentences

CHINESE_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两")
IDS = sorted(path.stem for path in (CORPORA / "articles").glob("*.txt"))

each_article = pytest.mark.parametrize("article", IDS)


@cache
def text(article: str) -> str:
    return (CORPORA / "articles" / f"{article}.txt").read_bytes().decode("utf-8")


@cache
def gold(article: str) -> Entry:
    return tomllib.loads((CORPORA / "gold" / f"{article}.toml").read_text(encoding="utf-8"))


def entries(article: str, key: str) -> list[Entry]:
    found: list[Entry] = gold(article).get(key, [])
    return found


def anchors(article: str, *keys: str) -> list[str]:
    """Every marked context under the keys: an entry's own, or its mentions."""
    return [
        anchor
        for key in keys
        for entry in entries(article, key)
        for anchor in (entry["mentions"] if "mentions" in entry else [entry["at"]] if "at" in entry else [])
    ]


def span(article: str, anchor: str) -> Span:
    start = text(article).index(plain(anchor)) + anchor.index("⟦")
    return start, start + len(marked(anchor))


def overlapping(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    ordered = sorted(spans)
    return ((one, two) for one, two in pairwise(ordered) if two[0] < one[1])


def test_every_article_has_its_gold() -> None:
    assert sorted(path.stem for path in (CORPORA / "gold").glob("*.toml")) == IDS


def test_the_collection_is_as_varied_as_the_card_says() -> None:
    bodies = [body for article in IDS for body in entries(article, "agencies")]
    assert len(IDS) >= 34
    assert {gold(article)["kind"] for article in IDS} == STORIES
    assert {body["level"] for body in bodies} == LEVELS
    assert len({body["region"][:2] for body in bodies} - {"00"}) >= 33  # of 34: Hainan has only accounts
    assert {gold(article).get("split", "dev") for article in IDS} == set(SPLITS)


@each_article
def test_a_text_is_a_title_and_paragraphs(article: str) -> None:
    source = text(article)
    title, blank, *_ = source.split("\n")
    assert title and not blank
    assert "\r" not in source and "\n\n\n" not in source and source.endswith("\n") and not source.endswith("\n\n")
    for line in source.split("\n"):
        assert line.rstrip() == line and line.lstrip() in (line, line.removeprefix("　　"), line.removeprefix("　")), (
            line
        )


@each_article
def test_entries_have_the_keys_of_the_format(article: str) -> None:
    assert HEAD <= set(gold(article)) <= HEAD | {"split"} | set(LISTS)
    for key in LISTS:
        must, may = KEYS[key]
        for entry in entries(article, key):
            assert must <= set(entry) <= must | may, entry


@each_article
def test_marked_context_stands_once_in_the_article(article: str) -> None:
    for anchor in anchors(article, *LISTS):
        assert well_marked(anchor, text(article)), anchor


@each_article
def test_annotations_do_not_contradict_each_other(article: str) -> None:
    for keys in (("dates", "figures", "never"), ("figures", "ignore", "never"), ("agencies", "accounts")):
        spans = [span(article, anchor) for anchor in anchors(article, *keys)]
        assert not list(overlapping(spans)), keys


@each_article
def test_every_numeral_is_accounted_for(article: str) -> None:
    covered = {place for anchor in anchors(article, *LISTS) for place in range(*span(article, anchor))}
    source = text(article)
    numerals = (place for place, sign in enumerate(source) if sign.isdecimal() or sign in CHINESE_NUMERALS)
    missing = [place for place in numerals if place not in covered]
    assert not missing, [source[max(0, place - 8) : place + 8] for place in missing]


@each_article
def test_the_head_is_legal(article: str) -> None:
    head = gold(article)
    assert type(head["published"]) is date and article.endswith(str(head["published"].year))
    assert head["kind"] in STORIES
    assert head["themes"] and set(head["themes"]) <= THEMES
    assert head.get("split", "dev") in SPLITS


@each_article
def test_dates_are_legal(article: str) -> None:
    for entry in entries(article, "dates"):
        assert entry["kind"] in DATE_KINDS, entry
        assert re.fullmatch(TIMEX[entry["kind"]], entry["timex"]), entry
        assert entry.get("mod") in {None} | DATE_MODS, entry
        for day in re.findall(r"\d{4}-\d\d-\d\d", entry["timex"]):
            date.fromisoformat(day)


@each_article
def test_days_and_hours_follow_from_their_numerals(article: str) -> None:
    for entry in entries(article, "dates"):
        for month, day in re.findall(r"(\d+)月(\d+)日", marked(entry["at"])):
            assert f"-{month:0>2}-{day:0>2}" in entry["timex"], entry
        for year in re.findall(r"(\d{4})年", marked(entry["at"])):
            assert year in entry["timex"], entry
        clock = re.search(r"(下午|晚上|傍晚)?(\d+)[时点]", marked(entry["at"]))
        if clock:
            hour = int(clock[2]) + 12 * bool(clock[1] and int(clock[2]) < 12)
            assert f"T{hour:02}" in entry["timex"], entry


@each_article
def test_figures_are_legal(article: str) -> None:
    for entry in entries(article, "figures"):
        assert entry["kind"] in FIGURE_KINDS and entry["mod"] in FIGURE_MODS, entry
        assert entry.get("change") in (None, "up", "down"), entry
        assert entry.get("basis") in (None, "year_on_year", "month_on_month"), entry
        if "value" in entry:
            assert Decimal(entry["value"]).is_finite() and not {"low", "high"} & set(entry), entry
        else:
            assert Decimal(entry["low"]) < Decimal(entry["high"]), entry


@each_article
def test_values_follow_from_their_numerals(article: str) -> None:
    for entry in entries(article, "figures"):
        numerals = list(NUMERAL.finditer(marked(entry["at"])))
        if "value" in entry and entry["kind"] not in ("fraction", "ratio") and len(numerals) == 1:
            assert abs(Decimal(entry["value"])) == value(numerals[0]), entry


@each_article
def test_units_and_items_are_words_of_the_text(article: str) -> None:
    for entry in entries(article, "figures"):
        assert marked(entry["at"]).endswith(entry.get("unit", "")), entry
        assert entry.get("item", "") in text(article), entry
        assert (entry.get("unit") == "%") == (entry["kind"] == "percent"), entry


@each_article
def test_agencies_and_accounts_are_legal(article: str) -> None:
    for body in entries(article, "agencies"):
        check_body(body, f"{gold(article)['published']:%Y-%m}")
    for account in entries(article, "accounts"):
        assert set(account["platforms"]) <= PLATFORMS and account["mentions"], account
        assert type(account.get("opened", date.min)) is date, account
        assert {marked(mention).lstrip("@") for mention in account["mentions"]} == {account["name"]}


@each_article
def test_names_are_given_once_and_owners_are_known(article: str) -> None:
    agencies = [body["name"] for body in entries(article, "agencies")]
    accounts = [account["name"] for account in entries(article, "accounts")]
    assert len(set(agencies)) == len(agencies) and len(set(accounts)) == len(accounts)
    owners = {account["agency"] for account in entries(article, "accounts") if "agency" in account}
    assert owners <= set(agencies) | set(accounts)  # a body that is named by its handle alone is an account


@each_article
def test_observations_say_what_the_rest_of_the_gold_says(article: str) -> None:
    opened = {account["name"]: account.get("opened") for account in entries(article, "accounts")}
    numbers = {(Decimal(entry["value"]), entry["mod"]) for entry in entries(article, "figures") if "value" in entry}
    days = {end for entry in entries(article, "dates") for end in (entry["timex"], *entry["timex"].split("/"))}
    for seen in entries(article, "observations"):
        assert seen["measure"] in MEASURES, seen
        assert seen.get("time", min(days)) in days, seen
        if seen["measure"] == "opened":
            assert opened[seen["subject"]] == seen["value"], seen
        else:
            assert (Decimal(seen["value"]), seen.get("mod", "exact")) in numbers, seen


@each_article
def test_observations_are_about_an_account_a_body_or_a_region(article: str) -> None:
    named = {entry["name"] for key in ("agencies", "accounts") for entry in entries(article, key)}
    for seen in entries(article, "observations"):
        assert seen["subject"] in named or seen["subject"][-1] in "省市县区旗盟州国", seen


def counts(article: str) -> list[int]:
    """What the data card's table counts: characters, then entries; mentions for agencies and accounts."""
    mentions = [len(anchors(article, key)) for key in ("dates", "figures", "agencies", "accounts")]
    return [len(text(article)), *mentions, len(entries(article, "observations"))]


def head(article: str) -> list[object]:
    return [gold(article)["kind"], gold(article)["published"], gold(article).get("split", "dev")]


def row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def test_the_data_card_counts_what_is_there() -> None:
    rows = [row(f"`{article}`", *head(article), *counts(article)) for article in IDS]
    total = row(f"**{len(IDS)} articles**", "", "", "", *map(sum, zip(*map(counts, IDS), strict=True)))
    card = (CORPORA / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in card if line.count("|") == 11][2:] == [*rows, total]


def test_the_data_card_counts_the_sentences() -> None:
    sentences = load_sentences(CORPORA)
    empty = sum(not any(one.gold.get(key) for key in ("agencies", "accounts", "observations")) for one in sentences)
    kept = sum(one.split == "test" for one in sentences)
    mentions = [len(at["mentions"]) for one in sentences for at in one.gold.get("agencies", ())]
    handles = [len(at["mentions"]) for one in sentences for at in one.gold.get("accounts", ())]
    claims = sum(len(one.gold.get("observations", ())) for one in sentences)
    counted = (
        f"{len(sentences)} sentences, {kept} of them `test`, {empty} with nothing to find; {sum(mentions)} mentions of"
    )
    card = " ".join((CORPORA / "README.md").read_text(encoding="utf-8").split())
    assert f"{counted} bodies, {sum(handles)} of accounts, {claims} claims" in card
