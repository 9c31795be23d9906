"""The notebook runs from top to bottom and gives what it shows; its saved outputs are clean and in Chinese.

After a change of what it shows, run it and save its outputs, without the times that ``jupyter execute`` would add::

    python -c "import nbformat as f, nbclient; n = f.read(p := 'notebooks/extraction.ipynb', 4)
    nbclient.NotebookClient(n, record_timing=False).execute(); f.write(n, p)"
"""

from __future__ import annotations

import ast
import base64
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.filterwarnings("default")  # Jupyter's own, about its event loop and its sockets

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "extraction.ipynb"
PICTURES, MOST_CELLS = 4, 14
LITTER = re.compile(
    r"Warning|Traceback|it/s\]|\d+%\||\x1b\[|<[\w.]+ at 0x|(?<![\w/.])/(?:home|tmp|work|root|Users|usr|var)/|[A-Z]:\\"
)


@pytest.fixture(scope="module")
def saved() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook as it comes out of a run in an empty folder, which is empty afterwards."""
    notebook, folder = nbformat.read(NOTEBOOK, as_version=4), tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        patch.setenv("PYTHONPATH", str(NOTEBOOK.parent.parent), prepend=os.pathsep)
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    assert list(folder.iterdir()) == []
    return notebook


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def shape(output: Any) -> tuple[Any, ...]:
    """What an output is: its kinds of data, and of a table how many rows and cells it has."""
    data = output.get("data", {})
    page = str(data.get("text/html", ""))
    return (
        output.output_type,
        output.get("name"),
        sorted(data),
        page.count("<tr"),
        page.count("<th>"),
        page.count("<td"),
    )


def merged(found: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    kept: list[tuple[Any, ...]] = []
    for one in found:
        if one[0] != "stream" or kept[-1:] != [one]:
            kept.append(one)
    return kept


def shapes(notebook: Any) -> list[list[tuple[Any, ...]]]:
    """The outputs of each cell; what is printed in a row is one, for a busy kernel sends it in pieces."""
    return [merged(map(shape, cell.outputs)) for cell in code_cells(notebook)]


def printed(notebook: Any) -> list[str]:
    """What each cell prints, whatever the versions of the packages."""
    texts = ["".join(one.text for one in cell.outputs if one.get("name") == "stdout") for cell in code_cells(notebook)]
    return [re.sub(r"(weibotext|r?jieba) [\d.]+", r"\1", text) for text in texts]


def test_it_runs_without_an_error_or_a_word_on_standard_error(executed: Any) -> None:
    assert [one for one in outputs(executed) if one.output_type == "error" or one.get("name") == "stderr"] == []


def test_a_run_gives_what_is_saved(executed: Any, saved: Any) -> None:
    assert shapes(executed) == shapes(saved)
    assert printed(executed) == printed(saved), "run it again and save it, as told above"


def test_every_cell_was_saved_as_it_ran_in_order(saved: Any) -> None:
    assert [cell.execution_count for cell in code_cells(saved)] == list(range(1, len(code_cells(saved)) + 1))
    assert all(cell.outputs for cell in code_cells(saved))


def test_it_has_few_cells_and_defines_nothing_but_variables(saved: Any) -> None:
    trees = [ast.parse(cell.source) for cell in code_cells(saved)]
    assert len(trees) <= MOST_CELLS
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [node for tree in trees for node in ast.walk(tree) if isinstance(node, definitions)] == []


def test_its_saved_outputs_hold_no_litter(saved: Any) -> None:
    texts = [value for one in outputs(saved) for kind, value in one.get("data", {}).items() if kind != "image/png"]
    texts += [one.text for one in outputs(saved) if one.output_type == "stream"]
    assert [hit[0] for text in texts for hit in LITTER.finditer(text)] == []
    assert "execution" not in {key for cell in saved.cells for key in cell.metadata}


def test_its_pictures_are_pictures(saved: Any) -> None:
    pictures = [one.data["image/png"] for one in outputs(saved) if "image/png" in one.get("data", {})]
    assert len(pictures) == PICTURES
    assert all(base64.b64decode(one).startswith(b"\x89PNG") and len(one) > 20_000 for one in pictures)


def test_it_shows_chinese_damaged_and_repaired(saved: Any) -> None:
    shown = "\n".join(str(one.get("data", {}).get("text/html", "")) for one in outputs(saved))
    assert all(
        word in shown
        for word in ("安吉县人民政府新闻办公室", "始終如一?!笨h政府", "始終如一。”縣政府", "始终如一。”县政府")
    )


def test_feeding_twice_adds_nothing_and_every_span_holds(executed: Any) -> None:
    told = "\n".join(printed(executed))
    fed = re.search(r"first feed: (\d+) added; second feed: (\d+) added, (\d+) known", told)
    assert fed and fed[1] == fed[3] != "0" and fed[2] == "0"
    spans = re.search(r"([\d,]+) of ([\d,]+) spans equal their source", told)
    assert spans and spans[1] == spans[2] != "0"
