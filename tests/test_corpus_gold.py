"""The corpus that ships with the project is well formed, and its data card counts what is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).parent.parent / "corpora"
IDS = sorted(path.stem for path in (CORPORA / "articles").glob("*.txt"))

Entry = dict[str, Any]
Span = tuple[int, int]

LISTS = ("dates", "figures", "agencies", "accounts", "observations", "ignore", "never")
HEAD = {"published", "kind", "themes"}
SPLITS = ("dev", "test")
KEYS: dict[str, tuple[set[str], set[str]]] = {  # must have, may have
    "dates": ({"at", "kind", "timex"}, {"mod"}),
    "figures": ({"at", "kind", "mod"}, {"value", "low", "high", "unit", "item", "per", "change", "basis"}),
    "agencies": ({"name", "kind", "level", "region", "mentions"}, set()),
    "accounts": ({"name", "platforms", "mentions"}, {"agency", "opened"}),
    "observations": ({"subject", "measure", "value"}, {"mod", "time"}),
    "ignore": ({"at"}, set()),
    "never": ({"at"}, set()),
}


def words(text: str) -> set[str]:
    return set(text.split())


STORIES = words("""
    police traffic_police youth_league earthquake flood investment livelihood civil_affairs education health
    environment court procuratorate transport statistics launch micropost taxation customs fire agriculture ranking
    township press_conference tourism weather typhoon online_government
""")
THEMES = words("""
    信息公开 网络问政 便民服务 应急救援 舆论引导 公安警务 青年工作 招商引资 环境保护 教育 医疗卫生 交通运输
    社会保障 司法 经济运行
""")
DATE_KINDS = words("date time range duration set reference")
DATE_MODS = words("before after on_or_before on_or_after start mid end approx less_than more_than")
FIGURE_KINDS = words("count measure money percent percent_points multiple fraction ordinal ratio rate")
FIGURE_MODS = words("exact approx more_than at_least less_than at_most nearly")
AGENCY_KINDS = words("""
    party government office information police court procuratorate youth_league earthquake civil_affairs education
    health transport environment emergency commerce statistics development meteorology water agriculture finance
    justice tax customs culture government_service housing_fund construction petition labour forestry
""")
LEVELS = words("nation province prefecture county township")
PLATFORMS = words("新浪 腾讯 人民 新华 微信 抖音")
MEASURES = words("""
    followers audience posts posts_per_day reposts comments reposts_and_comments views likes accounts topics
    characters_published cases_handled opened evacuated personnel projects investment cases_solved detained
""")

POINT = r"\d{4}(?:-(?:Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d|\d\d(?:-\d\d)?))?"
CLOCK = r"T(?:\d\d(?::\d\d)?|MO|MI|AF|EV|NI)"
TIMEX = {
    "date": POINT,
    "time": rf"(?:\d{{4}}-\d\d-\d\d)?{CLOCK}",
    "range": rf"(?:{POINT}(?:{CLOCK})?|{CLOCK})/(?:{POINT}(?:{CLOCK})?|{CLOCK})",
    "duration": r"P(?:\d+[YMWD])+|PT(?:\d+[HMS])+",
    "set": r"P\d+[YMWD]|PT\d+[HM]|XXXX-WXX-[1-7]",
    "reference": "PRESENT_REF",
}

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


def marked(anchor: str) -> str:
    """What stands between the brackets."""
    return anchor.partition("⟦")[2].partition("⟧")[0]


def span(article: str, anchor: str) -> Span:
    start = text(article).index(anchor.replace("⟦", "").replace("⟧", "")) + anchor.index("⟦")
    return start, start + len(marked(anchor))


def overlapping(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    ordered = sorted(spans)
    return ((one, two) for one, two in pairwise(ordered) if two[0] < one[1])


def test_every_article_has_its_gold() -> None:
    assert sorted(path.stem for path in (CORPORA / "gold").glob("*.toml")) == IDS


def test_the_collection_is_as_varied_as_the_card_says() -> None:
    bodies = [body for article in IDS for body in entries(article, "agencies")]
    assert len(IDS) >= 12
    assert {gold(article)["kind"] for article in IDS} == STORIES
    assert {body["level"] for body in bodies} == LEVELS
    assert len({body["region"][:2] for body in bodies} - {"00"}) >= 12


@each_article
def test_a_text_is_a_title_and_paragraphs(article: str) -> None:
    source = text(article)
    title, blank, *_ = source.split("\n")
    assert title and not blank
    assert "\r" not in source and "\n\n\n" not in source and source.endswith("\n") and not source.endswith("\n\n")
    for line in source.split("\n"):
        assert line.rstrip() == line and line.lstrip() in (line, line.removeprefix("　　"), line.removeprefix("　")), line


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
        assert re.fullmatch("[^⟦⟧]*⟦[^⟦⟧]+⟧[^⟦⟧]*", anchor), anchor
        assert text(article).count(anchor.replace("⟦", "").replace("⟧", "")) == 1, anchor


@each_article
def test_annotations_do_not_contradict_each_other(article: str) -> None:
    for keys in (("dates", "figures", "never"), ("figures", "ignore", "never"), ("agencies", "accounts")):
        spans = [span(article, anchor) for anchor in anchors(article, *keys)]
        assert not list(overlapping(spans)), keys


@each_article
def test_every_digit_is_accounted_for(article: str) -> None:
    covered = {place for anchor in anchors(article, *LISTS) for place in range(*span(article, anchor))}
    source = text(article)
    missing = [place for place, sign in enumerate(source) if sign.isdecimal() and place not in covered]
    assert not missing, [source[max(0, place - 8) : place + 8] for place in missing]


@each_article
def test_the_head_is_legal(article: str) -> None:
    head = gold(article)
    assert type(head["published"]) is date and article.endswith(str(head["published"].year))
    assert head["kind"] in STORIES
    assert head["themes"] and set(head["themes"]) <= THEMES


@each_article
def test_dates_are_legal(article: str) -> None:
    for entry in entries(article, "dates"):
        assert entry["kind"] in DATE_KINDS, entry
        assert re.fullmatch(TIMEX[entry["kind"]], entry["timex"]), entry
        assert entry.get("mod") in {None} | DATE_MODS, entry
        for day in re.findall(r"\d{4}-\d\d-\d\d", entry["timex"]):
            date.fromisoformat(day)


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
def test_units_and_items_are_words_of_the_text(article: str) -> None:
    for entry in entries(article, "figures"):
        assert marked(entry["at"]).endswith(entry.get("unit", "")), entry
        assert entry.get("item", "") in text(article), entry
        assert (entry.get("unit") == "%") == (entry["kind"] == "percent"), entry


@each_article
def test_agencies_and_accounts_are_legal(article: str) -> None:
    for body in entries(article, "agencies"):
        assert body["kind"] in AGENCY_KINDS and body["level"] in LEVELS, body
        assert re.fullmatch(r"\d{6}", body["region"]) and body["mentions"], body
        assert (body["level"] == "nation") == (body["region"] == "000000"), body
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


def row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def test_the_data_card_counts_what_is_there() -> None:
    rows = [row(f"`{article}`", gold(article)["kind"], gold(article)["published"], *counts(article)) for article in IDS]
    total = row(f"**{len(IDS)} articles**", "", "", *map(sum, zip(*map(counts, IDS), strict=True)))
    card = (CORPORA / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in card if line.count("|") == 10][2:] == [*rows, total]
