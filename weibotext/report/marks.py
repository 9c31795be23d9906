"""From a record to the stretches of source that deserve a mark, each with its tooltip and its anchor.

Spans are source coordinates, half open, as in the record. Tooltips are plain text, not yet escaped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from weibotext.errors import InputError
from weibotext.report.words import amount, label, measure_name, moment, names

Item = Mapping[str, Any]

_PREFIX = re.compile("[A-Za-z][A-Za-z0-9_-]*")


class Mark(NamedTuple):
    """A stretch ``[start, stop)`` of the source, what kind of thing it is, and what to say about it.

    ``text`` is what the record says stands there, ``None`` where it does not say. ``becomes`` is what repair put in
    the place of the stretch, and ``None`` unless the mark is an edit.

    >>> Mark(2, 7, "date", "日期：2013-06-30", anchor="n1-t1").stop
    7
    """

    start: int
    stop: int
    kind: str
    title: str = ""
    anchor: str = ""
    text: str | None = None
    becomes: str | None = None


def anchor(prefix: str, letter: str, *numbers: int) -> str:
    """The id of a mark in the document; rows link to it. Numbers count from zero here and from one in the id.

    >>> anchor("n1", "a", 0, 2)
    'n1-a1-3'
    """
    return "-".join((prefix, letter + str(numbers[0] + 1), *(str(n + 1) for n in numbers[1:])))


def prefix_of(record: Item, given: str | None = None) -> str:
    """The prefix for the ids of one article: the one given, or one drawn from the record's own id.

    It is written into attributes as it stands, so one that is not an ASCII letter followed by ASCII letters, digits,
    ``-`` and ``_`` raises :class:`~weibotext.errors.InputError`.

    >>> prefix_of({"id": "sha256:00"}), prefix_of({"id": "sha256:00"}, "n1")
    ('rf39161b5', 'n1')
    """
    if given is None:
        return "r" + hashlib.sha256(str(record["id"]).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if not _PREFIX.fullmatch(given):
        raise InputError(f"prefix {given!r} cannot begin an id: give an ASCII letter, then letters, digits, '-' or '_'")
    return given


def marks(record: Item, prefix: str) -> list[Mark]:
    """All marks of a record, in no particular order; they may nest, cross and repeat."""
    called = names(record)
    found: list[Mark] = []
    for each in (_agencies, _accounts, _dates, _figures, _observations, _themes, _keywords, _edits):
        found.extend(each(record, prefix, called))
    return found


def _mark(span: Sequence[int], kind: str, title: str, place: str, text: str | None = None) -> Mark:
    start, stop = span
    return Mark(start, stop, kind, title, place, text)


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _noted(name: str, value: str | None) -> str:
    return f"{name}：{value}" if value else ""


def _mention(kind: str, title: str, mention: Item, place: str) -> Mark:
    basis = _noted("依据", label("mention_basis", mention["basis"]))
    return _mark(mention["span"], kind, _lines(title, basis), place, mention["text"])


def describe_agency(agency: Item) -> str:
    """What sort of body an agency is and where, on one line.

    >>> describe_agency({"kind": "police", "level": "province", "region": {"code": "520000", "name": "贵州省"}})
    '公安 · 省级 · 贵州省 520000'
    """
    region = agency["region"]
    place = f"{region['name']} {region['code']}" if region else ""
    return " · ".join(filter(None, (label("agency_kind", agency["kind"]), label("level", agency["level"]), place)))


def _agencies(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, agency in enumerate(record["agencies"]):
        title = _lines(f"机构：{agency['name']}", describe_agency(agency))
        for j, mention in enumerate(agency["mentions"]):
            yield _mention("agency", title, mention, anchor(prefix, "a", i, j))


def _accounts(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, account in enumerate(record["accounts"]):
        owner = called.get(account["agency"] or "", account["agency"])
        title = _lines(
            f"账号：{account['name']}",
            _noted("主办", owner),
            _noted("平台", "、".join(account["platforms"])),
            _noted("开通", account["opened"]),
        )
        for j, mention in enumerate(account["mentions"]):
            yield _mention("account", title, mention, anchor(prefix, "w", i, j))


def _with_extent(kind: str, item: Item, title: str, place: str) -> Iterator[Mark]:
    yield _mark(item["span"], kind, title, place, item["text"])
    if list(item["extent"]) != list(item["span"]):
        yield _mark(item["extent"], f"{kind}-extent", title, "")


def _dates(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, date in enumerate(record["dates"]):
        title = _lines(
            f"{label('date_kind', date['kind'])}：{moment(date)}",
            _noted("依据", label("date_basis", date["basis"])),
            _noted("规则", date["rule"]),
        )
        yield from _with_extent("date", date, title, anchor(prefix, "t", i))


def _figures(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, figure in enumerate(record["figures"]):
        title = _lines(
            f"{label('figure_kind', figure['kind'])}：{amount(figure)}",
            _noted("对象", figure["item"]),
            _noted("规则", figure["rule"]),
        )
        yield from _with_extent("figure", figure, title, anchor(prefix, "f", i))


def _observations(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, claim in enumerate(record["observations"]):
        subject = called.get(claim["subject"] or "", claim["subject"])
        measure = measure_name(claim["measure"])
        title = _lines(f"数据：{subject or '—'} · {measure} · {amount(claim)}", _noted("规则", claim["rule"]))
        yield _mark(claim["span"], "claim", title, anchor(prefix, "o", i))


def _themes(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, theme in enumerate(record["themes"]):
        for j, item in enumerate(theme["evidence"]):
            yield _mark(item["span"], "evidence", "", anchor(prefix, "h", i, j), item["text"])


def _keywords(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    for i, keyword in enumerate(record["keywords"]):
        for j, span in enumerate(keyword["spans"]):
            yield _mark(span, "keyword", "", anchor(prefix, "k", i, j))


def _edits(record: Item, prefix: str, called: Mapping[str, str]) -> Iterator[Mark]:
    firsts = {place for group in groups_of_edits(record["edits"]).values() for place in group.firsts}
    for i, edit in enumerate(record["edits"]):
        place = anchor(prefix, "e", i) if i in firsts else ""
        to = f"改为“{edit['replacement']}”" if edit["replacement"] else "删去"
        title = f"修复（{label('repair', edit['repair'])}）：{to}"
        mark = _mark(edit["span"], "edit", title, place, edit["text"])
        yield mark._replace(becomes=edit["replacement"])


class EditGroup(NamedTuple):
    """The edits of one repair: how many in all, and which in the list of edits are the first of their change.

    >>> EditGroup(3, [0]).total
    3
    """

    total: int
    firsts: list[int]


def groups_of_edits(edits: Iterable[Item], *, specimens: int = 8) -> dict[str, EditGroup]:
    """Edits by repair, in the order of their first appearance, with at most ``specimens`` different changes each.

    >>> gloss = {"text": "(wù)", "replacement": "", "repair": "pinyin_gloss"}
    >>> groups_of_edits([gloss, gloss, {**gloss, "text": "(jié)"}])
    {'pinyin_gloss': EditGroup(total=3, firsts=[0, 2])}
    """
    counts: dict[str, int] = {}
    changes: dict[str, dict[tuple[str, str], int]] = {}
    for i, edit in enumerate(edits):
        repair = edit["repair"]
        counts[repair] = counts.get(repair, 0) + 1
        seen = changes.setdefault(repair, {})
        if len(seen) < specimens:
            seen.setdefault((edit["text"], edit["replacement"]), i)
    return {repair: EditGroup(count, list(changes[repair].values())) for repair, count in counts.items()}
