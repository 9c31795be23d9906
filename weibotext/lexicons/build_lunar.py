"""Makes ``lunar_years.tsv``: the lunar years and the solar terms of 1900 to 2100.

    pip install lunar-python && python weibotext/lexicons/build_lunar.py

Runs by hand; the table is kept, so that nobody needs the library to read a date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

YEARS: Final = range(1900, 2101)
TERMS: Final = "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至"
HEADER: Final = """\
# The lunar years 1900 to 2100, one a line: the year, the first day of its first month, its leap month (0 for none), the
# lengths of its months in their order (the leap month behind its namesake), and the days of the month on which the 24
# solar terms of the *solar* year fall, 小寒 first, two a month.
# Source: lunar-python 1.4.8 (MIT, 6tail), by build_lunar.py; the rules are those of GB/T 33661-2017.
"""


def main() -> None:
    """Write the table beside this file."""
    from lunar_python import LunarYear

    rows = [_row(LunarYear.fromYear(year), year) for year in YEARS]
    Path(__file__).with_name("lunar_years.tsv").write_text(HEADER + "".join(rows), encoding="utf-8")


def _row(lunar: Any, year: int) -> str:
    from lunar_python import Lunar

    months = [month for month in lunar.getMonths() if month.getYear() == year]
    first = Lunar.fromYmd(year, 1, 1).getSolar().toYmd()
    lengths = ",".join(str(month.getDayCount()) for month in months)
    return f"{year}\t{first}\t{lunar.getLeapMonth()}\t{lengths}\t{','.join(map(str, _terms(year)))}\n"


def _terms(year: int) -> list[int]:
    """The days of the month of a solar year's terms."""
    from lunar_python import Solar

    names = [TERMS[place : place + 2] for place in range(0, len(TERMS), 2)]
    table = Solar.fromYmd(year, 7, 1).getLunar().getJieQiTable()
    return [_in_year(table, name, year).getDay() for name in names]


def _in_year(table: Any, name: str, year: int) -> Any:
    """The term that falls in ``year``; the table spans more than one and names the outer ones in Latin script."""
    latin = {"冬至": "DONG_ZHI", "小寒": "XIAO_HAN", "大寒": "DA_HAN", "立春": "LI_CHUN", "雨水": "YU_SHUI"}
    found = [table[key] for key in (name, latin.get(name, "")) if key in table]
    return next(day for day in found if day.getYear() == year)


if __name__ == "__main__":
    main()
