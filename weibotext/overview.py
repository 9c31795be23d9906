"""From a store to the sections of its report: claims, disagreements, time line, agencies by month, theme shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

from weibotext.report.sections import (
    Bar,
    ClaimRow,
    Dispute,
    Dot,
    Heat,
    HeatRow,
    Lane,
    Link,
    ReadingRow,
    Sections,
    Shares,
    Timeline,
    Unlinked,
)
from weibotext.report.words import amount, label, measure_name, moment, number
from weibotext.store import Claim, Disagreement, Place, Reading, Store

Counted = TypeVar("Counted")
Linker = Callable[[int, str], str]
"""From a document's number and an item of its record, such as ``o3``, to a link."""

MOST_AGENCIES: Final = 16
LEAST_STORIES: Final = 3
"""In so many stories a body must be named to have a row of its own."""

MOST_NAMED: Final = 2
MOST_THEMES: Final = 8
MOST_LANES: Final = 12
MOST_PERIODS: Final = 24
LEAST_IN_PERIOD: Final = 3
_BINS: Final = 120


def sections(store: Store, linker: Linker, among: Sequence[int], *, whole: bool) -> Sections:
    """The sections of a page that holds documents ``among``; those over the whole store where ``whole`` holds."""
    claims = list(store.claims(among=among))
    here = set(among)
    claims = [claim for claim in claims if claim.places[0].document in here]
    page = Sections(claims=tuple(_row(claim, linker) for claim in claims), unlinked=_unlinked(store, linker, among))
    if not whole:
        return page
    return page._replace(
        disputes=tuple(_dispute(store, one, linker) for one in store.disagreements()),
        timeline=timeline_of(claims if len(among) == len(store) else store.claims(), linker, since=_since(store)),
        kinds=kinds_of(store),
        bodies=bodies_of(store),
        shares=shares_of(store),
        errors=tuple((one.name, one.reason) for one in store.errors()),
    )


def _row(claim: Claim, linker: Linker) -> ClaimRow:
    return ClaimRow(
        claim.subject or "—",
        claim.province or "",
        measure_name(claim.measure),
        claim.measure,
        _amount(claim),
        _float(claim.value),
        _time(claim.time),
        claim.day or "",
        _links(claim.places, linker),
        claim.disputed,
    )


def _amount(claim: Claim) -> str:
    return amount({"value": claim.value, "mod": claim.mod or "exact", "unit": claim.unit})


def _time(timex: str | None) -> str:
    return moment({"timex": timex, "mod": None}) if timex else "—"


def _float(value: str | None) -> float | None:
    try:
        return float(value) if value is not None else None
    except ValueError:
        return None


def _links(places: Iterable[Place], linker: Linker) -> tuple[Link, ...]:
    return tuple(Link(linker(place.document, place.item), _short(place.name), place.name) for place in places)


