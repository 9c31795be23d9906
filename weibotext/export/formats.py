"""The formats by name, and the one function that writes any of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from weibotext.adapters.timeml import timeml
from weibotext.errors import InputError
from weibotext.export import lines, tabular
from weibotext.export.docbin import docbin
from weibotext.export.offsets import UNITS, respan
from weibotext.output import made_folder, replacing, unfinished
from weibotext.store import Store
from weibotext.surrogates import json_line

Named: TypeAlias = tuple[str, str, Mapping[str, Any]]
"""An article's name, its source, and its record's dictionary."""


class Format(NamedTuple):
    """A format: what it is, whether it is a folder of files, and whether offsets may count another unit than code points.

    >>> FORMATS["csv"].folder, FORMATS["docbin"].units
    (True, False)
    """

    says: str
    write: Callable[[Store, Path, str], None]
    folder: bool = False
    units: bool = True


def export(store: Store, name: str, path: Path, *, unit: str = "code-points") -> None:
    """Write a store in a format, one of :data:`FORMATS`, with offsets that count ``unit``, one of :data:`UNITS`.

    Raises :class:`InputError` for a format or unit that is not there, or a format that counts code points only.
    """
    if name not in FORMATS:
        raise InputError(f"no format is called {name!r}; give one of {', '.join(FORMATS)}")
    if unit not in UNITS:
        raise InputError(f"no unit of offsets is called {unit!r}; give one of {', '.join(UNITS)}")
    if unit != "code-points" and not FORMATS[name].units:
        raise InputError(f"the format {name} has no offsets that could count {unit}; leave the unit out")
    FORMATS[name].write(store, path, unit)


def _articles(store: Store, unit: str) -> Iterator[Named]:
    for document in store:
        yield document.names[0], document.source, respan(document.source, document.record, unit)


def _lines(make: Callable[[str, str, Mapping[str, Any]], dict[str, Any]], store: Store, path: Path, unit: str) -> None:
    with replacing(path) as file:
        file.writelines(json_line(make(*article)) + "\n" for article in _articles(store, unit))


def _list(make: Callable[[str, str, Mapping[str, Any]], dict[str, Any]], store: Store, path: Path, unit: str) -> None:
    with replacing(path) as file:
        for number, article in enumerate(_articles(store, unit)):
            file.write(("[" if number == 0 else ",\n") + json_line(make(*article)))
        file.write("]\n" if len(store) else "[]\n")


def _docbin(store: Store, path: Path, unit: str) -> None:
    with unfinished(path) as part:
        part.write_bytes(docbin(_articles(store, unit)))


def _timeml(store: Store, folder: Path, unit: str) -> None:
    """One file an article, called by the first characters of its hash; ``index.json`` tells their names."""
    made_folder(folder)
    named = {}
    for name, source, record in _articles(store, unit):
        file_name = f"{record['id'].removeprefix('sha256:')[:16]}.tml"
        named[file_name] = name
        with replacing(folder / file_name) as file:
            file.write(timeml(source, record))
    with replacing(folder / "index.json") as file:
        json.dump(named, file, indent=1)


FORMATS: Final[Mapping[str, Format]] = {
    "jsonl": Format("records with their sources, JSON Lines", partial(_lines, lines.record_line)),
    "csv": Format("every table, CSV that Excel opens", tabular.write_csv, folder=True),
    "parquet": Format("every table, Parquet", tabular.write_parquet, folder=True),
    "doccano": Format("doccano's JSON Lines", partial(_lines, lines.doccano_line)),
    "labelstudio": Format("tasks of Label Studio with predictions, JSON", partial(_list, lines.labelstudio_task)),
    "displacy": Format("what displaCy renders by hand, JSON", partial(_list, lines.displacy_line), units=False),
    "docbin": Format("spaCy's DocBin, every code point a token", _docbin, units=False),
    "timeml": Format("dates as TimeML, a file an article", _timeml, folder=True, units=False),
}
"""The formats."""
