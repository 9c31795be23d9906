"""Dates and figures by this library and by others side by side, in one run: F1 on the corpus's gold, and speed.

    python benchmarks/peers.py [--split dev|test|all] [--rounds N]

What tools mark differs (1691个 or 1691; 截至6月30日 or 6月30日), and what they call a value as well, so only what all of them can
say is counted. A stretch is *found* where it overlaps one of the gold. It is *right* where it says the same as well: a date
its first and last day, a figure its number without unit and modifier. Dates count that lie in the calendar and have no
modifier; figures that count, measure, are money or a percentage, and have one value. Everything else in the gold counts
neither way, nor does a number inside a date. Rules of this library are tuned on the ``dev`` half and on no other.

Speed is characters a second as a multiple of ``jieba.lcut`` on the same text, medians of the rounds. This library is timed
with all that it does (repair, words, agencies, dates, figures, claims, themes), the others with dates or figures alone.
"""

from __future__ import annotations

import argparse
import calendar
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import jieba
from tools import Found, Tool, decimal, installed

from weibotext import Pipeline
from weibotext.demo import corpus
from weibotext.evaluation import Sample, Score, load_articles, located

SORTS = ("dates", "figures")
KINDS = {"count", "measure", "money", "percent"}
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?|-Q([1-4])|-H([12]))?")


class Gold(NamedTuple):
    """A stretch of the gold; ``counts`` tells whether it is wanted or counts neither way."""

    start: int
    stop: int
    value: Any
    counts: bool
    kind: str


def calendar_days(timex: str) -> tuple[date, date] | None:
    """The first and the last day of a TIMEX3 value or of a range of two, ``None`` for what is not in the calendar.

    >>> calendar_days("2013-02"), calendar_days("2013-H1/2013-Q4"), calendar_days("P2Y")
    """
    ends = [_days(one) for one in timex.split("/")]
    return None if None in ends else (ends[0][0], ends[-1][1])  # type: ignore[index]


def _days(timex: str) -> tuple[date, date] | None:
    if not (hit := _DAY.fullmatch(timex)):
        return None
    year, month, day, quarter, half = (int(one) if one else 0 for one in hit.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    first, last = (month, month) if month else (1, 12)
    for part, length in ((quarter, 3), (half, 6)):
        if part:
            first, last = (part - 1) * length + 1, part * length
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def gold(sample: Sample, sort: str) -> list[Gold]:
    """The stretches of a sample's gold for dates or figures, those to be passed over among them."""
    found = []
    for other in SORTS:
        for one in sample.gold.get(other, ()):
            span = located(sample.source, one["at"])
            value = calendar_days(one["timex"]) if other == "dates" else decimal(str(one.get("value", "")))
            plain = "mod" not in one if other == "dates" else one["kind"] in KINDS and "low" not in one
            found.append(Gold(*span, value, other == sort and plain and value is not None, one["kind"]))
    ignored = (located(sample.source, one["at"]) for one in sample.gold.get("ignore", ()))
    return found + [Gold(*span, None, False, "") for span in ignored]


def scored(wanted: Sequence[Gold], found: Iterable[Found], *, only: str = "") -> tuple[Score, Score]:
    """Scores of what was found, and of what was found and says the same; ``only`` leaves one kind of the gold."""
    left = [one._replace(counts=one.counts and (not only or one.kind == only)) for one in wanted]
    total = sum(one.counts for one in left)
    met: set[Gold] = set()
    right = spurious = 0
    for one in found:
        over = [other for other in left if one.start < other.stop and other.start < one.stop]
        new = next((other for other in over if other.counts and other not in met), None)
        if new is not None:
            met.add(new)
            right += one.value == new.value
        elif not over or any(other.counts for other in over):
            spurious += 1
    said = len(met) + spurious
    return Score(total, said, len(met)), Score(total, said, right)


def own() -> Tool:
    """This library in the form of the others."""
    pipeline = Pipeline()

    def dates(text: str, published: datetime) -> Iterator[Found]:
        for one in pipeline(text, published=published).dates:
            yield Found(*one.span, calendar_days(one.timex))

    def figures(text: str, published: datetime) -> Iterator[Found]:
        for one in pipeline(text, published=published).figures:
            yield Found(*one.span, decimal(str(one.value)))

    return Tool("weibotext", dates, figures)


class Quality(NamedTuple):
    """What a tool found, what of it was right, and on how many texts it failed."""

    found: Score = Score(0, 0, 0)
    right: Score = Score(0, 0, 0)
    failed: int = 0


def quality(tool: Tool, sort: str, samples: Sequence[Sample]) -> Quality:
    total = Quality()
    for sample in samples:
        told = _borne(getattr(tool, sort), sample.source, moment_of(sample))
        found, right = scored(gold(sample, sort), told or (), only="money" if "money" in tool.name else "")
        total = Quality(total.found + found, total.right + right, total.failed + (told is None))
    return total


def moment_of(sample: Sample) -> datetime:
    return datetime.combine(sample.published, datetime.min.time())


def _borne(read: Callable[[str, datetime], Iterable[Found]], text: str, moment: datetime) -> list[Found] | None:
    """What a tool finds; ``None`` for a text that it fails on."""
    try:
        return list(read(text, moment))
    except Exception:
        return None


def speeds(tools: Sequence[Tool], sort: str, samples: Sequence[Sample], rounds: int) -> dict[str, float]:
    """How many times the speed of ``jieba.lcut`` each tool has: medians, one round of all after the other."""
    cutter = jieba.Tokenizer()
    cutter.lcut("预热")
    work: dict[str, Callable[[str, datetime], Any]] = {"jieba": lambda text, _: cutter.lcut(text)}
    work |= {tool.name: partial(_borne, getattr(tool, sort)) for tool in tools}
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, one in work.items():
            start = time.perf_counter()
            for sample in samples:
                one(sample.source, moment_of(sample))
            taken[name].append(time.perf_counter() - start)
    return {
        name: median(one / two for one, two in zip(taken["jieba"], own, strict=True)) for name, own in taken.items()
    }


def table(sort: str, tools: Sequence[Tool], samples: Sequence[Sample], rounds: int) -> Iterator[str]:
    able = [tool for tool in tools if getattr(tool, sort) is not None]
    scores = {tool.name: quality(tool, sort, samples) for tool in able}  # and every tool is warm
    speed = speeds(able, sort, samples, rounds)
    yield f"{sort:22}{'wanted':>8}{'found F1':>10}{'right F1':>10}{'x jieba':>10}"
    for tool in able:
        found, right, failed = scores[tool.name]
        value = "—" if tool.says.endswith("no values") else f"{100 * right.f1:.1f}"
        remarks = "; ".join(filter(None, (tool.says, f"fails on {failed} texts" if failed else "")))
        line = f"{tool.name:22}{found.wanted:8}{100 * found.f1:10.1f}{value:>10}{speed[tool.name]:10.3f}  {remarks}"
        yield line.rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    samples = [one for one in load_articles(corpus()) if given.split in ("all", one.split)]
    print(f"{len(samples)} articles ({given.split}), {sum(len(one.source) for one in samples):,} characters\n")
    others, absent = installed()
    for sort in SORTS:
        print("\n".join(table(sort, [own(), *others], samples, given.rounds)), end="\n\n")
    print("\n".join(absent or ["every tool that this benchmark knows is installed"]))


if __name__ == "__main__":
    main()
