"""The sorts of bodies and the forms that their names take, from the tables in ``lexicons``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from weibotext.agencies.regions import Region, short_forms
from weibotext.errors import LexiconError
from weibotext.lexicon import read_table

REGION: Final = "{region}"
SHORT: Final = "{short}"
FULL_SUFFIXES: Final[Mapping[str, str]] = {"委": "委员会", "办": "办公室"}
_ALONE_ENDS: Final = ("局", "厅", "总队", "支队", "大队", "车管所")
_NEVER_ALONE: Final = ("政府", "人民政府", "委")
_VAGUE: Final = frozenset(("警方",))
_SHORT_ALONE: Final = frozenset("教建商")  # 教委, 建委
_MUNICIPALITIES: Final = ("11", "12", "31", "50")
_TAIWAN: Final = "71"
_SPECIAL: Final = ("71", "81", "82")
_PARTY: Final = "中国共产党"
_NATION: Final = "中华人民共和国"
_COURT: Final = REGION + "人民法院"
_COURTS: Final[Mapping[str, str]] = {"province": "高级人民法院", "prefecture": "中级人民法院"}


@dataclass(frozen=True, slots=True)
class Body:
    """A sort of body: its canonical name, in which ``{region}`` stands for its region, and its kind.

    ``{short}`` stands for the region's name without the word for its level. ``alone`` says that the form may stand
    without a head (教育局发布通知), and the context has to tell whose it is; a
    ``vague`` one (警方) is nobody where the context does not.

    >>> Body("{region}公安厅", "police").named("贵州省")
    '贵州省公安厅'
    """

    canonical: str
    kind: str
    alone: bool = False
    vague: bool = False

    def named(self, region: str) -> str:
        """The canonical name of this body in a region."""
        name = self.canonical.replace(REGION, region)
        return name.replace(SHORT, _shortest(region)) if SHORT in name else name

    def of(self, region: Region, office: str = "") -> str:
        """The canonical name, with what a municipality, Hong Kong, Macao or Taiwan says otherwise, and an office.

        >>> Body("{region}公安厅交通警察总队", "police").of(Region("310000", "上海市"))
        '上海市公安局交通警察总队'
        >>> Body("{region}劳工事务局", "labour").of(Region("820000", "澳门特别行政区"))
        '澳门劳工事务局'
        """
        if region.code.startswith(_SPECIAL):
            return self._special(region, office)
        return with_office(self._usual(region), office)

    def _special(self, region: Region, office: str) -> str:
        """澳门|卫生局, also where the text calls it 澳门特区政府|卫生局; but 澳门特别行政区|政府."""
        short = short_forms(region.name)[-1]
        name = self.canonical.replace(SHORT, short)
        if name in (REGION + "人民政府", f"{region.name}政府"):
            return short + office if office else f"{region.name}政府"
        return name.replace(REGION, short) + office

    def _usual(self, region: Region) -> str:
        name = self.named(region.name)
        if self.canonical == _COURT:  # 省法院
            return region.name + _COURTS.get(region.level, "人民法院")
        if self.canonical == REGION + "公安局" and region.level == "province":  # 贵州警方
            name = name.removesuffix("局") + "厅"
        if region.code.startswith(_MUNICIPALITIES):
            return name.replace("公安厅", "公安局")
        return name.replace("人民政府", "政府") if region.code.startswith(_TAIWAN) else name


def with_office(name: str, office: str) -> str:
    """A body's name with that of an office in it; a committee of the Party has the Party's name first.

    >>> with_office("浦城县林业局", "中国共产党委员会"), with_office("贵州省公安厅", "打拐办公室")
    ('中国共产党浦城县林业局委员会', '贵州省公安厅打拐办公室')
    """
    if office.startswith(_PARTY):
        return _PARTY + name.removeprefix(_NATION) + office.removeprefix(_PARTY)
    return name + office


def _shortest(region: str) -> str:
    """A region's name without the word for its level: also a district's, which is safe inside a name (黄岛|海关)."""
    forms = short_forms(region)
    return forms[-1] if forms else region.removesuffix("区") if len(region) > 2 else region


class Dated(NamedTuple):
    """A body of the nation with the months, or years, from which and until which it had this name; empty: open."""

    body: Body
    since: str
    until: str


class National(NamedTuple):
    """What a form that stands by itself may name, in the order of time."""

    rows: tuple[Dated, ...]

    def on(self, day: date | None) -> Body:
        """The body that the form names on a day: the one of that day, the latest before it, or the first.

        >>> [national()["广电总局"].on(date(year, 6, 1)).canonical for year in (2010, 2015, 2020)]
        ['国家广播电影电视总局', '国家新闻出版广电总局', '国家广播电视总局']
        """
        if len(self.rows) == 1 or day is None:
            return self.rows[-1].body
        month = day.isoformat()[:7]
        begun = [row for row in self.rows if row.since <= month]
        return (begun[-1] if begun else self.rows[0]).body


@cache
def regional() -> Mapping[str, Body]:
    """Bodies that a region may have, by the form that follows the region's name.

    >>> regional()["政府新闻办"].canonical, regional()["工信局"].canonical
    ('{region}人民政府新闻办公室', '{region}工业和信息化局')
    """
    known = dict(_departments())
    listed: set[str] = set()
    for form, canonical, kind in read_table("bodies.tsv", "form", "canonical name", "kind"):
        if REGION not in canonical and SHORT not in canonical:
            raise LexiconError(f"lexicons/bodies.tsv, {form}: the canonical name {canonical!r} must hold {REGION}")
        if form in listed:
            raise LexiconError(f"lexicons/bodies.tsv: {form!r} stands twice; remove one")
        listed.add(form)
        alone = form.endswith(_ALONE_ENDS) and len(form) > 2 and not form.startswith(_NEVER_ALONE)
        known[form] = Body(canonical, kind, alone or form in _VAGUE, vague=form in _VAGUE)
    return known


def _departments() -> Iterator[tuple[str, Body]]:
    """Each stem with each of its suffixes, short and in full."""
    for stem, full, kind, suffixes in read_table("stems.tsv", "stem", "stem in full", "kind", "suffixes"):
        for suffix in suffixes.split():
            ending = FULL_SUFFIXES.get(suffix, suffix)
            body = Body(REGION + full + ending, kind)
            for form in {one + last for one in (stem, full) for last in (suffix, ending)}:
                yield (
                    form,
                    Body(body.canonical, kind, alone=suffix in "厅局委办" and (len(form) > 2 or stem in _SHORT_ALONE)),
                )


@cache
def stem_kinds() -> Mapping[str, str]:
    """The kind that each stem of two characters or more tells of."""
    rows = read_table("stems.tsv", "stem", "stem in full", "kind", "suffixes")
    return {form: kind for stem, full, kind, _ in rows for form in (stem, full) if len(form) > 1}


@cache
def national() -> Mapping[str, National]:
    """Bodies of the nation, by the form that stands in text.

    >>> national()["公安部"].on(None).canonical
    '中华人民共和国公安部'
    """
    rows: dict[str, list[Dated]] = {}
    for form, canonical, kind, since, until in read_table(
        "national_bodies.tsv", "form", "name", "kind", "since", "until"
    ):
        rows.setdefault(form, []).append(Dated(Body(canonical, kind), since, until))
    return {form: National(tuple(sorted(known, key=lambda row: row.since))) for form, known in rows.items()}


@cache
def offices() -> Mapping[str, str]:
    """Offices inside a body: the form that follows its name, and the canonical form.

    >>> offices()["打拐办"]
    '打拐办公室'
    """
    return dict(read_table("offices.tsv", "form", "canonical"))  # type: ignore[arg-type]


class Foreign(NamedTuple):
    """What a foreign nation may have: the name behind the nation's, and its kind, ``foreign`` or ``military``."""

    name: str
    kind: str


