"""What other spellings of the same text cost: traditional characters, full-width digits, blanks beside digits.

    python benchmarks/variants.py [--suites DIR --scorer FILE]

Without options it reads the project's own cases (tests/cases/dates.toml) and prints the F1 of spans, and of spans with
their values. With a folder of suites and a scorer that takes ``--suites DIR --json``, it rewrites the suites of dates and
prints the scorer's figures.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from opencc import OpenCC

from weibotext import extract

Rewrite = Callable[[str], tuple[str, list[int]]]
CASES = Path(__file__).parent.parent / "tests" / "cases" / "dates.toml"
SUITES = ("rt_datetime_DateTimeModel", "jio_time_parser", "duck_time_simp", "minlp_time", "minlp_date", "boson_time150")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
TO_TRADITIONAL = OpenCC("s2t")
BESIDE = re.compile("(?<=[0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9])")


def as_is(text: str) -> tuple[str, list[int]]:
    return text, list(range(len(text) + 1))


def traditional(text: str) -> tuple[str, list[int]]:
    """Character for character where the whole would change its length."""
    whole = TO_TRADITIONAL.convert(text)
    if len(whole) != len(text):
        whole = "".join(one if len(one) == 1 else old for old in text for one in [TO_TRADITIONAL.convert(old)])
    return whole, list(range(len(text) + 1))


def wide(text: str) -> tuple[str, list[int]]:
    return text.translate(WIDE), list(range(len(text) + 1))


def blanks(text: str) -> tuple[str, list[int]]:
    """With a blank at each border of a digit and a character; the map says where each old place came to stand."""
    places = [hit.start() for hit in BESIDE.finditer(text)]
    moved = [place + sum(1 for one in places if one <= place) for place in range(len(text) + 1)]
    return BESIDE.sub(" ", text), moved


VARIANTS: dict[str, Rewrite] = {"as is": as_is, "traditional": traditional, "full width": wide, "blanks": blanks}


def span(start: int, stop: int, moved: list[int]) -> tuple[int, int]:
    """A span in the rewritten text; it ends behind its last character, before any new blank."""
    return moved[start], moved[stop - 1] + 1


def own_cases(rewrite: Rewrite) -> tuple[float, float]:
    """F1 of spans, and of spans with values, on the project's own cases."""
    wanted = found = spans = values = 0
    for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]:
        marks = list(re.finditer("⟦([^⟦⟧]*)⟧", case["text"]))
        text, moved = rewrite(case["text"].replace("⟦", "").replace("⟧", ""))
        places = [span(hit.start() - 2 * n, hit.end() - 2 * n - 2, moved) for n, hit in enumerate(marks)]
        gold = dict(zip(places, case.get("values", []), strict=True))
        dates = {tuple(date.span): date.timex for date in extract(text, published=case.get("published")).dates}
        wanted, found = wanted + len(gold), found + len(dates)
        spans += len(gold.keys() & dates.keys())
        values += len(gold.items() & dates.items())
    return 200 * spans / (wanted + found), 200 * values / (wanted + found)


def rewritten(row: dict[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    text, moved = rewrite(row["input"])
    gold = [
        {**one, **dict(zip(("start", "end"), span(one["start"], one["end"], moved), strict=True))}
        for one in row["gold"]
    ]
    return {**row, "input": text, "gold": gold}


def scored(folder: Path, scorer: Path, rewrite: Rewrite) -> list[dict[str, Any]]:
    """The scorer's rows on rewritten suites."""
    with tempfile.TemporaryDirectory() as made:
        for name in SUITES:
            rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
            lines = (json.dumps(rewritten(row, rewrite), ensure_ascii=False) for row in rows)
            (Path(made) / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(scorer), "--json", "--suites", made]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout)["rows"]
    return [row for row in rows if row["suite"] in SUITES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suites", type=Path, help="folder of suites")
    parser.add_argument("--scorer", type=Path, help="the script that scores them")
    given = parser.parse_args()
    for name, rewrite in VARIANTS.items():
        if given.suites and given.scorer:
            for row in scored(given.suites, given.scorer, rewrite):
                value = row["span+value R"]
                print(
                    f"{name:12} {row['suite']:27} F1 {row['F1']:5.1f}  span+value {value if value is None else f'{value:.1f}'}"
                )
        else:
            print(f"{name:12} F1 {own_cases(rewrite)[0]:5.1f}  with values {own_cases(rewrite)[1]:5.1f}")


if __name__ == "__main__":
    main()
