"""Exports: each format as its reader reads it, and offsets in whatever unit that reader counts."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weibotext import Article, InputError, Store, extract
from weibotext.adapters import to_timex3
from weibotext.cells import cell
from weibotext.export import FORMATS, UNITS, export, respan
from weibotext.export.offsets import counter
from weibotext.export.spans import Labelled, labelled, outermost
from weibotext.store.tables import TABLES
from weibotext.surrogates import json_line

# Beyond the basic plane, a lone surrogate, NUL, a formula, markup: all that has broken exports before.
ODD = "=𠮷林👍\ud800\x00<b>吉林省公安廳</b>\r\n截至2013年6月30日，官方微博@平安吉林的粉丝达到42万余人，增长12.5%。"
PLAIN = "贵州省公安厅8月20日通报，今年投资3.5亿元。"
RESCUE = "👍抗震救災：截至2013年6月30日，地震災區已有消防員860多人參加救援。"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as opened:
        opened.feed([Article(ODD, "odd/文.txt", "2013-08-20"), Article(PLAIN, "plain.txt", "2014-08-21")])
        yield opened


def written(store: Store, name: str, path: Path, unit: str = "code-points") -> Path:
    export(store, name, path, unit=unit)
    return path


def cut(source: str, unit: str, start: int, stop: int) -> str:
    """A stretch of a text, as a reader that counts in ``unit`` cuts it."""
    if unit == "code-points":
        return source[start:stop]
    codec, width = ("utf-16-le", 2) if unit == "utf-16" else ("utf-8", 1)
    return source.encode(codec, "surrogatepass")[start * width : stop * width].decode(codec, "surrogatepass")


@pytest.mark.parametrize("unit", UNITS)
def test_jsonl_holds_records_whose_spans_cut_their_texts_in_every_unit(store: Store, unit: str, tmp_path: Path) -> None:
    lines = written(store, "jsonl", tmp_path / "a.jsonl", unit).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [(record["name"], record["source"]) for record in records] == [("odd/文.txt", ODD), ("plain.txt", PLAIN)]
    for record in records:
        items = [*record["dates"], *record["figures"], *record["edits"]]
        items += [mention for key in ("agencies", "accounts") for one in record[key] for mention in one["mentions"]]
        assert len(items) > 3
        assert all(cut(record["source"], unit, *item["span"]) == item["text"] for item in items)
        extended = [*record["dates"], *record["figures"]]
        assert all(item["text"] in cut(record["source"], unit, *item["extent"]) for item in extended)


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("微𠮷👍\ud800é\uffff\U00010000")), st.data())
def test_an_offset_in_any_unit_is_the_length_of_what_stands_before_it(source: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(source)))
    before = source[:place]
    assert counter(source, "code-points")(place) == place
    assert counter(source, "bytes")(place) == len(before.encode("utf-8", "surrogatepass"))
    assert counter(source, "utf-16")(place) == sum(2 if one > "\uffff" else 1 for one in before)


def test_the_first_character_beyond_the_basic_plane_has_two_units() -> None:
    assert [counter("\uffff\U00010000", "utf-16")(place) for place in range(3)] == [0, 1, 3]


def test_a_record_is_not_told_in_a_unit_that_is_not_there() -> None:
    with pytest.raises(InputError, match="utf-16"):
        respan("微博", extract("微博").to_dict(), "words")


def test_tokens_move_too() -> None:
    from weibotext import Pipeline

    record = Pipeline(tokens=True)("👍微博").to_dict()
    moved = respan("👍微博", record, "utf-16")
    assert [token[:3] for token in moved["tokens"]] == [[0, 2, "👍"], [2, 4, "微博"]]


@pytest.mark.parametrize("unit", UNITS)
def test_csv_is_what_excel_opens(store: Store, unit: str, tmp_path: Path) -> None:
    folder = written(store, "csv", tmp_path / "csv", unit)
    assert {path.stem for path in folder.iterdir()} == set(TABLES)
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in folder.iterdir())
    with open(folder / "figures.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sources = {"1": ODD, "2": PLAIN}
    assert rows
    for row in rows:
        assert cut(sources[row["document"]], unit, int(row["start"]), int(row["stop"])) == row["text"]
    with open(folder / "mentions.csv", encoding="utf-8-sig", newline="") as file:
        assert "'@平安吉林" in {row["text"] for row in csv.DictReader(file)}
    with open(folder / "documents.csv", encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["source"].startswith("'=𠮷林👍\ufffd")


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain_and_moved(unit: str, folder: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Every row of every table of one article, with offsets in code points and in ``unit``."""
    with Store() as opened:
        opened.feed([RESCUE])
        for one in ("code-points", unit):
            export(opened, "csv", folder / one, unit=one)
    for name in TABLES:
        yield from zip(rows(folder / "code-points" / f"{name}.csv"), rows(folder / unit / f"{name}.csv"), strict=True)


