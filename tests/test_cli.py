"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from weibotext import __version__
from weibotext.cli import main
from weibotext.demo import REPORT, STORE, corpus

ARTICLE = "截至6月30日，貴州省已有1691個黨政機構微博。"


def run(*arguments: str, text: bytes | str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=text)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_file_becomes_one_line_of_json(article: Path) -> None:
    result = run("extract", str(article), "--published", "2013-08-20")
    assert (result.exit_code, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    assert record["published"] == "2013-08-20"
    assert record["dates"][0]["timex"] == "2013-06-30"


def test_standard_input() -> None:
    result = run("extract", "-", text="投资3.5亿元".encode("gb18030"))
    assert json.loads(result.stdout)["figures"][0]["unit_code"] == "CNY"


def test_a_folder_gives_its_articles_in_order(tmp_path: Path) -> None:
    for name, text in (("b.txt", "2014年"), ("a.txt", "2013年"), ("c.md", "2015年")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("extract", str(tmp_path))
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["2013年", "2014年", "2015年"]


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(f"{2000 + number}年", encoding="utf-8")
    assert run("extract", str(tmp_path), "--workers", "2").stdout == run("extract", str(tmp_path)).stdout != ""


def test_the_output_file_is_whole_and_alone(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "out" / "records.jsonl"
    output.parent.mkdir()
    result = run("extract", str(article), "-o", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert [path.name for path in output.parent.iterdir()] == ["records.jsonl"]
    assert json.loads(output.read_text(encoding="utf-8"))["text"].startswith("截至6月30日，贵州省")


def test_a_bad_article_goes_to_the_errors_and_the_rest_goes_on(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xff\x00\x81")
    output = tmp_path / "records.jsonl"
    result = run("extract", str(bad), str(article), str(tmp_path / "none.txt"), "-o", str(output))
    assert result.exit_code == 1
    assert len(output.read_text(encoding="utf-8").splitlines()) == 1
    errors = [json.loads(line) for line in Path(f"{output}.errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [Path(row["article"]).name for row in errors] == ["bad.txt", "none.txt"]
    assert "no such file" in errors[1]["reason"]
    assert "left out" in result.stderr


def test_a_run_without_errors_removes_those_of_the_last(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    run("extract", str(tmp_path / "none.txt"), "-o", str(output))
    assert Path(f"{output}.errors.jsonl").exists()
    run("extract", str(article), "-o", str(output))
    assert not Path(f"{output}.errors.jsonl").exists()


def test_quiet_says_nothing(tmp_path: Path) -> None:
    result = run("extract", str(tmp_path / "none.txt"), "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract"], ["PATHS"]),
        (["extract", "x.txt", "--published", "yesterday"], ["yesterday", "2013-08-20"]),
        (["extract", "EMPTY"], ["no articles", ".txt"]),
        (["extract", "ARTICLE", "-o", "EMPTY/no/such/file"], ["cannot be written", "folder"]),
        (["extract", "ARTICLE", "--column", "text"], ["--column text", "FIELD=NAME", "published"]),
        (["extract", "ARTICLE", "--column", "body=x"], ["body=x", "one of text, title"]),
        (["extract", "ARTICLE", "--format", "docx"], ["docx", "parquet"]),
        (["shout"], ["shout"]),
    ],
)
def test_wrong_use_is_told_in_words(arguments: list[str], words: list[str], article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    places = {"EMPTY": str(tmp_path / "empty"), "ARTICLE": str(article)}
    given = [places.get(one, one.replace("EMPTY", places["EMPTY"])) for one in arguments]
    result = run(*given)
    assert result.exit_code == 2
    assert all(word in result.stderr for word in words)
    assert "Traceback" not in result.output


def errors_of(output: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(f"{output}.errors.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_format_in_one_run(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text("正文,日期\n今天,2013-08-20\n,\n", encoding="gb18030")
    (folder / "b.jsonl").write_text('{"text": "今年", "date": "2014-05-01"}\n{\n', encoding="utf-8")
    (folder / "c.html").write_text("<html><body><p>2015年</p></body></html>", encoding="utf-8")
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr("e.md", "2016年")
    output = folder / "records.jsonl"
    for _ in range(2):  # the second run does not read what the first one wrote
        assert run("extract", str(folder), "-o", str(output)).exit_code == 1
        records = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        assert [(one["page"]["name"].removeprefix(f"{folder}/"), one["dates"][0]["timex"]) for one in records] == [
            ("a.csv#1", "2013-08-20"),
            ("b.jsonl#1", "2014"),
            ("c.html", "2015"),
            ("d.zip/e.md", "2016"),
        ]
        assert [one["article"].removeprefix(f"{folder}/") for one in errors_of(output)] == ["a.csv#2", "b.jsonl#2"]


def test_the_day_given_goes_before_a_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,date\n今天,2013-08-20\n", encoding="utf-8")
    record = json.loads(run("extract", str(path), "--published", "2014-01-01").stdout)
    assert (record["published"], record["published_basis"], record["dates"][0]["timex"]) == (
        "2014-01-01",
        "given",
        "2014-01-01",
    )


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("微博,text,时刻\n今天,错,2013-08-20\n", encoding="utf-8")
    record = json.loads(run("extract", str(path), "--column", "text=微博", "--column", "published=时刻").stdout)
    assert record["dates"][0]["timex"] == "2013-08-20"


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("csv", "正文\n2013年", "2013"),
        ("jsonl", '{"text": "2014年"}', "2014"),
        ("html", "<p>2015年</p>", "2015"),
    ],
)
def test_standard_input_of_other_formats(kind: str, text: str, found: str) -> None:
    record = json.loads(run("extract", "-", "--format", kind, text=text).stdout)
    assert record["dates"][0]["timex"] == found
    assert record["page"]["name"].startswith("standard input")


def test_an_archive_on_standard_input() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "2013年")
    record = json.loads(run("extract", "-", "--format", "zip", text=data.getvalue()).stdout)
    assert record["page"]["name"] == "standard input/a.txt"


def test_a_run_that_is_wrong_leaves_the_errors_of_the_last(article: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    run("extract", str(tmp_path / "none.txt"), "-o", str(output))
    assert run("extract", str(article), "-o", str(output), "--column", "body=x").exit_code == 2
    assert len(errors_of(output)) == 1


def test_an_unknown_encoding_names_some(article: Path) -> None:
    result = run("extract", str(article), "--encoding", "klingon")
    assert result.exit_code == 1
    assert "klingon" in result.stderr
    assert "gb18030" in result.stderr


def test_a_file_too_large_for_an_article(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (50 * 2**20))
    result = run("extract", str(path))
    assert result.exit_code == 1
    assert "split it" in result.stderr


def test_nul_and_lone_surrogates_come_through(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes("微\0博2013年".encode())
    record = json.loads(run("extract", str(path)).stdout)
    assert record["edits"][0]["repair"] == "nul"
    assert record["dates"][0]["span"] == [3, 8]


def test_the_version() -> None:
    assert __version__ in run("--version").stdout


def test_the_demo_ends_in_the_offset_check_and_the_next_command(tmp_path: Path) -> None:
    result = run("demo", "-o", str(tmp_path / "demo"))
    assert result.exit_code == 0
    *summary, blank, _, search, following = result.stdout.splitlines()
    assert len(summary) == 10
    checked, total = summary[-1].removeprefix("offset check: ").split()[0].split("/")
    assert checked == total != "0"
    assert summary[-1].endswith("spans equal their source")
    assert blank == "" and "weibotext search" in search and "weibotext feed" in following
    articles = sum(1 for name in ("articles", "copies") for _ in (corpus() / name).glob("*.txt"))
    assert len((tmp_path / "demo" / "records.jsonl").read_text(encoding="utf-8").splitlines()) == articles
    page = (tmp_path / "demo" / REPORT).read_text(encoding="utf-8")
    assert "</html>" in page and 'id="claims"' in page
    assert (
        len(
            json.loads(
                run("search", "微博", "--json", "--store", str(tmp_path / "demo" / STORE)).stdout.splitlines()[0]
            )
        )
        == 6
    )


def test_a_fresh_process_keeps_standard_error_empty(article: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "weibotext", "extract", str(article)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert json.loads(done.stdout)["schema"] == "weibotext/1"
