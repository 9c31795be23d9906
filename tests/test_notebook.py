"""The notebook runs from top to bottom, says nothing on standard error, and its saved outputs show Chinese."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "extraction.ipynb"


@pytest.mark.filterwarnings("default")  # Jupyter's own, about its event loop and its sockets
def test_it_runs_from_top_to_bottom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output for output in outputs if output.get("name") == "stderr" or output.output_type == "error"] == []
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2


def test_it_defines_nothing() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    lines = [line for cell in notebook.cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    assert [line for line in lines if line.startswith(("def ", "class "))] == []


def test_its_saved_outputs_show_chinese_and_no_warnings() -> None:
    saved = json.dumps(nbformat.read(NOTEBOOK, as_version=4), ensure_ascii=False)
    assert "安吉县人民政府新闻办公室" in saved
    assert "Warning" not in saved
