"""Tables and pictures of many articles, as the command writes them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import weibotext
from weibotext import Article, InputError, Pipeline, Store
from weibotext.agency_table import Row, as_csv
from weibotext.cli import main
from weibotext.export import export
from weibotext.survey.plots import draw
from weibotext.survey.tables import Survey, survey
from weibotext.themes import label_texts

ARTICLES = {
    "a.txt": "地震救援\n\n发布时间：2013-04-21\n雅安市地震局说，地震发生后救援队赶赴灾区，抗震救灾指挥部转移群众。",
    "b.txt": "高考开考\n\n发布时间：2013-06-07\n贵州省教育厅说，高考考生和教师入场，学校已做好准备。",
    "c.txt": "没有主题\n\n春天来了，山上的花开了。",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["themes", *map(str, arguments)], catch_exceptions=False)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_tell_labels_evidence_and_shares(folder: Path) -> None:
    result = run(folder, "-o", folder / "out", "--no-plots", "-q")
    assert (result.exit_code, result.output) == (0, "")
    rows = {Path(row["article"]).name: row for row in table(folder / "out" / "articles.csv")}
    assert [rows[name]["themes"] for name in ARTICLES] == ["应急救援", "教育", ""]
    assert rows["b.txt"]["agency"] == "贵州省教育厅"
    assert rows["b.txt"]["region"] == "贵州省"
    evidence = table(folder / "out" / "evidence.csv")
    assert "救援队" in evidence[0]["evidence"].split()
    shares = table(folder / "out" / "themes_by_month.csv")
    assert [(row["month"], row["theme"], row["share"]) for row in shares] == [
        ("2013-04", "应急救援", "1.0"),
        ("2013-06", "教育", "1.0"),
    ]


def test_groups_are_months_agencies_or_regions(folder: Path) -> None:
    run(folder, "-o", folder / "out", "--no-plots", "-q", "--by", "region")
    assert {row["region"] for row in table(folder / "out" / "themes_by_region.csv")} == {"雅安市", "贵州省"}


def test_topics_have_words_passages_and_shares(folder: Path) -> None:
    for number in range(6):
        (folder / f"more{number}.txt").write_text(ARTICLES["a.txt" if number % 2 else "b.txt"], encoding="utf-8")
    run(folder, "-o", folder / "out", "--no-plots", "-q", "--topics", "2")
    rows = table(folder / "out" / "topics.csv")
    assert len(rows) == 2
    assert all(row["words"] and row["passages"] for row in rows)
    months = [row["month"] for row in table(folder / "out" / "topics_by_month.csv")]
    assert months == ["2013-04"] * 2 + ["2013-05"] * 2 + ["2013-06"] * 2


def test_pictures_have_a_glyph_for_every_character(folder: Path) -> None:
    """Warnings are errors here, and matplotlib warns of each character that its font lacks."""
    result = run(folder, "-o", folder / "out", "--topics", "2", "--by", "region")
    assert result.exit_code == 0
    pictures = sorted(path.name for path in (folder / "out").glob("*.png"))
    assert pictures == ["themes.png", "themes_by_region.png", "topics_by_region.png"]
    assert all((folder / "out" / name).read_bytes().startswith(b"\x89PNG") for name in pictures)


def test_the_same_tables_give_the_same_picture(tmp_path: Path) -> None:
    made = Survey([], "month", [("2013-04", "应急救援", 0.5, 2)])
    (tmp_path / "other").mkdir()
    once, again = draw(made, tmp_path), draw(made, tmp_path / "other")
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def test_a_taxonomy_of_ones_own(folder: Path) -> None:
    own = folder / "own.toml"
    own.write_text('[[theme]]\nlabel = "花"\nseeds = ["春天", "山上的花"]\n', encoding="utf-8")
    run(folder / "c.txt", "-o", folder / "out", "--taxonomy", own, "--no-plots", "-q")
    assert table(folder / "out" / "articles.csv")[0]["themes"] == "花"


GOOD = '[[theme]]\nlabel = "花"\nseeds = ["春天"]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seeds = 1", "has no entries"),
        ('[theme]\nlabel = "花"\nseeds = ["春天"]\n', "has no entries [[theme]]"),
        ('theme = ["花"]\n', "has no entries [[theme]]"),
        ("theme = []\n", "has no entries [[theme]]"),
        ('[[theme]]\nseeds = ["春天"]\n', "number 1: needs a label"),
        ('[[theme]]\nlabel = ["花"]\nseeds = ["春天"]\n', "number 1: needs a label"),
        ('[[theme]]\nlabel = "花"\n', "number 1: seeds is []; write a list of words"),
        ('[[theme]]\nlabel = "花"\nseeds = [""]\n', "number 1: seeds is ['']"),
        ('[[theme]]\nlabel = "花"\nseeds = "春天"\n', "number 1: seeds is '春天'"),
        (GOOD + 'weak = "山"\n', "number 1: weak is '山'"),
        (GOOD + "parent = 1\n", "number 1: parent is 1; write a string"),
        (GOOD + 'weight = "heavy"\n', "number 1: weight is 'heavy'; write a number more than 0 and at most 10"),
        (GOOD + "weight = true\n", "number 1: weight is True"),
        (GOOD + "weight = -5\n", "number 1: weight is -5"),
        (GOOD + "weight = nan\n", "number 1: weight is nan"),
        (GOOD + "weight = inf\n", "number 1: weight is inf"),
        (GOOD + "wieght = 2\n", "number 1: ['wieght'] are no keys of a theme; the keys are label, parent"),
        (GOOD + GOOD, "number 2: the label '花' was there before"),
        ("[[theme", "is not TOML"),
        ("x = " + "[" * 5000, "is not TOML"),
    ],
)
def test_a_taxonomy_that_is_none_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    result = run(folder / "c.txt", "-o", folder / "out", "--taxonomy", folder / "own.toml", "--no-plots")
    assert result.exit_code == 2
    assert message in result.output and "own.toml" in result.output


@pytest.mark.parametrize(
    "given",
    [
        {"防汛": "防汛洪水"},
        {"防汛": ["洪水", ""]},
        {"防汛": 3},
        {"": ["洪水"]},
        {"防汛": ["\ud800"]},
        "防汛",
        ["防汛"],
        3,
    ],
)
def test_seed_words_that_are_none_are_refused(given: Any) -> None:
    with pytest.raises(InputError, match="give a"):
        Pipeline(taxonomy=given)
    if isinstance(given, dict):
        with pytest.raises(InputError, match="give a"):
            label_texts(["防汛"], given | {"教育": ["学校"]})


def test_a_list_of_seed_words_may_be_empty_or_of_any_kind() -> None:
    assert [theme.label for theme in Pipeline(taxonomy={"防汛": ("洪水",), "无": []})("洪水来了。").themes] == ["防汛"]


def test_an_article_that_cannot_be_read_is_left_out(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x00\xff\xfe\x81" * 50)
    result = run(folder, "-o", folder / "out", "--no-plots")
    assert result.exit_code == 1
    assert "left out" in result.output
    assert len(table(folder / "out" / "articles.csv")) == 3


def test_no_articles_are_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", "-o", tmp_path / "out", "--no-plots").exit_code == 2


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    survey([Article("=HYPERLINK(1)\n\n春天来了。", "=a.txt")]).write(tmp_path)
    row = table(tmp_path / "articles.csv")[0]
    assert (row["article"], row["title"]) == ("'=a.txt", "'=HYPERLINK(1)")


CELLS = {"=cmd()": "'=cmd()", "@x": "'@x", "＝1+1": "'＝1+1", "-1+1": "'-1+1", "-3.5": "-3.5", "+2": "+2", "a=1": "a=1"}


@pytest.mark.parametrize("value", CELLS)
def test_whoever_writes_csv_has_one_rule_for_formulas(value: str, tmp_path: Path) -> None:
    Survey([], "agency", [(value, "", 1.0, 1)]).write(tmp_path)
    themes = table(tmp_path / "themes_by_agency.csv")[0]["agency"]
    agencies = next(csv.DictReader(io.StringIO(as_csv([Row(value, "", None, None, 1, 1, (), None)]))))["name"]
    with Store() as store:
        store.feed([Article("2013年", value)])
        export(store, "csv", tmp_path)
    names = {row["name"] for row in table(tmp_path / "origins.csv")}
    assert (themes, agencies, names) == (CELLS[value], CELLS[value], {CELLS[value]})


def test_nobody_writes_csv_of_their_own() -> None:
    modules = Path(weibotext.__file__).parent.rglob("*.py")
    assert [one.name for one in modules if "csv.writer" in one.read_text("utf-8")] == ["cells.py"]
