"""feed, search, query, export and report as commands: what they print, where, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from weibotext import Store
from weibotext.cli import main
from weibotext.commands.progress import progress
from weibotext.commands.watch import Watch
from weibotext.intake import name_from

ARTICLE = "截至6月30日，貴州省已有1691個黨政機構微博。省公安廳官方微博@貴州公安的粉絲已達42萬余人。"
OTHER = "安吉县公安局官方微博“安吉公安”发布信息326条。"


def run(*arguments: str, text: bytes | str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    path.mkdir()
    (path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (path / "b.txt").write_bytes(OTHER.encode("gb18030"))
    return path


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> str:
    path = str(tmp_path / "news.db")
    assert run("feed", str(folder), "--store", path, "--published", "2013-08-20").exit_code == 0
    return path


def test_feeding_says_what_became_of_the_articles(folder: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    first = run("feed", str(folder), "--store", path)
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == f"2 added, 0 known, 0 left out; 2 documents in {path}\n"
    assert run("feed", str(folder), "--store", path).stderr.startswith("0 added, 2 known")
    assert run("feed", str(folder), "--store", path, "--quiet").output == ""


def test_one_file_has_one_name_from_wherever_it_is_fed(
    folder: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    run("feed", "a.txt", "--store", store)
    run("feed", "../news/a.txt", "--store", f"../{Path(store).name}")
    with Store(store) as opened:
        assert opened.document(1).names == ("news/a.txt",)
    assert name_from("/elsewhere/a.txt", folder) == "/elsewhere/a.txt"


def test_a_bad_article_is_told_noted_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xff\x00\x81")
    path = str(tmp_path / "news.db")
    result = run("feed", str(folder), str(tmp_path / "none.txt"), "--store", path)
    assert result.exit_code == 1
    assert "left out:" in result.stderr and "2 added, 0 known, 2 left out" in result.stderr
    rows = list(csv.DictReader(io.StringIO(run("query", "errors", "--store", path).stdout)))
    assert [row["name"] for row in rows] == ["news/bad.txt", "none.txt"]
    assert "no such file" in rows[1]["reason"]


def test_what_was_read_under_other_settings_is_told_and_read_again_on_request(folder: Path, store: str) -> None:
    again = run("feed", str(folder), "--store", store, "--published", "2014-08-20")
    assert "2 were read under other settings, day or title; --refresh" in again.stderr
    refreshed = run("feed", str(folder), "--store", store, "--published", "2014-08-20", "--refresh")
    assert "2 read again" in refreshed.stderr
    assert run("feed", "--refresh", "--store", store).stderr.startswith("0 added, 2 known")
    with Store(store) as opened:
        assert opened.document(1).record["dates"][0]["timex"] == "2014-06-30"


def test_standard_input(tmp_path: Path) -> None:
    path = str(tmp_path / "news.db")
    assert run("feed", "-", "--store", path, text=OTHER.encode()).exit_code == 0
    with Store(path) as opened:
        assert opened.document(1).names == ("standard input",)


def test_tables_and_archives_are_fed_row_by_row_and_keep_what_they_know_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        f"text,title,published,url\n{ARTICLE},题一,2013-08-20,http://a.example/1\n,空,2013-08-20,\n{OTHER},题二,2012-03-22,\n",
        encoding="utf-8",
    )
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("c.txt", "2015年微博问政")
    path = str(tmp_path / "news.db")
    result = run("feed", str(tmp_path), "--store", path)
    assert (result.exit_code, "3 added, 0 known, 1 left out" in result.stderr) == (1, True)
    with Store(path) as store:
        assert [document.names for document in store] == [("more.zip/c.txt",), ("rows.csv#1",), ("rows.csv#3",)]
        assert [one.name for one in store.errors()] == ["rows.csv#2"]
        before = store.document(2).record
        assert (before["title"], before["published"], before["page"]["url"]) == (
            "题一",
            "2013-08-20",
            "http://a.example/1",
        )
        store._connection.execute("UPDATE documents SET settings = 'older'")
        assert store.refresh().refreshed == 3
        assert store.document(2).record == before
    assert "0 added, 3 known" in run("feed", str(tmp_path), "--store", path).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["feed", "--store", "STORE"], ["PATHS"]),
        (["feed", "NEWS"], ["--store"]),
        (["feed", "NEWS", "--store", "NEWS/no/such.db"], ["cannot be opened"]),
        (["feed", "NEWS", "--store", "NEWS/a.txt"], ["is no store"]),
        (["feed", "NEWS", "--store", "STORE", "--published", "gestern"], ["gestern"]),
        (["feed", "-", "--watch", "--store", "STORE"], ["cannot be watched"]),
        (["search", "公安", "--store", "NEWS/none.db"], ["no such store", "weibotext feed"]),
        (["search", "，", "--store", "STORE"], ["no word"]),
        (["query", "--store", "STORE"], ["QUESTION"]),
        (["query", "account", "--store", "STORE"], ["name"]),
        (["query", "DELETE FROM documents", "--store", "STORE"], ["only questions"]),
        (["export", "--store", "STORE", "--format", "xls", "-o", "x"], ["parquet"]),
        (["export", "--store", "STORE", "--format", "jsonl", "-o", "NEWS/no/such/file"], ["cannot be written"]),
        (["report", "STORE", "-o", "NEWS/no/x.html"], ["cannot be written", "folder"]),
    ],
)
def test_wrong_use_is_told_in_words(arguments: list[str], words: list[str], folder: Path, store: str) -> None:
    given = [one.replace("NEWS", str(folder)).replace("STORE", store) for one in arguments]
    result = run(*given)
    assert result.exit_code == 2, result.output
    assert all(word in result.stderr for word in words), result.stderr
    assert "Traceback" not in result.output


def test_searching(store: str) -> None:
    result = run("search", "公安廳", "--store", store)
    assert result.exit_code == 0
    number, published, title = result.stdout.splitlines()[0].split("\t")
    assert (number, published, title) == ("1", "2013-08-20", "—")
    assert "公安厅" in result.stdout and result.stderr == "1 of 1 document\n"
    (hit,) = map(json.loads, run("search", "公安厅", "--json", "--store", store).stdout.splitlines())
    start, stop = hit["places"][0]
    assert hit["passage"][start:stop] == "公安厅"


def test_asking(store: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "account", "--name", "@贵州公安", "--store", store).stdout)))
    assert [(row["measure"], row["value"], row["unit"]) for row in rows] == [("followers", "420000", "人")]
    counted = run("query", "SELECT count(*) AS n FROM documents", "--json", "--store", store).stdout
    assert json.loads(counted) == {"n": 2}
    blob = ["query", "SELECT x'FF00' AS bytes, '@x' AS name", "--store", store]
    assert run(*blob).stdout == "bytes,name\nFF00,'@x\n"
    assert json.loads(run(*blob, "--json").stdout) == {"bytes": "FF00", "name": "@x"}
    tables = run("query", "--tables", "--store", store).stdout
    assert "observations,measure,TEXT" in tables and "documents,source,ANY" in tables


def test_exporting(store: str, tmp_path: Path) -> None:
    for name, output in (("jsonl", "a.jsonl"), ("csv", "csv"), ("timeml", "timeml")):
        assert run("export", "--store", store, "--format", name, "-o", str(tmp_path / output)).output == ""
        assert (tmp_path / output).exists()


def test_the_commands_list_what_the_library_has() -> None:
    from weibotext.export import FORMATS, UNITS
    from weibotext.store.questions import QUESTIONS

    shown = " ".join(run("export", "--help").stdout.split())
    assert all(f" {name} {'a folder: ' * form.folder}{form.says} " in shown for name, form in FORMATS.items())
    assert f"[{'|'.join(UNITS)}]" in shown.replace(" ", "") and f"[{'|'.join(FORMATS)}]" in shown.replace(" ", "")
    asked = " ".join(run("query", "--help").stdout.split())
    assert all(f" {name} {question.asks} " in asked for name, question in QUESTIONS.items())
    assert "in order of time (--name)" in asked


def test_what_is_added_to_the_library_is_in_the_help(monkeypatch: pytest.MonkeyPatch) -> None:
    from weibotext.export import FORMATS
    from weibotext.store.questions import QUESTIONS

    monkeypatch.setattr("weibotext.export.FORMATS", {**FORMATS, "new": FORMATS["jsonl"]._replace(says="a new one")})
    monkeypatch.setattr(
        "weibotext.store.questions.QUESTIONS", {**QUESTIONS, "new": QUESTIONS["months"]._replace(asks="a new one")}
    )
    for command in ("export", "query"):
        assert re.search(r"^  new +a new one$", run(command, "--help").stdout, re.MULTILINE)


def test_a_report_of_articles_is_that_of_a_store_of_them(folder: Path, store: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    assert run("report", store, "-o", str(one), "--title", "x").exit_code == 0
    assert run("report", str(folder), "-o", str(two), "--title", "x", "--published", "2013-08-20", "-q").output == ""
    assert one.read_text("utf-8").replace("news/", "") == two.read_text("utf-8").replace(f"{folder}/", "")


def test_many_articles_make_several_pages_that_lead_to_each_other(folder: Path, tmp_path: Path) -> None:
    for number in range(5):
        (folder / f"c{number}.txt").write_text(f"{ARTICLE}第{number}号", encoding="utf-8")
    page = tmp_path / "r.html"
    run("report", str(folder), "-o", str(page), "--per-page", "3", "--published", "2013-08-20")
    pages = [path.read_text("utf-8") for path in (page, tmp_path / "r-2.html", tmp_path / "r-3.html")]
    assert [re.findall(r'<article class="wt-card" id="(n\d+)"', one) for one in pages] == [
        ["n1", "n2", "n3"],
        ["n4", "n5", "n6"],
        ["n7"],
    ]
    names = ["r.html", "r-2.html", "r-3.html"]
    ids = {name: set(re.findall(r' id="([^"]+)"', one)) for name, one in zip(names, pages, strict=True)}
    for name, one in zip(names, pages, strict=True):
        for link in re.findall(r'href="([^"]+)"', one):
            file, _, anchor = link.partition("#")
            assert not anchor or anchor in ids[file or name], link
    assert 'id="timeline"' in pages[0] and 'id="timeline"' not in pages[1]


# Watching


def test_a_file_is_read_once_it_lies_still_and_again_when_it_changes(tmp_path: Path) -> None:
    watch = Watch([str(tmp_path)])
    assert watch.look() == []
    file = tmp_path / "a.txt"
    file.write_text("一", encoding="utf-8")
    assert watch.look() == []
    file.write_text("一二", encoding="utf-8")
    assert watch.look() == []
    assert watch.look() == [str(file)]
    assert watch.look() == []
    file.write_text("一二三", encoding="utf-8")
    assert (watch.look(), watch.look(), watch.look()) == ([], [str(file)], [])
    file.unlink()
    assert watch.look() == []


def test_a_folder_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    def arrive() -> None:
        (tmp_path / "later").mkdir(exist_ok=True)
        if (tmp_path / "later" / "a.txt").exists() and (tmp_path / "later" / "b.txt").exists():
            raise KeyboardInterrupt
        name = "b.txt" if (tmp_path / "later" / "a.txt").exists() else "a.txt"
        (tmp_path / "later" / name).write_text(name, encoding="utf-8")

    rounds = [[Path(name).name for name in found] for found in Watch([str(tmp_path / "later")]).rounds(arrive)]
    assert rounds == [["a.txt"]]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter on Windows")
def test_a_watched_folder_is_fed_until_asked_to_stop(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    command = [
        sys.executable,
        "-m",
        "weibotext",
        "feed",
        str(folder),
        "--watch",
        "--every",
        "0.1",
        "--store",
        str(path),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:

        def waited(count: int) -> bool:
            for _ in range(600):
                time.sleep(0.1)
                if path.exists():
                    with Store(path) as store:
                        if len(store) == count:
                            return True
            return False

        try:
            assert waited(2)
            (folder / "new.txt").write_text("2015年微博问政", encoding="utf-8")
            assert waited(3)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()


# Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_hears_of_a_long_run_once_a_minute() -> None:
    out, moments = io.StringIO(), iter([0.0, *(float(second) for second in range(10, 200, 10))])
    with progress(1000, stream=out, clock=lambda: next(moments)) as step:
        for number in range(19):
            step(f"{number}.txt")
    assert out.getvalue().splitlines() == [
        "6 of 1,000 articles in 1 min, the last 5.txt",
        "12 of 1,000 articles in 2 min, the last 11.txt",
        "18 of 1,000 articles in 3 min, the last 17.txt",
    ]


def test_a_terminal_has_a_bar_and_quiet_is_quiet() -> None:
    out = Terminal()
    with progress(3, stream=out) as step:
        step("a.txt")
    assert "/3" in out.getvalue()
    out = Terminal()
    with progress(3, stream=out, quiet=True) as step:
        step("a.txt")
    assert out.getvalue() == ""


def test_a_folder_without_articles_is_wrong_use(tmp_path: Path) -> None:
    assert run("feed", str(tmp_path), "--store", str(tmp_path / "a.db")).exit_code == 2
    assert os.listdir(tmp_path) == []