@cache
def foreign_forms() -> Mapping[str, Foreign]:
    """Bodies that a foreign nation may have, by the form that follows its name.

    >>> foreign_forms()["防卫省"]
    Foreign(name='防卫省', kind='foreign')
    """
    return {form: Foreign(name, kind) for form, name, kind, _, _ in _foreign_rows()}


def _foreign_rows() -> Iterator[tuple[str, ...]]:
    return read_table("foreign_forms.tsv", "form", "name", "kind", "after a short name", "alone")


@cache
def nations() -> Mapping[str, str]:
    """Foreign nations, and places in them, by what may stand before a body, and what they are called in its name.

    >>> nations()["印尼"], nations()["加州"]
    ('印度尼西亚', '加州')
    """
    rows = read_table("nations.tsv", "nation", "names", "short names")
    known = {name: nation for nation, names, _ in rows for name in names.split()}
    known |= {
        place: place for _, places in read_table("foreign_places.tsv", "nation", "places") for place in places.split()
    }
    return known


@cache
def standing() -> Mapping[str, Body]:
    """Foreign, international and military bodies that stand by themselves, and those with a nation's short name.

    >>> standing()["俄国防部"].canonical, standing()["安理会"].canonical
    ('俄罗斯国防部', '联合国安全理事会')
    """
    known = dict(_short_headed())
    known |= {form: Body(name, kind) for form, name, kind in read_table("foreign_bodies.tsv", "form", "name", "kind")}
    for form, name, whose in read_table("armed_forces.tsv", "form", "name", "whose"):
        known[form] = Body(name, "military", alone=whose == "any" and form == name)
    return known