def _short(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _dispute(store: Store, found: Disagreement, linker: Linker) -> Dispute:
    record = store.document(found.story).record
    readings = tuple(
        ReadingRow(reading.text, _said(reading), _links(reading.places, linker)) for reading in found.readings
    )
    return Dispute(record["title"] or _short(store.document(found.story).names[0]), found.before, found.after, readings)


def _said(reading: Reading) -> str:
    """The value; of a quotient that runs on and on, the first digits."""
    whole, _, rest = reading.value.partition(".")
    return f"{number(whole)}.{rest[:4]}…" if len(rest) > 6 else number(reading.value)


def _unlinked(store: Store, linker: Linker, among: Sequence[int]) -> tuple[Unlinked, ...]:
    found = (_left(document, store.document(document).record, linker) for document in among)
    return tuple(one for one in found if one.figures)


def _left(document: int, record: Mapping[str, Any], linker: Linker) -> Unlinked:
    used = {claim["figure"] for claim in record["observations"]}
    figures = tuple(
        Link(linker(document, f"f{place}"), figure["text"], figure["item"] or "")
        for place, figure in enumerate(record["figures"], 1)
        if figure["id"] not in used
    )
    return Unlinked(Link(linker(document, ""), record["title"] or record["text"].strip()[:20] or "—"), figures)


def _since(store: Store) -> int | None:
    """The year before the first publication. A law of 1949 would press all that is news into one corner."""
    return min((int(month[:4]) - 1 for month in _months(store)), default=None)


def timeline_of(claims: Iterable[Claim], linker: Linker, *, since: int | None = None) -> Timeline | None:
    """The dated claims by measure, from the year ``since`` on; ``None`` where there are none."""
    known = [(day, claim) for claim in claims if claim.time and (day := _day(claim.day))]
    dated = [one for one in known if since is None or one[0].year >= since]
    if not dated:
        return None
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    days = max(1, (last - first).days)
    lanes: dict[str, list[tuple[float, Claim]]] = {}
    for day, claim in dated:
        lanes.setdefault(claim.measure, []).append(((day - first).days / days, claim))
    common = sorted(lanes, key=lambda measure: (-len(lanes[measure]), measure))[:MOST_LANES]
    drawn = tuple(_lane(measure, lanes[measure], linker) for measure in common)
    return Timeline(_ticks(first, last), drawn, len(known) - len(dated))


def _lane(measure: str, found: list[tuple[float, Claim]], linker: Linker) -> Lane:
    bins: dict[int, list[Claim]] = {}
    for place, claim in found:
        bins.setdefault(round(place * _BINS), []).append(claim)
    dots = tuple(_dot(100 * place / _BINS, claims, linker) for place, claims in sorted(bins.items()))
    return Lane(measure_name(measure), measure, len(found), dots)


def _dot(left: float, claims: list[Claim], linker: Linker) -> Dot:
    told = [f"{claim.day} {claim.subject or '—'} {_amount(claim)}" for claim in claims[:8]]
    more = [f"… {len(claims) - 8}"] if len(claims) > 8 else []
    first = claims[0].places[0]
    link = Link(linker(first.document, first.item), str(len(claims)), "\n".join([*told, *more]))
    return Dot(round(left, 2), len(claims), link, any(claim.disputed for claim in claims))


def _ticks(first: date, last: date) -> tuple[tuple[float, str], ...]:
    """The beginnings of years, or of months within a year and a half, or else the two ends."""
    days = max(1, (last - first).days)
    years = [date(year, 1, 1) for year in range(first.year, last.year + 2)]
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    marks, form = (months, "%Y-%m") if days < 550 else (years, "%Y")
    inside = [day for day in marks if first <= day <= last][:: 1 if days >= 550 else max(1, days // 180)]
    if not inside:
        return ((0.0, first.isoformat()), (100.0, last.isoformat())) if first != last else ((0.0, first.isoformat()),)
    return tuple((round(100 * (day - first).days / days, 2), day.strftime(form)) for day in inside)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def kinds_of(store: Store) -> Heat | None:
    """The kinds of bodies that most stories name, by period, each with the bodies of it that are named most."""
    named: dict[str, Counter[str]] = {}
    for _, name, kind, count in store.ask("agencies"):
        named.setdefault(kind or "", Counter())[name] += count
    counted = [(month, kind or "", count) for month, kind, count in store.ask("kinds")]
    return _heat(store, counted, lambda kind: (label("agency_kind", kind) or "—", _named(named[kind])))


def _named(bodies: Counter[str]) -> str:
    first = sorted(bodies, key=lambda name: (-bodies[name], name))[:MOST_NAMED]
    return "、".join(first) + (f" 等 {len(bodies)} 个" if len(bodies) > len(first) else "")


def bodies_of(store: Store) -> Heat | None:
    """The bodies that most stories name, by period; ``None`` where hardly any is named more than once."""
    rows = list(store.ask("agencies"))
    totals: Counter[tuple[str, str]] = Counter()
    for _, name, kind, count in rows:
        totals[name, kind] += count
    recurring = {body for body, total in totals.items() if total >= LEAST_STORIES}
    counted = [(month, (name, kind), count) for month, name, kind, count in rows if (name, kind) in recurring]
    return _heat(store, counted, lambda body: (body[0], label("agency_kind", body[1])))


def _heat(
    store: Store, counted: Iterable[tuple[str, Counted, int]], told: Callable[[Counted], tuple[str, str]]
) -> Heat | None:
    """The commonest of what is counted, by month, or by quarter or year where there are too many months."""
    totals: Counter[Counted] = Counter()
    cells: Counter[tuple[Counted, str]] = Counter()
    to = _periods(_months(store))
    for month, one, count in counted:
        totals[one] += count
        cells[one, to[month]] += count
    periods = tuple(dict.fromkeys(to.values()))
    common = sorted(totals, key=lambda one: (-totals[one], told(one)))[:MOST_AGENCIES]
    rows = tuple(HeatRow(*told(one), tuple(cells[one, period] for period in periods)) for one in common)
    return Heat(periods, rows) if rows else None


def shares_of(store: Store) -> Shares | None:
    """The first themes of articles by period; the less common ones together."""
    rows = list(store.ask("themes"))
    if not rows:
        return None
    totals: Counter[str] = Counter()
    for _, theme, count in rows:
        totals[theme] += count
    common = sorted(totals, key=lambda theme: (-totals[theme], theme))
    kept = common[:MOST_THEMES] if len(common) <= MOST_THEMES else common[: MOST_THEMES - 1]
    legend = (*kept, *(["其他 other"] if len(common) > len(kept) else []))
    places = {theme: min(place, len(legend) - 1) for place, theme in enumerate(common)}
    to = _periods(_months(store))
    bars: dict[str, Counter[int]] = {}
    for month, theme, count in rows:
        bars.setdefault(to[month], Counter())[places[theme]] += count
    return Shares(
        legend, tuple(Bar(period, parts.total(), tuple(sorted(parts.items()))) for period, parts in bars.items())
    )


def _months(store: Store) -> Counter[str]:
    """The stories of each month."""
    return Counter(dict(store.ask("months")))


def _periods(counts: Counter[str]) -> dict[str, str]:
    """What each month is counted under: itself, its quarter or its year, the first of which there are few and full enough.

    >>> _periods(Counter({"2013-08": 9, "2013-09": 9}))["2013-08"], _periods(Counter({"2013-08": 1, "2015-09": 1}))["2013-08"]
    ('2013-08', '2013')
    """
    months = sorted(counts)
    quarters = {month: f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}" for month in months}
    for found in ({month: month for month in months}, quarters):
        periods = len(set(found.values()))
        if periods <= MOST_PERIODS and counts.total() >= LEAST_IN_PERIOD * periods:
            return found
    latest = sorted({month[:4] for month in months})[-MOST_PERIODS:]
    return {month: month[:4] if month[:4] in latest else f"–{int(latest[0]) - 1}" for month in months}