@pytest.mark.parametrize("unit", ["utf-16", "bytes"])
def test_every_offset_of_every_table_counts_the_unit_and_nothing_else_changes(unit: str, tmp_path: Path) -> None:
    to = counter(RESCUE, unit)
    seen = set()
    for plain, moved in plain_and_moved(unit, tmp_path):
        for column in plain:
            if column in ("start", "stop", "extent_start", "extent_stop"):
                assert moved[column] == str(to(int(plain[column])))
            elif column in ("evidence", "spans"):
                assert json.loads(moved[column]) == [[to(start), to(stop)] for start, stop in json.loads(plain[column])]
            else:
                assert moved[column] == plain[column]
            seen.add(column)
    assert seen >= {"start", "stop", "extent_start", "extent_stop", "evidence", "spans"}


@pytest.mark.parametrize("text", ["=1+1", "+a", "@a", "-a", "-1+1", "\t=1", "\r=1"])
def test_a_cell_that_excel_would_reckon_with_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1", "-1", "+1", "-3.5", "a=1", "1-1", "微博"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("unit", UNITS)
def test_parquet_has_every_table_with_its_types(store: Store, unit: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = written(store, "parquet", tmp_path / "parquet", unit)
    counts = store.counts()
    for name in TABLES:
        table = parquet.read_table(folder / f"{name}.parquet")
        assert (table.num_rows, table.column_names) == (counts[name], list(store.table(name).columns)), name
    for row in parquet.read_table(folder / "dates.parquet").to_pylist():
        assert cut({1: ODD, 2: PLAIN}[row["document"]], unit, row["start"], row["stop"]) == row["text"]


def test_of_stretches_that_begin_together_the_longer_comes_first_and_none_comes_twice() -> None:
    mentions = [{"span": [0, 3]}, {"span": [0, 6]}, {"span": [0, 3]}]
    record = {key: [] for key in ("accounts", "figures", "observations")}
    found = labelled({**record, "agencies": [{"mentions": mentions}], "dates": [{"span": [2, 4]}]})
    assert found == [Labelled(0, 6, "AGENCY"), Labelled(0, 3, "AGENCY"), Labelled(2, 4, "DATE")]
    assert outermost([*found, Labelled(6, 9, "FIGURE"), Labelled(7, 8, "DATE")]) == [found[0], Labelled(6, 9, "FIGURE")]


@pytest.mark.parametrize("unit", UNITS)
def test_doccano_and_label_studio(store: Store, unit: str, tmp_path: Path) -> None:
    lines = [
        json.loads(line) for line in written(store, "doccano", tmp_path / "d", unit).read_text("utf-8").splitlines()
    ]
    tasks = json.loads(written(store, "labelstudio", tmp_path / "l", unit).read_text("utf-8"))
    for line, task in zip(lines, tasks, strict=True):
        values = [result["value"] for result in task["predictions"][0]["result"]]
        assert [[one["start"], one["end"], *one["labels"]] for one in values] == line["label"]
        assert task["data"]["text"] == line["text"]
    found = {(label, cut(lines[0]["text"], unit, start, stop)) for start, stop, label in lines[0]["label"]}
    assert {("ACCOUNT", "@平安吉林"), ("DATE", "2013年6月30日"), ("FIGURE", "12.5%")} <= found


def test_a_task_of_label_studio_names_its_parts(store: Store, tmp_path: Path) -> None:
    _, plain = json.loads(written(store, "labelstudio", tmp_path / "l").read_text("utf-8"))
    results = plain["predictions"][0]["result"]
    assert [one["id"] for one in results] == [f"r{number}" for number in range(1, len(results) + 1)]
    assert {(one["from_name"], one["to_name"], one["type"]) for one in results} == {("label", "text", "labels")}
    assert plain["data"] == {"text": PLAIN, "name": "plain.txt", "article": extract(PLAIN).id}


def test_displacy_has_the_title_or_else_the_name(tmp_path: Path) -> None:
    with Store() as opened:
        opened.feed([Article(PLAIN, "a.txt", title="省公安厅通报"), Article(PLAIN + "又", "b.txt")])
        lines = json.loads(written(opened, "displacy", tmp_path / "d.json").read_text("utf-8"))
    assert [line["title"] for line in lines] == ["省公安厅通报", "b.txt"]


@pytest.mark.parametrize("lone", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_a_line_of_json_can_be_written_whatever_is_in_it(lone: int) -> None:
    text = f"微{chr(lone)}𠮷"
    told = json_line({"text": text})
    assert json.loads(told.encode()) == {"text": text}
    assert "微" in told and "𠮷" in told


def test_displacy_draws_it(store: Store, tmp_path: Path) -> None:
    lines = json.loads(written(store, "displacy", tmp_path / "d.json").read_text("utf-8"))
    for line in lines:
        ends = [ent["end"] for ent in line["ents"]]
        assert all(start >= end for start, end in zip([e["start"] for e in line["ents"]][1:], ends, strict=False))
    spacy = pytest.importorskip("spacy", reason="spaCy is an extra")
    assert "2013年6月30日" in spacy.displacy.render(lines, style="ent", manual=True, jupyter=False)


def test_docbin_gives_documents_with_their_spans(store: Store, tmp_path: Path) -> None:
    tokens = pytest.importorskip("spacy.tokens", reason="spaCy is an extra")
    vocab = pytest.importorskip("spacy.vocab").Vocab()
    data = written(store, "docbin", tmp_path / "a.spacy").read_bytes()
    odd, plain = tokens.DocBin().from_bytes(data).get_docs(vocab)
    assert plain.text == PLAIN and odd.text == ODD.replace("\ud800", "\ufffd")
    assert {(span.label_, span.text) for span in plain.ents} >= {("AGENCY", "贵州省公安厅"), ("FIGURE", "3.5亿元")}
    assert odd.user_data == {"name": "odd/文.txt", "id": extract(ODD).id}
    assert any(span.label_ == "CLAIM" for span in odd.spans["weibotext"])


def test_timeml_is_xml_whose_text_is_the_source(store: Store, tmp_path: Path) -> None:
    folder = written(store, "timeml", tmp_path / "timeml")
    names = json.loads((folder / "index.json").read_text("utf-8"))
    assert sorted(names.values()) == ["odd/文.txt", "plain.txt"]
    for file, name in names.items():
        root = ElementTree.fromstring((folder / file).read_text("utf-8"))
        source = {"odd/文.txt": ODD, "plain.txt": PLAIN}[name]
        assert "".join(root.find("TEXT").itertext()) == source.replace("\ud800", "\ufffd").replace("\x00", "\ufffd")
        assert root.find("DCT/TIMEX3").get("functionInDocument") == "CREATION_TIME"
    marked = {element.text: element.attrib for element in root.iter("TIMEX3") if element.get("tid") != "t0"}
    assert all(attributes["type"] == "DATE" for attributes in marked.values())


def test_a_store_writes_the_timeml_that_a_record_gives(tmp_path: Path) -> None:
    text = "8月2日至5日放假，每周三上午9时值班。"
    with Store() as opened:
        opened.feed([Article(text, "a.txt", "2013-08-20")])
        folder = written(opened, "timeml", tmp_path / "timeml")
    (file,) = folder.glob("*.tml")
    document = file.read_text("utf-8")
    assert document == to_timex3(extract(text, published="2013-08-20"))
    assert 'type="DURATION" value="P4D"' in document and 'quant="EVERY"' in document


def test_a_wrong_format_or_unit_is_told_in_words(store: Store, tmp_path: Path) -> None:
    wrong = [("xls", "bytes", "csv"), ("csv", "words", "utf-16")]
    wrong += [(name, "bytes", name) for name in ("docbin", "displacy", "timeml")]
    for name, unit, word in wrong:
        with pytest.raises(InputError, match=word):
            export(store, name, tmp_path / "a", unit=unit)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_store_can_be_written_and_the_same_store_gives_the_same_bytes(
    name: str, store: Store, tmp_path: Path
) -> None:
    if name == "docbin":
        pytest.importorskip("spacy", reason="spaCy is an extra")

    def content(path: Path) -> list[Any]:
        return [path.read_bytes()] if path.is_file() else [one.read_bytes() for one in sorted(path.iterdir())]

    with Store() as empty:
        export(empty, name, tmp_path / "empty")
    if name in ("labelstudio", "displacy"):
        assert json.loads((tmp_path / "empty").read_text("utf-8")) == []
    one, two = written(store, name, tmp_path / "one"), written(store, name, tmp_path / "two")
    assert content(one) == content(two) != content(tmp_path / "empty")


def test_the_export_leaves_nothing_unfinished(store: Store, tmp_path: Path) -> None:
    for name in FORMATS:
        if name != "docbin":
            export(store, name, tmp_path / name)
    assert not list(tmp_path.rglob("*.part*"))


@pytest.mark.parametrize(("name", "package"), [("parquet", "pyarrow"), ("docbin", "spacy")])
def test_what_a_format_needs_is_told(
    name: str, package: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError, match=rf"needs {package}; run `pip install 'weibotext\["):
        export(store, name, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