def _short_headed() -> Iterator[tuple[str, Body]]:
    """俄海军, 美国防部, 美军: one character for the nation."""
    shorts = [
        (short, nation) for nation, _, short in read_table("nations.tsv", "nation", "names", "short names") if short
    ]
    for form, name, kind, after_short, alone in _foreign_rows():
        if alone:
            yield form, Body(name, kind, alone=True)
        if after_short:
            yield from ((short + form, Body(nation + name, kind)) for short, nation in shorts)


class Special(NamedTuple):
    """A body of Hong Kong, Macao or Taiwan; ``head`` is ``yes``, ``own`` or ``context``, as in the table."""

    body: Body
    head: str


@cache
def special() -> Mapping[str, Mapping[str, Special]]:
    """Bodies of Hong Kong, Macao and Taiwan: by form, then by the region's code.

    >>> special()["廉政公署"]["820000"].body.canonical
    '澳门廉政公署'
    """
    known: dict[str, dict[str, Special]] = {}
    for code, form, name, kind, head in read_table("special_bodies.tsv", "code", "form", "name", "kind", "head"):
        known.setdefault(form, {})[code] = Special(Body(name, kind), head)
    return known


class Suffix(NamedTuple):
    """The end of a name that no list holds: in full, its kind, and the heads it may have, as in ``suffixes.tsv``."""

    full: str
    kind: str
    heads: str


@cache
def suffixes() -> Mapping[str, Suffix]:
    """The ends of names that no list holds.

    >>> suffixes()["管委会"].full
    '管理委员会'
    """
    rows = read_table("suffixes.tsv", "suffix", "suffix in full", "kind", "heads")
    return {suffix: Suffix(full, kind, heads) for suffix, full, kind, heads in rows}


@cache
def stem_words() -> Mapping[str, bool]:
    """Words that may, or may not, stand in names that no list holds, whatever their part of speech.

    >>> stem_words()["保障"], stem_words()["记者"]
    (True, False)
    """
    return {word: may == "yes" for word, may in read_table("stem_words.tsv", "word", "may")}
