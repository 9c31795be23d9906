"""From a record to the tables of a card: plain values for the templates, nothing escaped, links as anchors' ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from weibotext.report.marks import Item, anchor, describe_agency, groups_of_edits
from weibotext.report.words import amount, label, measure_name, moment, names


class Place(NamedTuple):
    """A link to a mark in the source: the id of the mark, what the link says, and its tooltip.

    >>> Place("n1-a1-1", "1", "省公安廳").text
    '1'
    """

    anchor: str
    text: str
    title: str = ""


class Cell(NamedTuple):
    """One cell: its text, a smaller note, a link for the text, further links, and whether it stays on one line.

    >>> Cell("420,000", unbroken=True).note
    ''
    """

    text: str
    note: str = ""
    anchor: str = ""
    places: tuple[Place, ...] = ()
    unbroken: bool = False


class Table(NamedTuple):
    """One table: the kind of its marks, its name in Chinese and English, its head, its rows.

    ``total`` is what the heading counts, which for repairs is not the number of rows.

    >>> Table("agency", "机构", "Agencies", ("名称",), (), 0).english
    'Agencies'
    """

    kind: str
    name: str
    english: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def tables(record: Item, prefix: str) -> tuple[Table, ...]:
    """The tables of a card in reading order, empty ones included.

    >>> keys = "agencies accounts dates figures observations themes keywords edits".split()
    >>> [table.english for table in tables({**dict.fromkeys(keys, []), "published": None}, "n1")][:3]
    ['Observations', 'Agencies', 'Accounts']
    """
    builders = (_observations, _agencies, _accounts, _dates, _figures, _themes, _keywords, _repairs)
    return tuple(build(record, prefix) for build in builders)


def _table(kind: str, name: str, english: str, head: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    listed = tuple(rows)
    return Table(kind, name, english, tuple(head.split()), listed, len(listed))


def _places(prefix: str, letter: str, i: int, texts: Sequence[str]) -> tuple[Place, ...]:
    return tuple(Place(anchor(prefix, letter, i, j), str(j + 1), text) for j, text in enumerate(texts))


def _mentions(prefix: str, letter: str, i: int, item: Item) -> Cell:
    return Cell("", places=_places(prefix, letter, i, [mention["text"] for mention in item["mentions"]]))


def _first(prefix: str, letter: str, i: int, listed: Sequence[Any]) -> str:
    return anchor(prefix, letter, i, 0) if listed else ""


def _observations(record: Item, prefix: str) -> Table:
    called = names(record)
    dates = {date["id"]: (i, date) for i, date in enumerate(record["dates"])}
    counted = {figure["id"]: figure["item"] for figure in record["figures"]}

    def row(i: int, claim: Item) -> tuple[Cell, ...]:
        subject = called.get(claim["subject"] or "", claim["subject"]) or "—"
        dated = dates.get(claim["date"] or "")
        measure = Cell(measure_name(claim["measure"]), claim["measure"])
        when = Cell(moment(dated[1]), "", anchor(prefix, "t", dated[0]), unbroken=True) if dated else Cell("—")
        value = Cell(amount(claim), counted.get(claim["figure"] or "") or "", unbroken=True)
        return Cell(subject, anchor=anchor(prefix, "o", i)), measure, value, when

    rows = (row(i, claim) for i, claim in enumerate(record["observations"]))
    return _table("claim", "数据", "Observations", "主体 指标 数值 时间", rows)


def _agencies(record: Item, prefix: str) -> Table:
    rows = (
        (
            Cell(agency["name"], anchor=_first(prefix, "a", i, agency["mentions"])),
            Cell(describe_agency(agency)),
            _mentions(prefix, "a", i, agency),
        )
        for i, agency in enumerate(record["agencies"])
    )
    return _table("agency", "机构", "Agencies", "名称 性质 出处", rows)


def _accounts(record: Item, prefix: str) -> Table:
    called = names(record)
    rows = (
        (
            Cell(account["name"], "、".join(account["platforms"]), _first(prefix, "w", i, account["mentions"])),
            Cell(called.get(account["agency"] or "", account["agency"] or "—")),
            Cell(account["opened"] or "—", unbroken=True),
            _mentions(prefix, "w", i, account),
        )
        for i, account in enumerate(record["accounts"])
    )
    return _table("account", "账号", "Accounts", "名称 主办 开通 出处", rows)


def _dates(record: Item, prefix: str) -> Table:
    rows = (
        (
            Cell(date["text"], anchor=anchor(prefix, "t", i)),
            Cell(moment(date), unbroken=True),
            Cell(label("date_kind", date["kind"]), label("date_basis", date["basis"])),
        )
        for i, date in enumerate(record["dates"])
    )
    return _table("date", "日期", "Dates", "原文 取值 类别", rows)


def _figures(record: Item, prefix: str) -> Table:
    claimed: dict[str, list[int]] = {}
    for i, claim in enumerate(record["observations"]):
        claimed.setdefault(claim["figure"] or "", []).append(i)

    def linked(figure: Item) -> Cell:
        claims = [(i, record["observations"][i]["measure"]) for i in claimed.get(figure["id"], [])]
        places = tuple(Place(anchor(prefix, "o", i), measure_name(measure), measure) for i, measure in claims)
        return Cell("", places=places) if places else Cell("", "未关联 not linked")

    rows = (
        (
            Cell(figure["text"], anchor=anchor(prefix, "f", i)),
            Cell(amount(figure), unbroken=True),
            Cell(figure["item"] or "—", label("figure_kind", figure["kind"])),
            linked(figure),
        )
        for i, figure in enumerate(record["figures"])
    )
    return _table("figure", "数量", "Figures", "原文 取值 对象 归入数据", rows)


def _themes(record: Item, prefix: str) -> Table:
    def row(i: int, theme: Item) -> tuple[Cell, ...]:
        found = [item["text"] for item in theme["evidence"]]
        places = tuple(Place(anchor(prefix, "h", i, j), text) for j, text in enumerate(found))
        return Cell(theme["label"], anchor=_first(prefix, "h", i, found)), _score(theme), Cell("", places=places)

    rows = (row(i, theme) for i, theme in enumerate(record["themes"]))
    return _table("evidence", "主题", "Themes", "主题 得分 依据", rows)


def _score(item: Mapping[str, Any]) -> Cell:
    return Cell("—" if item["score"] is None else f"{item['score']:.2f}", unbroken=True)


def _keywords(record: Item, prefix: str) -> Table:
    rows = (
        (
            Cell(keyword["text"], anchor=_first(prefix, "k", i, keyword["spans"])),
            _score(keyword),
            Cell("", places=_places(prefix, "k", i, [""] * len(keyword["spans"]))),
        )
        for i, keyword in enumerate(record["keywords"])
    )
    return _table("keyword", "关键词", "Keywords", "词 得分 出处", rows)


def _repairs(record: Item, prefix: str) -> Table:
    edits = record["edits"]

    def row(repair: str, count: int, firsts: list[int]) -> tuple[Cell, ...]:
        places = tuple(Place(anchor(prefix, "e", i), _change(edits[i])) for i in firsts)
        name = Cell(label("repair", repair), repair, anchor(prefix, "e", firsts[0]))
        return name, Cell(f"{count:,}", unbroken=True), Cell("", places=places)

    rows = [row(repair, *group) for repair, group in groups_of_edits(edits).items()]
    return _table("edit", "修复", "Repairs", "类别 次数 例", rows)._replace(total=len(edits))


def _change(edit: Item) -> str:
    """A change in a few characters, white space made visible: what stood there, and what stands there now."""
    was, now = (_short(edit[key]) for key in ("text", "replacement"))
    return f"{was}→{now}" if now else was


def _short(text: str) -> str:
    shown = text.replace("\n", "↵").replace("\r", "␍").replace("\t", "⇥").replace(" ", "␣").replace("\u3000", "□")
    return shown if len(shown) <= 16 else shown[:15] + "…"
