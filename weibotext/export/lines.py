"""Formats of one JSON value an article: records, doccano, Label Studio, displaCy.

Each function takes a name, a source and a record whose spans already count in the unit asked for, and ``cut``, which
gives the text of a stretch in that unit's coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weibotext.export.spans import labelled, outermost
from weibotext.surrogates import replaced

Item = Mapping[str, Any]


def record_line(name: str, source: str, record: Item) -> dict[str, Any]:
    """The record with its source and its name."""
    return {"name": name, "source": source, **record}


def doccano_line(name: str, source: str, record: Item) -> dict[str, Any]:
    """The JSONL of doccano for sequence labelling: ``label`` lists start, end and label.

    >>> import weibotext
    >>> doccano_line("a.txt", "2013年", weibotext.extract("2013年").to_dict())["label"]
    [[0, 5, 'DATE']]
    """
    return {
        "text": replaced(source),
        "label": [list(one) for one in labelled(record)],
        "name": name,
        "article": record["id"],
    }


def labelstudio_task(name: str, source: str, record: Item) -> dict[str, Any]:
    """A task of Label Studio with what was found as a prediction.

    The labelling configuration calls the text ``text`` and the control ``label``.
    """
    results = [
        {
            "id": f"r{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": one.start, "end": one.stop, "labels": [one.label]},
        }
        for number, one in enumerate(labelled(record), 1)
    ]
    data = {"text": replaced(source), "name": name, "article": record["id"]}
    return {"data": data, "predictions": [{"model_version": "weibotext", "result": results}]}


def displacy_line(name: str, source: str, record: Item) -> dict[str, Any]:
    """What ``displacy.render(…, style="ent", manual=True)`` takes; it knows no nesting, so inner stretches are left out."""
    found = outermost(labelled(record))
    ents = [{"start": one.start, "end": one.stop, "label": one.label} for one in found]
    return {"text": replaced(source), "ents": ents, "title": record["title"] or name}
