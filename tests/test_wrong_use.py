"""Every command with a wrong input: the error names the input and the cure, and is never a traceback."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from weibotext.cli import _called, main
from weibotext.errors import InputError
from weibotext.export import FORMATS
from weibotext.output import made_folder, replacing

TO_FILES = {
    "extract": ["extract", "NEWS", "-o"],
    "repair": ["repair", "NEWS/a.txt", "-o"],
    "agencies": ["agencies", "NEWS", "-o"],
    "report": ["report", "STORE", "-o"],
    "export": ["export", "--store", "STORE", "--format", "jsonl", "-o"],
}
TO_FOLDERS = {
    "csv": ["export", "--store", "STORE", "--format", "csv", "-o"],
    "parquet": ["export", "--store", "STORE", "--format", "parquet", "-o"],
    "timeml": ["export", "--store", "STORE", "--format", "timeml", "-o"],
    "themes": ["themes", "NEWS", "--no-plots", "-o"],
    "demo": ["demo", "-o"],
}
READERS = {
    "extract": ["extract"],
    "feed": ["feed", "--store", "NEW.db"],
    "report": ["report", "-o", "r.html"],
    "themes": ["themes", "--no-plots", "-o", "themes"],
    "agencies": ["agencies"],
    "repair": ["repair"],
    "explain": ["explain"],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with articles, a store, and things that are no articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("2013年，贵州省公安厅发布。", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(b"\xff\xff\x00\x81" * 99)
    assert run("feed", "news", "--store", "news.db").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    given = [one.replace("NEWS", "news").replace("STORE", "news.db") for one in arguments]
    return CliRunner().invoke(main, given)


def told(result: Result, *words: str) -> None:
    assert result.exit_code in (1, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert all(word in result.stderr for word in words), result.stderr


@pytest.mark.parametrize("name", TO_FILES)
def test_a_file_that_cannot_be_written(name: str, place: Path) -> None:
    told(run(*TO_FILES[name], "empty"), "empty: is a folder", "name a file")
    told(run(*TO_FILES[name], "no/such/file"), "no/such/file: cannot be written", "check its folder no/such")
    told(run(*TO_FILES[name], "empty.txt/file"), "empty.txt/file: cannot be written", "check its folder empty.txt")
    assert list((place / "empty").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_device_or_a_pipe_is_not_replaced_by_a_file(place: Path) -> None:
    os.mkfifo("pipe")
    told(run("extract", "news", "-o", "pipe"), "pipe: is no file")
    assert (place / "pipe").is_fifo()


@pytest.mark.parametrize("name", TO_FOLDERS)
def test_a_folder_that_cannot_be_made(name: str, place: Path) -> None:
    told(run(*TO_FOLDERS[name], "empty.txt/folder"), "empty.txt/folder: the folder cannot be made", "another place")
    told(run(*TO_FOLDERS[name], "empty.txt"), "empty.txt: the folder cannot be made")


@pytest.mark.parametrize("name", READERS)
def test_what_cannot_be_read(name: str, place: Path) -> None:
    told(run(*READERS[name], "none.txt"), "none.txt: there is no such file; check the path")
    told(run(*READERS[name], "binary.txt"), "binary.txt: 396 bytes that are not text", "take the file out")
    told(run(*READERS[name], "empty.txt"), "empty.txt: is empty")
    told(run(*READERS[name], "empty"), "empty: ", "folder")
    assert not (place / "r.html").exists()


@pytest.mark.parametrize("name", [name for name in READERS if name not in ("repair", "explain")])
def test_the_rest_goes_on_and_the_end_is_1(name: str, place: Path) -> None:
    result = run(*READERS[name], "none.txt", "news")
    assert result.exit_code == 1
    assert "left out: none.txt: there is no such file" in result.stderr
    assert "Error" not in result.stderr
    if name == "agencies":
        assert "贵州省公安厅" in result.stdout
    if name == "report":
        assert "贵州省公安厅" in (place / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", " ", "--store", "STORE"], ["QUESTION"]),
        (["query", "account", "--store", "STORE"], ["account", "--name"]),
        (["themes", "NEWS", "--no-plots", "-o", "t", "--taxonomy", "none.toml"], ["none.toml", "no such file"]),
        (["agencies", "NEWS", "--published", "gestern"], ["gestern", "2013-08-20"]),
        (["agencies", "NEWS", "--as", "xls"], ["--as", "jsonld"]),
        (["feed", "NEWS", "--store", "new.db", "--watch", "--every", "-1"], ["--every", "-1"]),
        (["feed", "NEWS", "--store", "new.db", "--watch", "--every", "nan"], ["--every"]),
        (["search", "x", "--store", "empty"], ["empty", "directory"]),
        (["feed", "NEWS", "--store", "empty.txt/x.db"], ["empty.txt/x.db: cannot be opened"]),
        *(([name, "--nope"], ["--nope"]) for name in main.commands),
    ],
)
def test_wrong_use_is_told_in_words(arguments: list[str], words: list[str], place: Path) -> None:
    told(run(*arguments), *words)


def test_a_disk_that_is_full_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "news.jsonl")

    monkeypatch.setattr("weibotext.output.os.replace", full)
    told(run("extract", "news", "-o", "news.jsonl"), "news.jsonl: No space left on device", "room")
    assert not list(place.glob("*.jsonl")) and not list(place.glob(".*.part"))


def test_folders_and_files_are_made_where_they_can_be(tmp_path: Path) -> None:
    folder = made_folder(tmp_path / "a" / "b")
    assert made_folder(folder).is_dir()
    for text in ("一", "二"):
        with replacing(folder / "a.txt") as file:
            file.write(text)
        assert (folder / "a.txt").read_text("utf-8") == text


def test_names_may_be_as_long_as_the_file_system_has_them(tmp_path: Path) -> None:
    longest = os.pathconf(tmp_path, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
    for length in (longest - 8, longest):
        with replacing(tmp_path / ("n" * length)) as file:
            file.write("微博")
    with pytest.raises(InputError, match="cannot be written"), replacing(tmp_path / ("n" * (longest + 1))):
        pass
    assert len(list(tmp_path.iterdir())) == 2


def test_an_output_with_a_long_name_is_written_with_failures_and_without(place: Path) -> None:
    for paths, code in ((["news"], 0), (["news", "empty.txt"], 1)):
        result = run("extract", *paths, "-o", "n" * 247)
        assert (result.exit_code, "left out: empty.txt" in result.stderr) == (code, bool(code))
        assert "贵州省公安厅" in (place / ("n" * 247)).read_text("utf-8")


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "real.txt").touch()
    try:
        (tmp_path / "link.txt").symlink_to(Path("a", "real.txt"))
        (tmp_path / "new.txt").symlink_to(Path("a", "other.txt"))
    except OSError:
        pytest.skip("no links here")
    for name in ("link.txt", "new.txt"):
        with replacing(tmp_path / name) as file:
            file.write("微博")
        assert (tmp_path / name).is_symlink()
    assert {one.name for one in (tmp_path / "a").iterdir()} == {"real.txt", "other.txt"}
    assert (tmp_path / "a" / "real.txt").read_text("utf-8") == "微博"


@pytest.mark.skipif(os.name == "nt", reason="there is no mask here")
def test_rights_are_those_of_every_new_file_and_the_mask_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o027)
    try:
        monkeypatch.setattr(os, "umask", lambda mask: pytest.fail("another thread's files would have other rights"))
        with replacing(tmp_path / "a.txt"):
            pass
    finally:
        monkeypatch.undo()
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("called", "again"),
    [
        ("/usr/bin/weibotext", "/usr/bin/weibotext"),
        (".venv/bin/weibotext", ".venv/bin/weibotext"),
        ("weibotext", "weibotext"),
        ("/x/weibotext/__main__.py", "python -m weibotext"),
        ("/usr/bin/pytest", "weibotext"),
    ],
)
def test_commands_to_try_next_can_be_called_as_this_one_was(
    called: str, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    assert _called() == again


WOULD = "the output would replace what it reads; name another place to write"


def test_what_a_command_writes_beside_its_output_replaces_nothing_that_it_reads(place: Path) -> None:
    (place / "empty.db").touch()
    (place / "t").mkdir()
    named = ("x.jsonl.errors.jsonl", "t/articles.csv", "own.csv", "own.toml", "r-2.html", "p.parquet")
    for name in named:
        (place / name).write_text("name\n贵州省公安厅\n", encoding="utf-8")
    told(run("extract", "x.jsonl.errors.jsonl", "-o", "x.jsonl"), WOULD)
    told(run("extract", "p.parquet", "-o", "p.parquet"), WOULD)
    told(run("themes", "t/articles.csv", "--no-plots", "-o", "t"), WOULD)
    told(run("themes", "news", "--taxonomy", "t/articles.csv", "--no-plots", "-o", "t"), WOULD)
    told(run("agencies", "news", "--list", "own.csv", "-o", "own.csv"), WOULD)
    told(run("feed", "empty.db", "--store", "empty.db"), WOULD)
    told(
        run("report", "r-2.html", "news/a.txt", "--per-page", "1", "--format", "txt", "-o", "r.html"), "r-2.html", WOULD
    )
    assert {(place / name).read_text("utf-8") for name in named} == {"name\n贵州省公安厅\n"}
    assert (place / "empty.db").stat().st_size == 0 and not (place / "r.html").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "-o", "news/x.jsonl"],
        ["agencies", "-o", "news/x.csv"],
        ["report", "--per-page", "1", "-o", "news/x.html"],
        ["themes", "--no-plots", "-o", "news"],
    ],
)
def test_what_an_earlier_run_wrote_among_the_articles_is_passed_over(arguments: list[str], place: Path) -> None:
    (place / "news" / "b.txt").write_text("2014年，贵州省教育厅发布。", encoding="utf-8")
    (place / "news" / "x-7.html").write_text(
        "<p>2014年6月，贵州省水利厅发布公告，要求各地做好防汛工作。</p>", encoding="utf-8"
    )
    for _ in range(2):
        result = run(arguments[0], "news", *arguments[1:])
        assert (result.exit_code, "left out" in result.stderr) == (0, False), result.stderr
        written = {one.name: one.read_bytes() for one in (place / "news").iterdir()}
    run(arguments[0], "news", *arguments[1:])
    assert {one.name: one.read_bytes() for one in (place / "news").iterdir()} == written


def test_a_folder_that_holds_nothing_but_the_output_is_none_to_read(place: Path) -> None:
    (place / "empty" / "x.jsonl").write_text("{}", encoding="utf-8")
    told(
        run("extract", "empty", "-o", "empty/x.jsonl"), "empty: no articles in this folder but what this command writes"
    )
    assert (place / "empty" / "x.jsonl").read_text("utf-8") == "{}"


def test_a_file_to_read_is_not_written_over(place: Path) -> None:
    before = (place / "news" / "a.txt").read_bytes()
    for command in (["extract"], ["agencies"], ["report"]):
        told(run(*command, "news/a.txt", "-o", "news/../news/a.txt"), "a.txt: ", WOULD)
    told(run("report", "news.db", "-o", "news.db"), "news.db: ", WOULD)
    told(run("export", "--store", "STORE", "--format", "jsonl", "-o", "news.db"), "news.db: ", WOULD)
    assert (place / "news" / "a.txt").read_bytes() == before
    assert run("search", "公安", "--store", "STORE").exit_code == 0


def test_a_text_may_be_repaired_in_its_place(place: Path) -> None:
    (place / "a.txt").write_text("政務(wù)微博的服務(wù)", encoding="utf-8")
    assert run("repair", "a.txt", "-o", "a.txt").exit_code == 0
    assert (place / "a.txt").read_text("utf-8") == "政務微博的服務"


@pytest.mark.parametrize("name", [name for name in READERS if name not in ("repair", "explain")])
def test_a_folder_that_cannot_be_looked_into_is_told(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "news" / "locked").mkdir()
    looked = os.scandir

    def look(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return looked(path)

    monkeypatch.setattr(os, "scandir", look)
    result = run(*READERS[name], "news")
    told(result, "left out: ", "locked")
    assert result.exit_code == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_costs_no_other(place: Path) -> None:
    (place / "locked.txt").write_text("2013年", encoding="utf-8")
    (place / "locked.txt").chmod(0)
    result = run("extract", "locked.txt", "news")
    told(result, "locked.txt: cannot be read (Permission denied)")
    assert "贵州省公安厅" in result.stdout


def test_a_link_to_nothing_is_told(place: Path) -> None:
    try:
        (place / "news" / "b.txt").symlink_to("nowhere")
    except OSError:
        pytest.skip("no links here")
    told(run("extract", "news"), f"{Path('news/b.txt')}: there is no such file")


@pytest.mark.parametrize("name", READERS)
def test_a_text_of_white_space_is_none(name: str, place: Path) -> None:
    (place / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    told(run(*READERS[name], "blank.txt"), "blank.txt: holds nothing but white space")


@pytest.mark.parametrize("name", READERS)
def test_a_page_whose_characters_are_gone_is_named(name: str, place: Path) -> None:
    (place / "gone.txt").write_text("?" * 300, encoding="utf-8")
    told(run(*READERS[name], "gone.txt"), "gone.txt: ", "question marks", "another copy")


def test_tables_are_written_without_the_extra_for_pictures(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibotext.extras.find_spec", lambda package: None)
    result = run("themes", "news", "-o", "tables")
    assert result.exit_code == 0
    assert result.stderr == (
        "tables only: drawing pictures needs matplotlib and noto_cjk_sans_otc; run `pip install 'weibotext[plots]'`\n"
    )
    assert (place / "tables" / "articles.csv").exists() and not list(place.glob("tables/*.png"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no POSIX shells here")
@pytest.mark.parametrize(
    ("arguments", "closed", "code", "words"),
    [
        ("extract -", "<&-", 1, "standard input: is closed; name a file"),
        ("repair -", "<&-", 2, "standard input: is closed; name a file"),
        ("extract news", ">&-", 2, "standard output: is closed; name a file to write with -o"),
        ("extract news -o x.jsonl", "2>&-", 0, ""),
        ("feed empty.txt --store x.db", "2>&-", 1, ""),
    ],
)
def test_streams_that_are_closed(arguments: str, closed: str, code: int, words: str, place: Path) -> None:
    command = f"'{sys.executable}' -m weibotext {arguments} {closed}"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == code
    assert words in result.stderr and "Traceback" not in result.stderr
    assert (place / "x.jsonl").exists() == ("x.jsonl" in arguments)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there is no SIGTERM here")
def test_a_run_that_is_ended_leaves_nothing_half_written(place: Path) -> None:
    os.mkfifo("pipe.txt")
    command = [sys.executable, "-m", "weibotext", "extract", "news", "pipe.txt", "-o", "x.jsonl"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while not list(place.glob(".*.part")) and process.poll() is None:
            time.sleep(0.05)
        process.terminate()  # it waits for the pipe, which nobody writes to
        assert process.wait(60) == 128 + signal.SIGTERM
    assert not list(place.glob(".*.part")) and not (place / "x.jsonl").exists()


@pytest.mark.parametrize("name", ["extract", "report"])
def test_the_file_that_finds_no_room_is_named(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("weibotext.output.open", lambda *_, **__: Full(), raising=False)
    told(run(name, "news", "-o", "x.out"), "x.out: No space left on device", "room")
    assert not list(place.glob(".*.part")) and not (place / "x.out").exists()


def test_a_temporary_file_that_finds_no_room_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    made = tempfile.TemporaryFile  # the runner of commands wants one as well, without a mode
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda *mode, **more: Full() if mode else made(**more))
    packed, nested = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "2013年")
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("in.zip", packed.getvalue())
        archive.writestr("b.txt", "2014年")
    (place / "news.zip").write_bytes(nested.getvalue())
    result = run("extract", "news.zip")
    told(result, "news.zip/in.zip: needs room for a temporary file (No space left on device)", "TMPDIR")
    assert '"2014年"' in result.stdout


NOT_UTF8 = os.fsdecode(b"\xff.txt")


@pytest.fixture
def odd(place: Path) -> Path:
    """The same folder with an article whose name is no UTF-8."""
    try:
        (place / "news" / NOT_UTF8).write_text("2014年，贵州省公安厅民警抗震救灾。", encoding="utf-8")
    except OSError:
        pytest.skip("names are UTF-8 here")
    return place


def test_a_name_that_is_no_utf8_leaves_every_file_of_text_in_utf8(odd: Path) -> None:
    (odd / "binary.txt").unlink()
    (odd / "news" / os.fsdecode(b"\xfe.zip")).write_bytes(b"no archive")
    for arguments in (
        ["extract", "-o", "r.jsonl"],
        ["themes", "--no-plots", "-q", "-o", "t"],
        ["agencies", "-o", "a.csv"],
        ["report", "-q", "-o", "r.html"],
        ["feed", "--store", "odd.db", "-q"],
    ):
        assert run(arguments[0], "news", *arguments[1:]).exit_code == 1
    for form in set(FORMATS) - {"docbin"}:
        assert run("export", "--store", "odd.db", "--format", form, "-o", f"out-{form}").exit_code == 0
    written = [one for one in odd.rglob("*") if one.is_file() and one.suffix not in (".db", ".parquet", ".zip")]
    assert {one.name for one in written} >= {"articles.csv", "r.jsonl.errors.jsonl", "a.csv", "documents.csv"}
    for one in written:
        one.read_text("utf-8")
    assert "\N{REPLACEMENT CHARACTER}.txt" in (odd / "t" / "articles.csv").read_text("utf-8")


def test_a_name_that_is_no_utf8_has_a_docbin(odd: Path) -> None:
    tokens = pytest.importorskip("spacy.tokens", reason="spaCy is an extra")
    vocab = pytest.importorskip("spacy.vocab").Vocab()
    run("feed", "news", "--store", "odd.db", "-q")
    assert run("export", "--store", "odd.db", "--format", "docbin", "-o", "o.spacy").exit_code == 0
    docs = tokens.DocBin().from_disk("o.spacy").get_docs(vocab)
    assert "news/\N{REPLACEMENT CHARACTER}.txt" in {doc.user_data["name"] for doc in docs}


def test_a_folder_whose_name_is_no_utf8_is_told(odd: Path) -> None:
    """Also on a terminal that takes nothing but UTF-8."""
    folder = os.fsdecode(b"\xff")
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    for arguments in (["themes", "news/a.txt", "--no-plots", "-o", folder], ["demo", "-o", folder]):
        command = [sys.executable, "-m", "weibotext", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "") and "\N{REPLACEMENT CHARACTER}" in done.stdout


def cells(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_day_that_is_given_is_that_of_all_articles_whoever_reads_them(place: Path) -> None:
    """A row's own day, in whose time 广电总局 was another body, gives way in each of the commands."""
    (place / "rows.csv").write_text("正文,日期\n广电总局民警抗震救灾。,2012-03-01\n", encoding="utf-8")
    days, names = [], []
    for given in ([], ["--published", "2019-05-01"]):
        record = json.loads(run("extract", "rows.csv", *given).stdout)
        run("themes", "rows.csv", "--no-plots", "-o", "t", *given)
        run("feed", "rows.csv", "--store", f"{len(given)}.db", *given)
        asked = run("query", "SELECT published FROM documents", "--store", f"{len(given)}.db").stdout
        run("report", "rows.csv", "-o", "r.html", *given)
        themes = cells((place / "t" / "articles.csv").read_text("utf-8"))[0]
        days.append({record["published"], themes["published"], cells(asked)[0]["published"]})
        agencies = cells(run("agencies", "rows.csv", "--as", "csv", *given).stdout)
        names.append({agencies[0]["name"], themes["agency"], record["agencies"][0]["name"]})
        assert agencies[0]["name"] in (place / "r.html").read_text("utf-8")
    assert days == [{"2012-03-01"}, {"2019-05-01"}]
    assert names == [{"国家广播电影电视总局"}, {"国家广播电视总局"}]


@pytest.mark.parametrize("name", [name for name in READERS if name not in ("repair", "explain")])
def test_what_an_error_names_as_its_cure_is_there(name: str, place: Path) -> None:
    (place / "odd.dat").write_bytes("甲,乙\n2013年贵州省公安厅,二\n".encode("gb18030"))
    told(run(*READERS[name], "odd.dat", "--format", "csv"), "--column text=NAME")
    read = run(*READERS[name], "odd.dat", "--format", "csv", "--encoding", "gb18030", "--column", "text=甲")
    assert (read.exit_code, "left out: " in read.stderr) == (0, False)


def test_small_reports_are_no_0_mb(place: Path) -> None:
    said = run("report", "news", "-o", "r.html").stderr
    assert said.startswith("r.html: ") and said.endswith(" KB\n")
